// One PolyAI call: the state of its protocol, and how each step of a script is said in its frames.

import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import type { AnswerForm, NoiseKind } from '../script.ts';
import { Session } from '../session.ts';
import type { ClientFrame } from './polyai-frames.ts';
import { Line } from './polyai-line.ts';
import { noiseOf } from './polyai-noise.ts';

/**
 * How long new sockets are refused for a session that refuses reconnects, in ms: a client's three attempts take 7 s,
 * and afterwards the sockets are those of other calls.
 */
const REFUSAL = 10_000;

export class PolyaiSession extends Session {
  readonly protocol = 'polyai';
  protected readonly ownCandidates = 'after-answer';
  override sockets = 1;
  readonly #line: Line;
  readonly #graceMs: number;
  #lostAt = 0;

  /** @param graceMs - how long the session waits for a new socket when it has lost its own */
  constructor(socket: WebSocket, graceMs: number) {
    super(randomUUID(), '');
    this.#line = new Line(socket);
    this.#graceMs = graceMs;
  }

  get takesAnySocket(): boolean {
    return this.#line.takesAnySocket;
  }

  get #refusesReconnects(): boolean {
    return this.script?.reconnects === 'refused';
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
      this.behaviour = frame.behaviour;
      void this.begin(frame.offer, frame.offer.mode === 'echo');
    } else if (this.answered === undefined || frame.sessionId !== this.sessionId) {
      throw new Refusal('INVALID_MESSAGE', 'Unknown session');
    } else if (frame.type === 'close') {
      this.end('client');
    } else {
      this.addCandidate(frame.candidate).catch((error: unknown) => this.fail(error));
    }
  }

  attach(socket: WebSocket): void {
    this.sockets++;
    this.#line.attach(socket);
  }

  /** A socket is gone; it was this session's once. @param code - how it was closed */
  detach(socket: WebSocket, code: number): void {
    if (!this.#line.detach(socket)) return;
    this.closeCode = code;
    if (this.ended || this.takesAnySocket) return;
    this.#lostAt = performance.now();
    // Without an answer the client has no session id to come back with.
    if (this.answered === undefined) this.end('drop');
    else void this.#waitForSocket();
  }

  protected override sendAnswer(sdp: string, how: AnswerForm): void {
    const frame = { type: 'answer', sessionId: this.sessionId, data: { type: 'answer', sdp } };
    this.#line.send(how === 'without-session-id' ? { type: frame.type, data: frame.data } : frame);
  }

  protected override sendCandidate(candidate: IceCandidate): void {
    this.#line.send({ type: 'ice-candidate', sessionId: this.sessionId, data: candidate });
  }

  protected override sendError({ code, message }: Refusal, extra: Readonly<Record<string, unknown>>): void {
    const sessionId = this.answered === undefined ? '' : this.sessionId;
    this.#line.send({ type: 'error', sessionId, data: { code, message, ...extra } });
  }

  override makeNoise(what: NoiseKind): void {
    const frames = noiseOf(what, this.sessionId, this.answered ?? '');
    for (const frame of frames) this.#line.sendRaw(frame);
  }

  override hangUp(): void {
    this.#line.send({ type: 'close', sessionId: this.sessionId });
  }

  closeSocket(code: number): void {
    this.#line.close(code);
  }

  dropSocket(): void {
    this.#line.drop();
  }

  nextSocket(ms: number): Promise<boolean> {
    return this.#line.nextSocket(ms, 'any', this.life);
  }

  protected override mediaLost(): void {
    if (!this.#line.isUp) this.end('drop');
  }

  protected override release(): void {
    this.#line.close(1000);
  }

  /**
   * Waits for a new socket. A call that can still be heard outlives the wait: its client may have come back with a
   * socket that says nothing, which cannot be told from any other before its first frame.
   */
  async #waitForSocket(): Promise<void> {
    try {
      const back = await this.#line.nextSocket(this.#graceMs, 'own', this.life);
      if (!back && (this.connectionState !== 'connected' || this.#refusesReconnects)) this.end('drop');
    } catch {
      // The session ended meanwhile.
    }
  }
}
