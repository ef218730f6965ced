// Voisnap's WebRtcHub: a session over HTTP, then a SignalR hub that takes the offer and candidates one by one.
// Source: Voisnap "WebRTC" page; its REST errors, and what a hub that is lost means, from the pages and specifications
// that it builds on. Touches `fetch` and one WebSocket at a time.

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import type { Gateway, Session, SessionEvents, TranscriptEntry } from './gateway.ts';
import { gatewayUrl } from './gateway-url.ts';
import { headersOf, jsonOf, send } from './http-request.ts';
import { negotiate } from './signalr-negotiate.ts';
import { Hub, type HubEnd } from './signalr.ts';
import {
  parseEvent,
  parseSession,
  type VoisnapEvent,
  type VoisnapSessionAnswer,
} from './voisnap-messages.ts';

const DEFAULT_URL = 'https://api.voisnap.ai';
const SESSIONS = '/api/v1/webrtc/sessions';
const HUB = '/hubs/webrtc';

/** Milliseconds. Opening includes DNS, TLS and the handshake on a slow network. */
const OPEN_LIMIT = 10_000;
/** Before the one more attempt after an error of the server's; documented as 1–2 s. */
const RETRY_DELAY = 1_500;
/** For the hub to take the goodbye. */
const GOODBYE_LIMIT = 1_000;
/** Clocks of visitors are wrong; a minute is forgiven. */
const CLOCK_TOLERANCE = 60_000;

export const voisnap: Gateway = {
  name: 'voisnap',
  rules: {
    token: 'optional', // the site's own server may hand out a session without one
    begins: 'after-microphone',
    gathersFirst: false,
    candidates: 'when-ready',
    // The audio is not in the hub's hands: it goes on, even where the hub does not come back.
    signallingLoss: { settingUp: [], up: [0, 2_000, 10_000], then: 'goes-on' },
    hangsUpBy: 'message',
  },

  check(request, token) {
    baseOf(request.gatewayUrl);
    // The site's own server may make the session.
    if (!request.agentId && token !== 'asked') throw noAgent();
    if (token === 'none')
      throw new CallError(
        'configuration',
        'connector-token is missing (or set token-url or tokenProvider, which may also answer a session).',
      );
  },

  createSession: (request, credential, events) => new VoisnapSession(request, credential, events),
};

const noAgent = (): CallError => new CallError('configuration', 'agent-id is missing.');

const baseOf = (text: string | undefined): URL => gatewayUrl(text || DEFAULT_URL, 'http');

