// From a level to "is speaking".

import type { Scope } from './cleanup.ts';

/** Linear level above which a voice, not a room, is heard (about -34 dBFS). */
const THRESHOLD = 0.02;
/** Looks below the threshold before speaking is over: the gap between two words is no end. */
const HOLD = 2;

export class SpeechDetector {
  speaking = false;
  private _quiet = 0;

  /** Takes a level (0–1) and tells whether `speaking` changed. */
  hear(level: number): boolean {
    const before = this.speaking;
    this._quiet = level >= THRESHOLD ? 0 : this._quiet + 1;
    this.speaking = this._quiet === 0 || (before && this._quiet < HOLD);
    return this.speaking !== before;
  }
}

/** Measures what is the present stream by Web Audio; returns its level (RMS, 0–1). */
export function watchLevel(scope: Scope, present: () => MediaStream): () => number {
  const context = new AudioContext();
  scope.add(() => context.close());
  const analyser = context.createAnalyser();
  const samples = new Uint8Array(analyser.fftSize);
  let measured: MediaStream | undefined;
  let source: MediaStreamAudioSourceNode | undefined;
  return () => {
    const stream = present();
    if (stream !== measured) {
      measured = stream;
      source?.disconnect();
      source = context.createMediaStreamSource(stream);
      source.connect(analyser);
    }
    analyser.getByteTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + ((sample - 128) / 128) ** 2, 0);
    return Math.sqrt(power / samples.length);
  };
}
