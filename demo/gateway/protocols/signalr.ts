// The server side of one SignalR connection (JSON protocol over a WebSocket): handshake, invocations, pings, close. It
// knows nothing of the hub's methods. As the real server does, it takes one invocation at a time.

import type { RawData, WebSocket } from 'ws';
import { parseJson } from '../parse.ts';
import type { Seen, SeenInvocation } from '../session-view.ts';
import { parseHandshake, parseMessage, type Invocation } from './signalr-messages.ts';

/** Ends every message. */
const SEPARATOR = '\x1e';

/** The most bytes of a message, and of what is kept until one is complete. */
export const LARGEST_MESSAGE = 32 * 1024;

/** Why a method failed, in words for the client; anything else that is thrown is told without words. */
export class HubError extends Error {}

export interface HubUser {
  /** The handshake is done. What is sent in here goes out in one frame with the handshake's answer. */
  opened(): void;
  /** One invocation; the next waits until it is done. @throws HubError */
  invoke(target: string, args: readonly unknown[]): void | Promise<void>;
  closed(code: number): void;
}

/** Where the hub keeps what it sees. */
export type HubRecord = Pick<Seen, 'invocations' | 'completions' | 'pings'>;

export interface HubLimits {
  readonly keepAliveMs: number;
  readonly silenceMs: number;
}

export class Hub {
  readonly #socket: WebSocket;
  readonly #user: HubUser;
  readonly #limits: HubLimits;
  /** Whose records these are may only be known later. */
  readonly #record: () => HubRecord;
  readonly #watch: NodeJS.Timeout;
  /** Ids of invocations that have no completion yet. */
  readonly #pending = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  #shaken = false;
  #closing = false;
  #rest = '';
  #batch: string[] | undefined;
  #sentAt = performance.now();
  #heardAt = performance.now();

  constructor(socket: WebSocket, limits: HubLimits, record: () => HubRecord, user: HubUser) {
    this.#socket = socket;
    this.#limits = limits;
    this.#record = record;
    this.#user = user;
    this.#watch = setInterval(() => this.#look(), limits.keepAliveMs / 5);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('close', (code) => {
      clearInterval(this.#watch);
      user.closed(code);
    });
  }

  /** Calls a method of the client, which asks for no completion. */
  send(target: string, ...args: unknown[]): void {
    this.#write({ type: 1, target, arguments: args });
  }

  /** Sends text as it is. */
  sendRaw(text: string): void {
    this.#sentAt = performance.now();
    if (this.#batch) this.#batch.push(text);
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  /** Says that it closes, then closes. @param error - what went wrong; not retried by a client */
  close(error?: string): void {
    if (this.#closing) return;
    this.#closing = true;
    this.#write({ type: 7, ...(error !== undefined && { error, allowReconnect: false }) });
    this.#socket.close(1000);
  }

  /** Closes the socket without the message that should come first. */
  closeSocket(code: number): void {
    this.#closing = true;
    this.#socket.close(code);
  }

  /** Cuts the connection without a word: the browser sees 1006. */
  drop(): void {
    this.#socket.terminate();
  }

  #write(message: object): void {
    this.sendRaw(JSON.stringify(message) + SEPARATOR);
  }

  #look(): void {
    const now = performance.now();
    // A client that does not even shake hands has half the time.
    const patience = this.#shaken ? this.#limits.silenceMs : this.#limits.silenceMs / 2;
    if (now - this.#heardAt > patience) this.#socket.terminate();
    else if (this.#shaken && now - this.#sentAt >= this.#limits.keepAliveMs) this.#write({ type: 6 });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#closing) return;
    this.#heardAt = performance.now();
    if (isBinary || !Buffer.isBuffer(data)) return this.close('The protocol is text');
    const parts = (this.#rest + data.toString('utf8')).split(SEPARATOR);
    this.#rest = parts.pop() ?? '';
    if (this.#rest.length > LARGEST_MESSAGE) return this.close('A message is too large');
    for (const part of parts) {
      if (this.#closing) return;
      if (this.#shaken) this.#take(part);
      else this.#shakeHands(part);
    }
  }

  #shakeHands(text: string): void {
    const error = parseHandshake(parseJson(text));
    if (error !== undefined) {
      this.#write({ error });
      return this.closeSocket(1000);
    }
    this.#shaken = true;
    this.#batch = [];
    this.#write({});
    this.#user.opened();
    const batch = this.#batch.join('');
    this.#batch = undefined;
    this.sendRaw(batch);
  }

  #take(text: string): void {
    const message = parseMessage(parseJson(text));
    const record = this.#record();
    if (typeof message === 'string') this.close(message);
    else if (message === undefined) return;
    else if (message.type === 1) this.#enqueue(message, record);
    else if (message.type === 3) record.completions++;
    else if (message.type === 6) record.pings++;
    else this.closeSocket(1000);
  }

  #enqueue(message: Invocation, record: HubRecord): void {
    const { target, invocationId: id } = message;
    const seen: SeenInvocation = { target, arguments: message.arguments };
    record.invocations.push(seen);
    if (id !== undefined && this.#pending.has(id)) return this.close('An invocationId is used twice');
    if (id !== undefined) this.#pending.add(id);
    this.#queue = this.#queue.then(() => this.#run(message, seen));
  }

  async #run({ target, arguments: args, invocationId }: Invocation, seen: SeenInvocation): Promise<void> {
    let error: string | undefined;
    try {
      await this.#user.invoke(target, args);
    } catch (thrown) {
      error = thrown instanceof HubError ? thrown.message : `${target} failed on the server`;
      seen.error = error;
    }
    if (invocationId === undefined) return; // nobody asked
    this.#pending.delete(invocationId);
    this.#write({ type: 3, invocationId, ...(error !== undefined && { error }) });
  }
}
