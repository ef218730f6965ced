// Where a voice starts and ends in PCM. Arithmetic only.

import { rms } from './pcm.ts';

/**
 * RMS above which a frame of 10 ms counts as a voice. Fixed, not adaptive: browsers level speech to about 0.05–0.3
 * (automatic gain control) and leave under 0.005 of the room (noise suppression), so 0.015 has a factor of three
 * either way; and an adaptive threshold would learn to ignore a steady tone, which tests use as a voice.
 */
const THRESHOLD = 0.015;

/** Shorter sounds (a click, a cough, the 20 ms beeps of Chromium's fake microphone) are not speech, in ms. */
const SPEECH_START = 120;

/** Longer pauses end a turn, in ms; pauses inside a sentence are mostly shorter. */
const TURN_END = 700;

export type VoiceEvent = 'start' | 'end' | undefined;

/** Finds where a voice starts and ends in a stream of 10 ms frames, by energy alone. */
export class VoiceActivity {
  /** ms of voice, gaps deducted, before the start; then time since the start is the caller's business. */
  #heard = 0;
  #quiet = 0;
  #speaking = false;

  /** Whether a voice has started and not ended yet. */
  get speaking(): boolean {
    return this.#speaking;
  }

  /** ms of voice heard lately, gaps deducted (grows up to a second). */
  get heard(): number {
    return this.#heard;
  }

  /** Takes the next 10 ms; answers 'start' or 'end' on the frame that decides it. */
  push(frame: Int16Array): VoiceEvent {
    const loud = rms(frame) > THRESHOLD;
    this.#heard = loud ? Math.min(this.#heard + 10, 1000) : Math.max(this.#heard - 10, 0);
    this.#quiet = loud ? 0 : this.#quiet + 10;
    if (!this.#speaking && this.#heard >= SPEECH_START) {
      this.#speaking = true;
      return 'start';
    }
    if (this.#speaking && this.#quiet >= TURN_END) {
      this.#speaking = false;
      this.#heard = 0;
      return 'end';
    }
    return undefined;
  }
}
