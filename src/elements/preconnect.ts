// `preconnect`: when the code of a call is loaded ahead of the press. Never the microphone, never a call.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Scope } from '../call/cleanup.ts';

type Host = ReactiveControllerHost & HTMLElement & { preconnect: 'intent' | 'visible' | 'none' | undefined };

/** What a hand or a keyboard does before it presses. */
const SIGNS_OF_INTENT = ['pointerenter', 'focusin'];

export class Preconnect implements ReactiveController {
  private readonly _host: Host;
  private readonly _load: () => void;
  private _scope: Scope | undefined;

  constructor(host: Host, load: () => void) {
    this._host = host;
    this._load = load;
    host.addController(this);
  }

  hostConnected(): void {
    const scope = (this._scope = new Scope());
    const load = (): void => {
      void scope.release();
      this._load();
    };
    for (const sign of SIGNS_OF_INTENT)
      scope.listen(this._host, sign, () => (this._host.preconnect ?? 'intent') === 'intent' && load());
    if (typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver((entries) => {
      if (this._host.preconnect === 'visible' && entries.some((entry) => entry.isIntersecting)) load();
    });
    observer.observe(this._host);
    scope.add(() => observer.disconnect());
  }

  hostDisconnected(): void {
    void this._scope?.release();
  }
}
