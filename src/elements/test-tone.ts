// A short tone, by which a visitor hears which speaker it is and how loud. It goes the way of the agent's voice, through an
// audio element; nothing of it is left afterwards. A chunk of its own, since it comes with the code of a call.

import type { AudioSettings } from '../call/audio-settings.ts';
import type { Scope } from '../call/cleanup.ts';
import { playThrough } from '../call/play-through.ts';

/** Hz; linear; in seconds: how long it is, swells and fades (against clicks), and how far the element may lag behind. */
const PITCH = 660;
const LOUDNESS = 0.3;
const LENGTH = 0.6;
const FADE = 0.05;
const LAG = 0.4;

/** Plays it once, in a visitor's gesture. Releases the scope when it is over; ends when the scope is released before. */
export async function playTestTone(scope: Scope, audio: AudioSettings): Promise<void> {
  const context = new AudioContext();
  scope.add(() => context.close());
  const destination = context.createMediaStreamDestination();
  const element = new Audio();
  scope.add(() => {
    element.pause();
    element.srcObject = null;
  });
  element.srcObject = destination.stream;
  element.play().catch(() => undefined); // silence yet, but in the gesture
  await playThrough(element, audio);
  if (scope.released) return;

  const now = context.currentTime;
  const oscillator = context.createOscillator();
  oscillator.frequency.value = PITCH;
  const swell = context.createGain();
  swell.gain.setValueAtTime(0, now);
  swell.gain.linearRampToValueAtTime(LOUDNESS, now + FADE);
  swell.gain.setValueAtTime(LOUDNESS, now + LENGTH - FADE);
  swell.gain.linearRampToValueAtTime(0, now + LENGTH);
  oscillator.connect(swell);
  swell.connect(destination);
  oscillator.start(now);
  oscillator.stop(now + LENGTH);
  scope.timer((LENGTH + LAG) * 1000, () => void scope.release());
}
