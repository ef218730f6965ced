// What the code under test keeps alive: peers, sockets, tracks, timers, audio contexts, listeners on shared targets.
// Import it before src/: it puts watchers in front of the browser's constructors. What the test's own far end makes
// is told apart by the call stack.

export const nativePeerConnection = RTCPeerConnection;
const nativeGetUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);

const peers: RTCPeerConnection[] = [];
const sockets: WebSocket[] = [];
const tracks: MediaStreamTrack[] = [];
const contexts: AudioContext[] = [];
const timers = new Map<unknown, string>();
const listeners = new Map<string, number>();

const fromSource = (): string | undefined =>
  /\/src\/(call|gateways|elements)\/[\w-]+\.ts/.exec(new Error().stack ?? '')?.[0];

window.RTCPeerConnection = class extends nativePeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
};

window.WebSocket = class extends WebSocket {
  constructor(url: string | URL) {
    super(url);
    if (fromSource()) sockets.push(this);
  }
};

window.AudioContext = class extends AudioContext {
  constructor() {
    super();
    if (fromSource()) contexts.push(this);
  }
};

/** What the next `getUserMedia` does instead of asking the fake device. */
let microphone: ((constraints: MediaStreamConstraints) => Promise<MediaStream>) | undefined;

export function onGetUserMedia(answer: typeof microphone): void {
  microphone = answer;
}

/** How often the microphone was asked for. */
export let prompts = 0;

navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
  prompts++;
  const stream = await (microphone ?? nativeGetUserMedia)(constraints);
  tracks.push(...stream.getTracks());
  return stream;
};

/** The fake device itself. */
export const fakeDevice = nativeGetUserMedia;

const { setTimeout: nativeSetTimeout, setInterval: nativeSetInterval } = window;
const { clearTimeout: nativeClearTimeout, clearInterval: nativeClearInterval } = window;
window.setTimeout = ((callback: () => void, ms?: number) => {
  const id = nativeSetTimeout(() => {
    timers.delete(id);
    callback();
  }, ms);
  const source = fromSource();
  if (source) timers.set(id, source);
  return id;
}) as typeof setTimeout;
window.setInterval = ((callback: () => void, ms?: number) => {
  const id = nativeSetInterval(callback, ms);
  const source = fromSource();
  if (source) timers.set(id, source);
  return id;
}) as typeof setInterval;
window.clearTimeout = (id) => {
  timers.delete(id);
  nativeClearTimeout(id);
};
window.clearInterval = (id) => {
  timers.delete(id);
  nativeClearInterval(id);
};

const shared = { window, document, mediaDevices: navigator.mediaDevices };
for (const [name, target] of Object.entries<EventTarget>(shared)) {
  const add = target.addEventListener.bind(target);
  const remove = target.removeEventListener.bind(target);
  const count = (type: string, by: number): void => {
    if (fromSource()) listeners.set(`${name}:${type}`, (listeners.get(`${name}:${type}`) ?? 0) + by);
  };
  target.addEventListener = (type: string, ...rest: [EventListener]) => {
    count(type, 1);
    add(type, ...rest);
  };
  target.removeEventListener = (type: string, ...rest: [EventListener]) => {
    count(type, -1);
    remove(type, ...rest);
  };
}

// Tests run beside each other in one browser: each page is a browser of its own to the code under test.
const { locks } = navigator;
const own = `${crypto.randomUUID()} `;
const { request, query } = LockManager.prototype;
locks.request = ((name: string, options: LockOptions, held: LockGrantedCallback<unknown>) =>
  request.call(locks, own + name, options, held)) as typeof request;
locks.query = async () => {
  const { held = [] } = await query.call(locks);
  const ours = held.filter(({ name = '' }) => name.startsWith(own));
  return { held: ours.map((lock) => ({ ...lock, name: lock.name?.slice(own.length) ?? '' })) };
};

/** Everything that is still alive, in words; empty when all is released. */
export function alive(): string[] {
  return [
    ...peers.filter((peer) => peer.signalingState !== 'closed').map(() => 'peer connection'),
    ...sockets
      .filter((socket) => socket.readyState !== WebSocket.CLOSED)
      .map((socket) => `socket ${socket.readyState}`),
    ...tracks.filter((track) => track.readyState === 'live').map(() => 'microphone track'),
    ...contexts.filter((context) => context.state !== 'closed').map(() => 'audio context'),
    ...[...timers.values()].map((source) => `timer of ${source}`),
    ...[...listeners]
      .filter(([, count]) => count !== 0)
      .map(([name, count]) => `${count} listener on ${name}`),
  ];
}

/** The peer connection that the code under test made last. */
export const lastPeer = (): RTCPeerConnection => {
  const peer = peers.at(-1);
  if (!peer) throw new Error('No peer connection was made');
  return peer;
};

/** How many peer connections the code under test has made. */
export const peerCount = (): number => peers.length;

afterEach(() => (microphone = undefined));
