// Where a call's token comes from: the attribute, the site's endpoint, or its function. Asked once per call, kept in
// memory only, never in an error, an event or a log.

import { CallError, type CallErrorCode } from './call-error.ts';
import type { Credential, CredentialSource } from './call-request.ts';
import { cancelled, type Scope } from './cleanup.ts';
import { parseIceServers } from './ice-servers.ts';
import { isLocalhost, isRecord, textOf } from './parse.ts';

const codeByStatus: Readonly<Record<number, CallErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'configuration',
  405: 'configuration',
  429: 'busy',
  503: 'busy',
};

/**
 * Checks now, asks later.
 * @param ms - the bound of the answer, in milliseconds
 * @throws CallError `configuration` at once where no source is configured
 */
export function getCredential(
  source: CredentialSource,
  required: boolean,
  scope: Scope,
  ms: number,
): () => Promise<Credential> {
  const { tokenUrl, tokenProvider } = source;
  // An attribute that was taken away is null, and a page may set anything.
  const token = textOf(source.token)?.trim();
  if (tokenProvider && typeof tokenProvider !== 'function')
    throw new CallError('configuration', 'tokenProvider must be a function.');
  if (tokenProvider)
    return () =>
      bounded('tokenProvider', ms, scope, async () => parse(await tokenProvider(), 'tokenProvider'));
  if (tokenUrl) {
    const url = checkedUrl(tokenUrl);
    return () => bounded('token-url', ms, scope, (signal) => fetchCredential(url, signal));
  }
  if (required && !token)
    throw new CallError('configuration', 'connector-token is missing (or set token-url or tokenProvider).');
  return () => Promise.resolve({ token: token ?? '' });
}

function checkedUrl(tokenUrl: string): URL {
  try {
    const url = new URL(tokenUrl, document.baseURI);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url))) return url;
  } catch {
    // falls through to the same error
  }
  throw new CallError('configuration', 'token-url must be an https: URL (http: only on localhost).');
}

async function fetchCredential(url: URL, signal: AbortSignal): Promise<Credential> {
  const response = await fetch(url.href, {
    signal,
    cache: 'no-store',
    credentials: 'same-origin',
    headers: { accept: 'application/json' },
  });
  if (!response.ok) {
    const code = codeByStatus[response.status] ?? 'gateway-error';
    throw new CallError(code, `token-url answered ${response.status}.`, {
      gatewayCode: String(response.status),
    });
  }
  const body: unknown = await response.json().catch(() => undefined);
  return parse(body, 'token-url');
}

function parse(answer: unknown, name: string): Credential {
  const fields = typeof answer === 'string' ? { token: answer } : answer;
  const token = isRecord(fields) ? textOf(fields['token']) : undefined;
  if (!isRecord(fields) || !token) throw new CallError('protocol', `${name} answered no {token}.`);
  const expiresAt = textOf(fields['expiresAt']);
  if (expiresAt && Date.parse(expiresAt) < Date.now() - CLOCK_TOLERANCE)
    throw new CallError('unauthorized', `${name} answered a token that has expired.`);
  const iceServers = fields['iceServers'];
  return {
    token,
    gatewayUrl: textOf(fields['gatewayUrl']),
    iceServers: iceServers === undefined ? undefined : parseIceServers(iceServers),
  };
}

/** Clocks of visitors are wrong; a minute is forgiven. */
const CLOCK_TOLERANCE = 60_000;

async function bounded(
  name: string,
  ms: number,
  scope: Scope,
  ask: (signal: AbortSignal) => Promise<Credential>,
): Promise<Credential> {
  const bound = scope.child();
  try {
    return await Promise.race([
      ask(bound.signal),
      bound.delay(ms).then(() => {
        throw new CallError('timeout', `${name} did not answer within ${ms} ms.`);
      }),
    ]);
  } catch (cause) {
    if (cause === cancelled) throw cause;
    throw CallError.from(cause, 'gateway-unreachable', `${name} could not be asked.`);
  } finally {
    void bound.release();
  }
}
