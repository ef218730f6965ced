// One pipecat call: its data channel with pings, signalling messages and RTVI, and the candidates that follow it.

import type { Exchange } from '../exchange.ts';
import { NONSENSE_JSON } from '../noise.ts';
import { isObject, parseJson, type Fields } from '../parse.ts';
import type { IceCandidate } from '../peer.ts';
import { Refusal } from '../refusal.ts';
import type { AnswerForm, NoiseKind } from '../script.ts';
import { ChannelLine } from './channel-line.ts';
import { RequestSession } from './request-session.ts';

const LABEL = 'chat';

/** A client that has pinged once is gone when it has not for so long, in ms. */
const GONE_AFTER = 3000;

export class PipecatSession extends RequestSession {
  readonly protocol = 'pipecat';
  protected override readonly channelRule = 'may';
  readonly #token: string | undefined;
  protected readonly refuse: (exchange: Exchange, refusal: Refusal) => void;
  readonly #line = new ChannelLine(this.seen, { label: LABEL, received: (data) => this.#receive(data) });
  #gone: NodeJS.Timeout | undefined;

  /** @param token - of the offer's request, which the candidates' must have too */
  constructor(
    sessionId: string,
    behaviour: string,
    token: string | undefined,
    refuse: (exchange: Exchange, refusal: Refusal) => void,
  ) {
    super(sessionId, behaviour);
    this.#token = token;
    this.refuse = refuse;
  }

  takeCandidates(exchange: Exchange, candidates: readonly IceCandidate[]): void {
    this.seen.requests.push(exchange.seen);
    const hadToken = exchange.token() !== undefined;
    if (exchange.token() !== this.#token) throw new Refusal('UNAUTHORIZED', 'The token is not the offer’s');
    for (const candidate of candidates) {
      this.frames.push({ type: 'ice-candidate', hadToken, candidate });
      // One that cannot be used is no fault: a name that only the visitor's network knows, for instance.
      this.addCandidate(candidate).catch(() => undefined);
    }
    exchange.answer(200, { status: 'success' });
  }

  protected respond(exchange: Exchange, sdp: string, how: AnswerForm): void {
    const id = how === 'without-session-id' ? {} : { pc_id: this.sessionId };
    exchange.answer(200, { sdp, type: 'answer', ...id });
  }

  /** Sentence by sentence, each twice: as today's servers say it, and as they say it to older clients as well. */
  protected override sendTranscript(text: string): void {
    this.#rtvi('bot-started-speaking');
    for (const sentence of text.match(/[^.!?]+[.!?]*/g) ?? []) {
      const said = sentence.trim();
      this.#rtvi('bot-transcription', { text: said });
      this.#rtvi('bot-output', { text: said, spoken: true, aggregated_by: 'sentence' });
    }
  }

  protected override sendLateError({ message }: Refusal): void {
    this.#rtvi('error', { message, fatal: true });
  }

  override makeNoise(what: NoiseKind): void {
    if (what !== 'garbage') return;
    for (const value of NONSENSE_JSON) this.#line.send(value);
    this.#line.sendRaw('this is not JSON');
    this.#line.sendRaw('pong: 0');
    this.#line.sendRaw(new Uint8Array([0, 1, 254, 255]));
    for (const message of [null, 7, {}, { type: 'unknown' }])
      this.#line.send({ type: 'signalling', message });
    for (const data of [null, {}, { text: 5 }]) this.#rtvi('bot-transcription', data);
    this.#line.send({ label: 'another-label', type: 'bot-transcription', data: { text: 'not for you' } });
    this.#rtvi('error', { message: 'Nothing that ends a call', fatal: false });
  }

  override hangUp(): void {
    this.#line.send({ type: 'signalling', message: { type: 'peerLeft' } });
  }

  protected override takeChannel(channel: RTCDataChannel): void {
    this.#line.take(channel);
  }

  protected override release(): void {
    super.release();
    clearTimeout(this.#gone);
  }

  #rtvi(type: string, data?: unknown): void {
    this.#line.send({ label: 'rtvi-ai', type, data });
  }

  #receive(data: unknown): void {
    if (typeof data === 'string' && data.startsWith('ping')) {
      this.seen.pings++;
      clearTimeout(this.#gone);
      if (!this.ended) this.#gone = setTimeout(() => this.end('drop'), GONE_AFTER);
      return;
    }
    const message = typeof data === 'string' ? parseJson(data) : undefined;
    this.seen.channelMessages.push(message ?? data);
    if (isObject(message) && message['label'] === 'rtvi-ai') this.#take(message);
  }

  #take({ type, id, data }: Fields): void {
    if (type === 'client-ready') this.#rtvi('bot-ready', { version: '1.0.0' });
    else if (type === 'disconnect-bot') this.end('client');
    else if (type === 'send-text') {
      const content = isObject(data) ? data['content'] : undefined;
      if (typeof content === 'string') this.messages.push(content);
      else
        this.#line.send({
          label: 'rtvi-ai',
          type: 'error-response',
          id,
          data: { error: 'content is a string' },
        });
    }
  }
}
