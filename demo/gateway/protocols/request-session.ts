// One call of a protocol that asks once over HTTP: the offer is a request, the answer its response, and after it there
// is nothing left to speak through but what the media brings along. Extended by each of these protocols.

import type { Exchange } from '../exchange.ts';
import type { Refusal } from '../refusal.ts';
import type { AnswerForm } from '../script.ts';
import { Session } from '../session.ts';

/** How long a visitor may take to connect the media, in ms. */
const LIFETIME = 60_000;

export abstract class RequestSession extends Session {
  protected readonly ownCandidates = 'in-answer';
  protected override readonly unbridgeable = 'UNPROCESSABLE';
  /** Until it is answered. */
  #exchange: Exchange | undefined;

  /** Sends the answer's response. */
  protected abstract respond(exchange: Exchange, sdp: string, how: AnswerForm): void;
  /** Says no in the words of the protocol. */
  protected abstract refuse(exchange: Exchange, refusal: Refusal): void;
  /** Tells an error during the call, where there is something to tell it with. */
  protected sendLateError?(refusal: Refusal): void;

  /** Takes the request that holds the offer; answers it in due time. */
  take(exchange: Exchange, sdp: string): void {
    this.#exchange = exchange;
    this.seen.requests.push(exchange.seen);
    this.frames.push({ type: 'offer', hadToken: exchange.token() !== undefined, sdp });
    exchange.onAbandoned(() => {
      if (this.#exchange) this.end('drop');
    });
    void this.expire(LIFETIME, () => this.connectionState === 'connected');
    try {
      void this.begin({ sdp });
    } catch (error) {
      this.fail(error);
    }
  }

  protected override sendAnswer(sdp: string, how: AnswerForm): void {
    if (this.#exchange) this.respond(this.#exchange, sdp, how);
    this.#exchange = undefined;
  }

  protected override sendError(refusal: Refusal): void {
    if (this.#exchange) this.refuse(this.#exchange, refusal);
    else this.sendLateError?.(refusal);
    this.#exchange = undefined;
  }

  /** Before the answer there is a connection to close; later there is none. */
  closeSocket(): void {
    this.dropSocket();
  }

  dropSocket(): void {
    this.#exchange?.drop();
  }

  /** The answer has no other way than its own response. */
  nextSocket(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected override mediaClosed(): void {
    this.end('client');
  }

  protected override mediaLost(): void {
    this.end('drop');
  }

  protected override release(): void {
    this.#exchange?.drop();
  }
}
