// Keeps a call supplied with a microphone: where one is unplugged, taken back by the system or no longer the default, the
// next one follows. Source: W3C Media Capture and Streams (`ended`, `mute`, `devicechange`). Stops only what it opened.

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
  private readonly _scope: Scope;
  private readonly _patience: number;
  private readonly _events: MicrophoneEvents;
  private _track: MediaStreamTrack | undefined;
  /** Owns the present stream. */
  private _present: Scope | undefined;
  private _opening = false;
  private _changed = false;
  private _giveUp: (() => void) | undefined;
  private _lastError = new CallError(
    'microphone-not-found',
    'The microphone was taken away during the call, and no other one came.',
  );

  /** @param patience - how long to look for another one, in ms */
  constructor(scope: Scope, patience: number, events: MicrophoneEvents) {
    this._scope = scope;
    this._patience = patience;
    this._events = events;
  }

  /** @throws CallError as `openMicrophone` does */
  async open(): Promise<MediaStream> {
    const stream = await this._open();
    this._scope.listen(navigator.mediaDevices, 'devicechange', () => {
      if (this._giveUp) void this._reopen();
      else void this._followDefault();
    });
    return stream;
  }

  private async _open(): Promise<MediaStream> {
    const present = this._scope.child();
    const stream = await openMicrophone(present).catch((cause: unknown) => {
      void present.release();
      throw cause;
    });
    void this._present?.release();
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
    void this._reopen();
  }

  private async _reopen(): Promise<void> {
    this._changed = true;
    if (this._opening) return;
    this._opening = true;
    while (this._giveUp && this._changed) {
      this._changed = false;
      await this._replace().catch((cause: unknown) => this._failed(cause));
    }
    this._opening = false;
  }

  private async _replace(): Promise<void> {
    const stream = await this._open();
    if (this._scope.released) return;
    this._giveUp?.();
    this._giveUp = undefined;
    this._events.trouble(undefined);
    this._events.replaced(stream);
  }

  private _failed(cause: unknown): void {
    if (this._scope.released) return;
    const error = CallError.from(cause, 'microphone-in-use', 'No microphone could be opened again.');
    if (final.includes(error.code)) return this._events.failed(error);
    this._lastError = error;
    this._scope.timer(RETRY, () => void this._reopen());
  }

  /** Chromium names the system's choice `default` and keeps to the device it was when opened. */
  private async _followDefault(): Promise<void> {
    const { deviceId, groupId } = this._track?.getSettings() ?? {};
    if (deviceId !== 'default' || !groupId || this._opening) return;
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const now = devices.find((device) => device.kind === 'audioinput' && device.deviceId === 'default');
    if (!now?.groupId || now.groupId === groupId || this._scope.released || this._opening) return;
    this._opening = true;
    await this._replace().catch(() => undefined); // the present one still serves
    this._opening = false;
    if (this._giveUp) void this._reopen(); // unless it went meanwhile
  }
}
