// PolyAI's signalling line, which outlives its sockets. Knows sockets and raw frames; nothing of the call.

import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Noise } from './polyai-noise.ts';

/** The signalling line of one session: outlives its sockets, of which one at most is the current one. */
export class Line {
  #socket: WebSocket | undefined;
  /** Frames that wait for a socket. */
  #outbox: Noise[] = [];
  #onSocket: (() => void) | undefined;
  #takesAny = false;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  get isUp(): boolean {
    return this.#socket !== undefined;
  }

  /** Whether any next socket is taken for this session's. */
  get takesAnySocket(): boolean {
    return this.#takesAny;
  }

  attach(socket: WebSocket): void {
    this.#socket = socket;
    for (const frame of this.#outbox.splice(0)) socket.send(frame);
    this.#onSocket?.();
  }

  /** @returns whether the line is down now; a socket that had been replaced before does not matter */
  detach(socket: WebSocket): boolean {
    if (this.#socket !== socket) return false;
    this.#socket = undefined;
    return true;
  }

  /** Sends text or bytes as they are, now or on the next socket. */
  sendRaw(frame: Noise): void {
    if (this.#socket) this.#socket.send(frame);
    else this.#outbox.push(frame);
  }

  send(frame: object): void {
    this.sendRaw(JSON.stringify(frame));
  }

  /**
   * Waits up to `ms` for a socket to be attached; rejects when the session ends.
   * @param whose - 'any' asks for the next socket there is, 'own' for one that named the session
   * @returns whether one came
   */
  async nextSocket(ms: number, whose: 'any' | 'own', life: AbortSignal): Promise<boolean> {
    const attached = new AbortController();
    this.#onSocket = (): void => attached.abort();
    this.#takesAny = whose === 'any';
    try {
      await sleep(ms, undefined, { signal: AbortSignal.any([life, attached.signal]) });
      return false;
    } catch (error) {
      if (life.aborted) throw error;
      return true;
    } finally {
      this.#onSocket = undefined;
      this.#takesAny = false;
    }
  }

  close(code: number): void {
    this.#socket?.close(code);
  }

  /** Cuts the connection without a word: the browser sees 1006. */
  drop(): void {
    this.#socket?.terminate();
  }
}
