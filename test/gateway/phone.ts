// What every client of the tests is made of: a real peer (wrtc) that speaks and hears PCM, and the patience to wait.

import wrtc from '@roamhq/wrtc';
import { isObject, type Fields } from '../../demo/gateway/parse.ts';
import { concat, dominantFrequency, rms, SAMPLE_RATE, samplesIn } from '../../demo/gateway/pcm.ts';
import { Speaker } from '../../demo/gateway/speaker.ts';

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
    const waited = performance.now() - start;
    if (waited > ms) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await pause(Math.min(5 + waited / 20, 50)); // a probe may be dear: hearing is a Fourier transform
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class Phone {
  readonly pc = new wrtc.RTCPeerConnection();
  /** Of the data channel, where there is one. */
  readonly channel: RTCDataChannel | undefined;
  /** What came over it. */
  readonly texts: unknown[] = [];
  /** Everything heard, in frames, with the time of each. */
  readonly heard: { at: number; samples: Int16Array }[] = [];
  readonly #source = new RTCAudioSource();
  readonly #track = this.#source.createTrack();
  readonly #speaker = new Speaker((samples) => this.#source.onData({ samples, sampleRate: SAMPLE_RATE }));
  /** Candidates that wait for trickle(). */
  #kept: RTCIceCandidate[] = [];
  #send: ((candidate: RTCIceCandidate) => void) | undefined;
  #sink: { stop(): void } | undefined;

  /** @param label - of a data channel in the offer; none without it */
  constructor(label?: string) {
    this.pc.addTrack(this.#track);
    if (label !== undefined) {
      this.channel = this.pc.createDataChannel(label);
      this.channel.onmessage = ({ data }: MessageEvent<unknown>): void => void this.texts.push(data);
    }
    this.pc.onicecandidate = ({ candidate }): void => {
      if (!candidate?.candidate) return;
      if (this.#send) this.#send(candidate);
      else this.#kept.push(candidate);
    };
    this.pc.ontrack = ({ track }): void => {
      const sink = new RTCAudioSink(track);
      this.#sink = sink;
      sink.ondata = ({ samples }: SinkData): void => {
        this.heard.push({ at: performance.now(), samples: samples.slice() });
      };
    };
  }

  /** As it was accepted. wrtc's own must not be read while candidates are added to it (a SIGSEGV). */
  answer = '';

  /** The offer's SDP, at once or with all candidates in it. */
  async offer(when: 'at-once' | 'gathered' = 'at-once'): Promise<string> {
    const offer = await this.pc.createOffer();
    await this.pc.setLocalDescription(offer);
    if (when === 'at-once') return offer.sdp ?? '';
    await until(() => this.pc.iceGatheringState === 'complete', 5000, 'the candidates');
    return this.sdp;
  }

  get sdp(): string {
    return this.pc.localDescription?.sdp ?? '';
  }

  accept(sdp: unknown): Promise<void> {
    if (typeof sdp !== 'string') throw new Error('an answer without an sdp');
    this.answer = sdp;
    return this.pc.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Sends the candidates, those so far and those to come. */
  trickle(send: (candidate: RTCIceCandidate) => void): void {
    this.#send = send;
    for (const candidate of this.#kept.splice(0)) send(candidate);
  }

  async connected(): Promise<this> {
    await until(() => this.pc.connectionState === 'connected', 15_000, 'the media to connect');
    return this;
  }

  /** Whether the far end closed its peer, which the connection state is the last to tell. */
  get farEndClosed(): boolean {
    return this.pc.getReceivers()[0]?.transport?.state === 'closed';
  }

  /** What came over the data channel as JSON objects. */
  events(): Fields[] {
    return this.texts.flatMap((text) => {
      try {
        const value: unknown = JSON.parse(String(text));
        return isObject(value) ? [value] : [];
      } catch {
        return [];
      }
    });
  }

  say(pcm: Int16Array): void {
    this.#speaker.say(pcm);
  }

  /** What came in over the last `ms` milliseconds. */
  hears(ms = 300): { rms: number; frequency: number } {
    const pcm = concat(this.heard.slice(-ms / 10).map(({ samples }) => samples));
    return { rms: rms(pcm), frequency: dominantFrequency(pcm) };
  }

  close(): void {
    this.#sink?.stop();
    this.#speaker.stop();
    this.#track.stop();
    this.pc.close();
  }
}
