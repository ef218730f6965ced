// What may happen to two call buttons of one page, and what must be true of both at any moment.

import fc from 'fast-check';
import { Host, type HostReaction } from './host.ts';
import { ANSWER, CANDIDATE } from './peer.ts';
import type { StepName } from './scripted-gateway.ts';
import { source } from './source.ts';
import { World } from './world.ts';

export class PageModel {
  readonly world = new World();
  readonly hosts: readonly Host[];
  /** Another tab of this browser has had a call. */
  otherTab = false;

  constructor(
    reactions: readonly HostReaction[],
    private readonly _escaped: readonly unknown[],
  ) {
    this.hosts = reactions.map((reaction, index) => new Host(this.world, `host ${index}`, reaction));
  }

  check(settled: boolean): void {
    const { world, hosts } = this;
    const faults = hosts.flatMap((host) => host.faults);
    for (const { gateway, calls, ends, live } of hosts) {
      const open = gateway.sessions.filter(({ closed }) => closed === 0).length;
      if (open > 1) faults.push(`${open} sessions of one button`);
      if (settled && calls.length - ends > 1) faults.push(`${calls.length} calls, ${ends} ends`);
      if (settled && calls.length - ends !== (live ? 1 : 0)) faults.push('a call without its end');
    }
    if (settled && !hosts.some(({ live }) => live))
      faults.push(...world.alive().map((each) => `alive: ${each}`));
    for (const cause of [...world.escaped, ...this._escaped])
      faults.push(`escaped: ${cause instanceof Error ? (cause.stack ?? '') : String(cause)}`);
    if (!this.otherTab && hosts.some(({ controller }) => controller.error?.code === 'busy'))
      faults.push('busy with itself');
    if (faults.length > 0) throw new Error(faults.join('\n'));
  }

  async finish(): Promise<void> {
    const { world, hosts } = this;
    world.holds = false;
    while (world.holding > 0) world.release();
    for (const host of hosts) host.stopReacting();
    // A start that waits for an end may still come.
    for (let round = 0; round < 2; round++) {
      await world.settle();
      for (const host of hosts) host.hangUp();
      for (const { grant } of world.prompts.splice(0)) grant();
      await world.settle();
      world.clock.tick(2000);
    }
    await world.settle();
    this.check(true);
    const open = hosts.flatMap(({ unsettled }) => unsettled);
    if (open.length > 0) throw new Error(`never settled: ${open.join()}`);
    if (!this.otherTab && world.locks.names.length > 0) throw new Error('the line is not given back');
  }
}

function settle(host: Host, step: StepName, value?: unknown): void {
  for (const session of host.gateway.sessions) {
    session.pending[step]?.resolve(value);
    delete session.pending[step];
  }
}

/** One step of each set-up that is under way. */
function goOn({ world, hosts }: PageModel, host: Host): void {
  if (world.holding > 0) return world.release();
  if (!hosts.some(({ live }) => live)) return host.start();
  const [prompt] = world.prompts.splice(0, 1);
  if (prompt) return prompt.grant();
  for (const each of hosts) {
    settle(each, 'iceServers');
    settle(each, 'open');
    settle(each, 'exchange', ANSWER);
  }
  for (const peer of world.peers) {
    if (peer.iceGatheringState === 'gathering') peer.gather(CANDIDATE);
    peer.endGathering();
    if (peer.signalingState === 'stable' && peer.localDescription) peer.become('connected');
  }
}

type Run = (model: PageModel, host: Host) => void;

const steps: Readonly<Record<string, Run>> = {
  'go on': goOn,
  start: (_model, host) => host.start(),
  'hang up': (_model, host) => host.hangUp(),
  remove: (_model, host) => host.remove(),
  move: (_model, host) => {
    host.remove();
    host.isConnected = true;
  },
  add: (_model, host) => void (host.isConnected = true),
  pagehide: ({ world }) => world.window.emit('pagehide'),
  refuse: ({ world }) => world.prompts.shift()?.refuse('NotAllowedError'),
  ended: (_model, { gateway }) => gateway.session?.events.ended(),
  failed: (_model, { gateway }) =>
    gateway.session?.events.failed(new source.CallError('agent-failed', 'scripted')),
  message: (_model, { gateway }) => gateway.session?.events.message('text'),
  goodbye: (_model, host) => settle(host, 'close'),
  hold: ({ world }) => void (world.holds = true),
  'let go': ({ world }) => {
    world.holds = false;
    while (world.holding > 0) world.release();
  },
  tick: ({ world }) => world.clock.tick(2000),
  'other tab': (model) => {
    model.otherTab = true;
    model.world.locks.otherTab();
  },
  'take over': (_model, host) => host.start(true),
};

/** Code of the page's may run between any two turns; the rest are tasks, before which every promise has had its turn. */
const ofThePage = ['start', 'take over', 'hang up', 'remove', 'move', 'add'];

export class PageStep implements fc.AsyncCommand<PageModel, PageModel> {
  constructor(
    private readonly _name: string,
    private readonly _host: number,
    private readonly _turns: number | undefined,
  ) {}

  check(): boolean {
    return true;
  }

  async run(model: PageModel): Promise<void> {
    const host = model.hosts[this._host];
    if (!ofThePage.includes(this._name)) await model.world.settle();
    if (host) steps[this._name]?.(model, host);
    if (this._turns === undefined) await model.world.settle();
    else for (let turn = 0; turn < this._turns; turn++) await Promise.resolve();
    model.check(this._turns === undefined);
  }

  toString(): string {
    return `${this._name} ${this._host}${this._turns === undefined ? '' : ` (${this._turns} turns)`}`;
  }
}

export const pageSteps = [
  fc
    .tuple(
      fc.oneof(
        { weight: 1, arbitrary: fc.constant('go on') },
        { weight: 2, arbitrary: fc.constantFrom(...Object.keys(steps)) },
      ),
      fc.nat(1),
      fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(8) }),
    )
    .map(([name, host, turns]) => new PageStep(name, host, turns)),
];

const on = fc.constantFrom<HostReaction['on']>(
  ...(['never', 'call-start', 'call-error', 'call-end', 'call-message', 'requesting-microphone'] as const),
  ...(['connecting', 'connected', 'ending', 'ended', 'failed'] as const),
);
const does = fc.constantFrom('start', 'hang up', 'prevent', 'remove');
const reaction = fc.record({ on, does, times: fc.integer({ min: 1, max: 3 }) });

/** What the listeners of each button do. */
export const reactionsArbitrary: fc.Arbitrary<readonly HostReaction[]> = fc.tuple(reaction, reaction);
