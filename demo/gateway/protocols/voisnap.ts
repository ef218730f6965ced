// Voisnap's protocol: a request that makes a session, and a SignalR hub that carries its signalling.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { behaviourName, behaviours } from '../behaviours.ts';
import { queryOf, type Exchange } from '../exchange.ts';
import { Refusal, statusOf } from '../refusal.ts';
import { firstRefusal, hidesSession } from '../script.ts';
import type { House, Protocol } from './protocol.ts';
import { NEGOTIATE_HEADERS, Negotiation } from './signalr-negotiate.ts';
import { LARGEST_MESSAGE } from './signalr.ts';
import { parseSessionRequest } from './voisnap-messages.ts';
import { VoisnapSession } from './voisnap-session.ts';

const HUB = '/hubs/webrtc';

/** The errors that the session request itself is refused with. */
const TOLD_BY_REQUEST: ReadonlySet<string> = new Set([
  'UNAUTHORIZED',
  'FORBIDDEN',
  'INVALID_ARGUMENT',
  'BUSY',
]);

export function voisnap(house: House): Protocol {
  const sessions: VoisnapSession[] = [];
  const negotiation = new Negotiation();
  const find = (query: URLSearchParams, token: string | null): VoisnapSession | undefined =>
    sessions.find((session) => session.admits(query.get('sessionToken'), token));
  const ofSocket = (req: IncomingMessage): VoisnapSession | undefined =>
    find(queryOf(req), queryOf(req).get('access_token'));

  async function createSession(exchange: Exchange): Promise<void> {
    const token = exchange.token() ?? '';
    const behaviour = behaviourName(token);
    if (behaviour === undefined) throw new Refusal('UNAUTHORIZED', 'The access token is not valid');
    parseSessionRequest(await exchange.json());
    const refusal = firstRefusal(behaviour, TOLD_BY_REQUEST);
    if (refusal) throw refusal;
    const session = new VoisnapSession(behaviour, token, house);
    session.seen.requests.push(exchange.seen);
    sessions.push(session);
    house.sessions.push(session);
    exchange.answer(201, {
      sessionId: session.sessionId,
      ...(!hidesSession(behaviour) && { sessionToken: session.sessionToken }),
      expiresAt: session.expiresAt.toISOString(),
      // There is no request of their own to leave unanswered.
      iceServers: behaviours[behaviour]?.iceServers === 'never' ? [] : house.iceServers,
    });
  }

  return {
    routes: [
      {
        path: '/api/v1/webrtc/sessions',
        methods: { POST: createSession },
        allows: 'Authorization, Content-Type',
        refuse,
      },
      {
        path: `${HUB}/negotiate`,
        methods: {
          POST: (exchange) => {
            const token = exchange.token() ?? exchange.query.get('access_token');
            if (!find(exchange.query, token)) throw new Refusal('UNAUTHORIZED', 'The tokens are not valid');
            negotiation.answer(exchange);
          },
        },
        allows: NEGOTIATE_HEADERS,
        refuse,
      },
    ],
    sockets: [
      {
        path: HUB,
        largestMessage: LARGEST_MESSAGE,
        refuses: (req) => {
          if (!ofSocket(req)) return 401;
          return negotiation.admits(queryOf(req)) ? undefined : 404;
        },
        open: (socket, req) => {
          const session = ofSocket(req);
          if (session) session.attach(socket);
          else socket.close(1008); // another socket was faster
        },
      },
    ],
  };
}

/** RFC 7807. */
function refuse(exchange: Exchange, refusal: Refusal): void {
  const status = statusOf(refusal);
  const problem = {
    type: `https://docs.voisnap.ai/problems/${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title: refusal.code,
    status,
    detail: refusal.message,
    traceId: randomUUID(),
  };
  exchange.refuse(refusal, problem, { 'Content-Type': 'application/problem+json', ...limitsOf(status) });
}

/** What Voisnap says about its limits, which a 429 is read together with. */
const limitsOf = (status: number): Record<string, string> =>
  status === 429
    ? {
        'X-RateLimit-Limit': '60',
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1000) + 5),
        'X-RateLimit-Policy': '60;w=60',
      }
    : {};
