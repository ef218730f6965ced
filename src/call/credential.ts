// Where a call's token comes from: the attribute, the site's endpoint, or its function. Asked once per call, kept in
// memory only, never in an error, an event or a log.

import { CallError, type CallErrorCode } from './call-error.ts';
import type { Credential, CredentialSource, TokenKind } from './call-request.ts';
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
 * @throws CallError `configuration` at once where no source is configured, or one cannot be used
 */
export function getCredential(
  source: CredentialSource,
  required: boolean,
  scope: Scope,
  ms: number,
): () => Promise<Credential> {
  const { tokenUrl, tokenProvider, headers } = source;
  if (tokenProvider && typeof tokenProvider !== 'function')
    throw new CallError('configuration', 'tokenProvider must be a function.');
  if (headers && !['object', 'function'].includes(typeof headers))
    throw new CallError('configuration', 'headers must be an object, or a function that answers one.');
  const url = tokenUrl && !tokenProvider ? checkedUrl(tokenUrl) : undefined;
  // An attribute that was taken away is null, and a page may set anything.
  const token = textOf(source.token)?.trim() ?? '';
  if (required && tokenKind(source) === 'none')
    throw new CallError('configuration', 'connector-token is missing (or set token-url or tokenProvider).');

  const askToken = (): Promise<Credential> => {
    if (tokenProvider)
      return bounded('tokenProvider', ms, scope, async () =>
        parse(await tokenProvider(), required, 'tokenProvider'),
      );
    if (url)
      return bounded('token-url', ms, scope, async (signal) =>
        parse(await fetchAnswer(url, signal), required, 'token-url'),
      );
    return Promise.resolve({ token });
  };
  const askHeaders = async (): Promise<Credential['headers']> =>
    typeof headers === 'function'
      ? bounded('headers', ms, scope, async () => parseHeaders(await headers()))
      : headers && parseHeaders(headers);

  const ask = async (): Promise<Credential> => {
    const [credential, sent] = await Promise.all([askToken(), askHeaders()]);
    const fresh = tokenProvider ?? url ?? typeof headers === 'function';
    return { ...credential, ...(sent && { headers: sent }), ...(fresh && { renew: ask }) };
  };
  return ask;
}

/** How a token is configured. */
export function tokenKind({ token, tokenUrl, tokenProvider }: CredentialSource): TokenKind {
  if (tokenProvider ?? tokenUrl) return 'asked';
  return textOf(token)?.trim() ? 'fixed' : 'none';
}

function parseHeaders(value: unknown): Readonly<Record<string, string>> {
  if (isRecord(value) && Object.values(value).every((each) => typeof each === 'string'))
    return value as Readonly<Record<string, string>>;
  throw new CallError('configuration', 'headers must be an object of texts.');
}

function checkedUrl(tokenUrl: string): URL {
  try {
    const url = new URL(tokenUrl, document.baseURI);
    // The browser's error would quote a user and a password.
    const isPlain = !url.username && !url.password;
    if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocalhost(url)))) return url;
  } catch {
    // falls through to the same error
  }
  throw new CallError(
    'configuration',
    'token-url must be an https: URL (http: only on localhost), without user and password.',
  );
}

async function fetchAnswer(url: URL, signal: AbortSignal): Promise<unknown> {
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
  return response.json().catch(() => undefined);
}

/** @param required - a token must be in it; other gateways may live on what else is there */
function parse(answer: unknown, required: boolean, name: string): Credential {
  const fields = typeof answer === 'string' ? { token: answer } : answer;
  const token = isRecord(fields) ? textOf(fields['token']) : undefined;
  if (!isRecord(fields) || (required && !token))
    throw new CallError('protocol', `${name} answered no {token}.`);
  const expiresAt = textOf(fields['expiresAt']);
  if (expiresAt && Date.parse(expiresAt) < Date.now() - CLOCK_TOLERANCE)
    throw new CallError('unauthorized', `${name} answered a token that has expired.`);
  const iceServers = fields['iceServers'];
  return {
    token: token ?? '',
    answer: fields,
    gatewayUrl: textOf(fields['gatewayUrl']),
    iceServers: iceServers === undefined ? undefined : parseIceServers(iceServers),
  };
}

/** Clocks of visitors are wrong; a minute is forgiven. */
const CLOCK_TOLERANCE = 60_000;

async function bounded<T>(
  name: string,
  ms: number,
  scope: Scope,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
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