/** A path below the base, which may have one of its own. */
function below(base: URL, path: string): URL {
  const url = new URL(base.href);
  url.pathname = url.pathname.replace(/\/*$/, path);
  return url;
}

class VoisnapSession implements Session {
  private readonly _request: CallRequest;
  private readonly _events: SessionEvents;
  private readonly _base: URL;
  private readonly _scope = new Scope();
  private _credential: Credential;
  private _session: Promise<VoisnapSessionAnswer> | undefined;
  private _hub: Hub | undefined;
  private _onAnswer: ((sdp: string) => void) | undefined;
  private _answered = false;
  private _farEndOver = false;
  /** How many lines of the transcript are complete. */
  private readonly _lines = { agent: 0, user: 0 };

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this._request = request;
    this._credential = credential;
    this._events = events;
    this._base = baseOf(credential.gatewayUrl ?? request.gatewayUrl);
  }

  async iceServers(signal: AbortSignal): Promise<RTCIceServer[]> {
    return (await this._obtain(signal)).iceServers;
  }

  async open(signal: AbortSignal): Promise<void> {
    const session = await this._obtain(signal);
    let url = this._hubUrl(session);
    if (this._request.negotiate) {
      const { token } = this._credential;
      const headers = headersOf({ ...this._credential, token: session.accessToken ?? token });
      url = await negotiate(url, headers, signal, this._request.credentials);
    }
    if (this._scope.released) return;
    this._hub = new Hub(url.href, OPEN_LIMIT, {
      event: (target, args) => this._receive(parseEvent(target, args)),
      closed: (end) => this._closed(end),
    });
    await this._hub.opened;
  }

  exchange(offer: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this._onAnswer = resolve;
      this._hub
        ?.invoke('SendOfferAsync', { sdp: offer, type: 'offer' })
        .then(() => this._events.ready(), reject);
    });
  }

  sendCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): boolean {
    return this._hub?.send('SendIceCandidateAsync', { candidate, sdpMid, sdpMLineIndex }) ?? false;
  }

  async close(): Promise<void> {
    void this._scope.release();
    const hub = this._hub;
    if (hub && !this._farEndOver) {
      const bound = new Scope();
      const told = hub.invoke('EndSessionAsync', 'user_ended').catch(() => undefined);
      await Promise.race([told, bound.delay(GOODBYE_LIMIT)]);
      void bound.release();
    }
    await hub?.close();
  }

  /** The one session of this call, asked for by whoever needs it first. */
  private _obtain(signal: AbortSignal): Promise<VoisnapSessionAnswer> {
    return (this._session ??= this._ask(signal)
      .catch((error: unknown) => this._askAgain(error, signal))
      .then((answer) => {
        const session = parseSession(answer);
        if (!session)
          throw new CallError('protocol', 'The session of the gateway has no sessionToken or iceServers.');
        if (session.expiresAt && session.expiresAt < Date.now() - CLOCK_TOLERANCE)
          throw new CallError('unauthorized', 'The session of the gateway has expired.');
        if (session.sessionId) this._events.sessionId(session.sessionId);
        return session;
      }));
  }

  /** A session that the site's server made is taken as it is; else one is asked for. */
  private async _ask(signal: AbortSignal): Promise<unknown> {
    const { answer } = this._credential;
    if (answer?.['sessionToken'] !== undefined) return answer;
    const { agentId, metadata, credentials } = this._request;
    if (!agentId) throw noAgent();
    const body = JSON.stringify({ agentId, metadata });
    const headers = headersOf(this._credential, 'application/json');
    return jsonOf(
      await send(below(this._base, SESSIONS), { method: 'POST', headers, body, credentials, signal }),
    );
  }

  /** Once: with a fresh token where the old one was refused, after a pause where the server failed. */
  private async _askAgain(error: unknown, signal: AbortSignal): Promise<unknown> {
    const { gatewayCode = '', retryAfter = undefined } = error instanceof CallError ? error : {};
    const { renew } = this._credential;
    if (gatewayCode === '401' && renew) this._credential = await renew();
    else if (/^5\d\d$/.test(gatewayCode) && retryAfter === undefined) await this._scope.delay(RETRY_DELAY);
    else throw error;
    return this._ask(signal);
  }

  /** Both tokens are in the query, as a browser's WebSocket has no other place for them. */
  private _hubUrl({ hubUrl, sessionToken, accessToken }: VoisnapSessionAnswer): URL {
    const url = gatewayUrl(hubUrl ?? below(this._base, HUB).href, 'ws', 'hubUrl');
    url.searchParams.set('sessionToken', sessionToken);
    const token = accessToken ?? this._credential.token;
    if (token) url.searchParams.set('access_token', token);
    return url;
  }

  private _receive(event: VoisnapEvent | undefined): void {
    if (!event) return;
    const events = this._events;
    switch (event.type) {
      case 'answer':
        // The first one to our offer counts: there is no renegotiation.
        if (!this._onAnswer) return;
        this._answered = true;
        this._onAnswer(event.sdp);
        this._onAnswer = undefined;
        return events.ready();
      case 'candidate':
        return events.candidate(event.candidate);
      case 'started':
        // It follows the authentication: nothing about audio.
        if (event.conversationId) events.sessionId(event.conversationId);
        return;
      case 'transcript':
        return this._transcribe(event.entry);
      case 'error': {
        if (event.recoverable) return;
        const { code } = event;
        return events.failed(
          new CallError('gateway-error', 'The gateway reported an error.', { gatewayCode: code }),
        );
      }
      case 'ended':
        this._farEndOver = true;
        return events.ended();
    }
  }

  /** Partial lines and the final one have the same id. */
  private _transcribe(entry: Omit<TranscriptEntry, 'id'>): void {
    const { speaker, final } = entry;
    this._events.transcript({ id: `${speaker}-${this._lines[speaker]}`, ...entry });
    if (final) this._lines[speaker]++;
  }

  private _closed({ error, code }: HubEnd): void {
    // What is too much for one message is the connection's fault: audio that runs goes on.
    if (error || (code === 1009 && !this._answered))
      this._events.failed(
        new CallError(error ? 'gateway-error' : 'protocol', `The hub was closed (${code}).`, {
          gatewayCode: String(code),
        }),
      );
    else if (code === 1000) this._events.ended();
    else this._events.lost();
  }
}
