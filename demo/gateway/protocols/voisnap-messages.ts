// The arguments of Voisnap's hub methods and the body of its session request, checked. No I/O.

import { candidateLine, integer, isObject, oneOf, only, text } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';

/** The reasons that Voisnap lists. */
const REASONS = ['user_ended', 'timeout', 'transfer_complete'] as const;

function one(args: readonly unknown[]): unknown {
  if (args.length !== 1) throw new Refusal('INVALID_BODY', `It takes 1 argument, not ${args.length}`);
  return args[0];
}

/** @returns the SDP */
export function parseOffer(args: readonly unknown[]): string {
  const fields = only(one(args), ['sdp', 'type'], 'An offer');
  oneOf(fields, 'type', ['offer']);
  return text(fields, 'sdp');
}

export function parseCandidate(args: readonly unknown[]): IceCandidate {
  const fields = only(one(args), ['candidate', 'sdpMid', 'sdpMLineIndex'], 'A candidate');
  const candidate = candidateLine(fields);
  // Either may be null, but both say nothing about where the candidate belongs.
  const sdpMid = fields['sdpMid'] === null ? '0' : text(fields, 'sdpMid');
  const sdpMLineIndex = fields['sdpMLineIndex'] === null ? 0 : integer(fields, 'sdpMLineIndex', 0, 9);
  if (fields['sdpMid'] === null && fields['sdpMLineIndex'] === null) {
    throw new Refusal('INVALID_BODY', 'A candidate has an sdpMid or an sdpMLineIndex');
  }
  return { candidate, sdpMid, sdpMLineIndex };
}

export const parseEnd = (args: readonly unknown[]): string => oneOf({ reason: one(args) }, 'reason', REASONS);

export function parseSessionRequest(body: unknown): void {
  const fields = only(body, ['agentId', 'metadata']);
  text(fields, 'agentId');
  const { metadata } = fields;
  if (metadata !== undefined && !isObject(metadata)) {
    throw new Refusal('INVALID_BODY', 'metadata must be an object');
  }
}
