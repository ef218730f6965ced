// One call from dial to release: its states, its one cleanup scope, its end. No Lit, no DOM element.
// The work of connecting (connection.ts) and the gateway's adapter are loaded when a call starts.

import type { Gateway, TranscriptEntry } from '../gateways/gateway.ts';
import type { AudioSettings } from './audio-settings.ts';
import { CallError } from './call-error.ts';
import type { CallRequest, CredentialSource } from './call-request.ts';
import { assertTransition, isActive, isUp, type CallState } from './call-state.ts';
import { cancelled, Scope } from './cleanup.ts';
import type { Connection } from './connection.ts';
import { defaultLimits, type Limits } from './limits.ts';
import type { MicrophoneTrouble } from './microphone-watch.ts';
import type { CallQuality } from './quality.ts';
import type { Codec } from './sdp.ts';

export type EndReason = 'local' | 'remote' | 'cancelled' | 'error';

/** What a call tells its owner, in the order in which it happens. */
export type CallEvent =
  | { type: 'state'; state: CallState; previous: CallState }
  | { type: 'error'; error: CallError }
  | { type: 'end'; reason: EndReason; duration: number }
  | { type: 'playback-blocked'; blocked: boolean }
  | { type: 'speaking'; agent: boolean; user: boolean }
  | { type: 'quality'; quality: CallQuality }
  | { type: 'notice'; notice: Notice | undefined }
  | { type: 'message'; text: string }
  | { type: 'transcript'; entry: TranscriptEntry };

/** What the visitor should know beside the state: what the set-up is busy with, or what the call lacks. */
export type Notice =
  | { readonly kind: 'waiting'; readonly position: number | undefined }
  | {
      readonly kind:
        'another-route' | MicrophoneTrouble | 'taken-over' | 'microphone-allowed' | 'microphone-found';
    };

/** How loud both sides are, linear, 0–1. */
export interface Levels {
  readonly agent: number;
  readonly user: number;
}

export interface CallOptions {
  readonly request: CallRequest;
  /** Loads the adapter that the request names. */
  readonly gateway: () => Promise<Gateway>;
  readonly credential: CredentialSource;
  readonly muted: boolean;
  readonly audio?: AudioSettings | undefined;
  /** The page's own stream instead of the microphone; it stays the page's and is never stopped. */
  readonly mediaStream?: MediaStream | undefined;
  /** Ends a call in another tab of this browser instead of being `busy`. */
  readonly takeOver?: boolean | undefined;
  readonly limits?: Partial<Limits> | undefined;
}

/** Loads what a call needs beyond this file; also called ahead of a press (`preconnect`). */
export const loadCallCode = (gateway: () => Promise<Gateway>) =>
  Promise.all([import('./connection.ts'), gateway()]);

/** A call. Single use: it starts once, ends once, and then nothing of it is alive. */
export class Call {
  /** Without the credential once the call is over. */
  options: CallOptions;
  readonly limits: Limits;
  readonly scope = new Scope();
  /** Set before the state becomes `failed`. */
  error: CallError | undefined;
  /** As they were set last; the microphone that could not be opened is none of them. */
  audio: AudioSettings;
  /** The gateway's id of this session, once it said one. */
  sessionId: string | undefined;
  /** As measured last, three times a second while the call is up. */
  levels: Levels = { agent: 0, user: 0 };
  /** The negotiated audio codec, from `connected` on. */
  codec: Codec | undefined;
  private _state: CallState = 'idle';
  private _muted: boolean;
  private _connectedAt: number | undefined;
  private _duration: number | undefined;
  private _connection: Connection | undefined;
  private _started: Promise<void> | undefined;
  private _ended: Promise<void> | undefined;
  private readonly _listener: (event: CallEvent) => void;

  constructor(options: CallOptions, listener: (event: CallEvent) => void) {
    this.options = options;
    this.limits = { ...defaultLimits, ...options.limits };
    this._muted = options.muted;
    this.audio = options.audio ?? { microphoneId: undefined, speakerId: undefined, volume: 1 };
    this._listener = listener;
  }

  get state(): CallState {
    return this._state;
  }

  get muted(): boolean {
    return this._muted;
  }

  /** Seconds since the call first connected, 0 before; stands still after the end. */
  get duration(): number {
    if (this._duration !== undefined) return this._duration;
    return this._connectedAt === undefined ? 0 : (performance.now() - this._connectedAt) / 1000;
  }

