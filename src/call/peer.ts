// The peer connection: offer, answer, candidates, and one state. Source: W3C WebRTC 1.0. No SDP is rewritten.

import { CallError } from './call-error.ts';
import type { Scope } from './cleanup.ts';
import { MAX_CANDIDATES, MAX_EARLY_CANDIDATES } from './limits.ts';
import { codecOf, type Codec } from './sdp.ts';

/** What stands for `connectionState` where a browser lacks it (Chrome 72, old Firefox). */
const stateByIceState: Readonly<Record<RTCIceConnectionState, RTCPeerConnectionState>> = {
  new: 'new',
  checking: 'connecting',
  connected: 'connected',
  completed: 'connected',
  disconnected: 'disconnected',
  failed: 'failed',
  closed: 'closed',
};

export class Peer {
  onCandidate: (candidate: RTCIceCandidate) => void = () => undefined;
  onTrack: (stream: MediaStream) => void = () => undefined;
  onStateChange: (state: RTCPeerConnectionState) => void = () => undefined;
  /** The far end closed its side of the media in order (DTLS), or the data channel. */
  onFarEndClosed: () => void = () => undefined;
  /** Resolves at the first `connected`; rejects when the media path fails before. */
  readonly connected: Promise<void>;
  /** The one that was asked for; it is in the offer. */
  readonly channel: RTCDataChannel | undefined;
  /** What the answer chose. */
  codec: Codec | undefined;
  private _takesDigits = false;
  private readonly _connection: RTCPeerConnection;
  private readonly _scope: Scope;
  private _applied = 0;
  private _watched = false;
  private readonly _sent = new Map<RTCRtpSender, MediaStreamTrack>();
  /** Remote candidates that came before the answer was applied; `undefined` from then on. */
  private _pending: RTCIceCandidateInit[] | undefined = [];

  private _failed: (error: CallError) => void = () => undefined;

  /**
   * @param channel - label of a data channel to create
   * @throws CallError `configuration` when the browser refuses the ICE servers
   */
  constructor(scope: Scope, configuration: RTCConfiguration, channel?: string) {
    this._scope = scope;
    try {
      // No pool of candidates: in one call of five hundred Chromium's never fills, and its gathering never ends, where
      // the microphone was granted just before.
      // Chrome 69–71 have transceivers only when asked for; everybody else ignores that.
      const unified = { ...configuration, sdpSemantics: 'unified-plan' };
      this._connection = new RTCPeerConnection(unified);
    } catch (cause) {
      throw new CallError('configuration', 'The browser refuses ice-servers or ice-transport-policy.', {
        cause,
      });
    }
    const connection = this._connection;
    scope.add(() => connection.close());
    scope.listen<RTCPeerConnectionIceEvent>(connection, 'icecandidate', ({ candidate }) => {
      if (candidate?.candidate) this.onCandidate(candidate);
    });
    scope.listen<RTCTrackEvent>(connection, 'track', ({ streams, track }) =>
      this.onTrack(streams[0] ?? new MediaStream([track])),
    );
    if (channel !== undefined) {
      this.channel = connection.createDataChannel(channel);
      scope.listen(this.channel, 'close', () => this.onFarEndClosed());
    }
    this.connected = new Promise((resolve, reject) => {
      this._failed = reject;
      let last = this.state;
      const changed = (): void => {
        const { state } = this;
        if (state === last) return;
        last = state;
        if (state === 'connected') resolve();
        if (state === 'failed') this.fail('No path for the audio was found (ICE or DTLS).');
        this._watchTransport();
        this.onStateChange(state);
      };
      scope.listen(connection, 'connectionstatechange', changed);
      scope.listen(connection, 'iceconnectionstatechange', changed);
    });
    this.connected.catch(() => undefined); // looked at later, or never after an earlier failure
  }

  get state(): RTCPeerConnectionState {
    const connection: Partial<RTCPeerConnection> & RTCPeerConnection = this._connection;
    return connection.connectionState ?? stateByIceState[connection.iceConnectionState];
  }

  /** The offer with every candidate gathered so far. */
  get localSdp(): string {
    return this._connection.localDescription?.sdp ?? '';
  }

  addTracks(stream: MediaStream): void {
    for (const track of stream.getAudioTracks())
      this._sent.set(this._connection.addTrack(track, stream), track);
  }

  /** Takes the page's own track off the connection, and puts it back, without touching the track. */
  hold(on: boolean): void {
    for (const [sender, track] of this._sent) sender.replaceTrack(on ? null : track).catch(() => undefined);
  }

  /** Sends another track in the place of the last; that needs no new offer. */
  replaceTrack(track: MediaStreamTrack): void {
    for (const sender of this._sent.keys()) {
      this._sent.set(sender, track);
      sender.replaceTrack(track).catch(() => undefined);
    }
  }

