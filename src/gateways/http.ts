// Any server that takes an offer by a POST and answers with the answer, both as JSON: aiortc's example server and its
// relatives. Source: the article "WebRTC Fundamentals for Voice AI" and aiortc's examples/server; there is no standard.
// Everything is in the one request: candidates are gathered before it, nothing is said after it.

import { textOf } from '../call/parse.ts';
import type { Gateway } from './gateway.ts';
import { jsonAnswer, OfferEndpoint, offerUrl } from './http-offer.ts';

/**
 * `gateway-url` takes the offer; there is no usual path, `/api/voice/offer` in the article. `metadata` is sent beside the
 * offer, for servers that want more keys. The far end hangs up by closing its side of the media.
 */
export const http: Gateway = {
  name: 'http',
  rules: {
    token: 'optional',
    begins: 'after-microphone',
    gathersFirst: true,
    candidates: 'never',
    hangsUpBy: 'closing-media',
  },

  check: ({ gatewayUrl }) => void offerUrl(gatewayUrl),

  createSession(request, credential, events) {
    const endpoint = new OfferEndpoint(request, credential);
    return {
      exchange(offer, signal) {
        const body = JSON.stringify({ ...request.metadata, sdp: offer, type: 'offer' });
        return endpoint.post({ contentType: 'application/json', body, signal }, (answer) => {
          const { sdp, pc_id: peerId, id } = jsonAnswer(answer);
          const sessionId = textOf(peerId) ?? textOf(id);
          if (sessionId !== undefined) events.sessionId(sessionId);
          return sdp;
        });
      },
      close: () => undefined, // closing the peer connection is the goodbye
    };
  },
};
