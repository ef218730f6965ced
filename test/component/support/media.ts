// Makes a peer connection believe that its media path broke. The browser takes 5 s or more to notice a real cut, so
// the state is put in front of it; one test waits for a real one.

/** Cuts; returns what heals. */
export function cutMedia(peer: RTCPeerConnection, as: RTCPeerConnectionState = 'disconnected'): () => void {
  const say = (state: RTCPeerConnectionState): void => {
    Object.defineProperty(peer, 'connectionState', { configurable: true, get: () => state });
    peer.dispatchEvent(new Event('connectionstatechange'));
  };
  say(as);
  return () => say('connected');
}
