/** The little of SDP that the gateway looks at itself; the rest is the peer's business. */

/** Why the gateway cannot bridge the audio of this offer; undefined when it can. */
export function whyNotBridgeable(sdp: string): string | undefined {
  const media = sdp.split(/\r?\n/).filter((line) => line.startsWith('m='));
  // A port of 0 is a section that was refused or stopped: no audio either.
  if (media.length !== 1 || !/^m=audio [1-9]/.test(media[0] ?? ''))
    return 'Exactly one audio section is needed';
  if (!/^a=rtpmap:\d+ opus\/48000\/2\s*$/im.test(sdp)) return 'Opus at 48000 Hz with 2 channels is needed';
  return undefined;
}

export const countCandidates = (sdp: string): number => sdp.match(/^a=candidate:/gm)?.length ?? 0;

export const withoutCandidates = (sdp: string): string =>
  sdp.replace(/^a=(candidate:.*|end-of-candidates.*)\r?\n/gm, '');
