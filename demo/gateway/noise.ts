import { randomUUID } from 'node:crypto';

/** Frames that a client must survive: raw text, or bytes for a binary frame. */
export type Noise = string | Uint8Array;

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** A candidate of nobody: a documentation address (RFC 5737), so that nothing ever answers there. */
const candidate = {
  candidate: 'candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host generation 0',
  sdpMid: '0',
  sdpMLineIndex: 0,
};

const json = (...frames: unknown[]): string[] => frames.map((frame) => JSON.stringify(frame));

/** What could go wrong on the wire in any state of a call. */
export const garbage = (sessionId: string): Noise[] => [
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
export const earlyCandidates = (sessionId: string): Noise[] =>
  json({ type: 'ice-candidate', sessionId, data: candidate }, { type: 'ice-candidate', data: candidate });

/** Answers after the answer: of the same session with another SDP, and of another session. */
export const secondAnswers = (sessionId: string, sdp: string): Noise[] => [
  ...json({ type: 'answer', sessionId, data: { type: 'answer', sdp: withOtherIce(sdp) } }),
  ...foreignAnswer(sdp),
];

/** Candidates of a session that is not this one. */
export function foreignCandidates(): Noise[] {
  const frame = { type: 'ice-candidate', sessionId: randomUUID(), data: candidate };
  return json(frame, frame);
}

/** An answer of a session that is not this one, and its candidates. */
export const foreignSession = (sdp: string): Noise[] => [...foreignAnswer(sdp), ...foreignCandidates()];

const foreignAnswer = (sdp: string): Noise[] =>
  json({ type: 'answer', sessionId: randomUUID(), data: { type: 'answer', sdp: withOtherIce(sdp) } });

/** A client that applied this would lose the call: nobody answers to these credentials. */
const withOtherIce = (sdp: string): string =>
  sdp
    .replace(/^a=ice-ufrag:.*$/gm, 'a=ice-ufrag:othr')
    .replace(/^a=ice-pwd:.*$/gm, `a=ice-pwd:${'x'.repeat(24)}`);
