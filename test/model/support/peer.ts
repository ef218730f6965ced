// A peer connection whose states, candidates and far end are the test's. Source: W3C WebRTC 1.0, as far as src/call uses it.

import type { FakeTrack } from './media.ts';
import { Target } from './target.ts';
import type { World } from './world.ts';

const AUDIO = [
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
  'c=IN IP4 0.0.0.0',
  'a=mid:0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdabcdabcdabcdabcdabcd',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 useinbandfec=1',
  'a=rtpmap:0 PCMU/8000',
];
const sdpOf = (direction: string): string =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    ...AUDIO,
    `a=${direction}`,
    '',
  ].join('\r\n');

export const ANSWER = sdpOf('sendrecv');
export const CANDIDATE = 'candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host';

const directions: Readonly<Record<string, string>> = { sendonly: 'recvonly', recvonly: 'sendonly' };

export class FakeChannel extends Target {
  readyState: RTCDataChannelState = 'connecting';
  sent = 0;

  open(): void {
    if (this.readyState !== 'connecting') return;
    this.readyState = 'open';
    this.emit('open');
  }

  close(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.emit('close');
  }

  send(): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    this.sent++;
  }
}

export class FakePeer extends Target {
  connectionState: RTCPeerConnectionState = 'new';
  signalingState: RTCSignalingState = 'stable';
  iceGatheringState: RTCIceGatheringState = 'new';
  localDescription: { type: string; sdp: string } | null = null;
  readonly channels: FakeChannel[] = [];
  /** Remote candidates that were applied. */
  applied = 0;
  private readonly _transport: Target & { state?: RTCDtlsTransportState };
  private readonly _tracks: FakeTrack[] = [];
  private _direction: string | null = null;

  constructor(
    private readonly _world: World,
    { iceServers = [] }: RTCConfiguration = {},
  ) {
    super(_world.escaped);
    for (const url of iceServers.flatMap(({ urls }) => urls))
      if (!/^(stun|turn)s?:[\w.[]/.test(url)) throw new DOMException(`no server: ${url}`, 'SyntaxError');
    this._transport = new Target(_world.escaped);
    _world.peers.push(this);
    _world.made.peers++;
  }

  get isOpen(): boolean {
    return this.signalingState !== 'closed';
  }

  // What the code under test calls.

  createDataChannel(): FakeChannel {
    this._assertOpen();
    const channel = new FakeChannel(this._world.escaped);
    this.channels.push(channel);
    return channel;
  }

  addTrack(track: FakeTrack): object {
    this._assertOpen();
    this._tracks.push(track);
    return this._sender();
  }

  createOffer(): Promise<object> {
    return this._step(() => ({ type: 'offer', sdp: sdpOf('sendrecv') }));
  }

  setLocalDescription(offer: { type: string; sdp: string }): Promise<void> {
    return this._step(() => {
      this.signalingState = 'have-local-offer';
      this.localDescription = { ...offer };
      this.iceGatheringState = 'gathering';
    });
  }

  setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    return this._step(() => {
      if (this.signalingState !== 'have-local-offer')
        throw new DOMException('wrong state', 'InvalidStateError');
      const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1];
      if (!sdp.startsWith('v=0') || !/^m=audio /m.test(sdp)) throw new DOMException(sdp, 'OperationError');
      this.signalingState = 'stable';
      this._direction = directions[direction ?? ''] ?? direction ?? 'sendrecv';
    });
  }

  addIceCandidate({ candidate = '' }: RTCIceCandidateInit): Promise<void> {
    return this._step(() => {
      if (!/^candidate:\S+ \d+ \S+ \d+ \S+ \d+ typ /.test(candidate))
        throw new DOMException(candidate, 'OperationError');
      this.applied++;
    });
  }

  getTransceivers(): object[] {
    return this._tracks.length > 0 ? [{ currentDirection: this._direction }] : [];
  }

  getSenders(): object[] {
    return this._tracks.map(() => this._sender());
  }

  getStats(): Promise<ReadonlyMap<string, object>> {
    const level = this._world.tellsLevels ? { audioLevel: 0.5 } : {};
    return this._step(
      () =>
        new Map<string, object>([
          ['in', { type: 'inbound-rtp', packetsReceived: 50, packetsLost: 0, jitter: 0.01, ...level }],
          ['source', { type: 'media-source', ...level }],
        ]),
    );
  }

  close(): void {
    if (!this.isOpen) return;
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    for (const channel of this.channels) queueMicrotask(() => channel.close());
  }

  // What the test does.

  become(state: RTCPeerConnectionState): void {
    if (!this.isOpen || state === this.connectionState) return;
    this.connectionState = state;
    this.emit('connectionstatechange');
  }

  gather(candidate: string): void {
    if (!this.isOpen || !this.localDescription) return;
    this.localDescription.sdp += `a=${candidate}\r\n`;
    this.emit('icecandidate', { candidate: { candidate, sdpMid: '0', sdpMLineIndex: 0 } });
  }

  endGathering(): void {
    if (!this.isOpen || this.iceGatheringState !== 'gathering') return;
    this.iceGatheringState = 'complete';
    this.emit('icegatheringstatechange');
  }

  /** The far end closed its side of the media. */
  farEndCloses(): void {
    this._transport.state = 'closed';
    this._transport.emit('statechange');
  }

  private _sender(): object {
    return { transport: this._transport, dtmf: null, replaceTrack: () => this._step(() => undefined) };
  }

  private _assertOpen(): void {
    if (!this.isOpen) throw new DOMException('closed', 'InvalidStateError');
  }

  /** Settles soon, or when the test lets it; on a closed connection never, as the standard has it. */
  private _step<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) =>
      this._world.soon(() => {
        if (!this.isOpen) return;
        try {
          resolve(work());
        } catch (cause) {
          reject(cause instanceof Error ? cause : new Error(String(cause)));
        }
      }),
    );
  }
}
