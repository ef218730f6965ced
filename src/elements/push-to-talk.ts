// Push-to-talk: the mute button is held to be heard, or pressed shortly to stay so. Loaded where the tag asks for it;
// touches that button's events, and the window's while it is held.

import type { LitElement, ReactiveController } from 'lit';
import { Scope } from '../call/cleanup.ts';
import type { CallSnapshot } from './context.ts';

/** A press that is shorter, in ms, latches: not everybody can hold a button. */
const SHORT = 300;
/** Within so many ms after a pointer's press its click follows. */
const CLICK_FOLLOWS = 1000;

/** Opens the line while it is held. Nothing but its own press ever opens it. */
export class TalkSwitch {
  private readonly _isMuted: () => boolean;
  private readonly _setMuted: (muted: boolean) => void;
  private _hold: Scope | undefined;
  private _since = 0;

  constructor(isMuted: () => boolean, setMuted: (muted: boolean) => void) {
    this._isMuted = isMuted;
    this._setMuted = setMuted;
  }

  /** Begins a press, or ends what an earlier one latched. @returns the hold, which owns what listens for its end */
  down(event: Event): Scope | undefined {
    if (this._hold) return undefined;
    if (!this._isMuted()) {
      this._setMuted(true);
      return undefined;
    }
    const hold = (this._hold = new Scope());
    hold.listen(window, 'blur', () => this.cancel());
    hold.listen(document, 'visibilitychange', () => this.cancel());
    // macOS tells of no key that is let go while this one is down.
    hold.listen<KeyboardEvent>(window, 'keydown', ({ key }) => key === 'Meta' && this.cancel(), true);
    this._since = event.timeStamp;
    this._setMuted(false);
    return hold;
  }

  up(event: Event): void {
    this._end(event.timeStamp - this._since < SHORT);
  }

  cancel(): void {
    this._end(false);
  }

  private _end(latches: boolean): void {
    if (!this._hold) return;
    void this._hold.release();
    this._hold = undefined;
    if (!latches) this._setMuted(true);
  }
}

const types = [
  ...['pointerdown', 'pointerup', 'pointercancel', 'lostpointercapture', 'click', 'contextmenu'],
  ...['keydown', 'keyup', 'focusout'],
];

const isOurs = ({ key }: KeyboardEvent): boolean => key === ' ' || key === 'Enter';

/** Makes the button in a companion one that is held. */
export class PushToTalk implements ReactiveController {
  private readonly _host: LitElement;
  private readonly _call: () => CallSnapshot | undefined;
  private readonly _switch: TalkSwitch;
  private _pointerUp = -CLICK_FOLLOWS;
  private _byKey = false;

  constructor(host: LitElement, call: () => CallSnapshot | undefined) {
    this._host = host;
    this._call = call;
    this._switch = new TalkSwitch(
      () => call()?.muted === true,
      (muted) => call()?.commands.setMuted(muted),
    );
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of types) this._host.renderRoot.addEventListener(type, this, true);
  }

  /** The button goes with the call. */
  hostUpdated(): void {
    if (!this._call()?.pushToTalk || !this._host.renderRoot.querySelector('button')) this._switch.cancel();
  }

  hostDisconnected(): void {
    for (const type of types) this._host.renderRoot.removeEventListener(type, this, true);
    this._switch.cancel();
  }

  handleEvent(event: Event): void {
    if (!this._call()?.pushToTalk) return;
    if (event instanceof KeyboardEvent) this._key(event);
    else if (event.type.startsWith('pointer')) this._pointer(event as PointerEvent);
    else if (event.type === 'click') {
      // What a pointer did is done; assistive technology clicks without one, and that latches or ends it.
      const follows = (event as MouseEvent).detail > 0 && event.timeStamp - this._pointerUp < CLICK_FOLLOWS;
      if (follows) event.preventDefault();
    } else if (event.type === 'contextmenu') event.preventDefault();
    else if (event.type === 'lostpointercapture' || this._byKey) this._switch.cancel();
  }

  private _pointer(event: PointerEvent): void {
    if (!event.isPrimary) return;
    if (event.type === 'pointercancel') this._switch.cancel();
    else if (event.type === 'pointerup') {
      this._pointerUp = event.timeStamp;
      this._switch.up(event);
    } else if (event.button === 0) {
      this._byKey = false;
      this._switch.down(event);
      try {
        this._host.renderRoot.querySelector('button')?.setPointerCapture(event.pointerId);
      } catch {
        // the pointer is gone already; its end is on the way
      }
    }
  }

  private _key(event: KeyboardEvent): void {
    // With a modifier no press begins; one that came meanwhile must not keep it from ending.
    const isPress = event.type === 'keyup' || !(event.ctrlKey || event.altKey || event.metaKey);
    if (!isOurs(event) || !isPress) return;
    event.preventDefault(); // no click of the key's own
    if (event.type === 'keyup') this._switch.up(event);
    else if (!event.repeat) {
      this._byKey = true;
      this._switch.down(event);
    }
  }
}
