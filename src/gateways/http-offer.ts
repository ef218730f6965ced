// The offer as an HTTP request, for the adapters that signal this way. Sources: RFC 9725 (SDP as a body); the offer
// endpoints of aiortc's examples and of pipecat (JSON). Each POST may begin a session at the far end, so none is sent
// twice, but after a refused credential. Touches the network only.

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { isRecord, textOf, type JsonRecord } from '../call/parse.ts';
import { gatewayUrl } from './gateway-url.ts';
import { headersOf, jsonOf, send, type HttpAnswer, type HttpRequest } from './http-request.ts';

/**
 * The URL that takes the offer.
 * @throws CallError `configuration` for a missing or a wrong one
 */
export function offerUrl(text: string | undefined): URL {
  if (!text?.trim()) throw new CallError('configuration', 'gateway-url is missing.');
  return gatewayUrl(text, 'http');
}

/** The answer of a gateway that speaks SDP. @throws CallError `protocol` */
export function sdpAnswer({ text }: HttpAnswer): string {
  if (!text.startsWith('v=0')) throw new CallError('protocol', 'The gateway answered no SDP.');
  return text;
}

/** The answer of a gateway that speaks JSON, beside whatever else it has. @throws CallError `protocol` */
export function jsonAnswer(answer: HttpAnswer): JsonRecord & { readonly sdp: string } {
  const body = jsonOf(answer);
  if (!isRecord(body)) throw new CallError('protocol', 'The gateway answered no JSON object.');
  const { type = 'answer' } = body;
  const sdp = textOf(body['sdp']);
  if (sdp === undefined) throw new CallError('protocol', 'The answer of the gateway has no sdp.');
  if (type !== 'answer')
    throw new CallError('protocol', 'The answer of the gateway has another type than "answer".');
  return { ...body, sdp };
}

/** A request beside its method; `url` is the endpoint's where unset. */
type Asked = Pick<HttpRequest, 'body' | 'signal' | 'keepalive'> & {
  readonly url?: URL;
  readonly contentType?: string;
};

/** Where the requests of one session go, and with which credential. */
export class OfferEndpoint {
  private readonly _request: CallRequest;
  private _credential: Credential;
  private readonly _check: (url: URL, credential: Credential) => void;

  /**
   * @param check - throws where the credential must not go to the URL
   * @throws CallError `configuration`
   */
  constructor(
    request: CallRequest,
    credential: Credential,
    check: (url: URL, credential: Credential) => void = () => undefined,
  ) {
    this._request = request;
    this._credential = credential;
    this._check = check;
    check(this.url, credential);
  }

  get url(): URL {
    return offerUrl(this._credential.gatewayUrl ?? this._request.gatewayUrl);
  }

  /**
   * Posts the offer and reads the answer; once more with a fresh credential where the first one was refused.
   * @param read - may throw CallError `protocol`
   * @throws CallError of the request; where a session may have begun, its message says so
   */
  async post<T>(asked: Asked, read: (answer: HttpAnswer) => T): Promise<T> {
    const ask = async (): Promise<T> => {
      try {
        return read(await this.send('POST', asked));
      } catch (error) {
        throw withDoubt(error);
      }
    };
    return ask().catch(async (error: unknown) => {
      const { renew } = this._credential;
      const refused = error instanceof CallError && ['unauthorized', 'forbidden'].includes(error.code);
      if (!refused || !renew) throw error;
      this._credential = await renew();
      this._check(this.url, this._credential);
      return ask();
    });
  }

  /** @throws CallError of the request */
  async send(
    method: HttpRequest['method'],
    { url = this.url, contentType, ...asked }: Asked,
    more: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const headers = headersOf(this._credential, contentType);
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    return send(url, { method, headers, credentials: this._request.credentials, ...asked });
  }
}

/** Only a refusal says for sure that no session was begun. */
function withDoubt(error: unknown): unknown {
  if (!(error instanceof CallError)) return error;
  const { code, message, gatewayCode, retryAfter, cause } = error;
  const unknown = code === 'timeout' || (!gatewayCode && ['gateway-unreachable', 'protocol'].includes(code));
  if (!unknown) return error;
  return new CallError(code, `${message} It may hold a session.`, { gatewayCode, retryAfter, cause });
}
