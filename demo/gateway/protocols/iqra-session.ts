// One Iqra call: its single signalling socket with the real server's quirks, and how each step of a script is said on
// it. There is no message for errors or goodbyes: closing with a reason says both.

import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import { NOBODY, NONSENSE_JSON } from '../noise.ts';
import type { IceCandidate } from '../peer.ts';
import type { Refusal } from '../refusal.ts';
import type { NoiseKind } from '../script.ts';
import { withOtherIce } from '../sdp.ts';
import { Session } from '../session.ts';
import { ChannelLine } from './channel-line.ts';
import { parseFrame, readsOf, type IqraFrame } from './iqra-frames.ts';
import { LINK_LIFETIME } from './iqra-links.ts';

const GREETING = 'Chat Data Channel: Backend Connected';

/** How the server words what went wrong; all other codes are its own business. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['INVALID_MESSAGE', 'SDP Error: '],
  ['MEDIA_BRIDGE_FAILURE', 'SDP Error: '],
  ['AGENT_FAILURE', 'Critical agent error: '],
]);

export class IqraSession extends Session {
  readonly protocol = 'iqra';
  protected readonly ownCandidates = 'before-answer';
  protected override readonly channelRule = 'may';
  readonly clientId: string;
  override readonly queued: boolean;
  readonly #line = new ChannelLine(this.seen, {
    opened: () => this.#line.sendRaw(GREETING),
    received: (data) => {
      this.seen.channelMessages.push(data);
      if (typeof data === 'string') this.messages.push(data);
    },
  });
  #socket: WebSocket | undefined;
  #link = '';

  /** @param queued - whether the visitor stood in the middleware's line for it */
  constructor(behaviour: string, clientId: string, queued: boolean) {
    super(randomUUID(), behaviour);
    this.clientId = clientId;
    this.queued = queued;
    void this.expire(LINK_LIFETIME, () => this.offer !== undefined);
  }

  /** The whole path of its signalling socket, byte for byte: the only one that opens it. */
  set link(path: string) {
    this.#link = path;
  }

  /** Why a socket is turned away; undefined when it is not. */
  complaint(path: string): string | undefined {
    if (path !== this.#link) return 'VALIDATION_FAILED] Session ID mismatch.';
    if (this.ended) return 'SESSION_NOT_FOUND]';
    return this.sockets > 0 ? 'NOT_FOUND]' : undefined;
  }

  attach(socket: WebSocket): void {
    this.sockets++;
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(data));
    socket.on('close', (code) => this.#lost(code));
  }

  protected override sendAnswer(sdp: string): void {
    this.#send({ type: 'answer', sdp });
  }

  protected override sendCandidate({ candidate, sdpMLineIndex }: IceCandidate): void {
    const bare = this.script?.candidateLines === 'bare';
    const line = bare ? candidate.replace(/^candidate:/, '') : candidate;
    // Two quirks: no name for the section, no field at all for the fragment.
    this.#send({ type: 'candidate', candidate: { candidate: line, sdpMid: null, sdpMLineIndex } });
  }

  protected override sendError({ code, message }: Refusal): void {
    this.#close(1000, (REASONS.get(code) ?? '') + message);
  }

  override makeNoise(what: NoiseKind): void {
    const again = { type: 'answer', sdp: withOtherIce(this.answered ?? '') };
    if (what === 'early-candidates' || what === 'foreign-candidates') return this.sendCandidate(NOBODY);
    if (what !== 'garbage') return this.#send(again);
    for (const value of NONSENSE_JSON) this.#send(value);
    for (const text of ['', 'this is not JSON', '{"type":"answer",', '['.repeat(500)])
      this.#socket?.send(text);
    this.#socket?.send(new Uint8Array([0, 1, 254, 255]));
    for (const candidate of [null, 'candidate:1', [], {}, { candidate: 5 }]) {
      this.#send({ type: 'candidate', candidate });
    }
    for (const sdp of [undefined, 5, '']) this.#send({ type: 'answer', sdp });
  }

  override hangUp(): void {
    this.#close(1000, 'The agent ended the call');
  }

  closeSocket(code: number): void {
    this.#close(code, code === 1008 ? '[AssignWebSocketToClientAsync:SESSION_NOT_FOUND]' : '');
  }

  /** Its session goes with the socket. */
  dropSocket(): void {
    this.#socket?.terminate();
    this.end('drop');
  }

  nextSocket(): Promise<boolean> {
    return Promise.resolve(false);
  }

  protected override takeChannel(channel: RTCDataChannel): void {
    this.#line.take(channel);
  }

  protected override release(): void {
    this.#close(1000, '');
  }

  #send(frame: unknown): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(frame));
  }

  #close(code: number, reason: string): void {
    // A reason has 123 bytes at most; ours are ASCII, except for what a test makes of them.
    this.#socket?.close(code, Buffer.from(reason).subarray(0, 120));
  }

  #receive(data: RawData): void {
    if (this.ended || !Buffer.isBuffer(data)) return;
    for (const read of readsOf(data)) {
      const frame = parseFrame(read);
      const taken = frame !== undefined && this.#take(frame);
      if (!taken) this.seen.swallowed.push(read);
    }
  }

  /** @returns whether it fits the state of the call */
  #take(frame: IqraFrame): boolean {
    if (frame.type === 'offer') {
      if (this.offer) return false;
      this.frames.push({ type: 'offer', hadToken: false, sdp: frame.sdp });
      try {
        void this.begin({ sdp: frame.sdp });
      } catch (error) {
        this.fail(error);
      }
      return true;
    }
    if (!this.offer) return false;
    this.frames.push({ type: 'ice-candidate', hadToken: false, candidate: frame.candidate });
    this.addCandidate(frame.candidate).catch(() => {
      this.seen.swallowed.push(frame.candidate.candidate);
    });
    return true;
  }

  /** Whoever closes the socket ends the call. */
  #lost(code: number): void {
    this.closeCode = code;
    if (code !== 1006 && !this.ended) this.frames.push({ type: 'close', hadToken: false, code });
    this.end(code === 1006 ? 'drop' : 'client');
  }
}
