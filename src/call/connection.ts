// The work of one call between press and release: credential, microphone, peer connection and signalling, set up in
// parallel, then watched. Loaded when a call starts; owns nothing outside the call's scope.

import type { Gateway } from '../gateways/gateway.ts';
import type { Call, Progress } from './call.ts';
import { CallError } from './call-error.ts';
import type { Credential } from './call-request.ts';
import { isUp } from './call-state.ts';
import { checkRequest } from './check-request.ts';
import { claimBrowser } from './claim-browser.ts';
import { getCredential, tokenKind } from './credential.ts';
import { assertBrowser, openMicrophone } from './microphone.ts';
import { Monitor } from './monitor.ts';
import type { Peer } from './peer.ts';
import { Route } from './route.ts';
import { Speaker } from './speaker.ts';

export class Connection {
  readonly speaker: Speaker;
  private readonly _call: Call;
  private readonly _gateway: Gateway;
  private _microphone: MediaStream | undefined;
  private _route: Route | undefined;
  private _cancelMediaDeadline: (() => void) | undefined;
  private _cancelSetUpLimit: (() => void) | undefined;
  private _inQueue = false;
  /** Why another route is tried. */
  private _firstFailure: CallError | undefined;

  constructor(call: Call, gateway: Gateway) {
    this._call = call;
    this._gateway = gateway;
    this.speaker = new Speaker(call.scope, (blocked) => call.notify({ type: 'playback-blocked', blocked }));
  }

  /** Resolves when the peer connection is connected. */
  async open(): Promise<void> {
    const { scope, options, limits } = this._call;
    const { rules } = this._gateway;
    assertBrowser(options.mediaStream === undefined);
    checkRequest(options.request);
    this._gateway.check?.(options.request, tokenKind(options.credential));
    const askCredential = getCredential(options.credential, rules.token === 'required', scope, limits.token);

    await scope.wait(claimBrowser(scope));
    const microphone = openMicrophone(scope, options.mediaStream).then((stream) => {
      if (scope.released) return stream;
      this._microphone = stream;
      this.setMuted(this._call.muted);
      if (!options.mediaStream) this._watchMicrophone(stream);
      this._call.enter('connecting');
      if (!this._inQueue) this._limitSetUp();
      return stream;
    });
    const begin: Promise<unknown> = rules.begins === 'after-microphone' ? microphone : Promise.resolve();
    const first = scope.wait(begin).then(async () => this._begin(await scope.wait(askCredential()), false));
    // a gateway out of reach is told while the prompt is still open
    const opened = first.then((route) => route.opened).then(() => this._queued(undefined));
    const connected = Promise.all([microphone, first]).then(async ([stream, route]) => {
      this._up(await this._connect(stream, route, askCredential), stream);
    });
    await Promise.all([opened, connected]).catch((cause: unknown) => {
      throw this._firstFailure ?? cause;
    });
  }

  /** Over the first route, or the other one where that fails. */
  private async _connect(
    stream: MediaStream,
    first: Route,
    askCredential: () => Promise<Credential>,
  ): Promise<Peer> {
    const { scope } = this._call;
    try {
      return await first.connect(stream);
    } catch (cause) {
      const mayChange = cause instanceof CallError && cause.code === 'media-failed' && first.hasAnother;
      if (!mayChange || scope.released) throw cause;
      this._firstFailure = cause;
      this._call.notify({ type: 'progress', progress: { step: 'another-route' } });
      const left = first.release();
      scope.add(() => left); // the end of the call waits for its goodbye
      return this._begin(await scope.wait(askCredential()), true).connect(stream);
    }
  }

  private _up(peer: Peer, stream: MediaStream): void {
    const { scope } = this._call;
    this._cancelSetUpLimit?.();
    this._call.codec = peer.codec;
    this._call.enter('connected');
    if (scope.released) return; // a listener hung up at once
    peer.onStateChange = (state) => this._watchMedia(state);
    if (this._gateway.rules.hangsUpBy === 'closing-media') peer.onFarEndClosed = () => this._farEndLeft();
    this._watchMedia(peer.state);
    new Monitor(this._call, peer, stream);
  }

