// A SignalR hub over one WebSocket, JSON protocol: handshake, invocations, completions, pings, close.
// Source: dotnet/aspnetcore HubProtocol.md; times as the stock client's and server's defaults. Touches one WebSocket.
// Negotiation, for hosts that want it first, is beside it in signalr-negotiate.ts.
//
// Not @microsoft/signalr: its browser build has 13 kB brotli where a whole call has 17, and most of it would lie idle
// (streams, long polling, reconnecting, which is the call's). The rest has 1.4 kB here, speaks the version of the
// protocol that every server knows since 2018, and is held to it by test/component/signalr.test.ts.

import { CallError } from '../call/call-error.ts';
import { Scope } from '../call/cleanup.ts';
import { isRecord, parseJson, textOf, type JsonRecord } from '../call/parse.ts';

/** Ends each message. */
const SEPARATOR = '\x1e';
/** A longer message fails the connection. In characters. */
const MAX_INBOUND = 262_144;
/** What a server takes unless it was told otherwise. In bytes, with the separator. */
const MAX_OUTBOUND = 32_768;
/** Longer ids of the server's are not echoed. In characters. */
const MAX_ID = 256;

const MessageType = { invocation: 1, completion: 3, ping: 6, close: 7 } as const;

/** How a hub that was open ended. */
export interface HubEnd {
  /** The server closed it for an error of its own, and not to come back. */
  readonly error: boolean;
  /**
   * The close code of the socket, or what stands for it: 1000 after a close message, 1012 after one that allows to
   * come back, 1006 after silence, 1009 after a message without an end.
   */
  readonly code: number;
  /** Something that was sent had not left. */
  readonly unsent: boolean;
}

export interface HubEvents {
  /** The server invokes a method of ours; the arguments are as they came. */
  event(target: string, args: readonly unknown[]): void;
  /** Called once when a hub that was open ends from outside. */
  closed(end: HubEnd): void;
}

/** In milliseconds. */
export interface Keepalive {
  /** A ping is sent when nothing else was for so long. */
  readonly idle: number;
  /** A server that says nothing for so long is lost. */
  readonly silence: number;
}

interface Invocation {
  readonly target: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: CallError) => void;
}

/** Some browsers throw where a policy of the page forbids the address; their error would quote it, and its token. */
function connect(url: string): WebSocket {
  try {
    return new WebSocket(url);
  } catch {
    throw new CallError('gateway-unreachable', 'The browser refuses the address of the hub.');
  }
}

export class Hub {
  /**
   * Resolves after the handshake. Rejects with a CallError: `gateway-unreachable`, or `protocol` where the far end is no
   * such hub. Stays as it is when `close` is called before.
   */
  readonly opened: Promise<void>;
  private readonly _scope = new Scope();
  private readonly _socket: WebSocket;
  private readonly _events: HubEvents;
  private readonly _keepalive: Keepalive;
  private readonly _invocations = new Map<string, Invocation>();
  private _lastId = 0;
  /** The begin of a message whose end has not come yet. */
  private _partial = '';
  private _isOpen = false;
  private _acceptOpening!: () => void;
  private _failOpening!: (error: CallError) => void;
  private _cancelPing: (() => void) | undefined;
  private _cancelSilence: (() => void) | undefined;

  /**
   * @param ms - bound of the opening with its handshake, in milliseconds
   * @throws CallError `gateway-unreachable` where the browser refuses the address
   */
  constructor(url: string, ms: number, events: HubEvents, keepalive?: Keepalive) {
    const socket = (this._socket = connect(url));
    const scope = this._scope;
    this._events = events;
    this._keepalive = keepalive ?? { idle: 15_000, silence: 30_000 };
    const opening = scope.child();
    this.opened = new Promise((resolve, reject) => {
      this._failOpening = reject;
      this._acceptOpening = () => {
        void opening.release();
        resolve();
      };
    });
    this.opened.catch(() => undefined); // may be looked at later
    opening.timer(ms, () => this._end(1006, `did not open within ${ms} ms`));
    // `error` alone where a policy of the page forbids the address
    opening.listen(socket, 'error', () => this._end(1006));
    opening.listen(socket, 'open', () => socket.send(`{"protocol":"json","version":1}${SEPARATOR}`));
    scope.listen<CloseEvent>(socket, 'close', ({ code }) => this._end(code));
    scope.listen<MessageEvent<unknown>>(socket, 'message', ({ data }) => {
      if (typeof data === 'string') this._receive(data);
    });
  }

