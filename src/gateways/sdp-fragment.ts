// The SDP fragments that carry trickled candidates and ICE restarts. Source: RFC 8840, in the form of RFC 9725 section
// 4.3. Touches nothing.

import { CallError } from '../call/call-error.ts';

/**
 * @param offer - whose ICE session and (one, bundled) m-line the candidates belong to
 */
export function sdpFragment(
  offer: string,
  candidates: readonly Pick<RTCIceCandidate, 'candidate'>[],
): string {
  const line = (pattern: RegExp): string => pattern.exec(offer)?.[0] ?? '';
  return [
    line(/^a=group:BUNDLE .*$/m),
    line(/^m=.*$/m).replace(/^(m=\w+) \d+/, '$1 9'), // no port is meant
    line(/^a=mid:.*$/m),
    line(/^a=ice-ufrag:.*$/m),
    line(/^a=ice-pwd:.*$/m),
    ...candidates.map(({ candidate }) => `a=${candidate}`),
  ]
    .filter((each) => each !== '')
    .map((each) => `${each.trim()}\r\n`)
    .join('');
}

/** The candidates that an SDP lists. */
export const candidatesOf = (sdp: string): Pick<RTCIceCandidate, 'candidate'>[] =>
  (sdp.match(/^a=candidate:[^\r\n]*/gm) ?? []).map((line) => ({ candidate: line.slice(2) }));

/**
 * The answer of a running session with the ICE session that a restart answered.
 * @throws CallError `protocol` where the fragment has none
 */
export function restarted(answer: string, fragment: string): string {
  const [ufrag] = /^a=ice-ufrag:[^\r\n]+/m.exec(fragment) ?? [];
  const [pwd] = /^a=ice-pwd:[^\r\n]+/m.exec(fragment) ?? [];
  if (!ufrag || !pwd)
    throw new CallError('protocol', 'The gateway answered the ICE restart with no ICE session.');
  const kept = answer
    .replace(/^a=(candidate|end-of-candidates)[^\r\n]*\r?\n/gm, '')
    .replace(/^a=ice-ufrag:[^\r\n]+/gm, () => ufrag)
    .replace(/^a=ice-pwd:[^\r\n]+/gm, () => pwd);
  return (
    kept +
    candidatesOf(fragment)
      .map(({ candidate }) => `a=${candidate}\r\n`)
      .join('')
  );
}
