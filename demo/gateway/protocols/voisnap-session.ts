// One Voisnap call: what the hub's methods do, and how each step of a script is said in its events.

import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { NOBODY } from '../noise.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import { losesSocket, type NoiseKind } from '../script.ts';
import { withOtherIce } from '../sdp.ts';
import { Session } from '../session.ts';
import { Hub, HubError, type HubLimits } from './signalr.ts';
import { parseCandidate, parseEnd, parseOffer } from './voisnap-messages.ts';
import { garbage } from './voisnap-noise.ts';

/** How long a session waits for its hub, in ms. */
const LIFETIME = 5 * 60_000;

/** The errors that the offer's own completion tells; all others come as an event. */
const TOLD_BY_COMPLETION: ReadonlySet<string> = new Set(['INVALID_MESSAGE', 'HANDLER_ERROR']);

export class VoisnapSession extends Session {
  readonly protocol = 'voisnap';
  protected readonly ownCandidates = 'after-answer';
  protected override readonly unbridgeable = 'INVALID_MESSAGE';
  readonly sessionToken = `wrtc_tok_${randomBytes(24).toString('base64url')}`;
  readonly expiresAt = new Date(Date.now() + LIFETIME);
  readonly #accessToken: string;
  readonly #limits: HubLimits;
  readonly #conversationId = randomUUID();
  #hub: Hub | undefined;
  #onHub: (() => void) | undefined;
  /** What SendOfferAsync waits for: the script's end or its first pause. */
  #accepted: { resolve(): void; reject(error: HubError): void } | undefined;

  /** @param accessToken - the token that the session was made with, which the hub asks for again */
  constructor(behaviour: string, accessToken: string, limits: HubLimits) {
    super(`wrtc_${randomBytes(9).toString('hex').toUpperCase()}`, behaviour);
    this.#accessToken = accessToken;
    this.#limits = limits;
    void this.expire(LIFETIME, () => this.offer !== undefined);
  }

  /** Whether a hub connection with these tokens may open: one alone, except where the behaviour loses it. */
  admits(sessionToken: string | null, accessToken: string | null): boolean {
    if (sessionToken !== this.sessionToken || accessToken !== this.#accessToken) return false;
    if (this.ended || Date.now() > this.expiresAt.getTime()) return false;
    const mayReturn = losesSocket(this.behaviour) && this.script?.reconnects === 'accepted';
    return this.sockets === 0 || (mayReturn && this.#hub === undefined);
  }

  attach(socket: WebSocket): void {
    this.sockets++;
    const hub = new Hub(socket, this.#limits, () => this.seen, {
      opened: () => {
        this.#hub = hub;
        hub.send('SessionStarted', { conversationId: this.#conversationId });
        this.#onHub?.();
      },
      invoke: (target, args) => this.#invoke(target, args),
      closed: (code) => this.#lost(hub, code),
    });
  }

  protected override sendAnswer(sdp: string): void {
    this.#hub?.send('SdpAnswerReceived', { sdp, type: 'answer' });
  }

  protected override sendCandidate(candidate: IceCandidate): void {
    this.#hub?.send('IceCandidateReceived', candidate);
  }

  protected override sendError({ code, message }: Refusal, extra: Readonly<Record<string, unknown>>): void {
    if (this.#accepted && TOLD_BY_COMPLETION.has(code)) this.#accepted.reject(new HubError(message));
    else this.#hub?.send('Error', { message, code, recoverable: false, ...extra });
  }

  protected override sendTranscript(text: string): void {
    this.#hub?.send('Transcription', { text, isFinal: true, speaker: 'agent' });
  }

  override makeNoise(what: NoiseKind): void {
    const again = { sdp: withOtherIce(this.answered ?? ''), type: 'answer' };
    if (what === 'garbage') for (const text of garbage()) this.#hub?.sendRaw(text);
    else if (what === 'early-candidates' || what === 'foreign-candidates') this.sendCandidate(NOBODY);
    else this.#hub?.send('SdpAnswerReceived', again);
  }

  override hangUp(): void {
    this.#hub?.send('SessionEnded', { reason: 'agent_ended' });
  }

  closeSocket(code: number): void {
    if (code === 1000) this.#hub?.close();
    else this.#hub?.closeSocket(code);
  }

  dropSocket(): void {
    this.#hub?.drop();
  }

  async nextSocket(ms: number): Promise<boolean> {
    const came = new Promise<void>((resolve) => (this.#onHub = resolve));
    const late = sleep(ms, undefined, { signal: this.life });
    await Promise.race([came, late]);
    return this.#hub !== undefined;
  }

  override pausing(): void {
    this.#accepted?.resolve();
  }

  protected override mediaClosed(): void {
    if (!this.#hub) this.end('drop');
  }

  protected override mediaLost(): void {
    if (!this.#hub) this.end('drop');
  }

  protected override release(): void {
    this.#hub?.close();
  }

  async #invoke(target: string, args: readonly unknown[]): Promise<void> {
    try {
      if (target === 'SendOfferAsync') await this.#takeOffer(parseOffer(args));
      else if (target === 'SendIceCandidateAsync') this.#takeCandidate(parseCandidate(args));
      else if (target === 'EndSessionAsync') this.#takeEnd(parseEnd(args));
      else throw new HubError(`There is no method ${target}`);
    } catch (error) {
      throw error instanceof Refusal ? new HubError(error.message) : error;
    }
  }

  async #takeOffer(sdp: string): Promise<void> {
    if (this.ended) throw new HubError('The session has ended');
    if (this.offer) throw new HubError('One offer per session');
    this.frames.push({ type: 'offer', hadToken: false, sdp });
    await new Promise<void>((resolve, reject) => {
      this.#accepted = { resolve, reject };
      this.begin({ sdp }).then(resolve, reject);
    }).catch((error: unknown) => {
      this.fail(error); // an offer that cannot be bridged; anything else has failed the session already
      throw error;
    });
    this.#accepted = undefined;
  }

  #takeCandidate(candidate: IceCandidate): void {
    if (!this.offer) throw new HubError('The offer comes first');
    this.frames.push({ type: 'ice-candidate', hadToken: false, candidate });
    // One that cannot be used is no fault: a name that only the visitor's network knows, for instance.
    this.addCandidate(candidate).catch(() => undefined);
  }

  #takeEnd(reason: string): void {
    this.frames.push({ type: 'close', hadToken: false, reason });
    this.end('client');
  }

  /** Without a hub a call goes on as long as it is heard. */
  #lost(hub: Hub, code: number): void {
    if (this.#hub !== hub) return;
    this.#hub = undefined;
    this.closeCode = code;
    const waits = losesSocket(this.behaviour) && code === 1006;
    if (this.connectionState !== 'connected' && !waits) this.end('drop');
  }
}
