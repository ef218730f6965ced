// What may happen to a call, one fast-check command for each: the visitor, the browser, the gateway, the clock. A step
// leaves the promises that it settles a few turns, or all the time they need: races live in between.

import fc from 'fast-check';
import type { CallError } from '../../../src/call/call-error.ts';
import { FakeTrack } from './media.ts';
import { CANDIDATE, ANSWER, type FakePeer } from './peer.ts';
import { TURN, type CallModel } from './call-model.ts';
import type { ScriptedSession, StepName } from './scripted-gateway.ts';
import { source } from './source.ts';

const peerOf = ({ world }: CallModel): FakePeer | undefined =>
  world.peers.filter(({ isOpen }) => isOpen).at(-1);
const sessionOf = ({ gateway }: CallModel): ScriptedSession | undefined => gateway.session;
const pendingOf = (model: CallModel, step: StepName): boolean =>
  sessionOf(model)?.pending[step] !== undefined;

function settle(model: CallModel, step: StepName, by: 'resolve' | 'reject', value?: unknown): void {
  const session = sessionOf(model);
  const pending = session?.pending[step];
  if (session) delete session.pending[step];
  pending?.[by](value);
}

const error = (code: 'gateway-unreachable' | 'agent-failed'): CallError =>
  new source.CallError(code, 'scripted');
const ends = (model: CallModel): void => void (model.over ||= model.given.has('start') && !model.uncertain);
const unsure = (model: CallModel): void => void (model.uncertain = true);

interface Kind {
  /** Comes as a task of the browser's own, before which every promise has had its turn; other code has no such limit. */
  readonly isTask?: true;
  /** Whether it can happen now. */
  may(model: CallModel): boolean;
  run(model: CallModel, choice: number): void;
}

const always = (): boolean => true;
const hasPeer = (model: CallModel): boolean => peerOf(model) !== undefined;
const hasSession = (model: CallModel): boolean => sessionOf(model) !== undefined;
const hasTrack = ({ world }: CallModel): boolean =>
  world.tracks.some(({ readyState }) => readyState === 'live');
const pick = <T>(list: readonly T[], choice: number): T => list[choice % list.length] as T;

/** A step of a set-up that goes well. */
const good: Readonly<Record<string, Kind>> = {
  start: { may: ({ given }) => !given.has('start'), run: (model) => model.start() },
  code: {
    may: ({ code }) => code.length > 0,
    run: (model) => {
      model.given.add('code');
      model.code.shift()?.resolve(model.gateway);
    },
  },
  token: {
    may: ({ tokens }) => tokens.length > 0,
    run: (model) => {
      model.given.add('token');
      model.tokens.shift()?.resolve('a token');
    },
  },
  grant: {
    isTask: true,
    may: ({ world }) => world.prompts.length > 0,
    run: (model) => {
      model.given.add('microphone');
      model.world.prompts.shift()?.grant();
    },
  },
  ...Object.fromEntries(
    (['open', 'iceServers'] as const).map((step) => [
      step,
      {
        may: (model) => pendingOf(model, step),
        run: (model, choice) => {
          model.given.add(step);
          const servers = pick([undefined, [], [TURN], [{ urls: 'stun:' }]], choice);
          settle(model, step, 'resolve', step === 'iceServers' ? servers : undefined);
        },
      } satisfies Kind,
    ]),
  ),
  gathered: {
    isTask: true,
    may: (model) => peerOf(model)?.iceGatheringState === 'gathering',
    run: (model) => {
      peerOf(model)?.gather(CANDIDATE);
      peerOf(model)?.endGathering();
    },
  },
  answer: {
    may: (model) => pendingOf(model, 'exchange'),
    run: (model) => {
      model.given.add('answer');
      settle(model, 'exchange', 'resolve', ANSWER);
    },
  },
  path: {
    isTask: true,
    may: (model) => hasPeer(model) && model.given.has('answer') && !model.given.has('path'),
    run: (model) => {
      model.given.add('path');
      peerOf(model)?.become('connected');
    },
  },
};

