// One attempt to reach the far end: a session with the gateway and a peer connection, in a scope of their own, so that
// another attempt may follow within the same call.

import type { Gateway, SessionEvents } from '../gateways/gateway.ts';
import type { CallRequest, Credential } from './call-request.ts';
import type { Scope } from './cleanup.ts';
import { relayOverTcp } from './ice-servers.ts';
import { MAX_EARLY_CANDIDATES, type Limits } from './limits.ts';
import { Peer } from './peer.ts';
import { Signalling } from './signalling.ts';

/**
 * The offer as it is sent. Firefox says `a=end-of-candidates` as soon as it has gathered; a far end that can use none
 * of the listed ones (mDNS names) would give up instead of waiting for the browser's own checks.
 */
const withoutEnd = (sdp: string): string => sdp.replace(/a=end-of-candidates\r?\n/g, '');

export interface RouteEvents extends Omit<SessionEvents, 'lost' | 'candidate'> {
  unreachable(cause: unknown): void;
  isUp(): boolean;
  track(stream: MediaStream): void;
  /** There is a peer connection, with the visitor's tracks. */
  peer(): void;
}

export class Route {
  readonly signalling: Signalling;
  /** The peer connection, once the ICE servers are known. */
  peer: Peer | undefined;
  /** Resolves when the signalling connection is open. */
  readonly opened: Promise<void>;
  /** Whether the gateway could be reached. */
  isOpen = false;
  private readonly _scope: Scope;
  private readonly _gateway: Gateway;
  private readonly _request: CallRequest;
  private readonly _limits: Limits;
  private readonly _events: RouteEvents;
  private readonly _peer: Promise<Peer>;
  private _servers: readonly RTCIceServer[] = [];
  /** Remote candidates of a gateway that is faster than our own peer connection. */
  private _early: RTCIceCandidateInit[] = [];

  /** Begins at once. @param overTcp - through TURN only, over TCP */
  constructor(
    scope: Scope,
    limits: Limits,
    gateway: Gateway,
    request: CallRequest,
    credential: Credential,
    private readonly _overTcp: boolean,
    events: RouteEvents,
  ) {
    this._scope = scope;
    this._gateway = gateway;
    this._request = request;
    this._limits = limits;
    this._events = events;
    this.signalling = new Signalling(scope, limits, gateway, request, credential, {
      ...events,
      candidate: (candidate) => this._addCandidate(candidate),
    });
    this._peer = this.signalling.iceServers().then((servers) => this._createPeer(servers));
    this.opened = this.signalling.open().then(() => void (this.isOpen = true));
    for (const promise of [this._peer, this.opened]) promise.catch(() => undefined); // looked at in `connect`
  }

  /**
   * Resolves when the peer connection is connected.
   * @param stream - the visitor's at the moment it is needed
   * @throws CallError `media-failed` where no path was found: see {@link hasAnother}
   */
  async connect(stream: () => MediaStream): Promise<Peer> {
    const { _scope: scope, _limits: limits, signalling } = this;
    const peer = await scope.wait(this._peer);
    peer.addTracks(stream());
    this._events.peer();
    peer.onCandidate = (candidate) => signalling.send(candidate);
    const { gathersFirst } = this._gateway.rules;
    const needsCandidate =
      gathersFirst || this._overTcp || this._request.iceTransportPolicy === 'relay' || this.hasAnother;
    await scope.wait(
      Promise.all([
        this.opened,
        peer.setOffer(gathersFirst ? limits.gathering : limits.firstCandidates, needsCandidate),
      ]),
    );
    const answer = await scope.wait(
      Promise.race([signalling.exchange(withoutEnd(peer.localSdp)), peer.connected.then(() => '')]),
    );
    await scope.wait(peer.setAnswer(answer));
    if (this.hasAnother)
      scope.timer(limits.route, () => peer.fail('The audio did not connect in time for another attempt.'));
    await scope.wait(peer.connected);
    return peer;
  }

  /**
   * New ICE for a call that is up, where the session has `restart`.
   * @throws CallError where the gateway does not take it
   */
  async restart(): Promise<void> {
    const { peer, signalling } = this;
    if (!peer) return;
    await this._scope.wait(peer.setOffer(this._limits.gathering, false, true));
    try {
      const answer = await signalling.restart(withoutEnd(peer.localSdp));
      await this._scope.wait(peer.setAnswer(answer ?? ''));
    } catch (error) {
      peer.rollback();
      throw error;
    }
  }

  release(): Promise<void> {
    return this._scope.release();
  }

  /** Whether a failed attempt leaves one through TURN over TCP: there is a server, and it was not used yet. */
  get hasAnother(): boolean {
    return !this._overTcp && !this.peer?.hasRelay && relayOverTcp(this._servers).length > 0;
  }

  private _createPeer(servers: readonly RTCIceServer[]): Peer {
    this._servers = servers;
    const { iceTransportPolicy } = this._request;
    const peer = new Peer(
      this._scope,
      this._overTcp
        ? { iceServers: relayOverTcp(servers), iceTransportPolicy: 'relay' }
        : { iceServers: [...servers], iceTransportPolicy },
      this._gateway.rules.dataChannel,
    );
    peer.onTrack = (stream) => this._events.track(stream);
    this.peer = peer;
    if (peer.channel) this.signalling.session.channel?.(peer.channel);
    this._early.splice(0).forEach((candidate) => peer.addCandidate(candidate));
    return peer;
  }

  private _addCandidate(candidate: RTCIceCandidateInit): void {
    if (this.peer) this.peer.addCandidate(candidate);
    else if (this._early.length < MAX_EARLY_CANDIDATES) this._early.push(candidate);
  }
}
