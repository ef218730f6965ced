// Local candidates that leave by requests: in batches, in order, one request at a time, as pipecat's client does it.

import type { Scope } from '../call/cleanup.ts';

/** Milliseconds; candidates come in bursts. */
const DELAY = 200;

/** What makes a candidate, up to its type; what follows is written differently in an offer and in an event. */
const coreOf = ({ candidate }: RTCIceCandidate): string => candidate.split(' ', 8).join(' ');

export class CandidateBatches {
  private _waiting: RTCIceCandidate[] = [];
  private _busy = false;
  private readonly _scope: Scope;
  private readonly _send: (batch: RTCIceCandidate[]) => Promise<unknown>;

  /** @param send - a failure of it is tolerated: the candidates of the offer, and the far end's, may do */
  constructor(scope: Scope, send: (batch: RTCIceCandidate[]) => Promise<unknown>) {
    this._scope = scope;
    this._send = send;
  }

  /** Sends a candidate soon, unless the offer has it already. */
  add(candidate: RTCIceCandidate, offer: string): void {
    if (offer.includes(coreOf(candidate))) return;
    this._waiting.push(candidate);
    this._schedule();
  }

  private _schedule(): void {
    if (this._busy || this._waiting.length === 0) return;
    this._busy = true;
    this._scope.timer(DELAY, () => {
      void this._send(this._waiting.splice(0))
        .catch(() => undefined)
        .then(() => {
          this._busy = false;
          this._schedule();
        });
    });
  }
}
