// The far end of a real WebSocket, scripted by the test. The server side is test/support/wire-relay.mjs.

interface Request {
  path: string;
  query: Record<string, string>;
}

interface Closed {
  code: number;
  reason: string;
}

export type WireEvent =
  | ({ event: 'open'; socket: number; protocol: string } & Request)
  | ({ event: 'refuse' | 'hang'; socket: number } & Request)
  | { event: 'text'; socket: number; data: string }
  | { event: 'binary'; socket: number; bytes: number[] }
  | ({ event: 'close'; socket: number } & Closed)
  | ({
      event: 'http';
      request: number;
      method: string;
      headers: Record<string, string>;
      body: string;
    } & Request)
  | { event: 'http-abort'; method: string; path: string };

export type WireEventName = WireEvent['event'];
export type WireEventOf<Name extends WireEventName> = Extract<WireEvent, { event: Name }>;

export interface HttpAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, an object as JSON. */
  body?: unknown;
  /** Milliseconds before the answer. */
  delay?: number;
  /** Never answer. */
  hang?: boolean;
  /** Answer when the test says so, by `reply`. */
  byReply?: boolean;
}

type Done = { event: 'done'; seq: number; error?: string };
type Settle = { resolve: () => void; reject: (error: Error) => void };

export class Wire {
  /** All events so far, in their order. */
  readonly events: WireEvent[] = [];

  readonly #id: string;
  readonly #far: WebSocket;
  readonly #commands = new Map<number, Settle>();
  #unread: WireEvent[] = [];
  #arrived: () => void = () => undefined;
  #arrival = this.#nextArrival();
  #seq = 0;

  /** A new wire, with nothing connected to it yet. */
  static async open(): Promise<Wire> {
    const id = crypto.randomUUID();
    const far = new WebSocket(address('ws', id, 'far'));
    const wire = new Wire(id, far);
    await new Promise((resolve, reject) => {
      far.onopen = resolve;
      far.onerror = () =>
        reject(new Error('The wire relay does not answer: do the tests run in web-test-runner?'));
    });
    return wire;
  }

