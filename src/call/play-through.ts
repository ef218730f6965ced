// Volume and speaker of an audio element. Source: W3C Audio Output Devices. Touches the element that it is handed.

import type { AudioSettings } from './audio-settings.ts';

/** What an element was told last: finding the speaker takes a while, and a later choice must not be overtaken. */
const latest = new WeakMap<HTMLAudioElement, AudioSettings>();

/** Fails never: where a speaker is gone or cannot be used, the system's or the present one is better than silence. */
export async function playThrough(element: HTMLAudioElement, settings: AudioSettings): Promise<void> {
  const { speakerId, volume } = settings;
  element.volume = Number.isFinite(volume) ? Math.min(1, Math.max(0, volume)) : 1;
  if (!('setSinkId' in element)) return;
  latest.set(element, settings);
  try {
    const devices = speakerId ? await navigator.mediaDevices.enumerateDevices() : [];
    if (latest.get(element) !== settings) return;
    const isThere = devices.some(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === speakerId);
    await element.setSinkId((isThere && speakerId) || '');
  } catch {
    // it stays where it was
  }
}
