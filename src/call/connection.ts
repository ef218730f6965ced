// The work of one call between press and release: credential, microphone, peer connection and signalling, set up in
// parallel, then watched. Loaded when a call starts; owns nothing outside the call's scope.

import type { Gateway } from '../gateways/gateway.ts';
import type { AudioSettings } from './audio-settings.ts';
import type { Call, Notice } from './call.ts';
import { CallError } from './call-error.ts';
import type { Credential } from './call-request.ts';
import { cancelled } from './cleanup.ts';
import { isUp } from './call-state.ts';
import { checkRequest } from './check-request.ts';
import { claimBrowser } from './claim-browser.ts';
import { getCredential, tokenKind } from './credential.ts';
import { MAX_ID, MAX_TEXT } from './limits.ts';
import { assertBrowser, assertStream } from './microphone.ts';
import { MicrophoneWatch, type MicrophoneEvents, type MicrophoneTrouble } from './microphone-watch.ts';
import { MediaWatch } from './media-watch.ts';
import { Monitor } from './monitor.ts';
import type { Peer } from './peer.ts';
import { Route } from './route.ts';
import { watchSleep } from './sleep.ts';
import { Speaker } from './speaker.ts';

export class Connection {
  readonly speaker: Speaker;
  private readonly _call: Call;
  private readonly _gateway: Gateway;
  /** What the visitor says: the microphone's, or the page's own. */
  private _stream: MediaStream | undefined;
  /** Of the visitor's microphone, once it is asked for; none for a stream of the page's own. */
  private _microphone: MicrophoneWatch | undefined;
  /** Settles when the first microphone is there, or none. */
  private _hasMicrophone: Promise<void> | undefined;
  private _trouble: MicrophoneTrouble | undefined;
  private _route: Route | undefined;
  private _cancelSetUpLimit: (() => void) | undefined;
  private _inQueue = false;
  /** Why another route is tried. */
  private _firstFailure: CallError | undefined;

  constructor(call: Call, gateway: Gateway) {
    this._call = call;
    this._gateway = gateway;
    this.speaker = new Speaker(
      call.scope,
      () => call.audio,
      (blocked) => call.notify({ type: 'playback-blocked', blocked }),
    );
  }

  /** Resolves when the peer connection is connected. */
  async open(): Promise<void> {
    const { scope, options, limits } = this._call;
    const { rules } = this._gateway;
    assertBrowser(options.mediaStream === undefined);
    checkRequest(options.request);
    this._gateway.check?.(options.request, tokenKind(options.credential));
    const askCredential = getCredential(options.credential, rules.token === 'required', scope, limits.token);

    await scope.wait(claimBrowser(scope, options.takeOver === true, () => this._takenOver()));
    const microphone = this._openMicrophone().then((stream) => {
      if (scope.released) return;
      this._takeStream(stream);
      this._call.enter('connecting');
      if (!this._inQueue) this._limitSetUp();
    });
    this._hasMicrophone = microphone.catch(() => undefined);
    const begin: Promise<unknown> = rules.begins === 'after-microphone' ? microphone : Promise.resolve();
    const first = scope.wait(begin).then(async () => this._begin(await scope.wait(askCredential()), false));
    // a gateway out of reach is told while the prompt is still open
    const opened = first.then((route) => route.opened).then(() => this._queued(undefined));
    const connected = Promise.all([first, microphone]).then(async ([route]) => {
      this._up(await this._connect(route, askCredential));
    });
    await Promise.all([opened, connected]).catch((cause: unknown) => {
      throw this._firstFailure ?? cause;
    });
  }

  /** Over the first route, or the other one where that fails. */
  private async _connect(first: Route, askCredential: () => Promise<Credential>): Promise<Peer> {
    const { scope } = this._call;
    const stream = (): MediaStream => this._present;
    try {
      return await first.connect(stream);
    } catch (cause) {
      const mayChange = cause instanceof CallError && cause.code === 'media-failed' && first.hasAnother;
      if (!mayChange || scope.released) throw cause;
      this._firstFailure = cause;
      this._notice({ kind: 'another-route' });
      const left = first.release();
      scope.add(() => left); // the end of the call waits for its goodbye
      return this._begin(await scope.wait(askCredential()), true).connect(stream);
    }
  }

  private _up(peer: Peer): void {
    const { scope } = this._call;
    this._cancelSetUpLimit?.();
    this._call.codec = peer.codec;
    this._call.enter('connected');
    if (scope.released) return; // a listener hung up at once
    if (this._gateway.rules.hangsUpBy === 'closing-media') peer.onFarEndClosed = () => this._farEndLeft();
    if (this._route) new MediaWatch(this._call, this._route, peer);
    new Monitor(this._call, peer, () => this._present);
    watchSleep(scope, () =>
      this._call.fail(new CallError('connection-lost', 'The page was asleep during the call.')),
    );
    if (this._trouble) this._notice({ kind: this._trouble });
  }

