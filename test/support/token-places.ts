// Where a token must be seen, and why. Nowhere else may it be found. Data only; the places are those of token-watch.ts.

import type { GatewayName } from '../../demo/gateways.ts';

/** A place, and the reason. */
export type Places = Readonly<Record<string, string>>;

const bearer: Places = { authorization: 'the request that starts the session is authorised by its header' };

/** In every call that gets as far as the gateway. */
export const forced: Readonly<Record<GatewayName, Places>> = {
  polyai: {
    authorization: 'the request for ICE servers',
    'socket frame': 'the offer has it as authToken: a browser can send no header with a socket',
  },
  voisnap: {
    ...bearer,
    'socket url': 'SignalR: access_token in the query, as a browser can send no header with a socket',
  },
  iqra: bearer,
  http: bearer,
  openai: bearer,
  pipecat: bearer,
  whip: bearer,
};

/** PolyAI's gateway may know the token in the query only; whoever refuses the header is asked this way again. */
export const inQuery: Places = {
  'request url': 'the request for ICE servers, once more: the header was refused, or cannot hold the token',
  performance: 'the browser lists the URL of each request',
};

export const logged: Places = {
  console: 'the browser logs the URL of a request or a socket that was refused',
};

export const whileUp: Places = {
  property: 'to open its signalling again a call needs the token, and TypeScript’s private is no lock',
};
