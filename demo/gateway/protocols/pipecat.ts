// pipecat's SmallWebRTC: an offer and its candidates as requests in snake case, and a data channel for everything else.

import { randomBytes } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { candidateLine, integer, only, oneOf, text } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import { PipecatSession } from './pipecat-session.ts';
import type { House, Protocol } from './protocol.ts';
import { behaviourOf } from './request-behaviour.ts';

export function pipecat(house: House): Protocol {
  const sessions = new Map<string, PipecatSession>();

  async function offer(exchange: Exchange): Promise<void> {
    const behaviour = behaviourOf(exchange, 'demo');
    const sdp = parseOffer(await exchange.json());
    const id = `SmallWebRTCConnection#${sessions.size}-${randomBytes(16).toString('hex')}`;
    const session = new PipecatSession(id, behaviour, exchange.token(), refuse);
    sessions.set(id, session);
    house.sessions.push(session);
    session.take(exchange, sdp);
  }

  async function addCandidates(exchange: Exchange): Promise<void> {
    const { id, candidates } = parseCandidates(await exchange.json());
    const session = sessions.get(id);
    if (!session || session.ended) throw new Refusal('NOT_FOUND', 'Peer connection not found');
    session.takeCandidates(exchange, candidates);
  }

  return {
    routes: [
      {
        path: '/api/offer',
        methods: { POST: offer, PATCH: addCandidates },
        allows: 'Authorization, Content-Type',
        refuse,
      },
    ],
    sockets: [],
  };
}

/** @returns the SDP */
function parseOffer(body: unknown): string {
  const fields = only(body, ['sdp', 'type', 'pc_id', 'restart_pc', 'requestData', 'request_data']);
  oneOf(fields, 'type', ['offer']);
  oneOf(fields, 'restart_pc', [true, false]);
  // A second offer for a connection would be a renegotiation, which this server does not do.
  if (fields['pc_id'] !== null) throw new Refusal('INVALID_ARGUMENT', 'PC ID mismatch');
  return text(fields, 'sdp');
}

function parseCandidates(body: unknown): { id: string; candidates: IceCandidate[] } {
  const fields = only(body, ['pc_id', 'candidates']);
  const { candidates } = fields;
  if (!Array.isArray(candidates) || candidates.length === 0) {
    throw new Refusal('INVALID_BODY', 'candidates must be a list');
  }
  return {
    id: text(fields, 'pc_id'),
    candidates: candidates.map((each: unknown) => {
      const candidate = only(each, ['candidate', 'sdp_mid', 'sdp_mline_index'], 'A candidate');
      return {
        candidate: candidateLine(candidate),
        sdpMid: text(candidate, 'sdp_mid'),
        sdpMLineIndex: integer(candidate, 'sdp_mline_index', 0, 9),
      };
    }),
  };
}

/** FastAPI's words; a body that its model does not allow has a status of its own there. */
function refuse(exchange: Exchange, refusal: Refusal): void {
  if (refusal.code === 'INVALID_BODY') {
    exchange.answer(422, { detail: [{ loc: ['body'], msg: refusal.message, type: 'value_error' }] });
  } else exchange.refuse(refusal, { detail: refusal.message });
}