  private constructor(id: string, far: WebSocket) {
    this.#id = id;
    this.#far = far;
    far.onmessage = ({ data }: MessageEvent<string>) => this.#receive(JSON.parse(data) as WireEvent | Done);
    far.onclose = () => {
      for (const { reject } of this.#commands.values()) reject(new Error('The wire is disposed of'));
    };
  }

  /** The signalling URL to give to the code under test. Beside it is `…/api/v1/ice-servers`. */
  get url(): string {
    return address('ws', this.#id, 'api/v1/webrtc/signal');
  }

  /** The same, at a path that does not look like a gateway's. */
  get plainUrl(): string {
    return address('ws', this.#id, 'client');
  }

  /** Where a request gets the answer that `http(path, …)` sets. */
  httpUrl(path: string): string {
    return address('http', this.#id, path.startsWith('api/') ? path : `http/${path}`);
  }

  /**
   * The next unread event, or the next unread one of that name (the ones before it stay unread).
   * Rejects when none has come in time.
   */
  next(event?: undefined, timeout?: number): Promise<WireEvent>;
  next<Name extends WireEventName>(event: Name, timeout?: number): Promise<WireEventOf<Name>>;
  async next(event?: WireEventName, timeout = 5000): Promise<WireEvent> {
    const end = performance.now() + timeout;
    for (;;) {
      const found = this.#unread.find((each) => event === undefined || each.event === event);
      if (found !== undefined) {
        this.#unread = this.#unread.filter((each) => each !== found);
        return found;
      }
      const left = end - performance.now();
      if (left <= 0)
        throw new Error(`No ${event ?? 'event'} on the wire in ${timeout} ms. ${this.#summary()}`);
      await this.#arrivalWithin(left);
    }
  }

  /** The next text message, parsed. */
  async message(timeout?: number): Promise<Record<string, unknown>> {
    const { data } = await this.next('text', timeout);
    return JSON.parse(data) as Record<string, unknown>;
  }

  // The commands resolve once the relay has carried them out. Without a number they mean the newest open socket.

  /** Strings are sent as they are, other values as JSON. */
  send(data: unknown, socket?: number): Promise<void> {
    return this.#command({
      do: 'send',
      socket,
      data: typeof data === 'string' ? data : JSON.stringify(data),
    });
  }

  sendBinary(bytes: Iterable<number>, socket?: number): Promise<void> {
    return this.#command({ do: 'send-binary', socket, bytes: [...bytes] });
  }

  close(code = 1000, reason = '', socket?: number): Promise<void> {
    return this.#command({ do: 'close', socket, code, reason });
  }

  /** Cuts the connection without a closing handshake. */
  terminate(socket?: number): Promise<void> {
    return this.#command({ do: 'terminate', socket });
  }

  /** From now on reads nothing, and so answers no closing handshake. */
  stall(socket?: number): Promise<void> {
    return this.#command({ do: 'stall', socket });
  }

  /** While on, new sockets are turned away with a 503. */
  refuse(on: boolean): Promise<void> {
    return this.#command({ do: 'refuse', on });
  }

  /**
   * While on, new sockets are neither accepted nor refused; off accepts those that wait.
   * A socket that is closed meanwhile gives a `close` event: in Chromium at once, in Firefox after it is accepted.
   */
  hang(on: boolean): Promise<void> {
    return this.#command({ do: 'hang', on });
  }

  /** Where everything of this wire lies: sockets and requests may go to any path below. Without a slash at its end. */
  get base(): string {
    return address('http', this.#id, '').replace(/\/$/, '');
  }

  /** Answers a request whose path was set to wait for it. @param request - of its event */
  reply(request: number, answer: HttpAnswer): Promise<void> {
    return this.#command({ do: 'reply', request, ...answer });
  }

  /** Sets the answer at a path (`api/offer`), for any method or for one (`PATCH api/offer`). */
  http(path: string, answer: HttpAnswer): Promise<void> {
    return this.#command({ do: 'http', path, ...answer });
  }

  /** Cuts everything that is still connected. */
  async dispose(): Promise<void> {
    if (this.#far.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#far.addEventListener('close', resolve));
    this.#far.close();
    await closed;
  }

  #command(command: object): Promise<void> {
    const seq = ++this.#seq;
    return new Promise((resolve, reject) => {
      if (this.#far.readyState !== WebSocket.OPEN) throw new Error('The wire is disposed of');
      this.#commands.set(seq, { resolve, reject });
      this.#far.send(JSON.stringify({ ...command, seq }));
    });
  }

  #receive(event: WireEvent | Done): void {
    if (event.event === 'done') {
      const command = this.#commands.get(event.seq);
      this.#commands.delete(event.seq);
      if (event.error === undefined) command?.resolve();
      else command?.reject(new Error(event.error));
      return;
    }
    this.events.push(event);
    this.#unread.push(event);
    this.#arrived();
    this.#arrival = this.#nextArrival();
  }

  #nextArrival(): Promise<void> {
    return new Promise((resolve) => (this.#arrived = resolve));
  }

  async #arrivalWithin(time: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, time)));
    await Promise.race([this.#arrival, late]);
    clearTimeout(timer);
  }

  #summary(): string {
    return `So far: ${this.events.map((each) => each.event).join(', ') || 'nothing'}`;
  }
}

/** `host:port` of a UDP port that never answers. */
export const silentAddress = async (): Promise<string> => (await fetch('/silent-udp')).text();

function address(protocol: 'ws' | 'http', id: string, path: string): string {
  const url = new URL(`/wire/${id}/${path}`, location.href);
  url.protocol = location.protocol.replace('http', protocol);
  return url.href;
}
