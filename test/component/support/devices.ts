// Microphones that can be plugged in, pulled out and silenced by the system. A browser's fake device can not, and
// Firefox passes on no event of a track that a script made, so what listens to the track is told directly.

import { onGetUserMedia } from './alive.ts';
import { toneStream } from './tone.ts';

export class Device {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  private readonly _listeners: [string, EventListener][] = [];

  /** @param frequency - of its tone, in Hz */
  constructor(frequency: number, settings: MediaTrackSettings = {}) {
    this.stream = toneStream(frequency);
    const [track] = this.stream.getAudioTracks();
    if (!track) throw new Error('A tone has a track');
    this.track = track;
    track.addEventListener = (type: string, listener: EventListener) =>
      this._listeners.push([type, listener]);
    track.removeEventListener = (type: string, listener: EventListener) => {
      const index = this._listeners.findIndex(([of, one]) => of === type && one === listener);
      if (index >= 0) this._listeners.splice(index, 1);
    };
    track.getSettings = () => settings;
  }

  unplug(): void {
    this.track.stop();
    this._tell('ended');
  }

  /** As a key on the headset does, or a phone call. */
  silence(silent: boolean): void {
    Object.defineProperty(this.track, 'muted', { configurable: true, get: () => silent });
    this._tell(silent ? 'mute' : 'unmute');
  }

  get listeners(): number {
    return this._listeners.length;
  }

  private _tell(type: string): void {
    for (const [of, listener] of [...this._listeners]) if (of === type) listener(new Event(type));
  }
}

/** The microphones that `getUserMedia` hands out, in this order; a name is that of the error instead. */
export function plugIn(...devices: (Device | string)[]): { asked: number } {
  const seen = { asked: 0 };
  onGetUserMedia(() => {
    const device = devices[Math.min(seen.asked++, devices.length - 1)];
    return device instanceof Device
      ? Promise.resolve(device.stream)
      : Promise.reject(new DOMException('no device', device ?? 'NotFoundError'));
  });
  return seen;
}

export const changeDevices = (): boolean => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
