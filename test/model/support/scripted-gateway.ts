// A gateway adapter whose every answer is the test's: nothing settles by itself. One session per attempt of a call.

import type { Gateway, GatewayRules, Session, SessionEvents } from '../../../src/gateways/gateway.ts';

export interface Pending {
  resolve(value?: unknown): void;
  reject(cause: unknown): void;
}

export type StepName = 'iceServers' | 'open' | 'exchange' | 'close';

/** How an adapter may say goodbye. */
export type Goodbye = 'at-once' | 'asynchronous' | 'throws';

export class ScriptedSession implements Session {
  /** What waits for the test, by method. */
  readonly pending: Partial<Record<StepName, Pending>> = {};
  closed = 0;
  takesCandidates = true;
  candidates = 0;

  constructor(
    readonly events: SessionEvents,
    private readonly _goodbye: Goodbye,
  ) {}

  iceServers(): Promise<RTCIceServer[] | undefined> {
    return this._ask('iceServers') as Promise<RTCIceServer[] | undefined>;
  }

  open(): Promise<void> {
    return this._ask('open') as Promise<void>;
  }

  exchange(): Promise<string> {
    return this._ask('exchange') as Promise<string>;
  }

  sendCandidate(): boolean {
    if (this.takesCandidates) this.candidates++;
    return this.takesCandidates;
  }

  channel(): void {
    // nothing is said over it
  }

  close(): void | Promise<void> {
    this.closed++;
    if (this._goodbye === 'throws') throw new Error('The adapter is out of order');
    return this._goodbye === 'at-once' ? undefined : (this._ask('close') as Promise<void>);
  }

  private _ask(step: StepName): Promise<unknown> {
    return new Promise((resolve, reject) => (this.pending[step] = { resolve, reject }));
  }
}

export class ScriptedGateway implements Gateway {
  readonly name = 'scripted';
  readonly sessions: ScriptedSession[] = [];

  constructor(
    readonly rules: GatewayRules,
    private readonly _goodbye: Goodbye,
  ) {}

  get session(): ScriptedSession | undefined {
    return this.sessions[this.sessions.length - 1];
  }

  createSession(_request: unknown, _credential: unknown, events: SessionEvents): ScriptedSession {
    const session = new ScriptedSession(events, this._goodbye);
    this.sessions.push(session);
    return session;
  }
}