const kinds: Readonly<Record<string, Kind>> = {
  ...good,
  // The visitor.
  'hang up': { may: always, run: (model) => model.hangUp() },
  mute: { may: always, run: ({ watched }, choice) => watched.call.setMuted(choice % 2 === 0) },
  click: { isTask: true, may: always, run: ({ world }) => world.document.emit('click') },
  refuse: {
    isTask: true,
    may: ({ world }) => world.prompts.length > 0,
    run: (model, choice) => {
      const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError'];
      model.world.prompts.shift()?.refuse(pick(names, choice));
      if (model.given.has('microphone')) unsure(model);
      else ends(model);
    },
  },
  // The browser.
  'track ended': {
    isTask: true,
    may: hasTrack,
    run: (model) => {
      unsure(model);
      model.world.tracks.find(({ readyState }) => readyState === 'live')?.takeAway();
    },
  },
  'track silent': {
    isTask: true,
    may: hasTrack,
    run: ({ world }, choice) => world.tracks.forEach((track) => track.silence(choice % 2 === 0)),
  },
  devices: {
    isTask: true,
    may: always,
    run: (model, choice) => {
      model.world.devices.group = pick(['one', 'two'], choice);
      model.world.devices.emit('devicechange');
    },
  },
  'code fails': {
    may: ({ code }) => code.length > 0,
    run: (model) => {
      ends(model);
      model.code.shift()?.reject(new TypeError('Failed to fetch'));
    },
  },
  'token refused': {
    may: ({ tokens }) => tokens.length > 0,
    run: (model, choice) => {
      unsure(model);
      if (choice % 2) model.tokens.shift()?.reject(new Error('no'));
      else model.tokens.shift()?.resolve({ token: 7 });
    },
  },
  'other tab': { isTask: true, may: always, run: (model) => (unsure(model), model.world.locks.otherTab()) },
  freeze: { isTask: true, may: always, run: (model) => (unsure(model), model.world.document.emit('freeze')) },
  pause: { isTask: true, may: always, run: ({ world }) => world.audios.at(-1)?.emit('pause') },
  shown: { isTask: true, may: always, run: ({ world }) => world.document.emit('visibilitychange') },
  playback: { may: always, run: ({ world }, choice) => void (world.blocksPlayback = choice % 2 === 0) },
  hold: { may: always, run: ({ world }, choice) => void (world.holds = choice % 2 === 0) },
  release: { isTask: true, may: ({ world }) => world.holding > 0, run: ({ world }) => world.release() },
  // The media.
  'peer state': {
    isTask: true,
    may: hasPeer,
    run: (model, choice) => {
      const state = pick(['connected', 'disconnected', 'failed', 'connecting', 'connected'] as const, choice);
      if (!model.given.has('path')) unsure(model);
      peerOf(model)?.become(state);
    },
  },
  'far end closes': {
    isTask: true,
    may: hasPeer,
    run: (model) => (unsure(model), peerOf(model)?.farEndCloses()),
  },
  candidates: {
    isTask: true,
    may: hasPeer,
    run: (model, choice) =>
      peerOf(model)?.gather(pick([CANDIDATE, CANDIDATE.replace('host', 'relay')], choice)),
  },
  'no candidate': {
    isTask: true,
    may: hasPeer,
    run: (model) => (unsure(model), peerOf(model)?.endGathering()),
  },
  track: {
    isTask: true,
    may: hasPeer,
    run: (model) => peerOf(model)?.emit('track', { streams: [], track: new FakeTrack(model.world) }),
  },
  channel: {
    isTask: true,
    may: (model) => (peerOf(model)?.channels.length ?? 0) > 0,
    run: (model, choice) => {
      const channel = peerOf(model)?.channels[0];
      if (choice % 3) return channel?.open();
      unsure(model);
      channel?.close();
    },
  },
  // The gateway; a session of an earlier attempt speaks up, too.
  'step fails': {
    may: (model) => (['open', 'iceServers', 'exchange'] as const).some((step) => pendingOf(model, step)),
    run: (model, choice) => {
      unsure(model);
      const failing = (['open', 'iceServers', 'exchange'] as const).filter((step) => pendingOf(model, step));
      const cause = pick(
        [error('gateway-unreachable'), error('agent-failed'), new TypeError('adapter')],
        choice,
      );
      settle(model, pick(failing, choice), 'reject', cause);
    },
  },
  'bad answer': {
    may: (model) => pendingOf(model, 'exchange'),
    run: (model, choice) => {
      unsure(model);
      const answers = [
        '',
        'v=0',
        ANSWER.replace('sendrecv', 'inactive'),
        ANSWER.replace(/(opus|PCMU)/g, 'X'),
        7,
      ];
      settle(model, 'exchange', 'resolve', pick(answers, choice));
    },
  },
  'gateway talks': {
    may: hasSession,
    run: ({ gateway }, choice) => {
      const { events } = pick(gateway.sessions, choice);
      events.sessionId('an id');
      events.ready();
      events.candidate({ candidate: pick([CANDIDATE, 'garbage', ''], choice), sdpMLineIndex: 0 });
      events.message('text');
      events.transcript({ speaker: 'agent', text: 'text', final: true });
    },
  },
  waiting: {
    may: hasSession,
    run: (model, choice) => pick(model.gateway.sessions, choice).events.waiting(pick([undefined, 3], choice)),
  },
  lost: {
    may: hasSession,
    run: (model, choice) => (unsure(model), pick(model.gateway.sessions, choice).events.lost()),
  },
  ended: { may: hasSession, run: (model) => (ends(model), sessionOf(model)?.events.ended()) },
  failed: {
    may: hasSession,
    run: (model) => (ends(model), sessionOf(model)?.events.failed(error('agent-failed'))),
  },
  goodbye: {
    may: (model) => pendingOf(model, 'close'),
    run: (model, choice) =>
      settle(model, 'close', pick(['resolve', 'reject'] as const, choice), error('agent-failed')),
  },
  full: {
    may: hasSession,
    run: (model, choice) => void (pick(model.gateway.sessions, choice).takesCandidates = false),
  },
  // The clock.
  tick: {
    isTask: true,
    may: always,
    run: (model, choice) => {
      const ms = pick([20, 250, 1000, 2000, 10_000, 15_000, 30_000, 60_000], choice);
      if (ms >= 1000) unsure(model);
      model.world.clock.tick(ms);
    },
  },
  'long wait': {
    isTask: true,
    may: ({ state }) => state !== 'connected',
    run: (model) => (unsure(model), model.world.clock.tick(600_000)),
  },
  sleep: { isTask: true, may: always, run: (model) => (unsure(model), model.world.clock.jump(3_600_000)) },
};

