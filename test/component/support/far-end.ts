// A PolyAI gateway inside the test page: a real WebSocket (scripted through the wire) and a real peer connection, which
// sends a tone of its own and measures what it hears.

import { isSound, listen, toneStream, type Heard } from './tone.ts';
import { nativePeerConnection } from './alive.ts';
import { Wire } from './wire.ts';

export const TOKEN = 'secret-token-of-the-site';
export const AGENT_TONE = 880;

export interface Frame {
  type: string;
  sessionId: string;
  authToken?: string;
  data: { type?: string; sdp?: string; candidate?: string; sdpMid?: string; sdpMLineIndex?: number };
  [field: string]: unknown;
}

export class FarEnd {
  readonly sessionId = crypto.randomUUID();
  readonly peer = new nativePeerConnection();
  readonly wire: Wire;
  /** Candidates of our peer, held until they are asked for. */
  readonly candidates: RTCIceCandidate[] = [];
  readonly heard: Promise<MediaStream>;
  private readonly tone = toneStream(AGENT_TONE);

  private constructor(wire: Wire) {
    this.wire = wire;
    this.peer.onicecandidate = ({ candidate }) => candidate?.candidate && this.candidates.push(candidate);
    this.heard = new Promise((resolve) => {
      this.peer.ontrack = ({ track }) => resolve(new MediaStream([track]));
    });
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
  async accept(offer: Frame, blind = false): Promise<string> {
    const strip = (sdp = ''): string =>
      blind ? sdp.replace(/a=(candidate|end-of-candidates).*\r\n/g, '') : sdp;
    await this.peer.setRemoteDescription({ type: 'offer', sdp: strip(offer.data.sdp) });
    for (const track of this.tone.getTracks()) this.peer.addTrack(track, this.tone);
    await this.peer.setLocalDescription(await this.peer.createAnswer());
    return strip(this.peer.localDescription?.sdp);
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

  /** What arrives from the widget's microphone. */
  async hears(accept: (heard: Heard) => boolean = isSound, timeout?: number): Promise<Heard> {
    return listen(await this.heard, accept, timeout);
  }

  /** Every frame the widget sent so far. */
  get received(): Frame[] {
    return this.wire.events.flatMap((event) =>
      event.event === 'text' ? [JSON.parse(event.data) as Frame] : [],
    );
  }

  async dispose(): Promise<void> {
    this.peer.close();
    for (const track of this.tone.getTracks()) track.stop();
    await this.wire.dispose();
  }
}
