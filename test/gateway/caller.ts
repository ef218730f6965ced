import wrtc from '@roamhq/wrtc';
import { WebSocket } from 'ws';
import { concat, dominantFrequency, rms, SAMPLE_RATE, samplesIn } from '../../demo/gateway/pcm.ts';
import { Speaker } from '../../demo/gateway/speaker.ts';

/** A frame of the gateway, as far as the tests look into it. */
export interface ServerFrame {
  type?: string;
  sessionId?: string;
  data?: { type?: string; sdp?: unknown; code?: string; message?: string; candidate?: string };
}

interface SinkData {
  samples: Int16Array;
  sampleRate: number;
}

const { RTCAudioSink, RTCAudioSource } = wrtc.nonstandard;

/** A sine of `frequency` Hz for `ms` milliseconds at a quarter of full scale (RMS 0.18). */
export const tone = (frequency: number, ms: number): Int16Array =>
  Int16Array.from(
    { length: samplesIn(ms) },
    (_, i) => 8192 * Math.sin((2 * Math.PI * frequency * i) / SAMPLE_RATE),
  );

/** Waits until `probe` answers something truthy, which it returns. */
export async function until<T>(
  probe: () => T | undefined | false,
  ms = 8000,
  what = probe.toString(),
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const value = probe();
    if (value) return value;
    if (performance.now() - start > ms) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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

/** A well-behaved client with a real peer, which speaks and hears PCM. */
export class Caller {
  readonly pc = new wrtc.RTCPeerConnection();
  signal: Signal;
  sessionId = '';
  /** Everything heard, in frames, with the time of each. */
  readonly heard: { at: number; samples: Int16Array }[] = [];
  readonly #url: string;
  readonly #source = new RTCAudioSource();
  readonly #track = this.#source.createTrack();
  readonly #speaker = new Speaker((samples) => this.#source.onData({ samples, sampleRate: SAMPLE_RATE }));
  readonly #candidates: RTCIceCandidate[] = [];
  #sink: { stop(): void } | undefined;

  constructor(url: string) {
    this.#url = url;
    this.signal = new Signal(url);
    this.pc.addTrack(this.#track);
    this.pc.onicecandidate = ({ candidate }): void => {
      if (!candidate?.candidate) return;
      if (this.sessionId) this.#sendCandidate(candidate);
      else this.#candidates.push(candidate);
    };
    this.pc.ontrack = ({ track }): void => {
      const sink = new RTCAudioSink(track);
      this.#sink = sink;
      sink.ondata = ({ samples }: SinkData): void => {
        this.heard.push({ at: performance.now(), samples: samples.slice() });
      };
    };
  }

  /** Sends the offer and lets the frames that follow have their effect. */
  async dial(token: string, fields: object = {}): Promise<this> {
    await this.pc.setLocalDescription(await this.pc.createOffer());
    await this.signal.open();
    this.signal.onFrame = (frame): void => this.#take(frame);
    const data = { type: 'offer', sdp: this.pc.localDescription?.sdp };
    this.signal.send({ type: 'offer', sessionId: '', authToken: token, data, ...fields });
    return this;
  }

  async connected(): Promise<this> {
    await until(() => this.pc.connectionState === 'connected', 5000, 'the media to connect');
    return this;
  }

  /** Opens a second socket, as a client does that lost the first. */
  async reconnect(): Promise<Signal> {
    this.signal = await new Signal(this.#url).open();
    return this.signal;
  }

  say(pcm: Int16Array): void {
    this.#speaker.say(pcm);
  }

  /** What came in over the last `ms` milliseconds. */
  hears(ms = 300): { rms: number; frequency: number } {
    const pcm = concat(this.heard.slice(-ms / 10).map(({ samples }) => samples));
    return { rms: rms(pcm), frequency: dominantFrequency(pcm) };
  }

  hangUp(): void {
    this.signal.send({ type: 'close', sessionId: this.sessionId });
    this.close();
  }

  close(): void {
    this.#sink?.stop();
    this.#speaker.stop();
    this.#track.stop();
    this.pc.close();
    this.signal.socket.close(1000);
  }

  #take(frame: ServerFrame): void {
    if (
      frame.type === 'answer' &&
      !this.sessionId &&
      frame.sessionId &&
      typeof frame.data?.sdp === 'string'
    ) {
      this.sessionId = frame.sessionId;
      void this.pc.setRemoteDescription({ type: 'answer', sdp: frame.data.sdp });
      for (const candidate of this.#candidates.splice(0)) this.#sendCandidate(candidate);
    } else if (frame.type === 'ice-candidate' && frame.sessionId === this.sessionId) {
      void this.pc.addIceCandidate(frame.data as RTCIceCandidateInit).catch(() => undefined);
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