  /**
   * Resolves when the call is connected, or was cancelled or hung up before (see `state`). May be left alone:
   * a failure is told by the `error` event too.
   * @throws CallError when it cannot be connected
   */
  start(): Promise<void> {
    if (!this._started) {
      let begun: (connecting: Promise<void>) => void = () => undefined;
      // There before the first listener hears of it: one that starts again joins this start.
      this._started = new Promise((resolve) => (begun = resolve));
      this._started.catch(() => undefined);
      begun(this._connect());
    }
    return this._started;
  }

  /** Ends the call in whatever state it is; resolves when everything is released and told. */
  hangUp(): Promise<void> {
    if (this._ended) return this._ended;
    return isActive(this._state) ? this.end(isUp(this._state) ? 'local' : 'cancelled') : Promise.resolve();
  }

  setMuted(muted: boolean): void {
    this._muted = muted;
    this._connection?.setMuted(muted);
  }

  /**
   * Other devices or another volume, at once.
   * @throws CallError when the microphone cannot be opened; the present one is kept, and `audio` says so
   */
  async setAudio(audio: AudioSettings): Promise<void> {
    const last = this.audio;
    this.audio = audio;
    await this._connection?.setAudio(audio, last);
  }

  /** Plays the agent's sound after blocked autoplay; call it in a visitor's gesture. */
  resumePlayback(): void {
    this._connection?.speaker.play();
  }

  /** @throws CallError `configuration` when not connected or when the gateway has no text channel */
  sendMessage(text: string): void {
    this._upConnection().sendMessage(text);
  }

  /** Whether the call is up and the far end takes digits. */
  get canSendDigits(): boolean {
    return isUp(this._state) && this._connection?.canSendDigits === true;
  }

  /** @throws CallError `configuration` when not connected, for other digits than 0–9 A–D # *, or when the far end takes none */
  sendDigits(digits: string): void {
    this._upConnection().sendDigits(digits);
  }

  /** The peer connection's statistics while the call is up. */
  getStats(): Promise<RTCStatsReport> | undefined {
    return this._connection?.getStats();
  }

  // What the connection tells its call.

  notify(event: CallEvent): void {
    this._listener(event);
  }

  enter(state: CallState): void {
    const previous = this._state;
    assertTransition(previous, state);
    this._state = state;
    if (state === 'connected') this._connectedAt ??= performance.now();
    this.notify({ type: 'state', state, previous });
  }

  /** Ends the call once: releases everything, then tells how it ended. Later calls only wait for that. */
  end(reason: EndReason, error?: CallError, notice?: Notice): Promise<void> {
    if (!this._ended) {
      let done = (): void => undefined;
      // There before the first listener hears of it: one that hangs up again waits for the same end.
      this._ended = new Promise((resolve) => (done = resolve));
      void this._release(reason, error, notice).then(() => done());
    }
    return this._ended;
  }

  fail(error: CallError): void {
    void this.end('error', error);
  }

  private async _connect(): Promise<void> {
    try {
      this.enter('requesting-microphone');
      const { scope, options } = this;
      const code = loadCallCode(options.gateway).catch((cause: unknown) => {
        throw CallError.from(cause, 'gateway-unreachable', 'The code of the call could not be loaded.');
      });
      const [{ Connection }, gateway] = await scope.wait(code);
      this._connection = new Connection(this, gateway);
      await scope.wait(this._connection.open());
    } catch (cause) {
      if (cause !== cancelled)
        this.fail(CallError.from(cause, 'gateway-error', 'The call could not be set up.'));
      await this._ended;
      if (this.error) throw this.error;
    }
  }

  private async _release(reason: EndReason, error?: CallError, notice?: Notice): Promise<void> {
    this._duration = this.duration;
    const released = this.scope.release();
    this.enter('ending');
    await released;
    this._connection = undefined;
    this.options = { ...this.options, credential: {} };
    this.error = error;
    this.enter(error ? 'failed' : 'ended');
    if (notice) this.notify({ type: 'notice', notice });
    if (error) this.notify({ type: 'error', error });
    this.notify({ type: 'end', reason, duration: this._duration });
  }

  private _upConnection(): Connection {
    if (!this._connection || !isUp(this._state)) throw new CallError('configuration', 'There is no call up.');
    return this._connection;
  }
}
