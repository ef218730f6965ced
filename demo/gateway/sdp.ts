// The little of SDP that the gateway looks at itself; the rest is the peer's business. No state, no I/O.

/** Whether an offer may hold a data channel beside its audio. */
export type ChannelRule = 'never' | 'may' | 'must';

/** Why the gateway cannot bridge the audio of this offer; undefined when it can. */
export function whyNotBridgeable(sdp: string, channel: ChannelRule = 'never'): string | undefined {
  const media = sdp.split(/\r?\n/).filter((line) => line.startsWith('m='));
  const channels = media.filter((line) => line.startsWith('m=application ')).length;
  if (channel === 'must' && channels === 0) return 'A data channel is needed';
  if (channels > (channel === 'never' ? 0 : 1)) return 'Exactly one audio section is needed';
  const audio = media.filter((line) => !line.startsWith('m=application '));
  // A port of 0 is a section that was refused or stopped: no audio either.
  if (audio.length !== 1 || !/^m=audio [1-9]/.test(audio[0] ?? ''))
    return 'Exactly one audio section is needed';
  if (!/^a=rtpmap:\d+ opus\/48000\/2\s*$/im.test(sdp)) return 'Opus at 48000 Hz with 2 channels is needed';
  return undefined;
}

/** What a wrong answer says: no parser takes it. */
export const NONSENSE = 'v=0\r\nthis is not an answer\r\n';

export const countCandidates = (sdp: string): number => sdp.match(/^a=candidate:/gm)?.length ?? 0;

export const withoutCandidates = (sdp: string): string =>
  sdp.replace(/^a=(candidate:.*|end-of-candidates.*)\r?\n/gm, '');

/** A client that applied this would lose the call: nobody answers to these credentials. */
export const withOtherIce = (sdp: string): string =>
  sdp
    .replace(/^a=ice-ufrag:.*$/gm, 'a=ice-ufrag:othr')
    .replace(/^a=ice-pwd:.*$/gm, `a=ice-pwd:${'x'.repeat(24)}`);

/** The value of an attribute's first line: `a=name:value`. */
export const attribute = (sdp: string, name: string): string | undefined =>
  new RegExp(`^a=${name}:(\\S+)\\s*$`, 'm').exec(sdp)?.[1];
