// Joins a visitor's audio to whoever is at the far end. Knows the media and the agent; no protocol.

import { Agent, type AgentView } from './agent.ts';
import type { FarEnd } from './behaviours.ts';
import { Cable } from './cable.ts';
import { Peer, type Heard, type IceCandidate } from './peer.ts';
import { withoutCandidates } from './sdp.ts';

export interface BridgeEvents {
  onCandidate(candidate: IceCandidate): void;
  /** The media connected for the first time. */
  onConnected(): void;
  /** The media is gone for good. */
  onLost(): void;
  /** The visitor's peer closed. */
  onClosed(): void;
  /** The agent cannot speak. */
  onAgentFailure(): void;
  onChannel(channel: RTCDataChannel): void;
}

const NOBODY: AgentView = { speaking: false, turns: 0, interruptions: 0 };

export class Bridge {
  readonly #farEnd: FarEnd;
  readonly #agent: Agent | undefined;
  readonly #events: BridgeEvents;
  /** Resolves when there is a peer that candidates can be given to. */
  readonly #ready: Promise<void>;
  #setReady: () => void = () => undefined;
  #peer: Peer | undefined;
  #cable: Cable | undefined;
  #closed = false;
  #connected = false;

  /** @param greeting - the agent's first words, where the far end is one */
  constructor(farEnd: FarEnd, greeting: string, events: BridgeEvents) {
    this.#farEnd = farEnd;
    this.#agent = farEnd === 'agent' ? new Agent(greeting) : undefined;
    this.#events = events;
    this.#ready = new Promise((resolve) => (this.#setReady = resolve));
  }

  get state(): RTCPeerConnectionState {
    if (this.#closed) return 'closed';
    return this.#peer?.state ?? 'new';
  }

  get agent(): AgentView {
    return this.#agent ?? NOBODY;
  }

  /**
   * @param form - `complete` waits for all candidates; `cuttable` does so too, and has one alone, whose network
   *   cutNetwork() takes away
   * @returns the SDP that answers the offer's
   */
  async answer(sdp: string, form: 'at-once' | 'complete' | 'cuttable'): Promise<string> {
    const events = this.#events;
    const peer = await Peer.create({
      onCandidate: (candidate) => events.onCandidate(candidate),
      onState: (state) => this.#follow(state),
      onClosed: () => events.onClosed(),
      onAudio: (frame) => {
        if (this.#farEnd === 'echo') peer.send(frame.slice());
        else this.#agent?.hear(frame);
      },
      onChannel: (channel) => events.onChannel(channel),
    });
    this.#peer = peer;
    if (this.#closed) peer.close();
    if (form === 'cuttable') this.#cable = new Cable();
    // With a cable the peer must not know another way to the visitor.
    const offer = this.#cable ? withoutCandidates(sdp) : sdp;
    const answer = await peer.answer(offer, this.#farEnd !== 'nobody');
    this.#setReady();
    if (form === 'at-once') return answer;
    const complete = await peer.gathered();
    return this.#cable ? this.#cable.route(complete) : complete;
  }

  /** Takes a candidate, which may come before the answer. @returns when it was applied */
  async addCandidate(candidate: IceCandidate): Promise<void> {
    await this.#ready;
    if (!this.#cable) await this.#peer?.addCandidate(candidate);
  }

  hears(ms: number): Heard {
    return this.#peer?.hears(ms) ?? { rms: 0, frequency: 0 };
  }

  /** The agent says no more; the media stays. */
  silence(): void {
    this.#agent?.stop();
  }

  /** Nothing arrives any more, and nobody is told. */
  cutNetwork(): void {
    this.#cable?.cut();
  }

  /** The visitor's peer is told. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#agent?.stop();
    this.#peer?.close();
    this.#cable?.close();
  }

  #follow(state: RTCPeerConnectionState): void {
    if (state === 'connected' && !this.#connected) {
      this.#connected = true;
      this.#agent?.greet((frame) => this.#peer?.send(frame)).catch(() => this.#events.onAgentFailure());
      this.#events.onConnected();
    } else if (state === 'failed' || state === 'closed') {
      this.#events.onLost();
    }
  }
}
