import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { AgentView } from './agent.ts';
import { behaviours, type Behaviour, type Step } from './behaviours.ts';
import { Bridge } from './bridge.ts';
import { Refusal, type ClientFrame, type IceCandidate, type Offer } from './frames.ts';
import { Line } from './line.ts';
import type { Heard } from './peer.ts';
import { perform, type Stage } from './script.ts';
import { countCandidates, whyNotBridgeable, withoutCandidates } from './sdp.ts';
import type { EndedBy, GatewaySession, ReceivedFrame } from './session-view.ts';

/** Between the last frame and the closing of socket and media, in ms: the client sees the frame first. */
const FAREWELL = 250;

/**
 * How long new sockets are refused for a session that refuses reconnects, in ms: a client's three attempts take 7 s,
 * and afterwards the sockets are those of other calls.
 */
const REFUSAL = 10_000;

/** One call: the state of its protocol. What it does beyond the protocol is the script that its token asked for. */
export class Session implements GatewaySession {
  readonly sessionId = randomUUID();
  readonly frames: ReceivedFrame[] = [];
  readonly #line: Line;
  readonly #graceMs: number;
  /** Aborted when the session ends: every wait hangs on it. */
  readonly #life = new AbortController();
  #script: Behaviour | undefined;
  #bridge: Bridge | undefined;
  #answer: string | undefined;
  /** The gateway's candidates from before the answer was sent. */
  #early: IceCandidate[] = [];
  #lostAt = 0;
  #farewell: NodeJS.Timeout | undefined;
  behaviour = '';
  offer: Offer | undefined = undefined;
  ended: { by: EndedBy; code?: string } | undefined = undefined;

  /** @param graceMs - how long the session waits for a new socket when it has lost its own */
  constructor(socket: WebSocket, graceMs: number) {
    this.#line = new Line(socket);
    this.#graceMs = graceMs;
  }

