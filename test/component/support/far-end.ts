// A PolyAI gateway inside the test page: a real WebSocket (scripted through the wire) and a real peer connection, which
// sends a tone of its own and measures what it hears.

import { AGENT_TONE, MediaEnd } from './media-end.ts';
import { Wire } from './wire.ts';

export { AGENT_TONE };

export const TOKEN = 'secret-token-of-the-site';

export interface Frame {
  type: string;
  sessionId: string;
  authToken?: string;
  data: { type?: string; sdp?: string; candidate?: string; sdpMid?: string; sdpMLineIndex?: number };
  [field: string]: unknown;
}

export class FarEnd extends MediaEnd {
  readonly sessionId = crypto.randomUUID();
  readonly wire: Wire;

  private constructor(wire: Wire) {
    super();
    this.wire = wire;
  }

  static async open(): Promise<FarEnd> {
    return new FarEnd(await Wire.open());
  }

  get url(): string {
    return this.wire.url;
  }

  /** The next frame of the widget. */
  async frame(timeout?: number): Promise<Frame> {
    return (await this.wire.message(timeout)) as Frame;
  }

  /** Takes an offer and makes the answer's SDP; a `blind` one, without candidates of either side, never connects. */
  accept(offer: Frame, blind = false): Promise<string> {
    return this.answer(offer.data.sdp ?? '', { blind });
  }

  sendAnswer(sdp: string, id: { sessionId?: unknown } = { sessionId: this.sessionId }): Promise<void> {
    return this.send({ type: 'answer', ...id, data: { type: 'answer', sdp } });
  }

  /** Sends our candidates and takes theirs, as they come, until the widget is connected. */
  async trickle(): Promise<void> {
    while (this.peer.connectionState !== 'connected') {
      for (const candidate of this.candidates.splice(0)) await this.sendCandidate(candidate);
      const frame = await this.frame(50).catch(() => undefined);
      if (frame?.type === 'ice-candidate') await this.takeCandidate(frame);
      if (['closed', 'failed'].includes(this.peer.connectionState))
        throw new Error('The far peer did not connect');
    }
  }

  sendCandidate(
    { candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate,
    sessionId = this.sessionId,
  ): Promise<void> {
    return this.send({ type: 'ice-candidate', sessionId, data: { candidate, sdpMid, sdpMLineIndex } });
  }

  async takeCandidate(frame: Frame): Promise<void> {
    await this.peer.addIceCandidate(frame.data);
  }

  /** The whole of a well-behaved gateway: offer, answer, candidates, connected. */
  async connect(): Promise<Frame> {
    const offer = await this.frame();
    await this.sendAnswer(await this.accept(offer));
    await this.trickle();
    return offer;
  }

  send(frame: unknown): Promise<void> {
    return this.wire.send(frame);
  }

  sendError(code: unknown, message = 'some <b>markup</b>'): Promise<void> {
    return this.send({ type: 'error', sessionId: '', data: { code, message } });
  }

  /** Every frame the widget sent so far. */
  get received(): Frame[] {
    return this.wire.events.flatMap((event) =>
      event.event === 'text' ? [JSON.parse(event.data) as Frame] : [],
    );
  }

  async dispose(): Promise<void> {
    this.close();
    await this.wire.dispose();
  }
}
