// A browser for Node: its globals for the time of one sequence, a clock of the test's, and a count of all that is alive.
// Replaces globals between `open` and `close`.

import { install } from '@sinonjs/fake-timers';
import { FakeLocks } from './locks.ts';
import {
  FakeAudio,
  FakeAudioContext,
  FakeDevices,
  FakeStream,
  type FakeTrack,
  type Prompt,
} from './media.ts';
import { fakeFetch, FakeSocket, type Request } from './net.ts';
import { FakePeer } from './peer.ts';
import { Target } from './target.ts';

type Clock = ReturnType<typeof install>;

/** The real one: the clock below does not stand in its place. */
const nextTask = setImmediate;

/** Node makes a stack at each abort of a scope, which takes most of the time of a sequence. MODEL_STACKS=1 shows them. */
const stackTraceLimit = process.env['MODEL_STACKS'] ? Error.stackTraceLimit : 0;
const usualLimit = Error.stackTraceLimit;

export class World {
  /** What came out of a callback, or was rejected and left alone. */
  readonly escaped: unknown[] = [];
  readonly peers: FakePeer[] = [];
  readonly sockets: FakeSocket[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly prompts: Prompt[] = [];
  readonly requests = new Set<Request>();
  readonly audios: FakeAudio[] = [];
  readonly contexts: FakeAudioContext[] = [];
  readonly made = { peers: 0 };
  readonly window = new Target(this.escaped);
  readonly document = Object.assign(new Target(this.escaped), {
    baseURI: 'https://site.example/page',
    title: 'A page',
  });
  readonly devices = new FakeDevices(this);
  readonly locks = new FakeLocks(this);
  blocksPlayback = false;
  tellsLevels = true;
  hangsGoodbyes = false;
  /** While on, the peer connection's and the locks' answers wait for `release`. */
  holds = false;
  private readonly _held: (() => void)[] = [];
  private readonly _replaced = new Map<string, PropertyDescriptor | undefined>();
  private _clock: Clock | undefined;

  get clock(): Clock {
    if (!this._clock) throw new Error('The world is not open');
    return this._clock;
  }

  open(): this {
    for (const [name, value] of Object.entries(globalsOf(this))) {
      this._replaced.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
    }
    Error.stackTraceLimit = stackTraceLimit;
    this._clock = install({
      now: 1_000_000,
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
    });
    return this;
  }

  close(): void {
    Error.stackTraceLimit = usualLimit;
    this._clock?.uninstall();
    for (const [name, before] of this._replaced)
      if (before) Object.defineProperty(globalThis, name, before);
      else Reflect.deleteProperty(globalThis, name);
  }

  /** Everything that was begun in the present task is over. */
  settle(): Promise<void> {
    return new Promise((resolve) => void nextTask(resolve));
  }

  /** Time goes by, and each timer is a task of its own. */
  async pass(ms: number): Promise<void> {
    await this.clock.tickAsync(ms);
    await this.settle();
  }

  soon(work: () => void): void {
    if (this.holds) this._held.push(work);
    else queueMicrotask(work);
  }

  decide(work: () => void): void {
    this.soon(work);
  }

  /** Lets the first thing that is held go on. */
  release(): void {
    this._held.shift()?.();
  }

  get holding(): number {
    return this._held.length;
  }

  /** What must be gone as soon as a call is ending. */
  liveMedia(): string[] {
    return [
      ...this.tracks.filter(({ readyState }) => readyState === 'live').map(() => 'a microphone track'),
      ...this.peers.filter(({ isOpen }) => isOpen).map(() => 'a peer connection'),
    ];
  }

  /** What must be gone when no call is active. A socket that waits for the far end to agree is on its way out. */
  alive(): string[] {
    const sockets = this.sockets.filter(({ readyState }) => readyState < FakeSocket.CLOSING);
    const timers = this._clock?.countTimers() ?? 0;
    return [
      ...this.liveMedia(),
      ...sockets.map(({ readyState }) => `a socket (${readyState})`),
      ...[...this.requests].filter(({ keepalive }) => !keepalive).map(({ url }) => `a request to ${url}`),
      ...this.audios
        .filter(({ srcObject }) => srcObject !== null)
        .map(() => 'an audio element with a stream'),
      ...this.contexts.filter(({ state }) => state !== 'closed').map(() => 'an audio context'),
      ...(timers > 0 ? [`${timers} timers`] : []),
      ...(this.window.listening > 0 ? [`${this.window.listening} listeners on window`] : []),
      ...(this.document.listening > 0 ? [`${this.document.listening} listeners on document`] : []),
      ...(this.devices.listening > 0 ? [`${this.devices.listening} listeners on mediaDevices`] : []),
    ];
  }
}

/** What takes the place of a browser's. */
function globalsOf(world: World): Readonly<Record<string, unknown>> {
  return {
    window: world.window,
    document: world.document,
    location: new URL(world.document.baseURI),
    isSecureContext: true,
    navigator: { mediaDevices: world.devices, locks: world.locks, userAgent: 'model', onLine: true },
    fetch: fakeFetch(world),
    MediaStream: FakeStream,
    RTCPeerConnection: class extends FakePeer {
      constructor(configuration?: RTCConfiguration) {
        super(world, configuration);
      }
    },
    WebSocket: class extends FakeSocket {
      constructor(url: string) {
        super(world, url);
      }
    },
    Audio: class extends FakeAudio {
      constructor() {
        super(world);
      }
    },
    AudioContext: class extends FakeAudioContext {
      constructor() {
        super(world);
      }
    },
  };
}