  #count(type: string): number {
    return this.frames.filter((frame) => frame.type === type).length;
  }

  get offers(): number {
    return this.#count('offer');
  }

  get candidates(): number {
    return this.#count('ice-candidate');
  }

  get closeFrames(): number {
    return this.#count('close');
  }

  get candidatesInOffer(): number {
    return countCandidates(this.offer?.sdp ?? '');
  }

  get sockets(): number {
    return this.#line.sockets;
  }

  get reconnects(): number {
    return this.#line.sockets - 1;
  }

  get closeCode(): number | undefined {
    return this.#line.closeCode;
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#bridge?.state ?? 'new';
  }

  get agent(): AgentView {
    return this.#bridge?.agent ?? { speaking: false, turns: 0, interruptions: 0 };
  }

  hears(ms = 300): Heard {
    return this.#bridge?.hears(ms) ?? { rms: 0, frequency: 0 };
  }

  get takesAnySocket(): boolean {
    return this.#line.takesAnySocket;
  }

  get #refusesReconnects(): boolean {
    return this.#script?.reconnects === 'refused';
  }

  /** Whether new sockets have to be refused because they may be this session's. */
  get refusesSockets(): boolean {
    return (
      this.#refusesReconnects && !this.#line.isUp && !this.ended && performance.now() - this.#lostAt < REFUSAL
    );
  }

  /** A checked frame. Throws a Refusal for one that does not fit the session's state. */
  handle(frame: ClientFrame): void {
    if (this.ended) return; // a close frame after an error is what a good client sends
    if (frame.type === 'offer') {
      if (this.offer) throw new Refusal('INVALID_MESSAGE', 'One offer per session');
      this.#start(frame.offer, frame.behaviour);
    } else if (this.#answer === undefined || frame.sessionId !== this.sessionId) {
      throw new Refusal('INVALID_MESSAGE', 'Unknown session');
    } else if (frame.type === 'close') {
      this.end('client');
    } else if (this.#script?.candidates === 'used') {
      this.#bridge?.addCandidate(frame.candidate).catch((error: unknown) => this.fail(error));
    }
  }

  attach(socket: WebSocket): void {
    this.#line.attach(socket);
  }

  /** A socket is gone; it was this session's once. @param code - how it was closed */
  detach(socket: WebSocket, code: number): void {
    if (!this.#line.detach(socket, code) || this.ended || this.takesAnySocket) return;
    this.#lostAt = performance.now();
    // Without an answer the client has no session id to come back with.
    if (this.#answer === undefined) this.end('drop');
    else void this.#waitForSocket();
  }

  /** Tells the client what went wrong and ends the session. */
  fail(error: unknown, extra: Readonly<Record<string, unknown>> = {}): void {
    if (this.ended) return;
    const { code, message } =
      error instanceof Refusal ? error : new Refusal('MEDIA_BRIDGE_FAILURE', 'The media bridge failed');
    const sessionId = this.#answer === undefined ? '' : this.sessionId;
    this.#line.send({ type: 'error', sessionId, data: { code, message, ...extra } });
    this.end('error', code);
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
    this.#line.close(1000);
  }

  #start(offer: Offer, behaviour: string): void {
    this.offer = offer;
    this.behaviour = behaviour;
    const script = behaviours[behaviour];
    if (!script) throw new Refusal('UNAUTHORIZED', 'Invalid authentication token');
    this.#script = script;
    const why = whyNotBridgeable(offer.sdp);
    if (why !== undefined) throw new Refusal('MEDIA_BRIDGE_FAILURE', why);
    this.#bridge = new Bridge(offer.mode === 'echo' ? undefined : script.greeting, {
      onCandidate: (candidate) => this.#sendCandidate(candidate),
      onConnected: () => this.#perform(script.onConnect),
      onLost: () => this.#mediaLost(),
      onAgentFailure: () => this.fail(new Refusal('AGENT_FAILURE', 'The agent cannot speak')),
    });
    this.#perform(script.onOffer);
  }

  #perform(steps: readonly Step[]): void {
    if (!this.#bridge) return;
    const stage: Stage = {
      sessionId: this.sessionId,
      line: this.#line,
      bridge: this.#bridge,
      answer: () => this.#answer ?? '',
      life: this.#life.signal,
      sendAnswer: (how) => this.#sendAnswer(how),
      fail: (error, extra) => this.fail(error, extra),
      end: (by) => this.end(by),
    };
    void perform(steps, stage);
  }

  async #sendAnswer(how: (Step & { do: 'answer' })['how']): Promise<void> {
    const mute = how === 'without-candidates';
    let sdp = 'v=0\r\nthis is not an answer\r\n';
    if (how !== 'bad-sdp') {
      const offered = this.offer?.sdp ?? '';
      // The offer's candidates go too: one side that knows the other's address is enough to connect.
      sdp = (await this.#bridge?.answer(mute ? withoutCandidates(offered) : offered)) ?? '';
      if (mute) sdp = withoutCandidates(sdp);
    }
    if (this.ended) return;
    const frame = { type: 'answer', sessionId: this.sessionId, data: { type: 'answer', sdp } };
    this.#line.send(how === 'without-session-id' ? { type: frame.type, data: frame.data } : frame);
    this.#answer = sdp;
    for (const candidate of this.#early.splice(0)) this.#sendCandidate(candidate);
  }

  #sendCandidate(candidate: IceCandidate): void {
    if (this.ended || this.#script?.candidates === 'ignored') return;
    if (this.#answer === undefined) this.#early.push(candidate);
    else this.#line.send({ type: 'ice-candidate', sessionId: this.sessionId, data: candidate });
  }

  /**
   * Waits for a new socket. A call that can still be heard outlives the wait: its client may have come back with a
   * socket that says nothing, which cannot be told from any other before its first frame.
   */
  async #waitForSocket(): Promise<void> {
    try {
      const back = await this.#line.nextSocket(this.#graceMs, 'own', this.#life.signal);
      if (!back && (this.connectionState !== 'connected' || this.#refusesReconnects)) this.end('drop');
    } catch {
      // The session ended meanwhile.
    }
  }

  #mediaLost(): void {
    if (!this.#line.isUp) this.end('drop');
  }
}
