// HTTP requests as the clients make them, and the forms of what they carry.

import { attribute } from '../../demo/gateway/sdp.ts';

export const JSON_TYPE = { 'Content-Type': 'application/json' };
export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** One request; the body is JSON unless it is text. */
export function ask(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
  const type = body === undefined || typeof body === 'string' ? {} : JSON_TYPE;
  return fetch(url, { method, body: text, headers: { ...type, ...headers } });
}

export const json = async (response: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

/** The three fields that every protocol's candidate has, under PolyAI's and Voisnap's names. */
export const plain = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): object => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
});

export const SDP_TYPE = { 'Content-Type': 'application/sdp' };

export const pipecatCandidate = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): object => ({
  candidate,
  sdp_mid: sdpMid,
  sdp_mline_index: sdpMLineIndex,
});

export const FRAGMENT_TYPE = { 'Content-Type': 'application/trickle-ice-sdpfrag' };

/** The fragment that trickles these candidates of an offer. */
export function fragment(offer: string, candidates: readonly string[], changes: object = {}): string {
  const value = (name: string): string => attribute(offer, name) ?? '';
  const fields = { ufrag: value('ice-ufrag'), pwd: value('ice-pwd'), mid: value('mid'), ...changes };
  const head = [`a=ice-ufrag:${fields.ufrag}`, `a=ice-pwd:${fields.pwd}`];
  const section = ['m=audio 9 UDP/TLS/RTP/SAVPF 0', `a=mid:${fields.mid}`];
  return [...head, ...section, ...candidates.map((line) => `a=${line}`), ''].join('\r\n');
}
