// An Iqra backend inside the test page: whatever starts a session and the signalling socket (scripted through the wire),
// and a real peer connection. Source: protocols/iqra.md.

import { TOKEN } from './far-end.ts';
import { watchedCall, type WatchedCall } from './calls.ts';
import { MediaEnd } from './media-end.ts';
import { Wire, type HttpAnswer, type WireEventOf } from './wire.ts';
import type { CallRequest } from '../../../src/call/call-request.ts';

export const MIDDLEWARE = 'api/session/request';
export const PUBLIC_API = 'api/v1/business/77/websession/initiate';
export const PRINTED = 'api/websession/initiate';

export const GREETING = 'Chat Data Channel: Backend Connected';

export interface Frame {
  type: string;
  sdp?: string;
  candidate?: Record<string, unknown>;
}

export class IqraEnd extends MediaEnd {
  readonly wire: Wire;
  /** The widget's data channel, once it has come. */
  readonly channel: Promise<RTCDataChannel>;
  private _urls = 0;

  private constructor(wire: Wire) {
    super();
    this.wire = wire;
    this.channel = new Promise((resolve) => {
      this.peer.ondatachannel = ({ channel }) => {
        channel.send(GREETING);
        resolve(channel);
      };
    });
  }

  static async open(): Promise<IqraEnd> {
    return new IqraEnd(await Wire.open());
  }

  /** A new signalling URL with a secret in its path. */
  newUrl(): string {
    return `${this.wire.base.replace(/^http/, 'ws')}/ws/session/s${++this._urls}/webrtc/c1/${TOKEN}.x%2By=`;
  }

  at(path: string): string {
    return `${this.wire.base}/${path}`;
  }

  /** The middleware puts the visitor into its line. */
  async queue(position: unknown = 3): Promise<void> {
    const body = { status: 'queued', uniqueRequestId: 'place-1', queuePosition: position };
    await this.wire.http(MIDDLEWARE, { status: 202, body });
  }

  /** Every request so far. */
  get requests(): WireEventOf<'http'>[] {
    return this.wire.events.flatMap((event) => (event.event === 'http' ? [event] : []));
  }

  /** The paths of all signalling sockets so far. */
  get sockets(): string[] {
    return this.wire.events.flatMap((event) =>
      ['open', 'hang', 'refuse'].includes(event.event) && 'path' in event && event.path.startsWith('ws/')
        ? [event.path]
        : [],
    );
  }

  /** Every frame that the widget sent to signalling sockets so far. */
  get received(): Frame[] {
    return this.wire.events.flatMap((event) =>
      event.event === 'text' && !event.data.endsWith('\x1e') ? [JSON.parse(event.data) as Frame] : [],
    );
  }

  async frame(timeout?: number): Promise<Frame> {
    return (await this.wire.message(timeout)) as unknown as Frame;
  }

  send(frame: unknown): Promise<void> {
    return this.wire.send(frame);
  }

  async sendAnswer(offer: Frame, how?: { blind?: boolean; mute?: boolean }): Promise<string> {
    const sdp = await this.answer(offer.sdp ?? '', how);
    await this.send({ type: 'answer', sdp });
    return sdp;
  }

  /** As the server's library does: without the name of the m-line. */
  sendCandidate({ candidate, sdpMLineIndex }: RTCIceCandidate): Promise<void> {
    return this.send({
      type: 'candidate',
      candidate: { candidate, sdpMid: null, sdpMLineIndex, usernameFragment: null },
    });
  }

  /** Sends our candidates and takes theirs, as they come, until the widget is connected. */
  async trickle(): Promise<void> {
    while (this.peer.connectionState !== 'connected') {
      for (const candidate of this.candidates.splice(0)) await this.sendCandidate(candidate);
      const frame = await this.frame(50).catch(() => undefined);
      if (frame?.type === 'candidate') await this.peer.addIceCandidate(frame.candidate);
      if (['closed', 'failed'].includes(this.peer.connectionState))
        throw new Error('The far peer did not connect');
    }
  }

  /** The whole of a well-behaved server on the newest socket. */
  async connect(how?: { mute?: boolean }): Promise<Frame> {
    const offer = await this.frame();
    await this.sendAnswer(offer, how);
    await this.trickle();
    return offer;
  }

  async dispose(): Promise<void> {
    this.close();
    await this.wire.dispose();
  }
}

export interface IqraCall extends WatchedCall {
  readonly far: IqraEnd;
}

type Wanted = Parameters<typeof watchedCall>[1] & {
  readonly request?: Partial<CallRequest>;
  /** Where a session is started; without it the signalling URL is ready-made. */
  readonly start?: string;
  readonly answer?: HttpAnswer;
};

/** A call to a new far end, not started yet. It needs no token. */
export async function iqraCall({ request, start, answer, ...options }: Wanted = {}): Promise<IqraCall> {
  const far = await IqraEnd.open();
  const gatewayUrl = start ? far.at(start) : far.newUrl();
  if (start && answer) await far.wire.http(start, answer);
  const ids = { businessId: '12345', campaignId: 'campaign-abc', region: 'EU-DE' };
  return {
    ...watchedCall({ gateway: 'iqra', gatewayUrl, ...ids, ...request }, { credential: {}, ...options }),
    far,
  };
}

/** A call that is up. */
export async function connectedIqraCall(wanted?: Wanted): Promise<IqraCall> {
  const test = await iqraCall(wanted);
  const started = test.call.start();
  await test.far.connect();
  await started;
  return test;
}
