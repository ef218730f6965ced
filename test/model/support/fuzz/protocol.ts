// How a fuzzed gateway answers when it answers rightly: what each adapter needs to get a call up, and the frames that may
// come at any time. The fuzz makes wrong ones of these.

import type { CallRequest } from '../../../../src/call/call-request.ts';
import type { Gateway } from '../../../../src/gateways/gateway.ts';
import { ANSWER, CANDIDATE } from '../peer.ts';
import type { Answer } from './response.ts';
import { ID } from './mutate.ts';

export interface Protocol {
  readonly gateway: Gateway;
  readonly request: Partial<CallRequest>;
  /** The right answer to a request. */
  answer?(method: string, url: string): Answer;
  /** The right frames after a text that came over the socket at `url`. */
  reply?(text: string, url: string): readonly unknown[];
  /** What may come over a socket at any time. */
  frames?(url: string): readonly unknown[];
  /** What may come over the data channel at any time. */
  readonly messages?: readonly unknown[];
  /** What ends a call: drawn rarely. */
  readonly ends?: readonly unknown[];
  /** Ends each frame of a socket. */
  readonly separator?: string;
}

export const json = (body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status: 200,
  headers,
  body,
});

/** ICE candidates of all kinds. */
export const candidates: readonly RTCIceCandidateInit[] = [
  { candidate: CANDIDATE, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' },
  { candidate: CANDIDATE.replace('host', 'srflx raddr 0.0.0.0 rport 0'), sdpMid: 'audio', sdpMLineIndex: 7 },
];

export const servers = [
  { urls: ['stun:stun.example'] },
  { urls: 'turn:turn.example', username: 'u', credential: 'c' },
];

export const answer = { type: 'answer', sdp: ANSWER };

/** A hub of SignalR: its handshake, completions, pings. */
export const hub = {
  reply(text: string, more: (target: string) => readonly unknown[]): readonly unknown[] {
    return text.split('\u001e').flatMap((part): readonly unknown[] => {
      if (part === '') return [];
      const { protocol, target, invocationId } = JSON.parse(part) as Record<string, string>;
      if (protocol) return [{}];
      const done = invocationId ? [{ type: 3, invocationId, result: null }] : [];
      return target ? [...done, ...more(target)] : [];
    });
  },
  event: (target: string, ...args: unknown[]) => ({ type: 1, target, arguments: args }),
  frames: [
    { type: 6 },
    { type: 3, invocationId: '1', result: null },
    { type: 3, invocationId: '1', error: 'words' },
    { type: 1, invocationId: 'x', target: 'Ask', arguments: [] },
    { type: 2, invocationId: '1', item: {} },
    {},
  ],
  ends: [{ type: 7 }, { type: 7, allowReconnect: true }, { type: 7, error: 'words' }],
};

export { ID };
