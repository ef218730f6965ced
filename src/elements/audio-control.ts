// Brings a change of the tag's devices and volume to the call under way, and takes a microphone that could not be opened
// back. Keeps nothing beyond the page.

import type { AudioSettings } from '../call/audio-settings.ts';
import type { Call } from '../call/call.ts';

/** The tag, as far as it is needed here. */
type Host = { -readonly [Key in keyof AudioSettings]: AudioSettings[Key] };

export const audioOf = ({ microphoneId, speakerId, volume }: AudioSettings): AudioSettings => ({
  microphoneId,
  speakerId,
  volume,
});

/** After every update of the tag; a call knows itself what is new. */
export function applyAudio(host: Host, call: Call | undefined): void {
  const audio = audioOf(host);
  call?.setAudio(audio).catch(() => {
    if (host.microphoneId === audio.microphoneId) host.microphoneId = call.audio.microphoneId;
  });
}
