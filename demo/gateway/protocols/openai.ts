// OpenAI's Realtime calls over WebRTC: the offer's SDP is posted as it is, everything else is a data channel's.

import { randomBytes } from 'node:crypto';
import { behaviourName } from '../behaviours.ts';
import type { Exchange } from '../exchange.ts';
import { Refusal, statusOf } from '../refusal.ts';
import { OpenaiSession } from './openai-session.ts';
import type { House, Protocol } from './protocol.ts';

const PATH = '/v1/realtime/calls';

/** What an ephemeral key begins with; a durable one must not be in a page. */
const EPHEMERAL = /^ek_(.+)$/;

export const openai = (house: House): Protocol => ({
  routes: [
    {
      path: PATH,
      methods: {
        POST: async (exchange) => {
          const behaviour = behaviourName(EPHEMERAL.exec(exchange.token() ?? '')?.[1] ?? '');
          if (behaviour === undefined) throw new Refusal('UNAUTHORIZED', 'Incorrect API key provided');
          const sdp = await exchange.text('application/sdp');
          const id = `rtc_${randomBytes(12).toString('hex')}`;
          const session = new OpenaiSession(id, behaviour, `${PATH}/${id}`, refuse);
          house.sessions.push(session);
          session.take(exchange, sdp);
        },
      },
      allows: 'Authorization, Content-Type',
      refuse,
    },
  ],
  sockets: [],
});

function refuse(exchange: Exchange, refusal: Refusal): void {
  const type = statusOf(refusal) < 500 ? 'invalid_request_error' : 'server_error';
  const error = { message: refusal.message, type, param: null, code: refusal.code.toLowerCase() };
  exchange.refuse(refusal, { error });
}
