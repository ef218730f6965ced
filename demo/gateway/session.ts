// One call, whatever its protocol: the script that its token asked for, its bridge, its end. A protocol extends it with
// its wire; nothing in here knows one.

import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentView } from './agent.ts';
import { behaviours, type Behaviour, type Step } from './behaviours.ts';
import { Bridge } from './bridge.ts';
import type { Heard, IceCandidate } from './peer.ts';
import { Refusal } from './refusal.ts';
import { losesMedia, perform, type AnswerForm, type NoiseKind, type Stage } from './script.ts';
import { NONSENSE, whyNotBridgeable, withoutCandidates, type ChannelRule } from './sdp.ts';
import { SessionRecord } from './session-record.ts';
import type { EndedBy, GatewaySession, Offer } from './session-view.ts';

/** Between the last word and the closing of socket and media, in ms: the client sees the word first. */
const FAREWELL = 250;

export abstract class Session extends SessionRecord implements GatewaySession, Stage {
  /** When the gateway's own candidates go out; `in-answer` waits for all of them. */
  protected abstract readonly ownCandidates: 'before-answer' | 'after-answer' | 'in-answer';
  protected readonly channelRule: ChannelRule = 'never';
  /** The code of an offer that cannot be bridged. */
  protected readonly unbridgeable: string = 'MEDIA_BRIDGE_FAILURE';

  readonly queued: boolean = false;
  /** The SDP that was answered; undefined before. */
  protected answered: string | undefined;
  /** Aborted when the session ends: every wait hangs on it. */
  readonly #life = new AbortController();
  #bridge: Bridge | undefined;
  /** The gateway's candidates that wait for the answer. */
  #early: IceCandidate[] = [];
  #farewell: NodeJS.Timeout | undefined;

  // What a protocol says on its wire. A method that is missing is something that the protocol cannot say.

  protected abstract sendAnswer(sdp: string, how: AnswerForm): void;
  protected abstract sendError(refusal: Refusal, extra: Readonly<Record<string, unknown>>): void;
  protected sendCandidate?(candidate: IceCandidate): void;
  makeNoise?(what: NoiseKind): void;
  hangUp?(): void;
  abstract closeSocket(code: number): void;
  abstract dropSocket(): void;
  abstract nextSocket(ms: number): Promise<boolean>;
  pausing(): void {}
  /** The agent begins to say this. */
  protected sendTranscript?(text: string): void;
  protected takeChannel?(channel: RTCDataChannel): void;
  /** The visitor's peer closed: the only goodbye of a protocol without one. */
  protected mediaClosed?(): void;
  protected mediaLost?(): void;
  /** Frees what the protocol holds. */
  protected release?(): void;

  get connectionState(): RTCPeerConnectionState {
    return this.#bridge?.state ?? 'new';
  }

  get agent(): AgentView {
    return this.#bridge?.agent ?? { speaking: false, turns: 0, interruptions: 0 };
  }

  get life(): AbortSignal {
    return this.#life.signal;
  }

  /** Where a peer that closes is a goodbye, losing the media takes a network that fails. */
  get #isCut(): boolean {
    return this.ownCandidates === 'in-answer' && losesMedia(this.behaviour);
  }

  protected get script(): Behaviour | undefined {
    return behaviours[this.behaviour];
  }

  hears(ms = 300): Heard {
    return this.#bridge?.hears(ms) ?? { rms: 0, frequency: 0 };
  }

  /** Takes the one offer of a session. @returns when what the behaviour does on it is done */
  protected begin(offer: Offer, echo = false): Promise<void> {
    this.offer = offer;
    const { script } = this;
    if (!script) throw new Refusal('UNAUTHORIZED', 'Invalid authentication token');
    const why = whyNotBridgeable(offer.sdp, this.channelRule);
    if (why !== undefined) throw new Refusal(this.unbridgeable, why);
    this.#bridge = new Bridge(echo ? 'echo' : script.farEnd, script.greeting, {
      onCandidate: (candidate) => this.#passOn(candidate),
      onConnected: () => this.#connected(script),
      onLost: () => this.mediaLost?.(),
      onClosed: () => this.mediaClosed?.(),
      onAgentFailure: () => this.fail(new Refusal('AGENT_FAILURE', 'The agent cannot speak')),
      onChannel: (channel) => this.takeChannel?.(channel),
    });
    return this.#perform(script.onOffer);
  }

  /** @returns when it was applied, which is never where the behaviour uses none */
  protected async addCandidate(candidate: IceCandidate): Promise<void> {
    if (this.script?.candidates === 'used') await this.#bridge?.addCandidate(candidate);
  }

  async answer(how: AnswerForm): Promise<void> {
    const mute = how === 'without-candidates';
    let sdp = NONSENSE;
    if (how !== 'bad-sdp') {
      const offered = this.offer?.sdp ?? '';
      const complete = this.#isCut ? 'cuttable' : 'complete';
      const form = this.ownCandidates === 'after-answer' ? 'at-once' : complete;
      // The offer's candidates go too: one side that knows the other's address is enough to connect.
      sdp = (await this.#bridge?.answer(mute ? withoutCandidates(offered) : offered, form)) ?? '';
      if (mute || this.ownCandidates === 'before-answer') sdp = withoutCandidates(sdp);
    }
    if (this.ended) return;
    this.sendAnswer(sdp, how);
    this.answered = sdp;
    for (const candidate of this.#early.splice(0)) this.#passOn(candidate);
  }

  cutMedia(): void {
    if (this.#isCut) this.#bridge?.cutNetwork();
    else this.#bridge?.close();
  }

  /** Tells the client what went wrong and ends the session. */
  fail(error: unknown, extra: Readonly<Record<string, unknown>> = {}): void {
    if (this.ended) return;
    const refusal =
      error instanceof Refusal ? error : new Refusal('MEDIA_BRIDGE_FAILURE', 'The media bridge failed');
    this.sendError(refusal, extra);
    this.end('error', refusal.code);
  }

  end(by: EndedBy, code?: string): void {
    if (this.ended) return;
    this.ended = code === undefined ? { by } : { by, code };
    this.#life.abort();
    this.#bridge?.silence();
    this.#farewell = setTimeout(() => this.dispose(), FAREWELL);
  }

  /** Frees everything at once. */
  dispose(): void {
    this.end('shutdown');
    clearTimeout(this.#farewell);
    this.#bridge?.close();
    this.release?.();
  }

  /** Ends the session if the visitor has not come so far after `ms`. */
  protected async expire(ms: number, came: () => boolean): Promise<void> {
    try {
      await sleep(ms, undefined, { signal: this.life, ref: false });
      if (!came()) this.end('drop');
    } catch {
      // The session ended before.
    }
  }

  #connected(script: Behaviour): void {
    if (script.farEnd === 'agent') this.sendTranscript?.(script.greeting);
    void this.#perform(script.onConnect);
  }

  #perform(steps: readonly Step[]): Promise<void> {
    return perform(steps, this);
  }

  #passOn(candidate: IceCandidate): void {
    if (this.ended || this.script?.candidates === 'ignored' || this.ownCandidates === 'in-answer') return;
    const wait = this.answered === undefined && this.ownCandidates === 'after-answer';
    if (wait) this.#early.push(candidate);
    else this.sendCandidate?.(candidate);
  }
}
