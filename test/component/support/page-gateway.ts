// A gateway of the page's own, without a network between: each session answers with a real peer, and a test holds the
// strings. What a site would write for `element.gateway`, made to be watched.

import { MediaEnd } from './media-end.ts';
import type { CallRequest, Credential } from '../../../src/call/call-request.ts';
import type { Gateway, GatewayRules, Session, SessionEvents } from '../../../src/gateways/gateway.ts';

export class PageSession implements Session {
  readonly media = new MediaEnd();
  readonly sent: RTCIceCandidate[] = [];
  readonly request: CallRequest;
  readonly credential: Credential;
  readonly events: SessionEvents;
  offer = '';
  /** How candidates leave; `false` keeps them. */
  takesCandidates = true;
  opens = 0;
  closed = 0;
  dataChannel: RTCDataChannel | undefined;

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this.request = request;
    this.credential = credential;
    this.events = events;
  }

  open(): Promise<void> {
    this.opens++;
    return Promise.resolve();
  }

  channel(channel: RTCDataChannel): void {
    this.dataChannel = channel;
  }

  exchange(offer: string): Promise<string> {
    this.offer = offer;
    return this.media.answer(offer, { gathered: true });
  }

  sendCandidate(candidate: RTCIceCandidate): boolean {
    if (this.takesCandidates) this.sent.push(candidate);
    return this.takesCandidates;
  }

  close(): void {
    this.closed++;
    this.media.close();
  }
}

export class PageGateway implements Gateway {
  readonly name = 'page';
  readonly rules: GatewayRules;
  readonly sessions: PageSession[] = [];
  /** Changes a session before its call sees it. */
  private readonly _prepare: (session: PageSession) => Partial<Session> | undefined;

  constructor(
    rules: Partial<GatewayRules> = {},
    prepare: (session: PageSession) => Partial<Session> | undefined = () => undefined,
  ) {
    this.rules = {
      token: 'optional',
      begins: 'after-microphone',
      gathersFirst: false,
      candidates: 'after-answer',
      hangsUpBy: 'message',
      ...rules,
    };
    this._prepare = prepare;
  }

  createSession(request: CallRequest, credential: Credential, events: SessionEvents): Session {
    const session = new PageSession(request, credential, events);
    this.sessions.push(session);
    return Object.assign(session, this._prepare(session));
  }

  /** The last session. */
  get session(): PageSession {
    const session = this.sessions.at(-1);
    if (!session) throw new Error('There is no session yet');
    return session;
  }

  dispose(): Promise<void> {
    for (const session of this.sessions) session.media.close();
    return Promise.resolve();
  }
}
