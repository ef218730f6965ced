// A call with everything it told, held against what must be true at any moment of any call. Faults are kept rather than
// thrown: nobody catches what a listener throws.

import type { Call, CallEvent, CallOptions } from '../../../src/call/call.ts';
import type { CallState } from '../../../src/call/call-state.ts';
import { source } from './source.ts';
import type { World } from './world.ts';

export const TOKEN = 'secret-token-of-the-site';

export class WatchedCall {
  readonly call: Call;
  readonly events: CallEvent[] = [];
  readonly faults: string[] = [];
  /** Runs inside the listener, as a page would. */
  onEvent: (event: CallEvent) => void = () => undefined;
  private _last: CallState = 'idle';

  constructor(
    private readonly _world: World,
    options: CallOptions,
  ) {
    this.call = new source.Call(options, (event) => {
      this._hear(event);
      this.onEvent(event);
    });
  }

  get isOver(): boolean {
    return this._last === 'ended' || this._last === 'failed';
  }

  /**
   * @param settled - all that followed from the last step has happened: a microphone that comes late is stopped by then
   * @throws Error what is not as it must be, in words
   */
  check(escaped: readonly unknown[], settled: boolean): void {
    const { call, faults } = this;
    if (call.state !== this._last) faults.push(`is ${call.state} and told ${this._last}`);
    if (settled && (call.state === 'idle' || this.isOver))
      this._nothing(this._world.alive(), `in ${call.state}`);
    const thrown = [...this._world.escaped, ...escaped].map(
      (cause) => `escaped: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
    );
    if (faults.length + thrown.length > 0) throw new Error([...faults, ...thrown].join('\n'));
  }

  private _hear(event: CallEvent): void {
    const { faults, events, _world: world } = this;
    if (events.some(({ type }) => type === 'end')) faults.push(`${event.type} after the end`);
    events.push(event);
    if (event.type === 'state') {
      if (event.previous !== this._last) faults.push(`previous is ${event.previous}, not ${this._last}`);
      if (!source.transitions[this._last].includes(event.state))
        faults.push(`${this._last} → ${event.state}`);
      this._last = event.state;
      if (event.state === 'ending') this._nothing(world.liveMedia(), 'as ending began');
      if (this.isOver) this._nothing(world.alive(), `as ${event.state} began`);
    } else if (event.type === 'end') {
      const errors = events.filter(({ type }) => type === 'error').length;
      if (!this.isOver) faults.push(`end in ${this._last}`);
      if ((this._last === 'failed') !== (errors === 1)) faults.push(`${this._last} with ${errors} errors`);
      if ((event.reason === 'error') !== (errors === 1)) faults.push(`${event.reason} with ${errors} errors`);
    } else if (this._last === 'idle' || (this.isOver && !['error', 'notice'].includes(event.type)))
      faults.push(`${event.type} in ${this._last}`);
  }

  private _nothing(alive: readonly string[], when: string): void {
    if (alive.length > 0) this.faults.push(`alive ${when}: ${alive.join(', ')}`);
  }
}
