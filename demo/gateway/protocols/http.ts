// The plain exchange of an offer and an answer over HTTP, as the servers built on aiortc have it: one request.

import { randomUUID } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { NONSENSE_JSON } from '../noise.ts';
import { oneOf, only, text } from '../parse.ts';
import type { Refusal } from '../refusal.ts';
import type { NoiseKind } from '../script.ts';
import { ChannelLine } from './channel-line.ts';
import type { House, Protocol } from './protocol.ts';
import { behaviourOf } from './request-behaviour.ts';
import { RequestSession } from './request-session.ts';

export const http = (house: House): Protocol => ({
  routes: [
    {
      path: '/api/voice/offer',
      methods: {
        POST: async (exchange) => {
          const behaviour = behaviourOf(exchange, 'demo');
          const body = only(await exchange.json(), ['sdp', 'type']);
          oneOf(body, 'type', ['offer']);
          const session = new HttpSession(randomUUID(), behaviour);
          house.sessions.push(session);
          session.take(exchange, text(body, 'sdp'));
        },
      },
      allows: 'Authorization, Content-Type',
      refuse,
    },
  ],
  sockets: [],
});

class HttpSession extends RequestSession {
  readonly protocol = 'http';
  protected override readonly channelRule = 'may';
  protected readonly refuse = refuse;
  readonly #line = new ChannelLine(this.seen, {
    received: (data) => void this.seen.channelMessages.push(data),
  });

  #noisy = false;

  protected respond(exchange: Exchange, sdp: string): void {
    const nonsense = this.#noisy ? { iceServers: 7, candidates: NONSENSE_JSON, pc_id: [] } : {};
    exchange.answer(200, { ...nonsense, sdp, type: 'answer' });
  }

  /** There is the answer alone to hide it in. */
  override makeNoise(what: NoiseKind): void {
    this.#noisy ||= what === 'garbage';
  }

  protected override takeChannel(channel: RTCDataChannel): void {
    this.#line.take(channel);
  }
}

/** Such servers answer with whatever their framework makes of an exception, which is a text or a page. */
function refuse(exchange: Exchange, refusal: Refusal): void {
  const type = refusal.message.startsWith('<') ? 'text/html' : 'text/plain';
  exchange.refuse(refusal, refusal.message, { 'Content-Type': type });
}
