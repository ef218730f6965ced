// What every protocol's noise is made of. Data only.

import type { IceCandidate } from './peer.ts';

/** A candidate of nobody: a documentation address (RFC 5737), so that nothing ever answers there. */
export const NOBODY: IceCandidate = {
  candidate: 'candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host generation 0',
  sdpMid: '0',
  sdpMLineIndex: 0,
};

/** JSON that has a form, but none that anybody agreed on. */
export const NONSENSE_JSON: readonly unknown[] = [
  [],
  null,
  true,
  42,
  'close',
  {},
  { type: 7 },
  { type: null },
  { type: {} },
  { type: 'unknown', data: {} },
  { type: '__proto__' },
  { type: 'constructor' },
];