  /**
   * Calls a method of the hub and resolves to its result.
   * @throws CallError `gateway-error` where the hub answers an error, `gateway-unreachable` where it is gone before it
   *   answers, `protocol` for what is too large to send
   */
  invoke(target: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const invocationId = String(++this._lastId);
      if (this._post({ type: MessageType.invocation, target, arguments: args, invocationId }))
        this._invocations.set(invocationId, { target, resolve, reject });
      else reject(gone());
    });
  }

  /**
   * Calls a method of the hub that answers nothing; `false` when the hub is not open.
   * @throws CallError `protocol` for what is too large to send
   */
  send(target: string, ...args: unknown[]): boolean {
    return this._post({ type: MessageType.invocation, target, arguments: args });
  }

  /** Closes with 1000 at once and resolves when the far end agreed; from here on nothing is called back. */
  close(): Promise<void> {
    this._isOpen = false;
    void this._scope.release();
    this._invocations.forEach(({ reject }) => reject(gone()));
    this._invocations.clear();
    const socket = this._socket;
    return new Promise((resolve) => {
      if (socket.readyState === WebSocket.CLOSED) return resolve();
      socket.addEventListener('close', () => resolve());
      socket.close(1000);
    });
  }

  private _post(message: JsonRecord): boolean {
    if (!this._isOpen || this._socket.readyState !== WebSocket.OPEN) return false;
    const text = JSON.stringify(message) + SEPARATOR;
    if (new TextEncoder().encode(text).length >= MAX_OUTBOUND)
      throw new CallError('protocol', 'A message is larger than a hub takes.');
    this._socket.send(text);
    this._awaitIdle();
    return true;
  }

  private _awaitIdle(): void {
    this._cancelPing?.();
    this._cancelPing = this._scope.timer(this._keepalive.idle, () => this._post({ type: MessageType.ping }));
  }

  private _awaitSilence(): void {
    this._cancelSilence?.();
    this._cancelSilence = this._scope.timer(this._keepalive.silence, () => this._end(1006));
  }

  /** One frame holds any number of messages, and parts of messages. */
  private _receive(data: string): void {
    if (this._isOpen) this._awaitSilence();
    const [first = '', ...more] = data.split(SEPARATOR);
    const texts = [this._partial + first, ...more];
    if (texts.some(({ length }) => length > MAX_INBOUND))
      return this._end(1009, 'sent a message without an end');
    this._partial = texts.pop() ?? '';
    for (const text of texts) {
      if (this._scope.released) return;
      const message = parseJson(text);
      if (!this._isOpen) this._shakeHands(message);
      else if (isRecord(message)) this._take(message);
    }
  }

  private _shakeHands(message: unknown): void {
    if (!isRecord(message) || (message['error'] ?? message['type']) !== undefined)
      return this._end(1002, 'refused the handshake');
    this._isOpen = true;
    this._awaitIdle();
    this._awaitSilence();
    this._acceptOpening();
  }

  /** Streams, acknowledgements and whatever else was not asked for are left out. */
  private _take(message: JsonRecord): void {
    const { type, target, arguments: args, error } = message;
    const invocationId = textOf(message['invocationId']);
    switch (type) {
      case MessageType.invocation:
        // We have no method with a result; the server shall not wait for one.
        if (invocationId) this._refuse(invocationId);
        else if (typeof target === 'string' && Array.isArray(args)) this._events.event(target, args);
        return;
      case MessageType.completion: {
        const invocation = this._invocations.get(invocationId ?? '');
        if (!invocation) return;
        this._invocations.delete(invocationId ?? '');
        if ((error ?? undefined) === undefined) invocation.resolve(message['result']);
        else invocation.reject(new CallError('gateway-error', `The hub refused ${invocation.target}.`));
        return;
      }
      case MessageType.close:
        if (message['allowReconnect'] === true) this._end(1012);
        else this._end(1000, '', textOf(error) !== undefined);
    }
  }

  private _refuse(invocationId: string): void {
    if (invocationId.length <= MAX_ID)
      this._post({ type: MessageType.completion, invocationId, error: 'No such method with a result.' });
  }

  /** From outside; before the handshake it is a failed opening. */
  private _end(code: number, why = 'could not be opened', error = false): void {
    const wasOpen = this._isOpen;
    const unsent = this._socket.bufferedAmount > 0;
    void this.close();
    if (wasOpen) return this._events.closed({ error, code, unsent });
    const failure = code === 1002 || code === 1009 ? 'protocol' : 'gateway-unreachable';
    this._failOpening(new CallError(failure, `The hub ${why} (${code}).`));
  }
}

const gone = (): CallError => new CallError('gateway-unreachable', 'The connection to the hub is gone.');