  /** The microphone's tracks are ours to disable; the page's own stream is only taken off the connection. */
  setMuted(muted: boolean): void {
    if (this._call.options.mediaStream) this._route?.peer?.hold(muted);
    else for (const track of this._microphone?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  getStats(): Promise<RTCStatsReport> | undefined {
    return this._route?.peer?.getStats();
  }

  sendMessage(text: string): void {
    const session = this._route?.signalling.session;
    if (!session?.sendMessage)
      throw new CallError('configuration', `The gateway "${this._gateway.name}" takes no text messages.`);
    session.sendMessage(text);
  }

  sendDigits(digits: string): void {
    if (!/^[0-9A-D#*,]+$/i.test(digits))
      throw new CallError('configuration', 'Digits are 0–9, A–D, # and *.');
    if (!this._route?.peer?.sendDigits(digits))
      throw new CallError('configuration', 'The far end negotiated no keypad tones.');
  }

  /** `stop()` tells nothing: what ends by itself was unplugged, or its permission was taken back. */
  private _watchMicrophone(stream: MediaStream): void {
    for (const track of stream.getAudioTracks())
      this._call.scope.listen(track, 'ended', () =>
        this._call.fail(
          new CallError('microphone-not-found', 'The microphone was taken away during the call.'),
        ),
      );
  }

  private _begin(credential: Credential, overTcp: boolean): Route {
    const { _call: call } = this;
    const scope = call.scope.child();
    const route = new Route(scope, call.limits, this._gateway, call.options.request, credential, overTcp, {
      sessionId: (id) => (call.sessionId = id),
      ready: () => this._queued(undefined),
      waiting: (position) => this._queued({ step: 'waiting', position }),
      ended: () => this._farEndLeft(),
      failed: (error) => this._fail(error),
      message: (text) => call.notify({ type: 'message', text }),
      transcript: (entry) => call.notify({ type: 'transcript', entry }),
      unreachable: (cause) => this._fail(this._signallingLost(cause)),
      isUp: () => isUp(call.state),
      track: (stream) => this.speaker.attach(stream),
      peer: () => this.setMuted(call.muted),
    });
    return (this._route = route);
  }

  private _limitSetUp(): void {
    const { scope, limits } = this._call;
    this._cancelSetUpLimit = scope.timer(limits.setUp, () => this._fail(this._timedOut()));
  }

  /** While the visitor stands in the gateway's line the set-up has not begun. */
  private _queued(progress: Progress | undefined): void {
    const { _call: call } = this;
    if (!progress && !this._inQueue) return;
    this._inQueue = progress !== undefined;
    this._cancelSetUpLimit?.();
    if (progress)
      this._cancelSetUpLimit = call.scope.timer(call.limits.queue, () =>
        call.fail(new CallError('busy', `The gateway's line did not move on in ${call.limits.queue} ms.`)),
      );
    else if (call.state === 'connecting') this._limitSetUp();
    call.notify({ type: 'progress', progress });
  }

  /** A second attempt may fail for another reason (a token that serves once); what helps is the first's remedy. */
  private _fail(error: CallError): void {
    this._call.fail((isUp(this._call.state) ? undefined : this._firstFailure) ?? error);
  }

  /** Turning away before audio ran is not a hang-up: the visitor reads "couldn't connect", not "call ended". */
  private _farEndLeft(): void {
    if (isUp(this._call.state)) void this._call.end('remote');
    else this._fail(new CallError('gateway-error', 'The gateway closed the session before the call was up.'));
  }

  private _watchMedia(state: RTCPeerConnectionState): void {
    const call = this._call;
    if (state === 'connected' && call.state === 'reconnecting') {
      this._cancelMediaDeadline?.();
      call.enter('connected');
    } else if (state !== 'connected' && call.state === 'connected') {
      this._cancelMediaDeadline = call.scope.timer(call.limits.mediaLoss, () =>
        call.fail(
          new CallError('connection-lost', `The audio did not come back (peer connection: ${state}).`),
        ),
      );
      call.enter('reconnecting');
    }
  }

  private _signallingLost(cause: unknown): CallError {
    const code = isUp(this._call.state) ? 'connection-lost' : 'gateway-unreachable';
    return new CallError(code, 'The connection to the gateway was lost and could not be opened again.', {
      cause,
    });
  }

  private _timedOut(): CallError {
    const peer = this._route?.peer;
    const phase = peer ? `peer connection ${peer.state}` : 'no session';
    const code = peer?.state === 'connecting' ? 'media-failed' : 'timeout';
    return new CallError(code, `Not connected after ${this._call.limits.setUp} ms (${phase}).`);
  }
}
