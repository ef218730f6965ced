// Turns PCM into frames at the pace of speech. A timer and a callback; nothing else.

import { FRAME } from './pcm.ts';

/**
 * A stall longer than this many frames (of a busy machine) is skipped and not caught up with: a burst of more
 * than 200 ms would only fill the listener's jitter buffer and delay everything after it.
 */
const MOST_FRAMES_AT_ONCE = 20;

/** Plays PCM in real time: one frame of 10 ms every 10 ms, silence when there is nothing to say. */
export class Speaker {
  readonly #play: (frame: Int16Array) => void;
  readonly #timer: NodeJS.Timeout;
  #pcm: Int16Array = new Int16Array(0);
  #at = 0;
  #due: number;

  /** @param play - takes each frame of 480 samples (48 kHz); must not keep more than it needs */
  constructor(play: (frame: Int16Array) => void) {
    this.#play = play;
    this.#due = performance.now();
    this.#timer = setInterval(() => this.#tick(), 10);
  }

  /** Whether there is something left to say. */
  get speaking(): boolean {
    return this.#at < this.#pcm.length;
  }

  /** Says this now, instead of what was being said. */
  say(pcm: Int16Array): void {
    this.#pcm = pcm;
    this.#at = 0;
  }

  /** Falls silent with the next frame. */
  hush(): void {
    this.say(new Int16Array(0));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A timer alone drifts, and Node's fires late: the clock says how many frames are due. */
  #tick(): void {
    const now = performance.now();
    this.#due = Math.max(this.#due, now - MOST_FRAMES_AT_ONCE * 10);
    for (; this.#due <= now; this.#due += 10) {
      // wrtc looks at the whole buffer behind an array, so every frame gets a buffer of its own.
      const frame = new Int16Array(FRAME);
      frame.set(this.#pcm.subarray(this.#at, this.#at + FRAME));
      this.#at += FRAME;
      this.#play(frame);
    }
  }
}
