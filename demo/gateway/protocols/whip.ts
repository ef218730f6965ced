// An endpoint in the shape of WHIP (RFC 9725) that answers with sound of its own, which WHIP itself does not: POST
// makes a session, PATCH brings candidates, DELETE ends it.

import { randomBytes, randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { Refusal, statusOf } from '../refusal.ts';
import type { AnswerForm } from '../script.ts';
import { attribute } from '../sdp.ts';
import type { House, Protocol } from './protocol.ts';
import { behaviourOf } from './request-behaviour.ts';
import { RequestSession } from './request-session.ts';
import { parseFragment } from './whip-fragment.ts';

const FRAGMENT = 'application/trickle-ice-sdpfrag';
const ALLOWS = 'Authorization, Content-Type, If-Match';

export function whip(house: House): Protocol {
  const sessions = new Map<string, WhipSession>();
  const find = (exchange: Exchange, also?: 'ended'): WhipSession => {
    const session = sessions.get(exchange.params['id'] ?? '');
    const gone = also ? session?.deleted : session?.ended;
    if (!session || gone) throw new Refusal('NOT_FOUND', 'There is no such session');
    session.admit(exchange);
    return session;
  };

  return {
    routes: [
      {
        path: '/whip',
        methods: {
          POST: async (exchange) => {
            const behaviour = behaviourOf(exchange);
            const sdp = await exchange.text('application/sdp');
            const session = new WhipSession(behaviour, exchange.token() ?? '', house.iceServers);
            sessions.set(session.sessionId, session);
            house.sessions.push(session);
            session.take(exchange, sdp);
          },
        },
        allows: ALLOWS,
        refuse,
      },
      {
        path: '/whip/{id}',
        methods: {
          PATCH: async (exchange) => {
            const session = find(exchange);
            session.takeFragment(exchange, await exchange.text(FRAGMENT));
          },
          // The caller's media may have closed already: its goodbye is still due.
          DELETE: (exchange) => find(exchange, 'ended').takeEnd(exchange),
        },
        allows: ALLOWS,
        refuse,
      },
    ],
    sockets: [],
  };
}

class WhipSession extends RequestSession {
  readonly protocol = 'whip';
  protected readonly refuse = refuse;
  deleted = false;
  readonly #token: string;
  readonly #iceServers: readonly RTCIceServer[];
  readonly #etag = `"${randomBytes(6).toString('hex')}"`;

  /** @param token - of the offer's request, which all others must have too */
  constructor(behaviour: string, token: string, iceServers: readonly RTCIceServer[]) {
    super(randomUUID(), behaviour);
    this.#token = token;
    this.#iceServers = iceServers;
  }

  /** @throws Refusal for a request with another token or none */
  admit(exchange: Exchange): void {
    this.seen.requests.push(exchange.seen);
    if (exchange.token() !== this.#token) throw new Refusal('UNAUTHORIZED', 'The token is not the offer’s');
  }

  takeFragment(exchange: Exchange, text: string): void {
    const etag = exchange.header('if-match');
    if (etag === undefined) throw new Refusal('PRECONDITION_REQUIRED', 'If-Match is missing');
    const offer = this.offer?.sdp ?? '';
    const { ufrag, pwd, candidates } = parseFragment(text, attribute(offer, 'mid') ?? '');
    const same = ufrag === attribute(offer, 'ice-ufrag') && pwd === attribute(offer, 'ice-pwd');
    if (etag === '*' || !same) throw new Refusal('UNPROCESSABLE', 'ICE restarts are not supported');
    if (etag !== this.#etag) throw new Refusal('PRECONDITION_FAILED', 'The ETag is not that of the session');
    for (const candidate of candidates) {
      this.frames.push({ type: 'ice-candidate', hadToken: true, candidate });
      // A candidate that cannot be used is discarded without a word.
      this.addCandidate(candidate).catch(() => undefined);
    }
    exchange.answer(204);
  }

  takeEnd(exchange: Exchange): void {
    this.deleted = true;
    this.frames.push({ type: 'close', hadToken: true });
    exchange.answer(200);
    this.end('client');
  }

  protected respond(exchange: Exchange, sdp: string, how: AnswerForm): void {
    const headers: Record<string, string> = { 'Content-Type': 'application/sdp', 'Accept-Patch': FRAGMENT };
    if (how !== 'without-session-id') {
      headers['Location'] = `/whip/${this.sessionId}`;
      headers['ETag'] = this.#etag;
    }
    const links = this.#iceServers.flatMap(linksOf);
    if (links.length > 0) headers['Link'] = links.join(', ');
    exchange.answer(201, sdp, headers);
  }
}

function linksOf({ urls, username, credential }: RTCIceServer): string[] {
  const secret = username === undefined ? '' : `; username="${username}"; credential="${credential ?? ''}"`;
  const type = username === undefined ? '' : '; credential-type="password"';
  return [urls].flat().map((url) => `<${url}>; rel="ice-server"${secret}${type}`);
}

/** RFC 9457. */
function refuse(exchange: Exchange, refusal: Refusal): void {
  const body = { title: refusal.code, status: statusOf(refusal), detail: refusal.message };
  exchange.refuse(refusal, body, { 'Content-Type': 'application/problem+json' });
}