  private get _present(): MediaStream {
    return this._stream ?? new MediaStream();
  }

  /** The microphone's tracks are ours to disable; the page's own stream is only taken off the connection. */
  setMuted(muted: boolean): void {
    if (this._call.options.mediaStream) this._route?.peer?.hold(muted);
    else for (const track of this._stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  /** @throws CallError where it cannot be opened: the present one is kept, and the call's settings say so */
  async setAudio({ microphoneId, speakerId, volume }: AudioSettings, last: AudioSettings): Promise<void> {
    const { _call: call } = this;
    if (speakerId !== last.speakerId || volume !== last.volume) this.speaker.adjust();
    if (microphoneId === last.microphoneId) return;
    await this._hasMicrophone;
    if (!this._stream) return; // there was none, and the call ends for it
    try {
      await this._microphone?.use(microphoneId);
    } catch (cause) {
      if (call.scope.released) return;
      const { audio } = call;
      if (audio.microphoneId === microphoneId)
        call.audio = { ...audio, microphoneId: this._microphone?.deviceId };
      throw cause;
    }
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

  get canSendDigits(): boolean {
    return this._route?.peer?.canSendDigits === true;
  }

  sendDigits(digits: string): void {
    if (!/^[0-9A-D#*,]+$/i.test(digits))
      throw new CallError('configuration', 'Digits are 0–9, A–D, # and *.');
    if (!this._route?.peer?.sendDigits(digits))
      throw new CallError('configuration', 'The far end negotiated no keypad tones.');
  }

  private async _openMicrophone(): Promise<MediaStream> {
    const { scope, options, limits } = this._call;
    if (options.mediaStream) return assertStream(options.mediaStream);
    const events: MicrophoneEvents = {
      replaced: (stream) => this._takeStream(stream),
      trouble: (trouble) => {
        this._trouble = trouble;
        // before that, the set-up has its own to tell
        if (isUp(this._call.state)) this._notice(trouble && { kind: trouble });
      },
      failed: (error) => this._call.fail(error),
    };
    const { microphoneId } = this._call.audio;
    this._microphone = new MicrophoneWatch(scope, limits.microphone, events, microphoneId);
    return this._microphone.open();
  }

  /** A visitor who is muted stays so, whatever microphone it is. */
  private _takeStream(stream: MediaStream): void {
    this._stream = stream;
    this.setMuted(this._call.muted);
    const [track] = stream.getAudioTracks();
    if (track) this._route?.peer?.replaceTrack(track);
  }

  /** Another tab of this browser is in a call now, by the visitor's wish. */
  private _takenOver(): void {
    void this._call.end('local', undefined, { kind: 'taken-over' });
  }

  private _notice(notice: Notice | undefined): void {
    this._call.notify({ type: 'notice', notice });
  }

  private _begin(credential: Credential, overTcp: boolean): Route {
    const { _call: call } = this;
    if (call.scope.released) throw cancelled; // a hang-up came with the credential: no session is to be told goodbye
    const scope = call.scope.child();
    const route = new Route(scope, call.limits, this._gateway, call.options.request, credential, overTcp, {
      sessionId: (id) => (call.sessionId = id.slice(0, MAX_ID)),
      ready: () => this._queued(undefined),
      waiting: (position) => this._queued({ kind: 'waiting', position }),
      ended: () => this._farEndLeft(),
      failed: (error) => this._fail(error),
      message: (text) => call.notify({ type: 'message', text: text.slice(0, MAX_TEXT) }),
      transcript: (entry) =>
        call.notify({ type: 'transcript', entry: { ...entry, text: entry.text.slice(0, MAX_TEXT) } }),
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
  private _queued(notice: Notice | undefined): void {
    const { _call: call } = this;
    if (!notice && !this._inQueue) return;
    this._inQueue = notice !== undefined;
    this._cancelSetUpLimit?.();
    if (notice)
      this._cancelSetUpLimit = call.scope.timer(call.limits.queue, () =>
        call.fail(new CallError('busy', `The gateway's line did not move on in ${call.limits.queue} ms.`)),
      );
    else if (call.state === 'connecting') this._limitSetUp();
    this._notice(notice);
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

  private _signallingLost(cause: unknown): CallError {
    const code = isUp(this._call.state) ? 'connection-lost' : 'gateway-unreachable';
    return new CallError(code, 'The connection to the gateway was lost and could not be opened again.', {
      cause,
    });
  }

  private _timedOut(): CallError {
    const { peer, isOpen = true } = this._route ?? {};
    const phase = peer ? `peer connection ${peer.state}` : 'no session';
    const reached = isOpen ? 'timeout' : 'gateway-unreachable';
    const code = peer?.state === 'connecting' ? 'media-failed' : reached;
    return new CallError(code, `Not connected after ${this._call.limits.setUp} ms (${phase}).`);
  }
}
