// One call under test with its fake surroundings, and the little that a sequence must remember to know where the call has
// to be: facts, not a second call. Time limits and second attempts are not modelled; from then on only the rules hold.

import fc from 'fast-check';
import type { CallEvent } from '../../../src/call/call.ts';
import type { CallState } from '../../../src/call/call-state.ts';
import type { GatewayRules } from '../../../src/gateways/gateway.ts';
import { ScriptedGateway, type Goodbye, type Pending } from './scripted-gateway.ts';
import { source } from './source.ts';
import { TOKEN, WatchedCall } from './watched-call.ts';
import { World } from './world.ts';

export const TURN: RTCIceServer = { urls: 'turn:turn.example', username: 'u', credential: 'c' };

/** What a page does inside a listener. */
interface Reaction {
  readonly on: CallState | CallEvent['type'] | 'never';
  readonly does: 'hang up' | 'start' | 'mute';
}

/** What holds for a whole sequence. */
export interface Setting {
  readonly rules: GatewayRules;
  readonly goodbye: Goodbye;
  readonly asksToken: boolean;
  readonly turn: boolean;
  readonly tellsLevels: boolean;
  readonly reaction: Reaction;
}

export const rulesArbitrary: fc.Arbitrary<Setting> = fc.record({
  rules: fc.record({
    token: fc.constant('required' as const),
    begins: fc.constantFrom('with-microphone', 'after-microphone'),
    gathersFirst: fc.boolean(),
    candidates: fc.constantFrom('after-answer', 'when-ready', 'never'),
    signallingLoss: fc.record({
      settingUp: fc.constantFrom([], [0], [1000, 2000]),
      up: fc.constantFrom([], [0, 2000]),
      then: fc.constantFrom('ends-call', 'goes-on'),
    }),
    hangsUpBy: fc.constantFrom('message', 'closing-media'),
    dataChannel: fc.constant('chat'),
  }),
  goodbye: fc.constantFrom('asynchronous', 'at-once', 'throws'),
  asksToken: fc.boolean(),
  turn: fc.boolean(),
  tellsLevels: fc.boolean(),
  reaction: fc.oneof(
    { weight: 2, arbitrary: fc.constant({ on: 'never', does: 'mute' } as const) },
    {
      weight: 1,
      arbitrary: fc.record({
        on: fc.constantFrom<Reaction['on']>(
          ...(['requesting-microphone', 'connecting', 'connected', 'reconnecting', 'ending'] as const),
          ...(['ended', 'failed', 'error', 'end', 'message', 'transcript', 'speaking'] as const),
        ),
        does: fc.constantFrom('hang up', 'start', 'mute'),
      }),
    },
  ),
});

/** A promise that came from the call, and whether it settled. */
interface Outcome {
  readonly name: string;
  settled: boolean;
}

export class CallModel {
  readonly world = new World();
  readonly gateway: ScriptedGateway;
  readonly watched: WatchedCall;
  /** What has been given to the call. */
  readonly given = new Set<
    'start' | 'code' | 'token' | 'microphone' | 'open' | 'iceServers' | 'answer' | 'path'
  >();
  /** The call must be on its way out. */
  over = false;
  /** Something happened whose outcome is not modelled. */
  uncertain = false;
  readonly code: Pending[] = [];
  readonly tokens: Pending[] = [];
  private readonly _outcomes: Outcome[] = [];

  constructor(
    readonly setting: Setting,
    private readonly _escaped: readonly unknown[],
  ) {
    const { rules, goodbye, asksToken, turn } = setting;
    this.gateway = new ScriptedGateway(rules, goodbye);
    const later = (list: Pending[]): Promise<unknown> =>
      new Promise((resolve, reject) => list.push({ resolve, reject }));
    this.watched = new WatchedCall(this.world, {
      request: {
        gateway: this.gateway,
        callSid: 'call-1',
        iceTransportPolicy: 'all',
        iceServers: turn ? [TURN] : [],
      },
      gateway: () => later(this.code) as Promise<ScriptedGateway>,
      credential: asksToken
        ? { tokenProvider: () => later(this.tokens) as Promise<string> }
        : { token: TOKEN },
      muted: false,
    });
    this.world.tellsLevels = setting.tellsLevels;
    this.watched.onEvent = (event) => this._react(event);
  }

  get state(): CallState {
    return this.watched.call.state;
  }

  get states(): Set<string> {
    return new Set(this.watched.events.flatMap((event) => (event.type === 'state' ? [event.state] : [])));
  }

  start(): void {
    this.given.add('start');
    this._follow('start()', this.watched.call.start());
  }

  hangUp(): void {
    this.over ||= source.isActive(this.state);
    this._follow('hangUp()', this.watched.call.hangUp());
  }

  /** @param settled - all that follows from the last step has happened */
  check(settled: boolean): void {
    this.watched.check(this._escaped, settled);
    if (!settled || this.world.holding > 0) return;
    const expected = this._expected();
    if (expected && !expected.includes(this.state))
      throw new Error(`is ${this.state}, must be ${expected.join(' or ')} (${[...this.given].join()})`);
  }

  /** Every sequence ends so: what is late comes, the visitor hangs up, and nothing is left. */
  async finish(): Promise<void> {
    const { world, watched } = this;
    world.holds = false;
    while (world.holding > 0) world.release();
    this.hangUp();
    await world.settle();
    for (const { grant } of world.prompts.splice(0)) grant();
    for (const { resolve } of [...this.code, ...this.tokens]) resolve(this.gateway);
    await world.settle();
    world.clock.tick(watched.call.limits.goodbye);
    await world.settle();
    watched.check(this._escaped, true);
    const ends = watched.events.filter(({ type }) => type === 'end').length;
    if (ends !== (this.given.has('start') ? 1 : 0)) throw new Error(`${ends} ends`);
    const open = this._outcomes.filter(({ settled }) => !settled);
    if (open.length > 0) throw new Error(`never settled: ${open.map(({ name }) => name).join()}`);
    if (world.alive().length > 0) throw new Error(`alive at last: ${world.alive().join()}`);
    if (this.gateway.sessions.some(({ closed }) => closed !== 1)) throw new Error('a session is closed once');
  }

  private _expected(): readonly CallState[] | undefined {
    const { given } = this;
    if (!given.has('start')) return ['idle'];
    if (this.over) return ['ending', 'ended', 'failed'];
    if (this.uncertain) return undefined;
    if (given.has('path') && given.has('answer'))
      return [this.world.peers.at(-1)?.connectionState === 'connected' ? 'connected' : 'reconnecting'];
    return [given.has('microphone') ? 'connecting' : 'requesting-microphone'];
  }

  private _react(event: CallEvent): void {
    const { on, does } = this.setting.reaction;
    if (on !== event.type && !(event.type === 'state' && on === event.state)) return;
    if (does === 'hang up') this.hangUp();
    else if (does === 'mute') this.watched.call.setMuted(!this.watched.call.muted);
    else this.start();
  }

  private _follow(name: string, promise: Promise<void>): void {
    const outcome: Outcome = { name, settled: false };
    this._outcomes.push(outcome);
    const done = (): void => void (outcome.settled = true);
    promise.then(done, done);
  }
}
