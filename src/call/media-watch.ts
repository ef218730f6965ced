// Lost media: `reconnecting` until audio is back, by itself or by ICE restarts where the gateway takes them, else the end
// of the call. Touches the call's state and its one route.

import type { Call } from './call.ts';
import { CallError } from './call-error.ts';
import type { Scope } from './cleanup.ts';
import type { Peer } from './peer.ts';
import type { Route } from './route.ts';

/** Between two looks at whether audio arrives again, in ms. */
const ARRIVAL_INTERVAL = 250;

export class MediaWatch {
  private readonly _call: Call;
  private readonly _route: Route;
  private readonly _peer: Peer;
  /** Owns what waits for the media; released when they are back. */
  private _loss: Scope | undefined;
  /** An ICE restart was offered, and the gateway has not taken it. */
  private _restartPending = false;

  /** Of a call that is up. */
  constructor(call: Call, route: Route, peer: Peer) {
    this._call = call;
    this._route = route;
    this._peer = peer;
    peer.onStateChange = (state) => this._changed(state);
    this._changed(peer.state);
  }

  private _changed(state: RTCPeerConnectionState): void {
    if (state === 'connected') void this._back().catch(() => undefined);
    else if (this._call.state === 'connected') this._lost(state);
  }

  private _lost(state: RTCPeerConnectionState): void {
    const { scope, limits } = this._call;
    const loss = (this._loss = scope.child());
    loss.timer(limits.mediaLoss, () =>
      this._call.fail(
        new CallError('connection-lost', `The audio did not come back (peer connection: ${state}).`),
      ),
    );
    this._call.enter('reconnecting');
    void this._restartIce(loss);
  }

  /**
   * Where the gateway did not take an ICE restart the browser says `connected` all the same, since its checks are
   * answered, and no audio may come back: there only what arrives tells.
   */
  private async _back(): Promise<void> {
    const { _call: call, _peer: peer, _loss: loss } = this;
    if (this._restartPending && loss) {
      const before = await peer.packetsReceived();
      do await loss.delay(ARRIVAL_INTERVAL);
      while (this._restartPending && (await peer.packetsReceived()) <= before);
    }
    if (call.state !== 'reconnecting' || peer.state !== 'connected') return;
    this._restartPending = false;
    void loss?.release();
    call.enter('connected');
  }

  /** Again and again until the media are back: the network that just came may go at once. */
  private async _restartIce(loss: Scope): Promise<void> {
    const { _route: route, _call: call } = this;
    if (!route.signalling.session.restart) return;
    for (let again = true; again;) {
      await loss.delay(call.limits.restart);
      this._restartPending = true;
      again = await route.restart().then(
        () => {
          this._restartPending = false;
          return true;
        },
        (error: unknown) =>
          error instanceof CallError && ['gateway-unreachable', 'timeout'].includes(error.code),
      );
    }
  }
}
