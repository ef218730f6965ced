// What Voisnap sends, from unknown JSON to typed data: the session and the hub's events. Whatever does not fit is none.
// Sources: Voisnap "WebRTC" page; its overview and VoiceHub pages for what the former only names. Touches nothing.

import { parseIceServers } from '../call/ice-servers.ts';
import { isRecord, textOf, type JsonRecord } from '../call/parse.ts';
import type { TranscriptEntry } from './gateway.ts';

export interface VoisnapSessionAnswer {
  readonly sessionId: string | undefined;
  /** Opens the hub, for one call. */
  readonly sessionToken: string;
  /** To be used as they are; none means none. */
  readonly iceServers: RTCIceServer[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
  /** The site's own server may name these two. */
  readonly accessToken: string | undefined;
  readonly hubUrl: string | undefined;
}

export function parseSession(value: unknown): VoisnapSessionAnswer | undefined {
  if (!isRecord(value)) return undefined;
  const sessionToken = textOf(value['sessionToken']);
  if (!sessionToken || !Array.isArray(value['iceServers'])) return undefined;
  return {
    sessionId: textOf(value['sessionId']),
    sessionToken,
    iceServers: parseIceServers(value['iceServers']),
    expiresAt: Date.parse(textOf(value['expiresAt']) ?? '') || undefined,
    accessToken: textOf(value['accessToken']),
    hubUrl: textOf(value['hubUrl']),
  };
}

export type VoisnapEvent =
  | { readonly type: 'answer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit }
  | { readonly type: 'started'; readonly conversationId: string | undefined }
  | { readonly type: 'ended' }
  | { readonly type: 'error'; readonly recoverable: boolean; readonly code: string | undefined }
  | { readonly type: 'transcript'; readonly entry: Omit<TranscriptEntry, 'id'> };

/** Codes are shown to the page, so only what looks like one passes; the message of an error never does. */
const ERROR_CODE = /^\w{1,64}$/;

export function parseEvent(target: string, args: readonly unknown[]): VoisnapEvent | undefined {
  if (target === 'SessionEnded') return { type: 'ended' };
  const [data] = args;
  if (args.length !== 1 || !isRecord(data)) return undefined;
  switch (target) {
    case 'SdpAnswerReceived': {
      const sdp = data['type'] === 'answer' ? textOf(data['sdp']) : undefined;
      return sdp === undefined ? undefined : { type: 'answer', sdp };
    }
    case 'IceCandidateReceived': {
      const candidate = textOf(data['candidate']);
      return candidate === undefined
        ? undefined
        : { type: 'candidate', candidate: { candidate, ...placeOf(data) } };
    }
    case 'SessionStarted':
      return { type: 'started', conversationId: textOf(data['conversationId']) };
    case 'Error': {
      const code = textOf(data['code']) ?? '';
      return {
        type: 'error',
        recoverable: data['recoverable'] === true,
        code: ERROR_CODE.test(code) ? code : undefined,
      };
    }
    case 'Transcription':
      return transcriptOf(data);
    default:
      return undefined;
  }
}

/** Where a candidate belongs; there is one m-line, so a missing or odd index is 0. */
function placeOf({ sdpMid, sdpMLineIndex, usernameFragment }: JsonRecord): RTCIceCandidateInit {
  const index = Number.isInteger(sdpMLineIndex) && Number(sdpMLineIndex) >= 0 ? Number(sdpMLineIndex) : 0;
  return {
    sdpMLineIndex: index,
    ...(typeof sdpMid === 'string' && { sdpMid }),
    ...(typeof usernameFragment === 'string' && { usernameFragment }),
  };
}

/** Nothing promises these for WebRTC calls; their shape is the one of the other hub, as far as it is known. */
function transcriptOf(data: JsonRecord): VoisnapEvent | undefined {
  const text = textOf(data['text']) ?? textOf(data['content']);
  const speaker = textOf(data['speaker']) ?? textOf(data['role']);
  const final = data['isFinal'];
  if (text === undefined || speaker === undefined || typeof final !== 'boolean') return undefined;
  const isUser = /^(user|caller|customer|visitor|human)$/i.test(speaker);
  return { type: 'transcript', entry: { speaker: isUser ? 'user' : 'agent', text, final } };
}
