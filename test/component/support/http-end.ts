// A gateway inside the test page that is signalled by HTTP requests: the wire answers them when the test says so, the
// media are a real peer's. What differs between the protocols is handed in.

import { lastPeer } from './alive.ts';
import { until, watchedCall, type WatchedCall } from './calls.ts';
import { MediaEnd } from './media-end.ts';
import { listen, type Heard } from './tone.ts';
import { Wire, type HttpAnswer, type WireEventOf } from './wire.ts';
import type { CallOptions } from '../../../src/call/call.ts';
import type { CallRequest } from '../../../src/call/call-request.ts';
import type { Limits } from '../../../src/call/limits.ts';

export type Asked = WireEventOf<'http'>;

export interface HttpProtocol {
  readonly gateway: string;
  /** Of the offer's request. */
  readonly path: string;
  offerOf(body: string): string;
  answer(sdp: string): HttpAnswer;
}

export class HttpEnd extends MediaEnd {
  readonly wire: Wire;
  readonly protocol: HttpProtocol;
  private channel: RTCDataChannel | undefined;
  /** Texts that came over the data channel. */
  readonly texts: string[] = [];
  private readonly taken = new Map<string, number>();

  private constructor(wire: Wire, protocol: HttpProtocol) {
    super();
    this.wire = wire;
    this.protocol = protocol;
    this.peer.ondatachannel = ({ channel }) => {
      channel.onmessage = ({ data }: MessageEvent<string>) => this.texts.push(data);
      this.channel = channel;
    };
  }

  static async open(protocol: HttpProtocol): Promise<HttpEnd> {
    const wire = await Wire.open();
    await wire.http(`POST ${protocol.path}`, { byReply: true });
    return new HttpEnd(wire, protocol);
  }

  get url(): string {
    return `${this.wire.base}/${this.protocol.path}`;
  }

  /** Every request so far, or those of one method. */
  requests(method?: string): Asked[] {
    return this.wire.events.filter(
      (event): event is Asked => event.event === 'http' && (method === undefined || event.method === method),
    );
  }

  /** The next request of a method. */
  async request(method = 'POST', timeout?: number): Promise<Asked> {
    const index = this.taken.get(method) ?? 0;
    await until(
      () => this.requests(method).length > index,
      () =>
        `a ${method}; so far: ${this.requests()
          .map((each) => each.method)
          .join()}`,
      timeout,
    );
    this.taken.set(method, index + 1);
    const asked = this.requests(method)[index];
    if (!asked) throw new Error('unreachable');
    return asked;
  }

  reply(asked: Asked, answer: HttpAnswer): Promise<void> {
    return this.wire.reply(asked.request, answer);
  }

  /** The answer's SDP, with every candidate of ours. */
  accept(asked: Asked, blind = false): Promise<string> {
    return this.answer(this.protocol.offerOf(asked.body), { blind, gathered: true });
  }

  /** The whole of a well-behaved gateway; `change` makes it a less well-behaved one. */
  async connect(change: (sdp: string) => string = (sdp) => sdp, more: HttpAnswer = {}): Promise<Asked> {
    const asked = await this.request();
    const { headers, ...answer } = this.protocol.answer(change(await this.accept(asked)));
    await this.reply(asked, { ...answer, ...more, headers: { ...headers, ...more.headers } });
    return asked;
  }

  /** The data channel of the offer, open. */
  async openChannel(): Promise<RTCDataChannel> {
    await until(
      () => this.channel?.readyState === 'open',
      () => `the data channel (${this.channel?.readyState})`,
    );
    return this.channel as RTCDataChannel;
  }

  /** Sends over the data channel: a text as it is, anything else as JSON. */
  async say(message: unknown): Promise<void> {
    (await this.openChannel()).send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  async dispose(): Promise<void> {
    this.close();
    await this.wire.dispose();
  }
}

export interface HttpCall extends WatchedCall {
  readonly far: HttpEnd;
}

export interface Wanted extends Partial<Omit<CallOptions, 'request' | 'limits'>> {
  readonly request?: Partial<CallRequest> | undefined;
  readonly limits?: Partial<Limits>;
}

/** A call to a new far end, not started yet. */
export async function prepareHttp(protocol: HttpProtocol, wanted: Wanted = {}): Promise<HttpCall> {
  const { request, ...options } = wanted;
  const far = await HttpEnd.open(protocol);
  const { gateway } = protocol;
  return { ...watchedCall({ gateway, gatewayUrl: far.url, ...request }, options), far };
}

/** A call that is up. */
export async function connectedHttp(
  protocol: HttpProtocol,
  wanted?: Wanted,
  ...how: Parameters<HttpEnd['connect']>
): Promise<HttpCall> {
  const test = await prepareHttp(protocol, wanted);
  const started = test.call.start();
  await Promise.all([test.far.connect(...how), started]);
  return test;
}

/** What the widget's last peer connection receives. */
export function heardByVisitor(accept: (heard: Heard) => boolean): Promise<Heard> {
  const [receiver] = lastPeer().getReceivers();
  if (!receiver) throw new Error('Nothing is received');
  return listen(new MediaStream([receiver.track]), accept);
}

/** Calls `fetch` as it was, but notes every request of the code under test, and may change it. */
export async function withFetch(
  change: (url: string, init: RequestInit) => [string, RequestInit],
  run: (asked: { url: string; init: RequestInit }[]) => Promise<void>,
): Promise<void> {
  const native = window.fetch;
  const asked: { url: string; init: RequestInit }[] = [];
  window.fetch = (input, init = {}) => {
    if (typeof input !== 'string') throw new Error('The code under test asks with texts');
    asked.push({ url: input, init });
    return native.call(window, ...change(input, init));
  };
  try {
    await run(asked);
  } finally {
    window.fetch = native;
  }
}

/** Lets the page's events happen; for what must not happen. */
export const settle = (ms = 200): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends a local candidate of the widget's, as its browser would. */
export function gather(candidate: string): void {
  const init = { candidate, sdpMid: '0', sdpMLineIndex: 0 };
  const event = new RTCPeerConnectionIceEvent('icecandidate', { candidate: new RTCIceCandidate(init) });
  lastPeer().dispatchEvent(event);
}
