// Iqra's protocol: three ways to ask for a session, the middleware's line, and the signalling socket of a session.

import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { behaviourName, behaviours } from '../behaviours.ts';
import { matchPath, pathOf, queryOf, type Exchange, type Route } from '../exchange.ts';
import { Refusal, statusOf } from '../refusal.ts';
import { firstRefusal, hidesSession, queueOf } from '../script.ts';
import { LINK_PATH, Links } from './iqra-links.ts';
import { inherit, Queue } from './iqra-queue.ts';
import {
  campaignOf,
  parseMiddleware,
  parsePrinted,
  parsePublic,
  type SessionRequest,
} from './iqra-requests.ts';
import { IqraSession } from './iqra-session.ts';
import type { House, Protocol } from './protocol.ts';
import { NEGOTIATE_HEADERS, Negotiation } from './signalr-negotiate.ts';
import { LARGEST_MESSAGE, type HubRecord } from './signalr.ts';

const HUB = '/sessionHub';

/** The most bytes of one frame; a frame that is longer than the server's buffer comes in pieces. */
const LARGEST_FRAME = 256 * 1024;

/** The errors that the request for a session is refused with. */
const TOLD_BY_REQUEST: ReadonlySet<string> = new Set([
  'UNAUTHORIZED',
  'FORBIDDEN',
  'INVALID_ARGUMENT',
  'HANDLER_ERROR',
  'BUSY',
]);

export function iqra(house: House): Protocol {
  const sessions = new Map<string, IqraSession>();
  const links = new Links();
  const queue = new Queue(house);
  const negotiation = new Negotiation();
  /** Tokens whose last address was a stale one. */
  const stale = new Set<string>();

  /** @returns a new session's id and address; neither where the behaviour keeps them */
  function start(asked: Asked, exchange: Exchange, record?: HubRecord): { id?: string; url?: string } {
    const { behaviour, token, clientId } = asked;
    const session = new IqraSession(behaviour, clientId, record !== undefined);
    inherit(session.seen, exchange.seen, record);
    const expired = behaviours[behaviour]?.link === 'stale-first' && !stale.delete(token);
    if (expired) stale.add(token);
    const path = links.path(session.sessionId, clientId, expired);
    session.link = path;
    sessions.set(session.sessionId, session);
    house.sessions.push(session);
    if (hidesSession(behaviour)) return {};
    return { id: session.sessionId, url: `ws://${exchange.host}${path}` };
  }

  async function initiate(exchange: Exchange, parse: (body: unknown) => SessionRequest): Promise<void> {
    const asked = await ask(exchange, parse);
    exchange.answer(200, { websocketUrl: start(asked, exchange).url });
  }

  async function initiatePublic(exchange: Exchange): Promise<void> {
    const asked = await ask(exchange, parsePublic);
    const { id, url } = start(asked, exchange);
    const data = { sessionId: id, sessionWebSocketURL: url };
    exchange.answer(200, { data, success: true, message: null, code: null });
  }

  async function request(exchange: Exchange): Promise<void> {
    const asked = await ask(exchange, parseMiddleware);
    const line = queueOf(asked.behaviour);
    if (!line) return exchange.answer(200, { webSocketUrl: start(asked, exchange).url });
    const place = queue.add(line.ms, (record) => {
      if (line.fails) throw line.fails;
      return start(asked, exchange, record).url ?? '';
    });
    exchange.answer(202, { status: 'queued', ...place });
  }

  function open(socket: WebSocket, req: IncomingMessage): void {
    const params = matchPath(LINK_PATH, pathOf(req)) ?? {};
    const session = sessions.get(params['sessionId'] ?? '');
    const forged = links.complaint(params);
    const complaint = !session
      ? 'SESSION_NOT_FOUND]'
      : forged !== undefined
        ? `VALIDATION_FAILED] ${forged}`
        : session.complaint(pathOf(req));
    if (session && complaint === undefined) session.attach(socket);
    else socket.close(1008, `[AssignWebSocketToClientAsync:${complaint}`);
  }

  const route = (
    path: string,
    POST: (exchange: Exchange) => Promise<void>,
    refuse: Route['refuse'] = plainly,
  ): Route => ({ path, methods: { POST }, allows: 'Authorization, Content-Type', refuse });

  return {
    routes: [
      route('/api/websession/initiate', (exchange) => initiate(exchange, parsePrinted)),
      route('/api/v1/business/{id}/websession/initiate', initiatePublic, withSuccess),
      route('/api/session/request', request),
      {
        path: `${HUB}/negotiate`,
        methods: { POST: (exchange) => negotiation.answer(exchange) },
        allows: NEGOTIATE_HEADERS,
        refuse: plainly,
      },
    ],
    sockets: [
      { path: LINK_PATH, largestMessage: LARGEST_FRAME, open },
      {
        path: HUB,
        largestMessage: LARGEST_MESSAGE,
        refuses: (req) => (negotiation.admits(queryOf(req)) ? undefined : 404),
        open: (socket) => queue.serve(socket),
      },
    ],
    close: () => queue.close(),
  };
}

/** A request that is allowed, and the behaviour that its token or its campaign asks for. */
interface Asked extends SessionRequest {
  readonly behaviour: string;
  /** What named the behaviour, whole. */
  readonly token: string;
}

async function ask(exchange: Exchange, parse: (body: unknown) => SessionRequest): Promise<Asked> {
  const given = exchange.token('Bearer|Token');
  if (given !== undefined && behaviourName(given) === undefined) {
    throw new Refusal('UNAUTHORIZED', 'The API key is not valid');
  }
  const body = await exchange.json();
  const asked = parse(body);
  const campaign = campaignOf(body);
  const token = given ?? (behaviourName(campaign) === undefined ? 'demo' : campaign);
  const behaviour = behaviourName(token) ?? 'demo';
  const refusal = firstRefusal(behaviour, TOLD_BY_REQUEST);
  if (refusal) throw refusal;
  return { ...asked, behaviour, token };
}

/** The printed form and the middleware. */
const plainly: Route['refuse'] = (exchange, refusal) =>
  exchange.refuse(refusal, { message: refusal.message });

/** What the public API makes of a refusal's code; its status is 200 all the same. */
const CODES: ReadonlyMap<string, string> = new Map([
  ['UNAUTHORIZED', 'VALIDATE_API_KEY:INVALID'],
  ['FORBIDDEN', 'RESTRICTED_API_KEY'],
  ['INVALID_ARGUMENT', 'CAMPAIGN_NOT_FOUND'],
  ['HANDLER_ERROR', 'EXCEPTION'],
  ['BUSY', 'REGION_NO_AVAILABLE_SERVERS'],
]);

/** The public API: what its model cannot bind is an HTTP error, everything else a result that is none. */
const withSuccess: Route['refuse'] = (exchange, refusal) => {
  const code = CODES.get(refusal.code);
  if (code === undefined) {
    const { code: title, message: detail } = refusal;
    return exchange.refuse(refusal, { title, status: statusOf(refusal), detail });
  }
  exchange.answer(200, {
    data: null,
    success: false,
    message: refusal.message,
    code: `InitiateWebSession:${code}`,
  });
};
