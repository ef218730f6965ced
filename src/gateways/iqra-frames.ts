// What Iqra's servers send, from unknown JSON to typed values and typed errors. Whatever does not fit is nothing.
// Source: protocols/iqra.md, sections 1, 2 and 4. Touches nothing. No text of the gateway passes, its codes only.

import { CallError, type CallErrorCode } from '../call/call-error.ts';
import { isRecord, textOf, type JsonRecord } from '../call/parse.ts';

export type IqraFrame =
  | { readonly type: 'answer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: RTCIceCandidateInit };

/** A frame of the signalling socket. Which m-line a candidate is for may be missing: there is one. */
export function parseFrame({ type, sdp, candidate }: JsonRecord): IqraFrame | undefined {
  if (type === 'answer') {
    const text = textOf(sdp);
    return text === undefined ? undefined : { type, sdp: text };
  }
  if (type !== 'candidate' || !isRecord(candidate)) return undefined;
  const line = textOf(candidate['candidate'])?.replace(/^(candidate:)?/, 'candidate:');
  const { sdpMid, sdpMLineIndex } = candidate;
  const index = Number.isInteger(sdpMLineIndex) && Number(sdpMLineIndex) >= 0 ? Number(sdpMLineIndex) : 0;
  return line === undefined
    ? undefined
    : { type, candidate: { candidate: line, sdpMid: textOf(sdpMid) ?? null, sdpMLineIndex: index } };
}

/** By the printed contract, the middleware, the public API, its backend node, and the site's own server. */
const URL_NAMES = ['webSocketUrl', 'websocketUrl', 'sessionWebSocketURL', 'webSocketURL', 'url'];

/**
 * The signalling URL in the answer of whatever starts a session, not checked yet.
 * @throws CallError by the code of an answer that says it failed
 */
export function urlOf(answer: unknown): string | undefined {
  if (!isRecord(answer)) return undefined;
  const { success, code, data } = answer;
  if (success === false) throw refusal(textOf(code) ?? '');
  for (const fields of [answer, data])
    for (const name of URL_NAMES) {
      const url = isRecord(fields) && textOf(fields[name]);
      if (url) return url;
    }
  return undefined;
}

/** Parts of the codes of a refused session; the first that is found counts. */
const codeByPart: readonly [RegExp, CallErrorCode][] = [
  [/API_KEY/, 'unauthorized'],
  [/_REQUIRED_NOT_FOUND$/, 'invalid-argument'], // a variable or metadata that the campaign asks for
  [/CONFIG_|VALIDATION:|CAMPAIGN_NOT_FOUND|TOO_LONG|FRAME_DURATION/, 'configuration'],
  [/REGION|SERVER/, 'busy'],
];

function refusal(code: string): CallError {
  const last = /[^:]*$/.exec(code)?.[0] ?? '';
  const gatewayCode = /^\w{1,64}$/.test(last) ? last : undefined;
  const [, kind] = codeByPart.find(([part]) => part.test(code)) ?? [undefined, 'gateway-error' as const];
  return new CallError(kind, `The gateway did not start a session (${gatewayCode ?? 'no code'}).`, {
    gatewayCode,
  });
}

/** A place in the middleware's line. */
export interface Place {
  readonly id: string;
  /** 1 is next. */
  readonly position: number | undefined;
}

export function placeOf(answer: unknown): Place | undefined {
  if (!isRecord(answer)) return undefined;
  const { uniqueRequestId, queuePosition } = answer;
  const id = textOf(uniqueRequestId);
  const isPlace = Number.isInteger(queuePosition) && Number(queuePosition) > 0;
  return id ? { id, position: isPlace ? Number(queuePosition) : undefined } : undefined;
}

/** By close code and reason; what is not here is no error of the gateway's. */
const errorByClose: readonly [number, RegExp, CallErrorCode, string][] = [
  [1000, /^SDP Error/, 'protocol', 'cannot use the offer'],
  [1000, /^Critical agent error/, 'agent-failed', 'lost its agent'],
  [1008, /NOT_FOUND|TRANSPORT_MISMATCH/, 'gateway-error', 'has no such session'],
  [1008, /^/, 'unauthorized', 'refuses the signalling URL: stale or wrong'],
];

/** Why the server closed the signalling, where that is an error. Its reason may be cut, or absent. */
export function errorOfClose(code: number, reason: string): CallError | undefined {
  const found = errorByClose.find(([each, words]) => each === code && words.test(reason));
  if (!found) return undefined;
  const [, , kind, what] = found;
  return new CallError(kind, `The gateway ${what} (${code}).`, { gatewayCode: String(code) });
}
