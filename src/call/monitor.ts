// Looks at a running call four times a second: who is speaking, and every two seconds how good the path is.

import type { CallEvent } from './call.ts';
import type { Scope } from './cleanup.ts';
import { SpeechDetector, watchLevel } from './level.ts';
import type { Peer } from './peer.ts';
import { qualityOf, sampleOf, type Sample } from './quality.ts';

const INTERVAL = 250;
/** One quality figure per eight looks. */
const LOOKS_PER_QUALITY = 8;

export class Monitor {
  private readonly _agent = new SpeechDetector();
  private readonly _user = new SpeechDetector();
  private _looks = 0;
  private _busy = false;
  private _last: Sample | undefined;

  constructor(scope: Scope, peer: Peer, microphone: MediaStream, notify: (event: CallEvent) => void) {
    let ownLevel: (() => number) | undefined;
    const look = async (): Promise<void> => {
      const sample = sampleOf(await peer.getStats());
      if (scope.released) return;
      // Firefox tells no level of what it sends; there the microphone itself is measured.
      if (sample.userLevel === undefined) ownLevel ??= watchLevel(scope, microphone);
      this._speaking(sample.agentLevel ?? 0, sample.userLevel ?? ownLevel?.() ?? 0, notify);
      if (this._looks++ % LOOKS_PER_QUALITY !== 0) return;
      // Where nothing arrived there is nothing to judge: a gateway may send no silence.
      if (this._last && sample.packetsReceived > this._last.packetsReceived)
        notify({ type: 'quality', quality: qualityOf(sample, this._last) });
      this._last = sample;
    };
    scope.every(INTERVAL, () => {
      if (this._busy) return; // a slow report must not pile up
      this._busy = true;
      look()
        .catch(() => undefined) // a peer that is closing tells nothing
        .finally(() => (this._busy = false));
    });
  }

  private _speaking(agentLevel: number, userLevel: number, notify: (event: CallEvent) => void): void {
    const changed = [this._agent.hear(agentLevel), this._user.hear(userLevel)].includes(true);
    if (changed) notify({ type: 'speaking', agent: this._agent.speaking, user: this._user.speaking });
  }
}
