// One HTTP request and its answer, and the routes that lead to it. Node's http only; no protocol.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseJson } from './parse.ts';
import { headersOf, Refusal, statusOf } from './refusal.ts';
import type { SeenRequest } from './session-view.ts';

/** The most bytes of one body; an offer of a browser has about 5 KB. */
const LARGEST_BODY = 256 * 1024;

/** What a protocol does on one path. */
export interface Route {
  /** `{name}` stands for one segment, which the exchange then has as a parameter. */
  readonly path: string;
  readonly methods: Readonly<Record<string, (exchange: Exchange) => void | Promise<void>>>;
  /** Request headers that a page of another origin may send, beside those that every page may. */
  readonly allows: string;
  /** Says no in the words of the protocol. */
  refuse(exchange: Exchange, refusal: Refusal): void;
}

export class Exchange {
  readonly req: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
  /** What a test may see of it. */
  readonly seen: SeenRequest;
  readonly #res: ServerResponse;

  constructor(req: IncomingMessage, res: ServerResponse, params: Readonly<Record<string, string>>) {
    this.req = req;
    this.params = params;
    this.#res = res;
    const headers = Object.keys(req.headers).sort();
    this.seen = { method: req.method ?? '', path: pathOf(req), headers, body: undefined, status: 0 };
  }

  get query(): URLSearchParams {
    return queryOf(this.req);
  }

  /** Host and port that the client used. */
  get host(): string {
    return this.req.headers.host ?? 'localhost';
  }

  header(name: string): string | undefined {
    const value = this.req.headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The token of the Authorization header; undefined without the header, '' where it cannot be read. */
  token(scheme: 'Bearer' | 'Bearer|Token' = 'Bearer'): string | undefined {
    const header = this.header('authorization');
    if (header === undefined) return undefined;
    return new RegExp(`^(?:${scheme}) (\\S+)$`, 'i').exec(header)?.[1] ?? '';
  }

  /** The body of a request that must be of this type. */
  async text(type: string): Promise<string> {
    if (this.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase() !== type) {
      throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `The body must be ${type}`);
    }
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of this.req as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LARGEST_BODY) throw new Refusal('TOO_LARGE', 'The body is too large');
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks).toString('utf8');
    this.seen.body = body;
    return body;
  }

  async json(): Promise<unknown> {
    const value = parseJson(await this.text('application/json'));
    if (value === undefined) throw new Refusal('INVALID_BODY', 'The body must be JSON');
    this.seen.body = value;
    return value;
  }

  /** Text goes out as it is, anything else as JSON. */
  answer(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): void {
    this.seen.status = status;
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    const rest = body === undefined ? {} : { 'Content-Type': type };
    this.#res.writeHead(status, { ...rest, ...headersOf(status), ...headers });
    this.#res.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
  }

  /** Says no with the status of the refusal's code. */
  refuse(refusal: Refusal, body: unknown, headers?: Readonly<Record<string, string>>): void {
    this.answer(statusOf(refusal), body, headers);
  }

  /** Ends the connection without an answer. */
  drop(): void {
    this.#res.destroy();
  }

  /** Calls back if the client goes away before it has its answer. */
  onAbandoned(listener: () => void): void {
    this.#res.on('close', () => {
      if (!this.#res.writableFinished) listener();
    });
  }
}

export const pathOf = (req: IncomingMessage): string => (req.url ?? '').split('?', 1)[0] ?? '';

export const queryOf = (req: IncomingMessage): URLSearchParams =>
  new URLSearchParams((req.url ?? '').split('?')[1]);

/** The parameters of a path that fits the template; undefined for any other. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') return undefined;
    if (name !== undefined) params[name] = value;
  }
  return params;
}
