// One OpenAI call: the events of its data channel, in both directions.

import { randomBytes } from 'node:crypto';
import type { Exchange } from '../exchange.ts';
import { NONSENSE_JSON } from '../noise.ts';
import { isObject, parseJson, type Fields } from '../parse.ts';
import type { Refusal } from '../refusal.ts';
import type { AnswerForm, NoiseKind } from '../script.ts';
import { ChannelLine } from './channel-line.ts';
import { RequestSession } from './request-session.ts';

const LABEL = 'oai-events';

const id = (kind: string): string => `${kind}_${randomBytes(9).toString('base64url')}`;

export class OpenaiSession extends RequestSession {
  readonly protocol = 'openai';
  protected override readonly channelRule = 'must';
  readonly #location: string;
  protected readonly refuse: (exchange: Exchange, refusal: Refusal) => void;
  readonly #line = new ChannelLine(this.seen, {
    label: LABEL,
    opened: () =>
      this.#send('session.created', {
        session: { type: 'realtime', object: 'realtime.session', id: id('sess') },
      }),
    received: (data) => this.#receive(data),
  });

  /** @param location - of the call, told with the answer */
  constructor(
    sessionId: string,
    behaviour: string,
    location: string,
    refuse: (exchange: Exchange, refusal: Refusal) => void,
  ) {
    super(sessionId, behaviour);
    this.#location = location;
    this.refuse = refuse;
  }

  protected respond(exchange: Exchange, sdp: string, how: AnswerForm): void {
    const headers = how === 'without-session-id' ? {} : { Location: this.#location };
    exchange.answer(201, sdp, { 'Content-Type': 'application/sdp', ...headers });
  }

  /** Fatal: the peer closes after it. */
  protected override sendLateError({ code, message }: Refusal): void {
    this.#send('error', { error: { type: 'server_error', code: code.toLowerCase(), message } });
  }

  override makeNoise(what: NoiseKind): void {
    if (what !== 'garbage') return;
    for (const value of NONSENSE_JSON) this.#line.send(value);
    this.#line.sendRaw('this is not JSON');
    this.#line.sendRaw(new Uint8Array([0, 1, 254, 255]));
    this.#send('response.output_audio_transcript.delta', { delta: 5 });
    this.#send('error', { error: { type: 'invalid_request_error', message: 'Nothing that ends a call' } });
  }

  override hangUp(): void {
    this.#line.close();
  }

  protected override takeChannel(channel: RTCDataChannel): void {
    this.#line.take(channel);
  }

  /** A response whose words come one by one, as fast as they are known. */
  protected override sendTranscript(text: string): void {
    const response = { id: id('resp'), object: 'realtime.response' };
    const at = { response_id: response.id, item_id: id('item'), output_index: 0, content_index: 0 };
    this.#send('response.created', { response: { ...response, status: 'in_progress' } });
    for (const delta of text.match(/\S+\s*/g) ?? []) {
      this.#send('response.output_audio_transcript.delta', { ...at, delta });
    }
    this.#send('response.output_audio_transcript.done', { ...at, transcript: text });
    this.#send('response.done', { response: { ...response, status: 'completed' } });
  }

  #send(type: string, fields: object): void {
    this.#line.send({ type, event_id: id('event'), ...fields });
  }

  #receive(data: unknown): void {
    const event = typeof data === 'string' ? parseJson(data) : undefined;
    this.seen.channelMessages.push(event ?? data);
    const complaint = isObject(event) ? this.#take(event) : 'An event is a JSON object';
    if (complaint === undefined) return;
    const error = { type: 'invalid_request_error', code: 'invalid_event', message: complaint };
    this.#send('error', { error });
  }

  /** @returns what is wrong with the event */
  #take(event: Fields): string | undefined {
    switch (event['type']) {
      case 'session.update':
        if (!isObject(event['session'])) return 'session must be an object';
        this.#send('session.updated', { session: event['session'] });
        return undefined;
      case 'conversation.item.create': {
        const text = textOf(event['item']);
        if (text === undefined) return 'item must be a message of the user';
        this.messages.push(text);
        this.#send('conversation.item.added', { item: event['item'] });
        this.#send('conversation.item.done', { item: event['item'] });
        return undefined;
      }
      case 'response.create': {
        const response = { id: id('resp'), object: 'realtime.response', output: [] };
        this.#send('response.created', { response: { ...response, status: 'in_progress' } });
        this.#send('response.done', { response: { ...response, status: 'completed' } });
        return undefined;
      }
      case 'response.cancel':
      case 'output_audio_buffer.clear':
        return undefined;
      default:
        return 'The type of the event is unknown here';
    }
  }
}

/** What the visitor says in an item; undefined for any other item. */
function textOf(item: unknown): string | undefined {
  if (!isObject(item) || item['type'] !== 'message' || item['role'] !== 'user') return undefined;
  const { content } = item;
  if (!Array.isArray(content) || content.length === 0) return undefined;
  const texts = content.map((part: unknown) =>
    isObject(part) && part['type'] === 'input_text' && typeof part['text'] === 'string' ? part['text'] : '',
  );
  return texts.includes('') ? undefined : texts.join('');
}
