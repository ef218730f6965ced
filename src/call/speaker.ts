// Plays the agent through an audio element outside the document. Where the browser blocks autoplay, the next press
// anywhere on the page heals it.

import type { AudioSettings } from './audio-settings.ts';
import type { Scope } from './cleanup.ts';
import { playThrough } from './play-through.ts';

export class Speaker {
  private readonly _scope: Scope;
  private readonly _audio: () => AudioSettings;
  private readonly _onBlocked: (blocked: boolean) => void;
  private _element: HTMLAudioElement | undefined;
  private _stopWaiting: (() => void) | undefined;

  constructor(scope: Scope, audio: () => AudioSettings, onBlocked: (blocked: boolean) => void) {
    this._scope = scope;
    this._audio = audio;
    this._onBlocked = onBlocked;
  }

  attach(stream: MediaStream): void {
    if (this._scope.released) return;
    if (!this._element) {
      const element = (this._element = new Audio());
      this._scope.add(() => {
        element.pause();
        element.srcObject = null;
      });
      // A phone call pauses it on iOS, and nothing but us plays it again.
      this._scope.listen(element, 'pause', () => this.play());
      this._scope.listen(document, 'visibilitychange', () => this.play());
      // A chosen speaker that is unplugged would leave the visitor in silence.
      this._scope.listen(navigator.mediaDevices, 'devicechange', () => this.adjust());
      this.adjust();
    }
    this._element.srcObject = stream;
    this.play();
  }

  /** As the settings are now. */
  adjust(): void {
    if (this._element) void playThrough(this._element, this._audio());
  }

  play(): void {
    this._element?.play().then(
      () => this._setBlocked(false),
      (cause: unknown) => {
        // AbortError only says that a newer stream took this one's place.
        if (cause instanceof DOMException && cause.name === 'NotAllowedError') this._setBlocked(true);
      },
    );
  }

  private _setBlocked(blocked: boolean): void {
    if (this._scope.released || blocked === (this._stopWaiting !== undefined)) return;
    this._stopWaiting?.();
    // `click` alone: a healed button must not become "Hang up" between the two halves of one press.
    this._stopWaiting = blocked ? this._scope.listen(document, 'click', () => this.play(), true) : undefined;
    this._onBlocked(blocked);
  }
}