  /**
   * Sets the offer and waits until gathering is complete, at most `ms` milliseconds.
   * @param needsCandidate - gives up where there is none: a TURN server that refuses, or a policy against UDP. Without
   * a candidate to tell, a browser still reaches a far end that takes TCP.
   * @param iceRestart - of a connection that is up: new credentials and candidates for the same media
   */
  async setOffer(ms: number, needsCandidate: boolean, iceRestart = false): Promise<void> {
    const connection = this._connection;
    if (iceRestart) this._pending = [];
    await connection.setLocalDescription(await connection.createOffer({ iceRestart }));
    const gathered = new Promise<void>((resolve) => {
      const changed = (): void => {
        if (connection.iceGatheringState !== 'complete') return;
        if (needsCandidate && !/^a=candidate:/m.test(this.localSdp))
          this.fail('The browser found no ICE candidate.');
        resolve();
      };
      this._scope.listen(connection, 'icegatheringstatechange', changed);
      if (!iceRestart) changed(); // still the last one's state
      this._scope.timer(ms, resolve);
    });
    await (iceRestart ? gathered : Promise.race([gathered, this.connected]));
  }

  /** Takes back an offer that was not answered; where a browser cannot, the old paths are still tried. */
  rollback(): void {
    this._connection.setLocalDescription({ type: 'rollback' }).catch(() => undefined);
  }

  /** Gives the set-up of the media up. */
  fail(why: string): void {
    this._failed(new CallError('media-failed', why));
  }

  /**
   * Applies the answer, then the remote candidates that came before it.
   * @throws CallError `protocol` when the browser refuses the answer, or it has no audio or codec for us
   */
  async setAnswer(sdp: string): Promise<void> {
    this.codec = codecOf(sdp, this.localSdp);
    try {
      await this._connection.setRemoteDescription({ type: 'answer', sdp });
    } catch (cause) {
      throw new CallError('protocol', 'The browser refuses the answer of the gateway.', { cause });
    }
    const [transceiver] = this._connection.getTransceivers();
    if (!transceiver?.currentDirection || ['inactive', 'stopped'].includes(transceiver.currentDirection))
      throw new CallError('protocol', 'The answer of the gateway takes no audio.');
    if (!this.codec)
      throw new CallError(
        'protocol',
        'The answer of the gateway has no audio codec in common with the offer.',
      );
    const pending = this._pending ?? [];
    this._pending = undefined;
    pending.forEach((candidate) => this._apply(candidate));
  }

  /** Whether a candidate of this side goes through a TURN server. */
  get hasRelay(): boolean {
    return /^a=candidate:.* typ relay/m.test(this.localSdp);
  }

  addCandidate(candidate: RTCIceCandidateInit): void {
    if (!this._pending) this._apply(candidate);
    else if (this._pending.length < MAX_EARLY_CANDIDATES) this._pending.push(candidate);
  }

  /** Whether the far end negotiated telephone events; a muted stream of the page's carries none all the same. */
  get canSendDigits(): boolean {
    // Firefox says no while there is no track.
    this._takesDigits ||= this._connection.getSenders()[0]?.dtmf?.canInsertDTMF === true;
    return this._takesDigits;
  }

  /** `false` where they cannot be sent. */
  sendDigits(digits: string): boolean {
    const dtmf = this._dtmf;
    // It replaces what has not been played yet: fast fingers would lose digits.
    dtmf?.insertDTMF(dtmf.toneBuffer + digits);
    return dtmf !== undefined;
  }

  /** On the transport, whatever is in them (a far end that is silent sends reports), where the browser counts those. */
  async packetsReceived(): Promise<number> {
    let packets = 0;
    (await this.getStats()).forEach((stat: Readonly<Record<string, unknown>>) => {
      if (['transport', 'inbound-rtp'].includes(String(stat['type'])))
        packets += Number(stat['packetsReceived'] ?? 0);
    });
    return packets;
  }

  getStats(): Promise<RTCStatsReport> {
    return this._connection.getStats();
  }

  /** Chromium takes digits without a track as well, and sends nothing. */
  private get _dtmf(): RTCDTMFSender | undefined {
    const [sender] = this._connection.getSenders();
    return sender?.track && sender.dtmf?.canInsertDTMF ? sender.dtmf : undefined;
  }

  /** DTLS says goodbye, the states of the connection do not: they wait for ICE to starve. */
  private _watchTransport(): void {
    const transport = this._connection.getSenders()[0]?.transport;
    if (!transport || this._watched) return;
    this._watched = true;
    this._scope.listen(transport, 'statechange', () => {
      if (transport.state === 'closed') this.onFarEndClosed();
    });
  }

  /** A candidate the browser cannot use is no reason to end a call: others may do. */
  private _apply(candidate: RTCIceCandidateInit): void {
    if (this._scope.released || this._applied++ >= MAX_CANDIDATES) return;
    const onlyLine = { candidate: candidate.candidate ?? '', sdpMLineIndex: 0 };
    this._connection
      .addIceCandidate(candidate)
      // a gateway's own name for the one m-line is no reason either
      .catch(() => this._connection.addIceCandidate(onlyLine))
      .catch(() => undefined);
  }
}
