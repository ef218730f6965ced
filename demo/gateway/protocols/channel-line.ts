// A visitor's data channel as something to speak through: what is said before it is open is said then. No protocol.

import type { Seen } from '../session-view.ts';

export interface ChannelUser {
  /** Only a channel with this label is spoken through; any, without it. */
  readonly label?: string;
  /** It is open: what has to be said first. */
  opened?(): void;
  received?(data: unknown): void;
}

export class ChannelLine {
  readonly #seen: Seen;
  readonly #user: ChannelUser;
  #channel: RTCDataChannel | undefined;
  #waiting: (string | Uint8Array<ArrayBuffer>)[] = [];

  constructor(seen: Seen, user: ChannelUser) {
    this.#seen = seen;
    this.#user = user;
  }

  /** Takes a channel that is open; a second one and one with a wrong label are seen and left alone. */
  take(channel: RTCDataChannel): void {
    this.#seen.channels.push(channel.label);
    const { label } = this.#user;
    if (this.#channel || (label !== undefined && channel.label !== label)) return;
    this.#channel = channel;
    channel.onmessage = ({ data }: MessageEvent<unknown>): void => this.#user.received?.(data);
    const waiting = this.#waiting.splice(0);
    this.#user.opened?.();
    for (const message of waiting) this.sendRaw(message);
  }

  send(message: unknown): void {
    this.sendRaw(JSON.stringify(message));
  }

  sendRaw(message: string | Uint8Array<ArrayBuffer>): void {
    if (!this.#channel) this.#waiting.push(message);
    else if (this.#channel.readyState === 'open') this.#channel.send(message as string);
  }

  close(): void {
    this.#channel?.close();
  }
}