/** Turns that a step leaves the promises; `undefined`: all they need. */
type Turns = number | undefined;

export class CallStep implements fc.AsyncCommand<CallModel, CallModel> {
  constructor(
    private readonly _name: string,
    private readonly _choice: number,
    private readonly _turns: Turns,
  ) {}

  check(model: Readonly<CallModel>): boolean {
    return this._kind(model as CallModel)?.may(model as CallModel) === true;
  }

  async run(model: CallModel): Promise<void> {
    const kind = this._kind(model);
    if (kind?.isTask) await model.world.settle();
    kind?.run(model, this._choice);
    model.check(false);
    if (this._turns === undefined) await model.world.settle();
    else for (let turn = 0; turn < this._turns; turn++) await Promise.resolve();
    model.check(this._turns === undefined);
  }

  /** What goes on after the set-up is the way of the audio. */
  private _kind(model: CallModel): Kind | undefined {
    if (this._name !== 'go on') return kinds[this._name];
    return Object.values(good).find(({ may }) => may(model)) ?? kinds['peer state'];
  }

  toString(): string {
    return `${this._name}(${this._choice}${this._turns === undefined ? '' : `, ${this._turns} turns`})`;
  }
}

/** A set-up that goes on is drawn more often than everything else together: or few calls would come up. */
export const callSteps = [
  fc
    .tuple(
      fc.oneof(
        { weight: 3, arbitrary: fc.constant('go on') },
        { weight: 1, arbitrary: fc.constantFrom(...Object.keys(kinds)) },
      ),
      fc.nat(39),
      fc.oneof({ weight: 3, arbitrary: fc.constant<Turns>(undefined) }, { weight: 1, arbitrary: fc.nat(6) }),
    )
    .map(([name, choice, turns]) => new CallStep(name, choice, turns)),
];
