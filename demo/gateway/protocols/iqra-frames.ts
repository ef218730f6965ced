// Iqra's signalling frames as the server reads them: a frame, or nothing for all that it silently passes over. No I/O.

import { candidateLine, integer, isObject, parseJson } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';

/** The server's read buffer: a longer frame comes in pieces, none of which is JSON. */
export const READ_BUFFER = 8192;

export type IqraFrame =
  | { readonly type: 'offer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: IceCandidate };

/** One WebSocket message as the reads that the server makes of it. */
export function readsOf(message: Buffer): string[] {
  const reads: string[] = [];
  for (let at = 0; at < message.length; at += READ_BUFFER) {
    reads.push(message.subarray(at, at + READ_BUFFER).toString('utf8'));
  }
  return reads;
}

export function parseFrame(read: string): IqraFrame | undefined {
  const value = parseJson(read);
  if (!isObject(value) || typeof value['type'] !== 'string') return undefined;
  const type = value['type'].toLowerCase(); // the server does not mind
  const { sdp, candidate } = value;
  if (type === 'offer') return typeof sdp === 'string' && sdp !== '' ? { type, sdp } : undefined;
  if (type !== 'candidate' || !isObject(candidate)) return undefined;
  try {
    return { type, candidate: parseCandidate(candidate) };
  } catch {
    return undefined;
  }
}

function parseCandidate(fields: Readonly<Record<string, unknown>>): IceCandidate {
  const candidate = candidateLine(fields);
  const { sdpMid, usernameFragment } = fields;
  if (sdpMid !== null && typeof sdpMid !== 'string') throw new Error('sdpMid is a string or null');
  if (usernameFragment !== null && typeof usernameFragment !== 'string') {
    throw new Error('usernameFragment is a string or null');
  }
  return { candidate, sdpMid: sdpMid ?? '0', sdpMLineIndex: integer(fields, 'sdpMLineIndex', 0, 9) };
}
