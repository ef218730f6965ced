// Pipecat's SmallWebRTC transport: the offer as JSON, candidates by PATCH, RTVI messages over a data channel.
// Source: pipecat (transports/smallwebrtc, runner/run.py) and its client small-webrtc-transport.

import type { CallRequest, Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import { textOf } from '../call/parse.ts';
import { CandidateBatches } from './candidate-batches.ts';
import type { Gateway, Session, SessionEvents } from './gateway.ts';
import { jsonAnswer, OfferEndpoint, offerUrl } from './http-offer.ts';
import { onJson, sendJson } from './json-channel.ts';
import { clientReady, parsePipecat, rtviMessage } from './rtvi.ts';

/** Milliseconds; a server that has seen one message takes 3 s without another for a loss. */
const PING = 1000;

const JSON_TYPE = 'application/json';

/**
 * `gateway-url` takes the offer: `/api/offer`, or `/sessions/…/api/offer` of a session that the site's token endpoint
 * started and answers as `gatewayUrl`. `metadata` goes as `requestData`.
 */
export const pipecat: Gateway = {
  name: 'pipecat',
  rules: {
    token: 'optional',
    begins: 'after-microphone',
    gathersFirst: false,
    candidates: 'after-answer',
    dataChannel: 'chat',
    hangsUpBy: 'closing-media',
  },

  check: ({ gatewayUrl }) => void offerUrl(gatewayUrl),

  createSession: (request, credential, events) => new PipecatSession(request, credential, events),
};

class PipecatSession implements Session {
  private readonly _request: CallRequest;
  private readonly _endpoint: OfferEndpoint;
  private readonly _events: SessionEvents;
  private readonly _scope = new Scope();
  private readonly _candidates: CandidateBatches;
  private _offer = '';
  private _peerId: string | undefined;
  private _channel: RTCDataChannel | undefined;
  /** Messages we sent, and lines the visitor finished: both number what follows. */
  private _sent = 0;
  private _lines = 0;

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this._request = request;
    this._endpoint = new OfferEndpoint(request, credential);
    this._events = events;
    this._candidates = new CandidateBatches(this._scope, (batch) => this._patch(batch));
  }

  /** Where the far end never opens it nothing is sent: it would take silence after a message for a loss. */
  channel(channel: RTCDataChannel): void {
    this._channel = channel;
    onJson(this._scope, channel, (message) => this._receive(message));
    this._scope.listen(channel, 'open', () => {
      this._say('client-ready', clientReady);
      this._scope.every(PING, () => {
        if (channel.readyState === 'open') channel.send(`ping: ${Date.now()}`);
      });
    });
  }

  exchange(offer: string, signal: AbortSignal): Promise<string> {
    this._offer = offer;
    const { metadata } = this._request;
    const body = JSON.stringify({
      sdp: offer,
      type: 'offer',
      pc_id: null,
      restart_pc: false,
      ...(metadata && { requestData: metadata }),
    });
    return this._endpoint.post({ contentType: JSON_TYPE, body, signal }, (answer) => {
      const { sdp, pc_id: peerId } = jsonAnswer(answer);
      this._peerId = textOf(peerId);
      if (this._peerId !== undefined) this._events.sessionId(this._peerId);
      return sdp;
    });
  }

  /** Without an id of the session there is nowhere to send them. */
  sendCandidate(candidate: RTCIceCandidate): boolean {
    if (this._peerId !== undefined) this._candidates.add(candidate, this._offer);
    return true;
  }

  sendMessage(text: string): void {
    this._say('send-text', { content: text });
  }

  close(): void {
    void this._scope.release();
  }

  private _patch(batch: RTCIceCandidate[]): Promise<unknown> {
    const candidates = batch.map(({ candidate, sdpMid, sdpMLineIndex }) => ({
      candidate,
      sdp_mid: sdpMid ?? '0',
      sdp_mline_index: sdpMLineIndex ?? 0,
    }));
    const body = JSON.stringify({ pc_id: this._peerId, candidates });
    return this._endpoint.send('PATCH', { contentType: JSON_TYPE, body, signal: this._scope.signal });
  }

  private _say(type: string, data: Readonly<Record<string, unknown>>): void {
    sendJson(this._scope, this._channel, rtviMessage(++this._sent, type, data));
  }

  private _receive(frame: Readonly<Record<string, unknown>>): void {
    const message = parsePipecat(frame);
    if (message?.type === 'peer-left') this._events.ended();
    if (message?.type !== 'transcript') return;
    const { speaker, text, final } = message;
    // what the visitor says grows until it is final
    const id = speaker === 'user' ? { id: `user-${this._lines}` } : {};
    if (speaker === 'user' && final) this._lines++;
    this._events.transcript({ ...id, speaker, text, final });
  }
}
