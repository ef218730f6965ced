// A client of a SignalR hub, and the frames as they come: what a test wants to send wrongly, it sends raw.

import { WebSocket } from 'ws';
import { until } from './phone.ts';

export const END = '\x1e';

export interface HubMessage {
  readonly type?: number;
  readonly target?: string;
  readonly arguments?: readonly Record<string, unknown>[];
  readonly invocationId?: string;
  readonly error?: string;
}

export class HubClient {
  readonly socket: WebSocket;
  /** Each as it came. */
  readonly frames: string[] = [];
  closed: number | undefined;
  /** HTTP status of a refused upgrade. */
  refused: number | undefined;
  onMessage: (message: HubMessage) => void = () => undefined;
  #ids = 0;
  #rest = '';
  readonly messages: HubMessage[] = [];

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data) => {
      const frame = (data as Buffer).toString();
      this.frames.push(frame);
      const parts = (this.#rest + frame).split(END);
      this.#rest = parts.pop() ?? '';
      for (const part of parts) {
        const message = JSON.parse(part) as HubMessage;
        this.messages.push(message);
        this.onMessage(message);
      }
    });
    this.socket.on('close', (code) => (this.closed = code));
    this.socket.on('unexpected-response', (request, response) => {
      this.refused = response.statusCode;
      request.destroy();
    });
    this.socket.on('error', () => undefined);
  }

  async open(): Promise<this> {
    await until(() => this.socket.readyState === WebSocket.OPEN, 6000, 'the hub to open');
    return this;
  }

  /** Opens and shakes hands. */
  async start(): Promise<this> {
    await this.open();
    this.send({ protocol: 'json', version: 1 });
    await until(() => this.messages.length > 0, 6000, 'the handshake');
    return this;
  }

  send(message: unknown): void {
    this.socket.send((typeof message === 'string' ? message : JSON.stringify(message)) + END);
  }

  /** @returns the invocation's id, by which its completion is found */
  invoke(target: string, ...args: unknown[]): string {
    const invocationId = String(this.#ids++);
    this.send({ type: 1, target, arguments: args, invocationId });
    return invocationId;
  }

  completion(id: string): HubMessage | undefined {
    return this.messages.find(({ type, invocationId }) => type === 3 && invocationId === id);
  }

  /** Invokes and waits. @returns why it failed; 'ok' when it did not */
  async call(target: string, ...args: unknown[]): Promise<string> {
    const id = this.invoke(target, ...args);
    const { error } = await until(() => this.completion(id), 6000, `the completion of ${target}`);
    return error ?? 'ok';
  }

  /** The argument of the first event with this name. */
  event(target: string): Record<string, unknown> | undefined {
    return this.messages.find((message) => message.target === target)?.arguments?.[0];
  }

  awaitEvent(target: string): Promise<Record<string, unknown>> {
    return until(() => this.event(target), 6000, target);
  }
}
