// Looks at a running call three times a second: who is speaking, and every two seconds how good the path is.

import type { Call } from './call.ts';
import { SpeechDetector, watchLevel } from './level.ts';
import type { Peer } from './peer.ts';
import { qualityOf, sampleOf, type Sample } from './quality.ts';

/** In ms. A report costs the browser some: four a second were 9 % of a bare call, two make a meter stutter. */
const INTERVAL = 333;
/** One quality figure per six looks. */
const LOOKS_PER_QUALITY = 6;
/** Looks without a single packet before that is told: agents need a moment for their first word. */
const PATIENCE = 15;

export class Monitor {
  private readonly _agent = new SpeechDetector();
  private readonly _user = new SpeechDetector();
  private _looks = 0;
  private _busy = false;
  private _last: Sample | undefined;

  constructor(call: Call, peer: Peer, microphone: () => MediaStream) {
    const { scope } = call;
    let ownLevel: (() => number) | undefined;
    const look = async (): Promise<void> => {
      const sample = sampleOf(await peer.getStats());
      if (scope.released) return;
      // Firefox tells no level of what it sends; there the microphone itself is measured.
      if (sample.userLevel === undefined) ownLevel ??= watchLevel(scope, microphone);
      const userLevel = call.muted ? 0 : (sample.userLevel ?? ownLevel?.() ?? 0);
      call.levels = { agent: sample.agentLevel ?? 0, user: userLevel };
      this._speaking(call, call.levels.agent, userLevel);
      if (this._looks++ % LOOKS_PER_QUALITY !== 0) return;
      // Where nothing new arrived there is nothing to judge: a gateway may send no silence. But one that never sent
      // anything is out of order (a codec it cannot encode, an answer that only receives), and somebody should know.
      const received = sample.packetsReceived;
      if (this._last && (received > this._last.packetsReceived || (received === 0 && this._looks > PATIENCE)))
        call.notify({ type: 'quality', quality: qualityOf(sample, this._last) });
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

  private _speaking(call: Call, agentLevel: number, userLevel: number): void {
    const changed = [this._agent.hear(agentLevel), this._user.hear(userLevel)].includes(true);
    if (changed) call.notify({ type: 'speaking', agent: this._agent.speaking, user: this._user.speaking });
  }
}
