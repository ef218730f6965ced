// The SDP fragment that carries trickled candidates. Source: RFC 8840, in the form of RFC 9725 section 4.3. Touches nothing.

/**
 * @param offer - whose ICE session and (one, bundled) m-line the candidates belong to
 */
export function sdpFragment(offer: string, candidates: readonly RTCIceCandidate[]): string {
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
