// A clock for what moves while a call is up: it runs then, on the page, and at no other time.

import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class Clock implements ReactiveController {
  private readonly _ms: number;
  private readonly _isOn: () => boolean;
  private readonly _tick: () => void;
  private _timer: ReturnType<typeof setInterval> | undefined;

  /** @param ms - between two ticks @param isOn - asked after every update */
  constructor(host: ReactiveControllerHost, ms: number, isOn: () => boolean, tick: () => void) {
    this._ms = ms;
    this._isOn = isOn;
    this._tick = tick;
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this._isOn()) this.hostDisconnected();
    else this._timer ??= setInterval(this._tick, this._ms);
  }

  hostDisconnected(): void {
    clearInterval(this._timer);
    this._timer = undefined;
  }
}
