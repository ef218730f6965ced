import { Agent, type AgentView } from './agent.ts';
import type { IceCandidate } from './frames.ts';
import { Peer, type Heard } from './peer.ts';

export interface BridgeEvents {
  onCandidate(candidate: IceCandidate): void;
  /** The media connected for the first time. */
  onConnected(): void;
  /** The media is gone for good. */
  onLost(): void;
  /** The agent cannot speak. */
  onAgentFailure(): void;
}

const NOBODY: AgentView = { speaking: false, turns: 0, interruptions: 0 };

/** Joins a visitor's audio to the agent, or to itself in echo mode. */
export class Bridge {
  readonly #agent: Agent | undefined;
  readonly #events: BridgeEvents;
  #peer: Peer | undefined;
  #closed = false;
  #connected = false;

  /** @param greeting - the agent's first words; undefined for echo mode, which has no agent */
  constructor(greeting: string | undefined, events: BridgeEvents) {
    this.#agent = greeting === undefined ? undefined : new Agent(greeting);
    this.#events = events;
  }

  get state(): RTCPeerConnectionState {
    if (this.#closed) return 'closed';
    return this.#peer?.state ?? 'new';
  }

  get agent(): AgentView {
    return this.#agent ?? NOBODY;
  }

  /** @returns the SDP that answers the offer's */
  async answer(sdp: string): Promise<string> {
    const peer = await Peer.create({
      onCandidate: (candidate) => this.#events.onCandidate(candidate),
      onState: (state) => this.#follow(state),
      onAudio: (frame) => (this.#agent ? this.#agent.hear(frame) : peer.send(frame.slice())),
    });
    this.#peer = peer;
    if (this.#closed) peer.close();
    return peer.answer(sdp);
  }

  async addCandidate(candidate: IceCandidate): Promise<void> {
    await this.#peer?.addCandidate(candidate);
  }

  hears(ms: number): Heard {
    return this.#peer?.hears(ms) ?? { rms: 0, frequency: 0 };
  }

  /** The agent says no more; the media stays. */
  silence(): void {
    this.#agent?.stop();
  }

  close(): void {
    this.#closed = true;
    this.#agent?.stop();
    this.#peer?.close();
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
