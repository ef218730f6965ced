// Iqra AI's WebRTC web session: JSON over a WebSocket that starts the conversation as it opens, and must outlive it.
// Source: protocols/iqra.md and requirement text 003. How a call comes by the socket's URL is in iqra-session.ts.

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { cancelled, Scope } from '../call/cleanup.ts';
import type { JsonRecord } from '../call/parse.ts';
import type { Gateway, Session, SessionEvents } from './gateway.ts';
import { errorOfClose, parseFrame, type IqraFrame } from './iqra-frames.ts';
import { checkRequest, findUrl } from './iqra-session.ts';
import { JsonSocket } from './json-socket.ts';

/** Milliseconds. The server says nothing about what it cannot use: only time tells. */
const OPEN_LIMIT = 10_000;
const ANSWER_LIMIT = 10_000;
/** The server reads so many bytes at once and takes each read for a whole message. */
const MAX_FRAME = 8192;
/** In characters. */
const MAX_MESSAGE = 65_536;

/** Signalling URLs that were opened. A second socket would be connected and silent, or refused. */
const opened = new Set<string>();

export const iqra: Gateway = {
  name: 'iqra',
  rules: {
    token: 'optional',
    begins: 'after-microphone',
    gathersFirst: false,
    candidates: 'when-ready',
    signallingLoss: { settingUp: [], up: [], then: 'ends-call' },
    hangsUpBy: 'message',
    dataChannel: 'chat',
  },
  check: checkRequest,
  createSession: (request, credential, events) => new IqraSession(request, credential, events),
};

/** What is wrong with a frame that the server could not read. */
function sizeError(frame: JsonRecord): CallError | undefined {
  const { length } = new TextEncoder().encode(JSON.stringify(frame));
  if (length <= MAX_FRAME) return undefined;
  const why = `The ${String(frame['type'])} has ${length} bytes, and the gateway reads no more than ${MAX_FRAME}`;
  return new CallError('protocol', `${why}: fewer ICE servers make it smaller.`);
}

class IqraSession implements Session {
  private readonly _scope = new Scope();
  private readonly _request: CallRequest;
  private readonly _events: SessionEvents;
  private _credential: Credential;
  private _url = '';
  /** Open, and has had the offer. */
  private _socket: JsonSocket | undefined;
  /** Of the exchange that waits for its answer. */
  private _settle: { answer(sdp: string): void; fail(error: CallError): void } | undefined;
  /** What another socket needs as well. */
  private readonly _sent: JsonRecord[] = [];
  private _channel: RTCDataChannel | undefined;

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this._request = request;
    this._credential = credential;
    this._events = events;
  }

  /** Comes by the URL only: the agent begins to speak when the socket opens, so the offer must be ready by then. */
  async open(): Promise<void> {
    this._url = await this._findUrl();
    if (opened.has(this._url))
      throw new CallError(
        'unauthorized',
        'The signalling URL was opened before, and serves one call: each call needs a new one (token-url, or a gateway-url that starts a session).',
      );
  }

  async exchange(offer: string): Promise<string> {
    try {
      return await this._offer(offer);
    } catch (cause) {
      // Refused as stale, so one more URL; there is none where it was handed in for good.
      if (!(cause instanceof CallError) || cause.gatewayCode !== '1008') throw cause;
      const { renew } = this._credential;
      if (renew) this._credential = await renew();
      this._url = await this._findUrl();
      if (opened.has(this._url)) throw cause;
      return this._offer(offer);
    }
  }

  channel(channel: RTCDataChannel): void {
    this._channel = channel;
    this._scope.listen<MessageEvent<unknown>>(channel, 'message', ({ data }) => {
      if (typeof data === 'string' && data.length <= MAX_MESSAGE) this._events.message(data);
    });
  }

  sendCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): boolean {
    if (!this._socket) return false;
    const frame = {
      type: 'candidate',
      candidate: {
        candidate,
        sdpMid: sdpMid ?? null,
        sdpMLineIndex: sdpMLineIndex ?? 0,
        usernameFragment: usernameFragment ?? null,
      },
    };
    const error = sizeError(frame);
    if (error) this._events.failed(error);
    else if (!this._socket.send(frame)) return false;
    else if (this._settle) this._sent.push(frame);
    return true;
  }

  sendMessage(text: string): void {
    if (this._channel?.readyState !== 'open')
      throw new CallError('configuration', 'The gateway has not opened the channel for text messages.');
    this._channel.send(text);
  }

  close(): Promise<void> {
    return this._scope.release();
  }

  private _findUrl(): Promise<string> {
    return findUrl(this._request, this._credential, this._scope, (place) => this._events.waiting(place));
  }

  /** On a socket of its own. */
  private async _offer(sdp: string): Promise<string> {
    if (this._scope.released) throw cancelled;
    const offer = { type: 'offer', sdp };
    const error = sizeError(offer);
    if (error) throw error;
    const socket = new JsonSocket(this._url, OPEN_LIMIT, {
      frame: (frame) => this._receive(parseFrame(frame)),
      closed: (code, _unsent, reason) => this._closed(code, reason),
    });
    this._scope.add(() => socket.close());
    await socket.opened;
    opened.add(this._url);
    const waiting = this._scope.child();
    try {
      return await new Promise((answer, fail) => {
        this._settle = { answer, fail };
        for (const frame of [offer, ...this._sent]) socket.send(frame);
        this._socket = socket;
        this._events.ready();
        waiting.timer(ANSWER_LIMIT, () =>
          fail(new CallError('timeout', `Set-up: the gateway sent no answer in ${ANSWER_LIMIT} ms.`)),
        );
      });
    } finally {
      this._settle = undefined;
      void waiting.release();
    }
  }

  /** The first answer counts: there is no renegotiation. */
  private _receive(frame: IqraFrame | undefined): void {
    if (frame?.type === 'candidate') this._events.candidate(frame.candidate);
    else if (frame) this._settle?.answer(frame.sdp);
  }

  private _closed(code: number, reason: string): void {
    this._socket = undefined;
    const error = errorOfClose(code, reason);
    if (!error) {
      if (code === 1000) this._events.ended();
      else this._events.lost();
    } else if (this._settle) this._settle.fail(error);
    else this._events.failed(error);
  }
}
