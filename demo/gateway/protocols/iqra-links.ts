// Iqra's signalling addresses: a path with a signed token that expires, checked when the socket has opened. No I/O.

import { createHmac, randomBytes } from 'node:crypto';

/** Of every address: the path of the socket. */
export const LINK_PATH = '/ws/session/{sessionId}/webrtc/{clientId}/{token}';

/** How long a token may be used, in ms. */
export const LINK_LIFETIME = 5 * 60_000;

export class Links {
  readonly #key = randomBytes(32);

  /** @param expired - for an address that is too old from the start */
  path(sessionId: string, clientId: string, expired = false): string {
    const until = String(Date.now() + (expired ? -1 : LINK_LIFETIME));
    const token = `${encode(until)}.${this.#sign(sessionId, clientId, until)}`;
    return LINK_PATH.replace('{sessionId}', sessionId)
      .replace('{clientId}', clientId)
      .replace('{token}', token);
  }

  /** Why a socket with this address is turned away; undefined when it is not. */
  complaint({
    sessionId = '',
    clientId = '',
    token = '',
  }: Readonly<Record<string, string>>): string | undefined {
    const [until = '', signature] = token.split('.');
    const expiry = Buffer.from(until, 'base64url').toString();
    if (signature !== this.#sign(sessionId, clientId, expiry)) return 'Token signature is invalid.';
    if (Number(expiry) < Date.now()) return 'Token has expired.';
    return undefined;
  }

  #sign(sessionId: string, clientId: string, until: string): string {
    const hmac = createHmac('sha256', this.#key);
    return hmac.update(`${sessionId}|${clientId}|${until}`).digest('base64url');
  }
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');
