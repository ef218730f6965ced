// The gateway's end of the media: a real WebRTC peer (wrtc) whose sound goes in and comes out as PCM. No protocol.

import { concat, dominantFrequency, resample, rms, samplesIn, SAMPLE_RATE, toMono } from './pcm.ts';

/** What wrtc's audio sink hands out: 10 ms, interleaved. */
interface SinkData {
  samples: Int16Array;
  sampleRate: number;
  channelCount?: number;
}

/** A candidate as wrtc takes and gives it. */
export interface IceCandidate {
  candidate: string;
  sdpMid: string;
  sdpMLineIndex: number;
}

export interface PeerEvents {
  /** A candidate of the gateway's own. */
  onCandidate(candidate: IceCandidate): void;
  /** The connection state changed. */
  onState(state: RTCPeerConnectionState): void;
  /** The far end said goodbye by closing its peer (DTLS), which the connection state does not tell. */
  onClosed(): void;
  /** 10 ms of the visitor, 480 samples. */
  onAudio(frame: Int16Array): void;
  /** A data channel of the visitor, already open. */
  onChannel(channel: RTCDataChannel): void;
}

export interface Heard {
  /** Loudness, 0..1: a sine of full scale is 0.71. */
  rms: number;
  /** The strongest frequency in Hz, 0 in silence. */
  frequency: number;
}

/** How much of the visitor's sound is kept to be measured, in frames of 10 ms. */
const KEPT_FRAMES = 200;

/** How often the DTLS transport is looked at, in ms: wrtc does not always fire its event. */
const LOOK_EVERY = 100;

export class Peer {
  readonly #pc: RTCPeerConnection;
  readonly #source: InstanceType<Wrtc['nonstandard']['RTCAudioSource']>;
  readonly #track: MediaStreamTrack;
  readonly #sinks: { stop(): void }[] = [];
  readonly #events: PeerEvents;
  #heard: Int16Array[] = [];
  #heardAt = 0;
  #closed = false;
  #look: NodeJS.Timeout | undefined;
  /** Not the gathering state: that one is ahead of the candidates' events. */
  readonly #gathered: Promise<void>;
  #setGathered: () => void = () => undefined;

  /** Loads wrtc when the first call comes: `vite build` loads this file too and needs none of it. */
  static async create(events: PeerEvents): Promise<Peer> {
    wrtc ??= load();
    return new Peer(await wrtc, events);
  }

  private constructor(wrtc: Wrtc, events: PeerEvents) {
    this.#events = events;
    this.#gathered = new Promise((resolve) => (this.#setGathered = resolve));
    this.#pc = new wrtc.RTCPeerConnection({ iceServers: [] });
    this.#source = new wrtc.nonstandard.RTCAudioSource();
    this.#track = this.#source.createTrack();
    this.#pc.onicecandidate = ({ candidate }): void => {
      if (!candidate) this.#setGathered();
      if (!candidate?.candidate || this.#closed) return; // the end of the candidates is nobody's message
      const { candidate: line, sdpMid, sdpMLineIndex } = candidate;
      events.onCandidate({ candidate: line, sdpMid: sdpMid ?? '0', sdpMLineIndex: sdpMLineIndex ?? 0 });
    };
    this.#pc.onconnectionstatechange = (): void => {
      if (this.#closed) return;
      if (this.#pc.connectionState === 'connected') this.#watchTransport();
      events.onState(this.#pc.connectionState);
    };
    this.#pc.ondatachannel = ({ channel }): void => {
      if (!this.#closed) events.onChannel(channel);
    };
    this.#pc.ontrack = ({ track }): void => {
      const sink = new wrtc.nonstandard.RTCAudioSink(track);
      this.#sinks.push(sink);
      sink.ondata = (data): void => {
        if (this.#closed) return;
        // slice(): the sink reuses its buffer.
        const mono = toMono(data.samples.slice(), data.channelCount ?? 1);
        const frame = resample(mono, data.sampleRate);
        this.#heard.push(frame);
        if (this.#heard.length > KEPT_FRAMES) this.#heard.shift();
        this.#heardAt = performance.now();
        events.onAudio(frame);
      };
    };
  }

  get state(): RTCPeerConnectionState {
    return this.#closed ? 'closed' : this.#pc.connectionState;
  }

  /**
   * @param sends - whether the answer promises sound
   * @returns the SDP of the answer; candidates follow by themselves
   */
  async answer(offer: string, sends: boolean): Promise<string> {
    await this.#pc.setRemoteDescription({ type: 'offer', sdp: offer });
    // After the offer: the track then takes the offer's audio section and makes it sendrecv.
    if (sends) this.#pc.addTrack(this.#track);
    const answer = await this.#pc.createAnswer();
    await this.#pc.setLocalDescription(answer);
    // Not `localDescription`: another thread of wrtc adds the candidates to it, and reading it meanwhile is a SIGSEGV.
    return answer.sdp ?? '';
  }

  /** @returns the SDP of the answer with every candidate in it, once there are no more */
  async gathered(): Promise<string> {
    await this.#gathered;
    return (this.#closed ? undefined : this.#pc.localDescription?.sdp) ?? '';
  }

  async addCandidate(candidate: IceCandidate): Promise<void> {
    if (!this.#closed) await this.#pc.addIceCandidate(candidate);
  }

  /** Sends 10 ms. @param frame - 480 samples with a buffer of their own */
  send(frame: Int16Array): void {
    if (!this.#closed) this.#source.onData({ samples: frame, sampleRate: SAMPLE_RATE });
  }

  /** What came in over the last `ms` milliseconds (at most 2000). */
  hears(ms: number): Heard {
    // Old sound is no sound: without packets the sink may stand still.
    if (performance.now() - this.#heardAt > ms) return { rms: 0, frequency: 0 };
    const pcm = concat(this.#heard.slice(-Math.ceil(ms / 10))).slice(-samplesIn(ms));
    return { rms: rms(pcm), frequency: dominantFrequency(pcm) };
  }

  /** The far end is told at once, by the DTLS close that libwebrtc sends on its way out. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#setGathered();
    clearInterval(this.#look);
    for (const sink of this.#sinks) sink.stop();
    this.#track.stop();
    this.#pc.close();
    this.#heard = [];
  }

  #watchTransport(): void {
    const transport = this.#pc.getReceivers()[0]?.transport;
    this.#look ??= setInterval(() => {
      if (transport?.state !== 'closed') return;
      clearInterval(this.#look);
      this.#events.onClosed();
    }, LOOK_EVERY);
  }
}

let wrtc: Promise<Wrtc> | undefined;

async function load(): Promise<Wrtc> {
  // A process that comes to its natural end with an audio source in memory dies of a segmentation fault while Node
  // takes its environment down (node-webrtc issue 636); process.exit() does not take it down.
  process.once('beforeExit', () => process.exit());
  const module = (await import('@roamhq/wrtc')) as unknown as { default: Wrtc };
  return module.default;
}

/** The package's own types re-export globals and omit the shape of the sink's events. */
interface Wrtc {
  RTCPeerConnection: typeof RTCPeerConnection;
  nonstandard: {
    RTCAudioSource: new () => { createTrack(): MediaStreamTrack; onData(data: SinkData): void };
    RTCAudioSink: new (track: MediaStreamTrack) => { stop(): void; ondata: (data: SinkData) => void };
  };
}
