// A client of PolyAI's protocol.

import { WebSocket } from 'ws';
import { Phone, until } from './phone.ts';

export { pause, tone, until } from './phone.ts';

/** A frame of the gateway, as far as the tests look into it. */
export interface ServerFrame {
  type?: string;
  sessionId?: string;
  data?: { type?: string; sdp?: unknown; code?: string; message?: string; candidate?: string };
}

/** A signalling socket that keeps everything it is sent. */
export class Signal {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  /** Messages that are not JSON objects. */
  junk = 0;
  closed: number | undefined;
  /** HTTP status of a refused handshake. */
  refused: number | undefined;
  onFrame: (frame: ServerFrame) => void = () => undefined;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data, isBinary) => {
      let frame: unknown;
      try {
        frame = isBinary ? undefined : JSON.parse((data as Buffer).toString());
      } catch {
        frame = undefined;
      }
      if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) {
        this.junk++;
        return;
      }
      this.frames.push(frame);
      this.onFrame(frame);
    });
    this.socket.on('close', (code) => (this.closed = code));
    this.socket.on('unexpected-response', (request, response) => {
      this.refused = response.statusCode;
      request.destroy();
    });
    this.socket.on('error', () => undefined);
  }

  async open(): Promise<this> {
    await until(() => this.socket.readyState === WebSocket.OPEN, 6000, 'the socket to open');
    return this;
  }

  /** Sends text and bytes as they are and anything else as JSON. */
  send(frame: unknown): void {
    this.socket.send(
      typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame),
    );
  }

  frame(type: string): ServerFrame | undefined {
    return this.frames.find((frame) => frame.type === type);
  }

  error(): Promise<{ code?: string; message?: string }> {
    return until(() => this.frame('error')?.data, 4000, 'an error frame');
  }
}

/** A well-behaved client. */
export class Caller extends Phone {
  signal: Signal;
  sessionId = '';
  readonly #url: string;

  constructor(url: string) {
    super();
    this.#url = url;
    this.signal = new Signal(url);
  }

  /** Sends the offer and lets the frames that follow have their effect. */
  async dial(token: string, fields: object = {}): Promise<this> {
    const sdp = await this.offer();
    await this.signal.open();
    this.signal.onFrame = (frame): void => this.#take(frame);
    this.signal.send({
      type: 'offer',
      sessionId: '',
      authToken: token,
      data: { type: 'offer', sdp },
      ...fields,
    });
    return this;
  }

  /** Opens a second socket, as a client does that lost the first. */
  async reconnect(): Promise<Signal> {
    this.signal = await new Signal(this.#url).open();
    return this.signal;
  }

  hangUp(): void {
    this.signal.send({ type: 'close', sessionId: this.sessionId });
    this.close();
  }

  override close(): void {
    super.close();
    this.signal.socket.close(1000);
  }

  #take(frame: ServerFrame): void {
    const { type, sessionId, data } = frame;
    if (type === 'answer' && !this.sessionId && sessionId && typeof data?.sdp === 'string') {
      this.sessionId = sessionId;
      void this.accept(data.sdp);
      this.trickle((candidate) => this.#sendCandidate(candidate));
    } else if (type === 'ice-candidate' && sessionId === this.sessionId) {
      void this.pc.addIceCandidate(data as RTCIceCandidateInit).catch(() => undefined);
    }
  }

  #sendCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): void {
    this.signal.send({
      type: 'ice-candidate',
      sessionId: this.sessionId,
      data: { candidate, sdpMid, sdpMLineIndex },
    });
  }
}
