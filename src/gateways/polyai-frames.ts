// Frames of the PolyAI gateway, from unknown JSON to typed ones. Whatever does not fit is no frame. Touches nothing.

import { isRecord, textOf, type JsonRecord } from '../call/parse.ts';

export interface CandidateFrame {
  readonly type: 'ice-candidate';
  readonly sessionId: string | undefined;
  readonly candidate: RTCIceCandidateInit;
}

export type PolyAiFrame =
  | CandidateFrame
  | { readonly type: 'answer'; readonly sessionId: string | undefined; readonly sdp: string }
  | { readonly type: 'error'; readonly sessionId: string | undefined; readonly code: string }
  | { readonly type: 'close'; readonly sessionId: string | undefined };

/** Codes are shown to the page, so only what looks like one passes; the message of an error never does. */
const ERROR_CODE = /^[A-Z][A-Z_]{0,63}$/;

export function parseFrame(frame: JsonRecord): PolyAiFrame | undefined {
  const sessionId = textOf(frame['sessionId']);
  const data: JsonRecord = isRecord(frame['data']) ? frame['data'] : {};
  switch (frame['type']) {
    case 'answer': {
      const sdp = textOf(data['sdp']);
      return sdp === undefined ? undefined : { type: 'answer', sessionId, sdp };
    }
    case 'ice-candidate': {
      const candidate = textOf(data['candidate']);
      return candidate === undefined
        ? undefined
        : { type: 'ice-candidate', sessionId, candidate: { candidate, ...placeOf(data) } };
    }
    case 'error': {
      const code = textOf(data['code']) ?? '';
      return { type: 'error', sessionId, code: ERROR_CODE.test(code) ? code : 'UNKNOWN' };
    }
    case 'close':
      return { type: 'close', sessionId };
    default:
      return undefined;
  }
}

/** Where a candidate belongs; there is one m-line, so a missing or odd index is 0. */
function placeOf({ sdpMid, sdpMLineIndex }: JsonRecord): RTCIceCandidateInit {
  const index = Number.isInteger(sdpMLineIndex) && Number(sdpMLineIndex) >= 0 ? Number(sdpMLineIndex) : 0;
  return { sdpMLineIndex: index, ...(typeof sdpMid === 'string' && { sdpMid }) };
}
