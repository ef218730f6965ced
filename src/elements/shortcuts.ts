// Keyboard shortcuts: M mutes (push-to-talk: talks while held), H hangs up. WCAG 2.1.4: only while the focus is within the
// tag, and never where somebody writes. Loaded where the tag asks for them; touches the tag's key events.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isActive, type CallState } from '../call/call-state.ts';
import { Scope } from '../call/cleanup.ts';
import { TalkSwitch } from './push-to-talk.ts';

export interface ShortcutsHost extends ReactiveControllerHost, HTMLElement {
  readonly state: CallState;
  readonly shortcuts: boolean;
  readonly pushToTalk: boolean;
  muted: boolean;
  hangUp(): Promise<void>;
}

/** The letter that a key writes, or of its place on keyboards that write no Latin letters. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const isOtherScript = key.length === 1 && key > '~';
  return isOtherScript && /^Key[A-Z]$/.test(code) ? code.slice(3) : '';
}

const isField = (target: EventTarget): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(input|select|textarea)$/.test(target.localName));

export class Shortcuts implements ReactiveController {
  private readonly _host: ShortcutsHost;
  private readonly _talk: TalkSwitch;
  private _scope: Scope | undefined;

  constructor(host: ShortcutsHost) {
    this._host = host;
    this._talk = new TalkSwitch(
      () => host.muted,
      (muted) => (host.muted = muted),
    );
    host.addController(this);
  }

  hostConnected(): void {
    this.hostUpdated();
  }

  hostUpdated(): void {
    const { shortcuts, pushToTalk, state } = this._host;
    if (!pushToTalk || !isActive(state)) this._talk.cancel();
    if (!shortcuts) this.hostDisconnected();
    else if (!this._scope) {
      this._scope = new Scope();
      this._scope.listen<KeyboardEvent>(this._host, 'keydown', (event) => this._press(event));
      this._scope.add(() => this._talk.cancel());
    }
  }

  hostDisconnected(): void {
    void this._scope?.release();
    this._scope = undefined;
  }

  private _press(event: KeyboardEvent): void {
    const { ctrlKey, altKey, metaKey, isComposing, defaultPrevented } = event;
    if (ctrlKey || altKey || metaKey || isComposing || defaultPrevented) return;
    if (event.composedPath().some(isField)) return;
    const { state, pushToTalk } = this._host;
    const letter = letterOf(event);
    if (!isActive(state) || state === 'ending' || (letter !== 'M' && letter !== 'H')) return;
    event.preventDefault();
    if (event.repeat) return;
    if (letter === 'H') void this._host.hangUp();
    else if (pushToTalk) this._hold(event);
    else this._host.muted = !this._host.muted;
  }

  /** The key may be let go where the focus went meanwhile. */
  private _hold(event: KeyboardEvent): void {
    const released = (up: KeyboardEvent): void => {
      if (letterOf(up) === 'M' || (up.code && up.code === event.code)) this._talk.up(up);
    };
    this._talk.down(event)?.listen(window, 'keyup', released, true);
  }
}
