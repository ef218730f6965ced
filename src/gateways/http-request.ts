// One HTTP request to a gateway: bounded in time and size, never repeated by itself, its failures as typed errors.
// Sources: WHATWG Fetch; RFC 9110 for status codes and Retry-After. The body of a refusal is never read: it may hold anything.

import { CallError, type CallErrorCode } from '../call/call-error.ts';
import type { Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import { parseJson } from '../call/parse.ts';

/** A gateway that gathers candidates within the request may take 5 s for each STUN server that is silent. In ms. */
export const ANSWER_LIMIT = 15_000;
/** Nobody waits longer than a day. In seconds. */
const MAX_RETRY_AFTER = 86_400;
/** An answer has a few kB. In bytes. */
const MAX_BODY = 262_144;

const codeByStatus: Readonly<Record<number, CallErrorCode>> = {
  400: 'invalid-argument',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'configuration',
  405: 'configuration',
  408: 'timeout',
  413: 'invalid-argument',
  415: 'protocol',
  422: 'invalid-argument',
  429: 'busy',
  503: 'busy',
  504: 'timeout',
};

export interface HttpRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly headers: Headers;
  readonly body?: string;
  /** `same-origin` where unset. */
  readonly credentials?: RequestCredentials | undefined;
  /** A goodbye: goes on when the page goes away, and has no limit here, because the call waits for it only so long. */
  readonly keepalive?: boolean;
  /** The call's; ends the request. */
  readonly signal?: AbortSignal;
}

/** An answer with a status of 2xx. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * The page's own headers, and the token as `Authorization` unless they have one.
 * @throws CallError `configuration` for what is no header
 */
export function headersOf({ token, headers }: Credential, contentType?: string): Headers {
  try {
    const sent = new Headers({ ...headers });
    if (token && !sent.has('authorization')) sent.set('authorization', `Bearer ${token}`);
    if (contentType) sent.set('content-type', contentType);
    return sent;
  } catch {
    // The browser's own error would quote the value.
    throw new CallError('configuration', 'The token or one of the headers cannot be sent in a header.');
  }
}

/**
 * @throws CallError by status (`gatewayCode`), `gateway-unreachable`, `timeout` after {@link ANSWER_LIMIT} ms, or
 *   `protocol` for a body that is too large. A redirect is refused: it might carry the token elsewhere.
 */
export async function send(url: URL, { signal, ...request }: HttpRequest): Promise<HttpAnswer> {
  const bound = new Scope();
  let late = false;
  if (signal?.aborted) void bound.release();
  if (signal) bound.listen(signal, 'abort', () => void bound.release());
  const giveUp = (): void => {
    late = true;
    void bound.release();
  };
  if (!request.keepalive) bound.timer(ANSWER_LIMIT, giveUp);
  try {
    const init: RequestInit = {
      ...request,
      credentials: request.credentials ?? 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: bound.signal,
    };
    const response = await fetch(url.href, init).catch((cause: unknown) => {
      // Chrome before 81 sends no DELETE that is to outlive the page.
      if (request.keepalive) return fetch(url.href, { ...init, keepalive: false });
      throw cause;
    });
    if (!response.ok) {
      response.body?.cancel().catch(() => undefined); // a stream that has failed refuses to be cancelled
      throw refusal(response);
    }
    return { status: response.status, headers: response.headers, text: await textOf(response) };
  } catch (cause) {
    if (late)
      throw new CallError('timeout', `The gateway did not answer the request within ${ANSWER_LIMIT} ms.`);
    throw CallError.from(
      cause,
      'gateway-unreachable',
      'The gateway could not be asked (network, CORS, CSP, or it redirects).',
    );
  } finally {
    void bound.release();
  }
}

/** The JSON of an answer, `undefined` where it is none. */
export const jsonOf = ({ text }: HttpAnswer): unknown => parseJson(text);

function refusal({ status, headers }: Response): CallError {
  const code = codeByStatus[status] ?? 'gateway-error';
  return new CallError(code, `The gateway answered ${status}.`, {
    gatewayCode: String(status),
    retryAfter: secondsOf(headers),
  });
}

/** Seconds by RFC 9110's Retry-After (seconds or a date), or the reset time (Unix seconds) that rate limiters send. */
function secondsOf(headers: Headers): number | undefined {
  const after = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(after)) return Math.min(Number(after), MAX_RETRY_AFTER);
  const until = Date.parse(after) / 1000 || Number(headers.get('x-ratelimit-reset'));
  return until ? Math.min(Math.max(0, Math.ceil(until - Date.now() / 1000)), MAX_RETRY_AFTER) : undefined;
}

/** The whole body, unless it is larger than any answer. */
async function textOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > MAX_BODY) {
      reader.cancel().catch(() => undefined);
      throw new CallError('protocol', 'The answer of the gateway is too large.');
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
