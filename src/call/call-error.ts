// The one error type a call ends with. Its message is for the site's developer and never holds a token or a text of
// the gateway; the visitor reads a text looked up by `code` in i18n/.

/** Every way a call can fail; `true` where pressing the button again may help. */
const retryableByCode = {
  'microphone-denied': true,
  'microphone-blocked': false,
  'microphone-not-found': true,
  'microphone-in-use': true,
  'insecure-context': false,
  'unsupported-browser': false,
  configuration: false,
  unauthorized: false,
  forbidden: false,
  'invalid-argument': false,
  protocol: false,
  'gateway-unreachable': true,
  'gateway-error': true,
  'media-failed': true,
  'agent-failed': true,
  timeout: true,
  busy: true,
  'connection-lost': true,
} as const;

export type CallErrorCode = keyof typeof retryableByCode;

export const callErrorCodes = Object.keys(retryableByCode) as readonly CallErrorCode[];

export interface CallErrorOptions {
  /** The gateway's own code (an error code of its protocol, a close code, an HTTP status). */
  gatewayCode?: string | undefined;
  /** Seconds after which the gateway asks to try again. */
  retryAfter?: number | undefined;
  /** Title of the page, in another tab of this browser, that the visitor is in a call on. */
  elsewhere?: string | undefined;
  /** The operating system, not the page, keeps the microphone back. */
  bySystem?: boolean | undefined;
  /** The browser's error behind this one. */
  cause?: unknown;
}

export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;
  readonly retryable: boolean;
  readonly gatewayCode: string | undefined;
  /** Seconds after which trying again makes sense, where the gateway said so. */
  readonly retryAfter: number | undefined;
  /** Only with `busy`: the title of the page, in another tab of this browser, that the visitor is in a call on. */
  readonly elsewhere: string | undefined;
  /** Only with `microphone-blocked`: it was the operating system, not the page or its frame. */
  readonly bySystem: boolean;
  override readonly cause: unknown;

  constructor(code: CallErrorCode, message: string, options: CallErrorOptions = {}) {
    super(message);
    this.code = code;
    this.retryable = retryableByCode[code];
    this.gatewayCode = options.gatewayCode;
    this.retryAfter = options.retryAfter;
    this.elsewhere = options.elsewhere;
    this.bySystem = options.bySystem ?? false;
    this.cause = options.cause;
    // V8 keeps the frames, and whatever token they hold, until somebody reads them as a text.
    for (const error of [this, this.cause]) if (error instanceof Error) String(error.stack);
  }

  /** A {@link CallError} as it is; anything else becomes one with `code` and the original as its cause. */
  static from(cause: unknown, code: CallErrorCode, message: string): CallError {
    return cause instanceof CallError ? cause : new CallError(code, message, { cause });
  }
}
