// Why the gateway says no: one class for every protocol, each of which says it in its own way. Data only.

/** Thrown where a visitor is refused; the protocol at hand tells the client. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * The HTTP status of each code. The first block are the codes that a behaviour may name, the second what HTTP itself
 * has reasons for. INVALID_BODY is a request that its contract does not allow.
 */
const STATUS: ReadonlyMap<string, number> = new Map([
  ['UNAUTHORIZED', 401],
  ['FORBIDDEN', 403],
  ['INVALID_ARGUMENT', 400],
  ['INVALID_MESSAGE', 422],
  ['BUSY', 429],
  ['HANDLER_ERROR', 500],
  ['MEDIA_BRIDGE_FAILURE', 502],
  ['AGENT_FAILURE', 503],
  ['UNKNOWN_THING', 418],

  ['INVALID_BODY', 400],
  ['NOT_FOUND', 404],
  ['METHOD_NOT_ALLOWED', 405],
  ['PRECONDITION_FAILED', 412],
  ['TOO_LARGE', 413],
  ['UNSUPPORTED_MEDIA_TYPE', 415],
  ['UNPROCESSABLE', 422],
  ['PRECONDITION_REQUIRED', 428],
]);

export const statusOf = ({ code }: Refusal): number => STATUS.get(code) ?? 500;

/** Seconds that a client is asked to wait after 429 and 503. */
const RETRY_AFTER = 5;

/** The headers that a status asks for by itself. */
export const headersOf = (status: number): Record<string, string> =>
  status === 429 || status === 503
    ? { 'Retry-After': String(RETRY_AFTER) }
    : status === 401
      ? { 'WWW-Authenticate': 'Bearer' }
      : {};
