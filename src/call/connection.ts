// The work of one call between press and release: credential, microphone, peer connection and signalling, set up in
// parallel, then watched. Loaded when a call starts; owns nothing outside the call's scope.

import type { Gateway, Session } from '../gateways/gateway.ts';
import type { Call } from './call.ts';
import { CallError } from './call-error.ts';
import type { Credential } from './call-request.ts';
import { isUp } from './call-state.ts';
import { checkRequest } from './check-request.ts';
import { getCredential } from './credential.ts';
import { assertBrowser, openMicrophone } from './microphone.ts';
import { claimBrowser } from './claim-browser.ts';
import { MAX_EARLY_CANDIDATES } from './limits.ts';
import { Monitor } from './monitor.ts';
import { Peer } from './peer.ts';
import { Signalling } from './signalling.ts';
import { Speaker } from './speaker.ts';

/**
 * The offer as it is sent while candidates still go by themselves. Firefox says `a=end-of-candidates` as soon as it
 * has gathered; a far end that can use none of the listed ones (mDNS names) would give up instead of waiting for
 * the browser's own checks.
 */
const withoutEnd = (sdp: string): string => sdp.replace(/a=end-of-candidates\r?\n/g, '');

export class Connection {
  readonly speaker: Speaker;
  private readonly _call: Call;
  private readonly _gateway: Gateway;
  private _microphone: MediaStream | undefined;
  private _peer: Peer | undefined;
  private _session: Session | undefined;
  private _cancelMediaDeadline: (() => void) | undefined;
  private _cancelSetUpLimit: (() => void) | undefined;
  /** Remote candidates of a gateway that is faster than our own peer connection. */
  private _early: RTCIceCandidateInit[] = [];

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
    this._gateway.check?.(options.request);
    const askCredential = getCredential(options.credential, rules.token === 'required', scope, limits.token);

    await scope.wait(claimBrowser(scope));
    const microphone = openMicrophone(scope, options.mediaStream).then((stream) => {
      if (scope.released) return stream;
      this._microphone = stream;
      this.setMuted(this._call.muted);
      if (!options.mediaStream) this._watchMicrophone(stream);
      this._call.enter('connecting');
      this._cancelSetUpLimit = scope.timer(limits.setUp, () => this._call.fail(this._timedOut()));
      return stream;
    });
    const begin: Promise<unknown> = rules.begins === 'after-microphone' ? microphone : Promise.resolve();
    const signalling = scope
      .wait(begin)
      .then(async () => this._createSignalling(await scope.wait(askCredential())));
    const peer = signalling.then((line) => line.iceServers()).then((servers) => this._createPeer(servers));
    const opened = signalling.then((line) => line.open());

    const connected = Promise.all([microphone, signalling, peer]).then(([stream, line, connection]) =>
      this._connect(stream, line, connection, opened),
    );
    await Promise.all([opened, connected]); // a gateway out of reach is told while the prompt is still open
  }

  private async _connect(
    stream: MediaStream,
    line: Signalling,
    peer: Peer,
    opened: Promise<void>,
  ): Promise<void> {
    const { scope, limits } = this._call;
    peer.addTracks(stream);
    this.setMuted(this._call.muted);
    peer.onCandidate = (candidate) => line.send(candidate);
    const gathersFirst = this._gateway.rules.candidates === 'in-offer';
    await scope.wait(Promise.all([opened, peer.setOffer(gathersFirst ? Infinity : limits.poolFlush)]));
    const answer = await scope.wait(line.exchange(gathersFirst ? peer.localSdp : withoutEnd(peer.localSdp)));
    await scope.wait(peer.setAnswer(answer));
    await scope.wait(peer.connected);
    this._cancelSetUpLimit?.();
    this._call.enter('connected');
    if (scope.released) return; // a listener hung up at once
    peer.onStateChange = (state) => this._watchMedia(state);
    this._watchMedia(peer.state);
    new Monitor(this._call, peer, stream);
  }

  /** The microphone's tracks are ours to disable; the page's own stream is only taken off the connection. */
  setMuted(muted: boolean): void {
    if (this._call.options.mediaStream) this._peer?.hold(muted);
    else for (const track of this._microphone?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  getStats(): Promise<RTCStatsReport> | undefined {
    return this._peer?.getStats();
  }

  sendMessage(text: string): void {
    if (!this._session?.sendMessage)
      throw new CallError('configuration', `The gateway "${this._gateway.name}" takes no text messages.`);
    this._session.sendMessage(text);
  }

  sendDigits(digits: string): void {
    if (!/^[0-9A-D#*,]+$/i.test(digits))
      throw new CallError('configuration', 'Digits are 0–9, A–D, # and *.');
    if (!this._peer?.sendDigits(digits))
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

  private _createSignalling(credential: Credential): Signalling {
    const call = this._call;
    const line = new Signalling(call.scope, call.limits, this._gateway, call.options.request, credential, {
      sessionId: (id) => (call.sessionId = id),
      candidate: (candidate) => this._addCandidate(candidate),
      ended: () => this._farEndLeft(),
      failed: (error) => call.fail(error),
      message: (text) => call.notify({ type: 'message', text }),
      transcript: (entry) => call.notify({ type: 'transcript', entry }),
      unreachable: (cause) => call.fail(this._signallingLost(cause)),
    });
    this._session = line.session;
    return line;
  }

  private _createPeer(iceServers: RTCIceServer[]): Peer {
    const { scope, options } = this._call;
    const peer = new Peer(scope, { iceServers, iceTransportPolicy: options.request.iceTransportPolicy });
    peer.onTrack = (stream) => this.speaker.attach(stream);
    this._peer = peer;
    this._early.splice(0).forEach((candidate) => peer.addCandidate(candidate));
    return peer;
  }

  private _addCandidate(candidate: RTCIceCandidateInit): void {
    if (this._peer) this._peer.addCandidate(candidate);
    else if (this._early.length < MAX_EARLY_CANDIDATES) this._early.push(candidate);
  }

  /** Turning away before audio ran is not a hang-up: the visitor reads "couldn't connect", not "call ended". */
  private _farEndLeft(): void {
    if (isUp(this._call.state)) void this._call.end('remote');
    else
      this._call.fail(
        new CallError('gateway-error', 'The gateway closed the session before the call was up.'),
      );
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
    const phase = this._peer ? `peer connection ${this._peer.state}` : 'no session';
    return new CallError('timeout', `Not connected after ${this._call.limits.setUp} ms (${phase}).`);
  }
}
