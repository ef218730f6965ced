// What every gateway's signalling needs and no adapter should write again: the queue of local candidates, opening
// again after a loss, the bounded goodbye, and which ICE servers a call uses.

import type { Gateway, Session, SessionEvents, SignallingLoss } from '../gateways/gateway.ts';
import { CallError } from './call-error.ts';
import type { CallRequest, Credential } from './call-request.ts';
import { cancelled, Scope } from './cleanup.ts';
import { isUsable, PUBLIC_STUN } from './ice-servers.ts';
import type { Limits } from './limits.ts';

/** A connection that lasts so long, in milliseconds, was a good one. */
const STABLE = 10_000;
/** A second or more apart: for about as long as lost audio is waited for, since a browser may err about its network. */
const OFFLINE_ATTEMPTS = 15;

/** What a session tells, but for losses: those are handled here, and only the last one is told. */
export interface SignallingEvents extends Omit<SessionEvents, 'lost'> {
  unreachable(cause: unknown): void;
  /** Whether audio runs. */
  isUp(): boolean;
}

const noDelays: SignallingLoss = { settingUp: [], up: [], then: 'goes-on' };

export class Signalling {
  readonly session: Session;
  private readonly _scope: Scope;
  private readonly _gateway: Gateway;
  private readonly _request: CallRequest;
  private readonly _credential: Credential;
  private readonly _events: SignallingEvents;
  /** Local candidates that may not leave yet or could not, in gathering order. */
  private readonly _outbox: RTCIceCandidate[] = [];
  private _mayTrickle = false;
  /** How many of the gateway's delays are used up. */
  private _attempts = 0;
  private _offline = 0;
  private _cancelForgetting: (() => void) | undefined;

  constructor(
    scope: Scope,
    limits: Limits,
    gateway: Gateway,
    request: CallRequest,
    credential: Credential,
    events: SignallingEvents,
  ) {
    this._scope = scope;
    this._gateway = gateway;
    this._request = request;
    this._credential = credential;
    this._events = events;
    // After the end nothing of the gateway matters any more: late frames stop here.
    const guarded: SessionEvents = {
      sessionId: (id) => scope.released || events.sessionId(id),
      ready: () => {
        if (scope.released) return;
        events.ready();
        this._trickle();
      },
      waiting: (position) => scope.released || events.waiting(position),
      candidate: (candidate) => scope.released || events.candidate(candidate),
      ended: () => scope.released || events.ended(),
      failed: (error) => scope.released || events.failed(error),
      lost: () => scope.released || this._lost(),
      message: (text) => scope.released || events.message(text),
      transcript: (entry) => scope.released || events.transcript(entry),
    };
    this.session = gateway.createSession(request, credential, guarded);
    scope.add(() => this._goodbye(limits.goodbye));
  }

  /** The gateway's, the token endpoint's and the tag's ICE servers; the public STUN server where there are none. */
  async iceServers(): Promise<RTCIceServer[]> {
    const handedOut =
      this._credential.iceServers ?? (await this._session((session, signal) => session.iceServers?.(signal)));
    const own = this._request.iceServers;
    if (!handedOut && !own) return [PUBLIC_STUN];
    // The tag's own were checked before; a wrong one of the gateway's must not cost the call.
    return [...(handedOut ?? []).filter(isUsable), ...(own ?? [])];
  }

  /**
   * Opens the signalling connection; where that fails, again as the gateway's rules allow.
   * @throws CallError the last attempt's
   */
  open(): Promise<void> {
    return this._attempt().catch((error: unknown) => this._reopen(error));
  }

  /** Sends the offer and resolves to the answer, after which candidates may go at the latest. */
  async exchange(offer: string): Promise<string> {
    const sdp = (await this._session((session, signal) => session.exchange(offer, signal))) ?? '';
    if (this._gateway.rules.candidates === 'after-answer') this._trickle();
    return sdp;
  }

  /** Sends the offer of an ICE restart; `undefined` where the gateway takes none. */
  restart(offer: string): Promise<string | undefined> {
    return this._session((session, signal) => session.restart?.(offer, signal));
  }

  /** Sends a local candidate now or as soon as it may go. */
  send(candidate: RTCIceCandidate): void {
    if (this._gateway.rules.candidates === 'never' || this._scope.released) return;
    this._outbox.push(candidate);
    this._flush();
  }

  private _trickle(): void {
    this._mayTrickle = true;
    this._flush();
  }

  private _flush(): void {
    while (this._mayTrickle && this._outbox[0] && this.session.sendCandidate?.(this._outbox[0]))
      this._outbox.shift();
  }

  private async _attempt(): Promise<void> {
    await this._session((session, signal) => session.open?.(signal));
    this._flush();
  }

  /**
   * Tries again after each of the gateway's delays; anything but "unreachable" is final. A gateway that takes the
   * connection and drops it again uses the delays up, too: only one that stayed has earned new ones.
   */
  private async _reopen(error: unknown): Promise<void> {
    const { settingUp, up } = this._rules;
    this._cancelForgetting?.();
    for (;;) {
      const isUp = this._events.isUp();
      const wait = (isUp ? up : settingUp)[this._attempts];
      if (wait === undefined || !(error instanceof CallError) || error.code !== 'gateway-unreachable')
        throw error;
      // Offline none can succeed: what the gateway allows is kept for when the network is back.
      const isFree = isUp && !navigator.onLine && this._offline++ < OFFLINE_ATTEMPTS;
      if (!isFree) this._attempts++;
      await this._scope.delay(wait);
      try {
        await this._attempt();
        this._cancelForgetting = this._scope.timer(STABLE, () => (this._attempts = this._offline = 0));
        return;
      } catch (cause) {
        error = cause;
      }
    }
  }

  private _lost(): void {
    const lost = new CallError('gateway-unreachable', 'The connection to the gateway was lost.');
    this._reopen(lost).catch((cause: unknown) => {
      const goesOn = this._events.isUp() && this._rules.then === 'goes-on';
      if (!this._scope.released && !goesOn) this._events.unreachable(cause);
    });
  }

  private get _rules(): SignallingLoss {
    return this._gateway.rules.signallingLoss ?? noDelays;
  }

  /** Runs one step of the session unless the call has ended. What an adapter throws that is no CallError is its fault. */
  private async _session<T>(
    step: (session: Session, signal: AbortSignal) => Promise<T> | undefined,
  ): Promise<T | undefined> {
    if (this._scope.released) throw cancelled;
    try {
      return await this._scope.wait(Promise.resolve(step(this.session, this._scope.signal)));
    } catch (cause) {
      if (cause === cancelled) throw cause;
      throw CallError.from(cause, 'gateway-error', `The gateway "${this._gateway.name}" failed.`);
    }
  }

  /** The scope is already released here, so the bound has a timer of its own, gone with the goodbye. */
  private async _goodbye(ms: number): Promise<void> {
    const bound = new Scope();
    const closed = Promise.resolve(this.session.close(bound.signal)).catch(() => undefined);
    await Promise.race([closed, bound.delay(ms)]);
    await bound.release();
  }
}
