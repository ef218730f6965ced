// PolyAI's frames that no well-behaved gateway sends: what a client must survive. Data only.

import { randomUUID } from 'node:crypto';
import { NOBODY } from '../noise.ts';
import { withOtherIce } from '../sdp.ts';
import type { NoiseKind } from '../script.ts';

/** Frames that a client must survive: raw text, or bytes for a binary frame. */
export type Noise = string | Uint8Array;

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

const json = (...frames: unknown[]): string[] => frames.map((frame) => JSON.stringify(frame));

/** What could go wrong on the wire in any state of a call. */
const garbage = (sessionId: string): Noise[] => [
  'this is not JSON',
  '',
  '{"type":"answer","sessionId":',
  new Uint8Array([0, 1, 2, 254, 255]),
  new TextEncoder().encode('{"type":"close"}'),
  ...json([], [{ type: 'close' }], null, true, 42, 'close', {}, { type: 7 }, { type: null }, { type: {} }),
  ...json({ type: 'unknown', sessionId, data: {} }, { type: 'pong' }, { type: 'pong', sessionId }),
  ...json({ type: '__proto__', data: {} }, { type: 'constructor', data: {} }),
  nested(100),
  `{"type":"unknown","sessionId":"${sessionId}","data":${nested(100)}}`,
  ...json({ type: 'answer', sessionId, data: { type: 'answer' } }, { type: 'answer', sessionId }),
  ...json({ type: 'answer', sessionId, data: { type: 'answer', sdp: 12 } }),
  ...json({ type: 'ice-candidate', sessionId }, { type: 'ice-candidate', sessionId, data: { candidate: 5 } }),
];

/** Real candidates, too early: with the session's id, which the client cannot know yet, and without any. */
const earlyCandidates = (sessionId: string): Noise[] =>
  json({ type: 'ice-candidate', sessionId, data: NOBODY }, { type: 'ice-candidate', data: NOBODY });

/** Answers after the answer: of the same session with another SDP, and of another session. */
const secondAnswers = (sessionId: string, sdp: string): Noise[] => [
  ...json({ type: 'answer', sessionId, data: { type: 'answer', sdp: withOtherIce(sdp) } }),
  ...foreignAnswer(sdp),
];

/** Candidates of a session that is not this one. */
function foreignCandidates(): Noise[] {
  const frame = { type: 'ice-candidate', sessionId: randomUUID(), data: NOBODY };
  return json(frame, frame);
}

/** An answer of a session that is not this one, and its candidates. */
const foreignSession = (sdp: string): Noise[] => [...foreignAnswer(sdp), ...foreignCandidates()];

const foreignAnswer = (sdp: string): Noise[] =>
  json({ type: 'answer', sessionId: randomUUID(), data: { type: 'answer', sdp: withOtherIce(sdp) } });

/** @param answer - the SDP that was answered; empty before */
export function noiseOf(what: NoiseKind, sessionId: string, answer: string): Noise[] {
  switch (what) {
    case 'garbage':
      return garbage(sessionId);
    case 'early-candidates':
      return earlyCandidates(sessionId);
    case 'second-answers':
      return secondAnswers(sessionId, answer);
    case 'foreign-candidates':
      return foreignCandidates();
    case 'foreign-session':
      return foreignSession(answer);
  }
}
