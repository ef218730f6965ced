// One WebSocket that carries JSON objects. Source: WHATWG WebSockets. Whatever is no JSON object is dropped here.

import { CallError } from '../call/call-error.ts';
import { Scope } from '../call/cleanup.ts';
import { isRecord, parseJson, type JsonRecord } from '../call/parse.ts';

/** Longer frames are dropped unread: signalling needs a few kB, and a page must not choke on more. In characters. */
const MAX_FRAME = 262_144;

/** Some browsers throw where a policy of the page forbids the address; their error would quote it. */
function connect(url: string): WebSocket {
  try {
    return new WebSocket(url);
  } catch {
    throw new CallError('gateway-unreachable', 'The browser refuses the signalling address.');
  }
}

export interface JsonSocketEvents {
  /** Called for each JSON object. */
  frame(frame: JsonRecord): void;
  /**
   * Called once when a socket that was open is closed from outside.
   * @param unsent - something handed to `send` had not left
   * @param reason - the far end's words: data, never shown
   */
  closed(code: number, unsent: boolean, reason: string): void;
}

export class JsonSocket {
  /** Rejects with a CallError `gateway-unreachable`; a browser tells no reason. */
  readonly opened: Promise<void>;
  private readonly _scope = new Scope();
  private readonly _socket: WebSocket;

  /** @param ms - bound of the opening, in milliseconds */
  constructor(url: string, ms: number, events: JsonSocketEvents) {
    const socket = (this._socket = connect(url));
    const scope = this._scope;
    this.opened = new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        void this.close();
        reject(new CallError('gateway-unreachable', `The signalling connection ${why}.`));
      };
      const opening = scope.child();
      opening.timer(ms, () => fail(`did not open within ${ms} ms`));
      // `error` alone where a policy of the page forbids the address
      for (const type of ['close', 'error']) opening.listen(socket, type, () => fail('could not be opened'));
      scope.listen(socket, 'open', () => {
        void opening.release();
        scope.listen<CloseEvent>(socket, 'close', ({ code, reason }) => {
          void scope.release();
          events.closed(code, socket.bufferedAmount > 0, reason);
        });
        resolve();
      });
    });
    scope.listen<MessageEvent<unknown>>(socket, 'message', ({ data }) => {
      if (typeof data !== 'string' || data.length > MAX_FRAME) return;
      const frame = parseJson(data);
      if (isRecord(frame)) events.frame(frame);
    });
  }

  /** `false` when the socket is not open. */
  send(frame: JsonRecord): boolean {
    if (this._socket.readyState !== WebSocket.OPEN) return false;
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  /** Closes with 1000 at once and resolves when the far end agreed; from here on nothing is called back. */
  close(): Promise<void> {
    void this._scope.release();
    const socket = this._socket;
    return new Promise((resolve) => {
      if (socket.readyState === WebSocket.CLOSED) return resolve();
      socket.addEventListener('close', () => resolve());
      socket.close(1000);
    });
  }
}
