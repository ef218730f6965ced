// Keeps a call supplied with a microphone: where one is unplugged, taken back by the system, no longer the default or no
// longer the visitor's choice, the next one follows. Stops only what it opened. Source: W3C Media Capture and Streams
// (`ended`, `mute`, `devicechange`).

import { CallError } from './call-error.ts';
import type { Scope } from './cleanup.ts';
import { openMicrophone } from './microphone.ts';

/** Nothing goes out: there is no microphone, or the system keeps it silent (a key of the device, another call). */
export type MicrophoneTrouble = 'microphone-lost' | 'microphone-silent';

export interface MicrophoneEvents {
  /** Another stream is in the place of the last one, which is stopped. */
  replaced(stream: MediaStream): void;
  trouble(trouble: MicrophoneTrouble | undefined): void;
  /** None came in time, or the permission is gone. */
  failed(error: CallError): void;
}

/** How long the system may keep it silent before that is told, in ms: Bluetooth headsets do while they change profile. */
const SILENCE = 1_000;
/** Between two attempts to open one, in ms, beside those at a change of devices: a program that lets go tells nobody. */
const RETRY = 3_000;
/** What trying again cannot change. */
const final = ['microphone-denied', 'microphone-blocked'];

export class MicrophoneWatch {
  /** The choice that the present one was opened for; `undefined` is the system's. */
  deviceId: string | undefined;
  private readonly _scope: Scope;
  private readonly _patience: number;
  private readonly _events: MicrophoneEvents;
  private _track: MediaStreamTrack | undefined;
  /** Owns the present stream. */
  private _present: Scope | undefined;
  private _wanted: string | undefined;
  /** Resolves when nothing is being opened any more: one at a time, since each may ask the visitor. */
  private _opening: Promise<void> | undefined;
  private _changed = false;
  private _giveUp: (() => void) | undefined;
  private _lastError = new CallError(
    'microphone-not-found',
    'The microphone was taken away during the call, and no other one came.',
  );

  /** @param patience - how long to look for another one, in ms */
  constructor(scope: Scope, patience: number, events: MicrophoneEvents, deviceId?: string) {
    this._scope = scope;
    this._patience = patience;
    this._events = events;
    this.deviceId = deviceId;
  }

  /** @throws CallError as `openMicrophone` does */
  async open(): Promise<MediaStream> {
    const stream = await this._open(this.deviceId);
    this._scope.listen(navigator.mediaDevices, 'devicechange', () => {
      if (this._giveUp) this._reopen();
      else void this._follow();
    });
    return stream;
  }

  /**
   * Another microphone from now on; the present one serves until it is there. A later choice outruns this one.
   * @param deviceId - `undefined`: the system's choice
   * @throws CallError as `openMicrophone` does; the present one is kept then
   */
  async use(deviceId: string | undefined): Promise<void> {
    this._wanted = deviceId;
    while (this._opening) await this._opening;
    if (this._scope.released || this._wanted !== deviceId || this.deviceId === deviceId) return;
    if (!this._giveUp) return this._alone(() => this._switch(deviceId));
    this.deviceId = deviceId;
    this._reopen();
  }

  private async _switch(deviceId: string | undefined): Promise<void> {
    try {
      await this._replace(deviceId);
    } catch (cause) {
      if (!(cause instanceof CallError) || cause.code !== 'microphone-in-use') throw cause;
      // Some browsers and systems open one at a time.
      void this._present?.release();
      try {
        await this._replace(deviceId);
      } catch (again) {
        await this._replace().catch(() => this._scope.released || this._lost());
        throw again;
      }
    }
  }

  private async _open(deviceId: string | undefined): Promise<MediaStream> {
    const present = this._scope.child();
    const stream = await openMicrophone(present, deviceId).catch((cause: unknown) => {
      void present.release();
      throw cause;
    });
    this.deviceId = deviceId;
    this._present = present;
    const track = (this._track = stream.getAudioTracks()[0]);
    if (track && !present.released) this._watch(track, present);
    return stream;
  }

  private _watch(track: MediaStreamTrack, present: Scope): void {
    let cancel = (): void => undefined;
    let silent = false;
    const tell = (now: boolean): void => {
      cancel();
      if (now === silent) return;
      silent = now;
      this._events.trouble(now ? 'microphone-silent' : undefined);
    };
    present.listen(track, 'mute', () => (cancel = present.timer(SILENCE, () => tell(track.muted))));
    present.listen(track, 'unmute', () => tell(false));
    // `stop()` tells nothing: what ends by itself was unplugged, or its permission was taken back.
    present.listen(track, 'ended', () => {
      void present.release();
      this._lost();
    });
  }

  private _lost(): void {
    this._giveUp = this._scope.timer(this._patience, () => this._events.failed(this._lastError));
    this._events.trouble('microphone-lost');
    this._reopen();
  }

  private _reopen(): void {
    this._changed = true;
    if (this._opening) return;
    void this._alone(async () => {
      while (this._giveUp && this._changed) {
        this._changed = false;
        await this._replace().catch((cause: unknown) => this._failed(cause));
      }
    });
  }

  /** To be called only while nothing is being opened. */
  private async _alone(open: () => Promise<void>): Promise<void> {
    let done = (): void => undefined;
    this._opening = new Promise((resolve) => (done = resolve));
    try {
      await open();
    } finally {
      this._opening = undefined;
      done();
      if (this._giveUp && this._changed) this._reopen(); // the present one went meanwhile
    }
  }

  private async _replace(deviceId = this.deviceId): Promise<void> {
    if (this._scope.released) return;
    const last = this._present;
    const stream = await this._open(deviceId);
    if (this._scope.released) return;
    this._giveUp?.();
    this._giveUp = undefined;
    this._events.trouble(undefined);
    this._events.replaced(stream);
    void last?.release();
  }

  private _failed(cause: unknown): void {
    if (this._scope.released) return;
    const error = CallError.from(cause, 'microphone-in-use', 'No microphone could be opened again.');
    if (final.includes(error.code)) return this._events.failed(error);
    this._lastError = error;
    this._scope.timer(RETRY, () => this._reopen());
  }

  /**
   * A chosen device that was gone and is back, or the system's choice where that changed: Chromium names it `default` and
   * keeps to the device it was when opened.
   */
  private async _follow(): Promise<void> {
    const { deviceId, groupId } = this._track?.getSettings() ?? {};
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const find = (id: string): MediaDeviceInfo | undefined =>
      devices.find((device) => device.kind === 'audioinput' && device.deviceId === id);
    const isBack = this.deviceId && this.deviceId !== deviceId && find(this.deviceId);
    const now = deviceId === 'default' && groupId && find('default')?.groupId;
    if (!isBack && (!now || now === groupId)) return;
    if (this._scope.released || this._opening) return;
    await this._alone(() => this._replace()).catch(() => undefined); // the present one still serves
  }
}
