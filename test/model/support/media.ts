// Microphone, sound and their objects as a browser has them, answered by the test. Source: W3C Media Capture and Streams.

import { Target } from './target.ts';
import type { World } from './world.ts';

export class FakeTrack extends Target {
  readonly kind = 'audio';
  readyState: MediaStreamTrackState = 'live';
  enabled = true;
  muted = false;

  constructor(world: World) {
    super(world.escaped);
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** Unplugged, or its permission taken back: unlike `stop()` that is told. */
  takeAway(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.emit('ended');
  }

  /** The system keeps it silent, or lets it speak again. */
  silence(muted: boolean): void {
    if (this.muted === muted) return;
    this.muted = muted;
    this.emit(muted ? 'mute' : 'unmute');
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: 'default', groupId: 'one' };
  }
}

export class FakeStream {
  constructor(private readonly _tracks: FakeTrack[] = []) {}

  getTracks(): FakeTrack[] {
    return this._tracks;
  }

  getAudioTracks(): FakeTrack[] {
    return this._tracks;
  }
}

/** One `getUserMedia` that nobody has answered yet. */
export interface Prompt {
  grant(): void;
  refuse(name: string): void;
}

export class FakeDevices extends Target {
  /** The default input's group: another one means that the system's choice changed. */
  group = 'one';

  constructor(private readonly _world: World) {
    super(_world.escaped);
  }

  getUserMedia(): Promise<FakeStream> {
    const world = this._world;
    return new Promise((resolve, reject) => {
      world.prompts.push({
        grant: () => {
          const track = new FakeTrack(world);
          world.tracks.push(track);
          resolve(new FakeStream([track]));
        },
        refuse: (name) => reject(new DOMException('refused', name)),
      });
    });
  }

  enumerateDevices(): Promise<object[]> {
    return Promise.resolve([{ kind: 'audioinput', deviceId: 'default', groupId: this.group }]);
  }
}

/** An audio element outside the document. */
export class FakeAudio extends Target {
  srcObject: unknown = null;

  constructor(private readonly _world: World) {
    super(_world.escaped);
    _world.audios.push(this);
  }

  play(): Promise<void> {
    return this._world.blocksPlayback
      ? Promise.reject(new DOMException('blocked', 'NotAllowedError'))
      : Promise.resolve();
  }

  pause(): void {
    // nothing plays here
  }
}

export class FakeAudioContext {
  state: AudioContextState = 'running';

  constructor(world: World) {
    world.contexts.push(this);
  }

  createAnalyser(): object {
    return { fftSize: 32, getByteTimeDomainData: (samples: Uint8Array) => samples.fill(128) };
  }

  createMediaStreamSource(): object {
    return { connect: () => undefined, disconnect: () => undefined };
  }

  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }
}
