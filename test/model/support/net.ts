// WebSocket and fetch whose far end is the test. Sources: WHATWG WebSockets and Fetch, as far as src/ uses them.

import { Target } from './target.ts';
import type { World } from './world.ts';

export class FakeSocket extends Target {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = FakeSocket.CONNECTING;
  bufferedAmount = 0;
  /** Texts of the code under test that the far end has not taken yet. */
  readonly sent: string[] = [];

  constructor(
    private readonly _world: World,
    readonly url: string,
  ) {
    super(_world.escaped);
    _world.sockets.push(this);
  }

  send(text: string): void {
    if (this.readyState === FakeSocket.OPEN) this.sent.push(text);
  }

  close(): void {
    if (this.readyState >= FakeSocket.CLOSING) return;
    this.readyState = FakeSocket.CLOSING;
    if (!this._world.hangsGoodbyes) queueMicrotask(() => this.end(1000));
  }

  // What the test does.

  accept(): void {
    if (this.readyState !== FakeSocket.CONNECTING) return;
    this.readyState = FakeSocket.OPEN;
    this.emit('open');
  }

  deliver(data: unknown): void {
    if (this.readyState === FakeSocket.OPEN) this.emit('message', { data });
  }

  /** Ends it from outside; 1006 while it connects is a refusal. */
  end(code: number, reason = ''): void {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    if (code === 1006) this.emit('error');
    this.emit('close', { code, reason });
  }
}

/** One `fetch` that is not answered yet. */
export interface Request {
  readonly url: string;
  readonly method: string;
  readonly keepalive: boolean;
  answer(response: Response): void;
  fail(): void;
}

export const fakeFetch =
  (world: World) =>
  (url: string, { method = 'GET', keepalive = false, signal }: RequestInit = {}): Promise<Response> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        signal?.removeEventListener('abort', abort);
        world.requests.delete(request);
      };
      const abort = (): void => {
        settle();
        reject(new DOMException('aborted', 'AbortError'));
      };
      const request: Request = {
        url,
        method,
        keepalive,
        answer: (response) => {
          settle();
          resolve(response);
        },
        fail: () => {
          settle();
          reject(new TypeError('Failed to fetch'));
        },
      };
      world.requests.add(request);
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    });
