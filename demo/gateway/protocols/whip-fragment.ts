// The SDP fragments of trickle ICE over HTTP (RFC 8840), as far as one audio section needs them. No I/O.

import { candidateLine } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import { attribute } from '../sdp.ts';

export interface Fragment {
  readonly ufrag: string;
  readonly pwd: string;
  readonly candidates: readonly IceCandidate[];
}

/** The lines that a fragment may have. */
const ALLOWED =
  /^(a=(ice-options|ice-pacing|group|mid|ice-ufrag|ice-pwd|candidate):.+|a=(ice-lite|end-of-candidates)|m=audio .+)$/;

/** @throws Refusal INVALID_BODY for what is not a fragment of the section with this mid */
export function parseFragment(text: string, mid: string): Fragment {
  const lines = text.split(/\r\n|\n/).filter((line) => line !== '');
  for (const line of lines) {
    if (!ALLOWED.test(line)) throw invalid('The fragment has a line that it must not have');
  }
  const ufrag = attribute(text, 'ice-ufrag');
  const pwd = attribute(text, 'ice-pwd');
  if (ufrag === undefined || pwd === undefined) throw invalid('The fragment has ice-ufrag and ice-pwd');
  if (!/^m=audio /m.test(text) || attribute(text, 'mid') !== mid) {
    throw invalid('The fragment has the m-line and the mid of the offer');
  }
  const section = lines.findIndex((line) => line.startsWith('m='));
  const candidates = lines.filter((line) => line.startsWith('a=candidate:'));
  if (lines.findIndex((line) => line.startsWith('a=candidate:')) < section && candidates.length > 0) {
    throw invalid('Candidates follow the m-line');
  }
  return {
    ufrag,
    pwd,
    candidates: candidates.map((line) => ({
      candidate: candidateLine({ candidate: line.slice(2) }),
      sdpMid: mid,
      sdpMLineIndex: 0,
    })),
  };
}

const invalid = (message: string): Refusal => new Refusal('INVALID_BODY', message);
