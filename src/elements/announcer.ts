// What a screen reader is told of a call: a state that lasts, once. One that passes by within a moment is not worth a word,
// and the next one would cut it off.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CallState } from '../call/call-state.ts';
import type { CallSnapshot } from './context.ts';
import { spokenText } from './status-text.ts';

/** How long a passing state has to last before it is told, in ms. */
const LASTS = 500;
const passing: readonly CallState[] = ['requesting-microphone', 'connecting', 'reconnecting'];

export class Announcer implements ReactiveController {
  private readonly _host: ReactiveControllerHost & HTMLElement;
  /** What may pass by, and whether it has lasted. */
  private _state: CallState | undefined;
  private _lasts = false;
  private _timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this._host = host;
    host.addController(this);
  }

  /** The text of the live region; asked in each render. */
  text(call: CallSnapshot): string {
    const { state, notice } = call;
    const text = state === 'ending' ? '' : spokenText(call); // its end is told in a moment
    if (notice || !passing.includes(state)) {
      this._enter(undefined);
      return text;
    }
    if (state === this._state) return this._lasts ? text : '';
    this._enter(state);
    if (!this._host.isConnected) return '';
    this._timer = setTimeout(() => {
      this._lasts = true;
      this._host.requestUpdate();
    }, LASTS);
    return '';
  }

  hostDisconnected(): void {
    this._enter(undefined);
  }

  private _enter(state: CallState | undefined): void {
    clearTimeout(this._timer);
    this._lasts = false;
    this._state = state;
  }
}
