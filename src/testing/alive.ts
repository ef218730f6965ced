// What is alive in a page: peer connections, sockets, tracks of a microphone. Puts watchers in front of the browser's
// constructors from `watch` until `unwatch`; for tests only.

interface Watched {
  readonly peers: RTCPeerConnection[];
  readonly sockets: WebSocket[];
  readonly tracks: MediaStreamTrack[];
}

let seen: Watched = { peers: [], sockets: [], tracks: [] };
let restore: (() => void) | undefined;

/** Begins anew: what was made before is not counted. */
export function watch(): void {
  unwatch();
  const now: Watched = (seen = { peers: [], sockets: [], tracks: [] });
  const { RTCPeerConnection: Peer, WebSocket: Socket } = window;
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  window.RTCPeerConnection = class extends Peer {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      now.peers.push(this);
    }
  };
  window.WebSocket = class extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      now.sockets.push(this);
    }
  };
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await ask(constraints);
    now.tracks.push(...stream.getTracks());
    return stream;
  };
  restore = () => {
    window.RTCPeerConnection = Peer;
    window.WebSocket = Socket;
    mediaDevices.getUserMedia = ask;
  };
}

export function unwatch(): void {
  restore?.();
  restore = undefined;
}

/** The peer connection that was made last. */
export const lastPeer = (): RTCPeerConnection | undefined => seen.peers[seen.peers.length - 1];

/** How many sockets and peer connections were made. */
export const made = (): number => seen.peers.length + seen.sockets.length;

/** Everything that is still alive, in words; empty when all is released. */
export const alive = (): string[] => [
  ...seen.peers.filter((peer) => peer.signalingState !== 'closed').map(() => 'a peer connection'),
  ...seen.sockets.filter(({ readyState }) => readyState !== WebSocket.CLOSED).map(() => 'a socket'),
  ...seen.tracks.filter(({ readyState }) => readyState === 'live').map(() => 'a microphone track'),
];
