// Stands for the element of a CallController: dispatches real events, and holds every one of them against what a page may
// rely on. Two of them share one page in the tests.

import type { CallHost } from '../../../src/elements/call-controller.ts';
import type { CallState } from '../../../src/call/call-state.ts';
import type { CallOptions } from '../../../src/call/call.ts';
import type { CallEndEvent, CallStartEvent, CallStateChangeEvent } from '../../../src/elements/events.ts';
import { ScriptedGateway } from './scripted-gateway.ts';
import { source } from './source.ts';
import { TOKEN } from './watched-call.ts';
import type { World } from './world.ts';

export type HostEvent = 'call-start' | 'call-state-change' | 'call-error' | 'call-end' | 'call-message';

/** What a page's listener does, as often as it may. */
export interface HostReaction {
  readonly on: CallState | HostEvent | 'never';
  readonly does: 'start' | 'hang up' | 'prevent' | 'remove';
  readonly times: number;
}

export class Host extends EventTarget {
  isConnected = true;
  readonly gateway: ScriptedGateway;
  readonly controller: InstanceType<typeof source.CallController>;
  readonly faults: string[] = [];
  /** Accepted calls, and how many of them have ended. */
  readonly calls: string[] = [];
  ends = 0;
  private _live = false;
  private _last: CallState = 'idle';
  private _calledOff = false;
  private _reactions: number;
  private readonly _outcomes = new Set<string>();

  constructor(
    private readonly _world: World,
    private readonly _name: string,
    private readonly _reaction: HostReaction,
  ) {
    super();
    this._reactions = _reaction.times;
    this.gateway = new ScriptedGateway(
      {
        token: 'required',
        begins: 'with-microphone',
        gathersFirst: false,
        candidates: 'after-answer',
        hangsUpBy: 'message',
      },
      'asynchronous',
    );
    for (const type of ['call-state-change', 'call-error', 'call-end', 'call-message'])
      this.addEventListener(type, (event) => this._hear(event));
    for (const type of ['call-start', 'call-state-change', 'call-error', 'call-end', 'call-message'])
      this.addEventListener(type, (event) => this._react(event));
    this.controller = new source.CallController(this as unknown as CallHost);
  }

  get live(): boolean {
    return this._live;
  }

  get unsettled(): readonly string[] {
    return [...this._outcomes];
  }

  // What the controller asks of its element.

  addController(): void {
    // the tests call its methods
  }

  requestUpdate(): void {
    // nothing is shown
  }

  callOptions(): CallOptions {
    const { gateway, _world: world } = this;
    const callSid = `${this._name}-${Math.random()}`;
    return {
      request: { gateway, callSid, iceTransportPolicy: 'all', iceServers: [] },
      gateway: () => new Promise((resolve) => world.soon(() => resolve(gateway))),
      credential: { token: TOKEN },
      muted: false,
    };
  }

  override dispatchEvent(event: Event): boolean {
    if (event.type !== 'call-start') return super.dispatchEvent(event);
    this._calledOff = false;
    const wanted = super.dispatchEvent(event) && !this._calledOff;
    if (wanted) this.calls.push((event as CallStartEvent).request.callSid);
    return wanted;
  }

  // What the page does.

  start(takeOver = false): void {
    this._follow('start()', this.controller.start({ takeOver }));
  }

  hangUp(): void {
    this._calledOff = true;
    this._follow('hangUp()', this.controller.hangUp());
  }

  remove(): void {
    this.isConnected = false;
    this.controller.hostDisconnected();
  }

  stopReacting(): void {
    this._reactions = 0;
  }

  private _hear(event: Event): void {
    const { faults } = this;
    if (event.type === 'call-state-change') {
      const { state, previous } = event as CallStateChangeEvent;
      if (previous !== this._last) faults.push(`${state}: previous is ${previous}, not ${this._last}`);
      if (state === 'requesting-microphone') {
        if (this._live) faults.push('a second call begins before the end of the first');
        this._live = true;
      } else if (!source.transitions[this._last].includes(state)) faults.push(`${this._last} → ${state}`);
      this._last = state;
    }
    if (!this._live) faults.push(`${event.type} outside of a call`);
    if (event.type !== 'call-end') return;
    const { callSid } = event as CallEndEvent;
    if (callSid !== this.calls[this.ends]) faults.push('the end of another call than the present one');
    if (!['ended', 'failed'].includes(this._last)) faults.push(`call-end in ${this._last}`);
    this.ends++;
    this._live = false;
  }

  private _react(event: Event): void {
    const { on, does } = this._reaction;
    const state = event.type === 'call-state-change' ? (event as CallStateChangeEvent).state : undefined;
    if ((on !== event.type && on !== state) || this._reactions === 0) return;
    this._reactions--;
    if (does === 'start') this.start();
    else if (does === 'hang up') this.hangUp();
    else if (does === 'remove') this.remove();
    else {
      this._calledOff ||= event.type === 'call-start';
      event.preventDefault();
    }
  }

  private _follow(name: string, promise: Promise<void>): void {
    const outcome = `${name} ${Math.random()}`;
    this._outcomes.add(outcome);
    const done = (): void => void this._outcomes.delete(outcome);
    promise.then(done, done);
  }
}
