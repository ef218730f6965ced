// A Voisnap far end inside the test page: its session endpoint and its SignalR hub, scripted through the wire, and a real
// peer connection, which sends a tone of its own and measures what it hears.

import { MediaEnd } from './media-end.ts';
import { Wire, type HttpAnswer, type WireEventOf } from './wire.ts';

/** Ends each message of the hub. */
export const END = '\x1e';

/** What must be encoded in a query is in it. */
export const SESSION_TOKEN = 'wrtc_tok_a+b/c=&d?e#f';
export const SESSION_ID = 'wrtc_01HXMN8ZABC';

const SESSIONS = 'api/v1/webrtc/sessions';

/** One message of the SignalR hub protocol. */
export interface HubMessage {
  type?: number;
  target?: string;
  arguments?: unknown[];
  invocationId?: string;
  [field: string]: unknown;
}

/** The messages of one frame, parsed. */
export const messagesOf = (data: string): HubMessage[] =>
  data
    .split(END)
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as HubMessage);

/** What the session endpoint answers. */
export const sessionBody = (changes: object = {}): Record<string, unknown> => ({
  sessionId: SESSION_ID,
  sessionToken: SESSION_TOKEN,
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
  iceServers: [],
  ...changes,
});

export class VoisnapEnd extends MediaEnd {
  readonly wire: Wire;

  private constructor(wire: Wire) {
    super();
    this.wire = wire;
  }

  static async open(): Promise<VoisnapEnd> {
    const end = new VoisnapEnd(await Wire.open());
    await end.answerSession({ body: sessionBody() });
    return end;
  }

  /** What the session endpoint answers from now on. */
  answerSession(answer: HttpAnswer): Promise<void> {
    return this.wire.http(`POST ${SESSIONS}`, answer);
  }

  /** The requests for a session so far. */
  get requests(): WireEventOf<'http'>[] {
    return this.wire.events.flatMap((event) =>
      event.event === 'http' && event.path === SESSIONS ? [event] : [],
    );
  }

  /** The hub connections so far. */
  get sockets(): WireEventOf<'open'>[] {
    return this.wire.events.flatMap((event) => (event.event === 'open' ? [event] : []));
  }

  /** Everything the widget sent over the hub so far, the handshakes included. */
  get received(): HubMessage[] {
    return this.wire.events.flatMap((event) => (event.event === 'text' ? messagesOf(event.data) : []));
  }

  /** How often a method of the hub was called. */
  calls(target: string): HubMessage[] {
    return this.received.filter((message) => message.target === target);
  }

  /** Sends messages, each with its end, in one frame. */
  send(...messages: object[]): Promise<void> {
    return this.wire.send(messages.map((message) => JSON.stringify(message) + END).join(''));
  }

  /** Invokes a method of the widget. */
  invoke(target: string, ...args: unknown[]): Promise<void> {
    return this.send({ type: 1, target, arguments: args });
  }

  complete({ invocationId }: HubMessage, error?: string): Promise<void> {
    return this.send({ type: 3, invocationId, ...(error !== undefined && { error }) });
  }

  /** The next message of the widget that is no ping. */
  async message(timeout?: number): Promise<HubMessage> {
    for (;;) {
      const { data } = await this.wire.next('text', timeout);
      const [message] = messagesOf(data);
      if (message && message.type !== 6) return message;
    }
  }

  /** Takes the handshake. */
  async shakeHands(): Promise<void> {
    const message = await this.message();
    if (message['protocol'] !== 'json' || message['version'] !== 1)
      throw new Error(`No handshake but ${JSON.stringify(message)}`);
    await this.send({});
  }

  /** Takes the handshake of another hub connection; what the last one still sent is before it. */
  async shakeHandsAgain(): Promise<void> {
    while ((await this.message())['protocol'] !== 'json');
    await this.send({});
  }

  /** Takes the handshake, then the offer, which is left without completion and answer. */
  async offered(): Promise<HubMessage> {
    await this.shakeHands();
    const message = await this.message();
    if (message.target !== 'SendOfferAsync') throw new Error(`No offer but ${JSON.stringify(message)}`);
    return message;
  }

  /** The answer to an offer; a `blind` one, without candidates of either side, never connects. */
  accept(offer: HubMessage, blind = false): Promise<string> {
    const [{ sdp }] = offer.arguments as [{ sdp: string }];
    return this.answer(sdp, { blind });
  }

  sendAnswer(sdp: unknown, type: unknown = 'answer'): Promise<void> {
    return this.invoke('SdpAnswerReceived', { sdp, type });
  }

  sendCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): Promise<void> {
    return this.invoke('IceCandidateReceived', { candidate, sdpMid, sdpMLineIndex });
  }

  /** Sends our candidates and takes theirs, as they come, until the widget is connected. */
  async trickle(): Promise<void> {
    while (this.peer.connectionState !== 'connected') {
      for (const candidate of this.candidates.splice(0)) await this.sendCandidate(candidate);
      const message = await this.message(50).catch(() => undefined);
      if (message?.target === 'SendIceCandidateAsync')
        await this.peer.addIceCandidate(message.arguments?.[0] as RTCIceCandidateInit);
      if (['closed', 'failed'].includes(this.peer.connectionState))
        throw new Error('The far peer did not connect');
    }
  }

  /** Completes and answers an offer, up to the connection. */
  async connectTo(offer: HubMessage): Promise<void> {
    await this.complete(offer);
    await this.sendAnswer(await this.accept(offer));
    await this.trickle();
  }

  /** The whole of a well-behaved gateway: session, handshake, offer, answer, candidates, connected. */
  async connect(): Promise<HubMessage> {
    const offer = await this.offered();
    await this.connectTo(offer);
    return offer;
  }

  async dispose(): Promise<void> {
    this.close();
    await this.wire.dispose();
  }
}
