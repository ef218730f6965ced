// OpenAI's Realtime API over WebRTC: one POST of the offer, then JSON events over a data channel.
// Source: OpenAI "Realtime API with WebRTC" and its Agents SDK (openaiRealtimeWebRtc.ts).

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import { textOf } from '../call/parse.ts';
import type { Gateway, Session, SessionEvents } from './gateway.ts';
import { OfferEndpoint, offerUrl, sdpAnswer } from './http-offer.ts';
import { headersOf, type HttpAnswer } from './http-request.ts';
import { onJson, sendJson } from './json-channel.ts';
import { RealtimeTranscript } from './openai-events.ts';

const CALLS = 'https://api.openai.com/v1/realtime/calls';

const isOpenAi = ({ hostname }: URL): boolean => /(^|\.)api\.openai\.com$/.test(hostname);

/** OpenAI's own address where the tag names none. */
const addressed = (request: CallRequest): CallRequest => ({
  ...request,
  gatewayUrl: request.gatewayUrl || CALLS,
});

/**
 * Without a `gateway-url` the token must be a client secret (`ek_…`) that the site's server made: set `token-url` or
 * `tokenProvider`. With one, it is the site's own endpoint, which adds its API key and the session's settings and hands
 * the offer on ("unified interface"); then a token is the site's affair. What the agent says and knows is set where the
 * secret or the session is made, so `metadata` is not sent.
 */
export const openai: Gateway = {
  name: 'openai',
  rules: {
    token: 'optional',
    begins: 'after-microphone',
    gathersFirst: false,
    candidates: 'never',
    dataChannel: 'oai-events',
    hangsUpBy: 'closing-media',
  },

  check(request, token) {
    if (isOpenAi(offerUrl(addressed(request).gatewayUrl)) && token === 'none')
      throw new CallError(
        'configuration',
        'connector-token is missing (or set token-url or tokenProvider): api.openai.com takes a client secret.',
      );
  },

  createSession: (request, credential, events) => new OpenAiSession(request, credential, events),
};

/** An API key in a page is everybody's: it is refused wherever it would go. */
function checkSecret(url: URL, credential: Credential): void {
  // No expression: `RegExp.input` would show it to everybody.
  const header = headersOf(credential).get('authorization') ?? '';
  const secret = header.slice(0, 7).toLowerCase() === 'bearer ' ? header.slice(7).trim() : header;
  if (secret.startsWith('sk-') || (isOpenAi(url) && !secret.startsWith('ek_')))
    throw new CallError(
      'configuration',
      'The token must be an ephemeral client secret (ek_…); an API key belongs on a server.',
    );
}

/** The last part of the `Location`, which a browser sees only where the server exposes it. */
const callIdOf = ({ headers }: HttpAnswer): string | undefined =>
  textOf(/([^/?#]*)\/?([?#].*)?$/.exec(headers.get('location') ?? '')?.[1]);

class OpenAiSession implements Session {
  private readonly _endpoint: OfferEndpoint;
  private readonly _events: SessionEvents;
  private readonly _scope = new Scope();
  private readonly _transcript = new RealtimeTranscript();
  private _channel: RTCDataChannel | undefined;

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this._endpoint = new OfferEndpoint(addressed(request), credential, checkSecret);
    this._events = events;
  }

  /** The far end is public and takes no candidates: a STUN server would be asked for nothing. */
  iceServers(): Promise<RTCIceServer[]> {
    return Promise.resolve([]);
  }

  channel(channel: RTCDataChannel): void {
    this._channel = channel;
    onJson(this._scope, channel, (event) => {
      const entry = this._transcript.read(event);
      if (entry) this._events.transcript(entry);
    });
  }

  exchange(offer: string, signal: AbortSignal): Promise<string> {
    return this._endpoint.post({ contentType: 'application/sdp', body: offer, signal }, (answer) => {
      const sdp = sdpAnswer(answer);
      const callId = callIdOf(answer);
      if (callId !== undefined) this._events.sessionId(callId);
      return sdp;
    });
  }

  sendMessage(text: string): void {
    const content = [{ type: 'input_text', text }];
    const item = { type: 'message', role: 'user', content };
    sendJson(
      this._scope,
      this._channel,
      { type: 'conversation.item.create', item },
      { type: 'response.create' },
    );
  }

  close(): void {
    void this._scope.release();
  }
}
