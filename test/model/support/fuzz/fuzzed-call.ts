// A call whose gateway is out of its mind: goes on as a call does, hears wrong frames wherever it can hear, and is replaced
// by a new one when it is over.

import type { CallState } from '../../../../src/call/call-state.ts';
import { CANDIDATE } from '../peer.ts';
import { FakeSocket } from '../net.ts';
import { TOKEN, WatchedCall } from '../watched-call.ts';
import { World } from '../world.ts';
import { frameOf, mutated, WORDS } from './mutate.ts';
import type { Protocol } from './protocol.ts';
import { responseOf } from './response.ts';
import { weigh } from './weigh.ts';

/** Numbers that say what happens next. */
export type Draw = readonly [what: number, which: number, place: number, how: number];

export interface Counts {
  calls: number;
  frames: number;
  /** Frames that a session heard whose call was not over, by the call's state. */
  readonly heard: Partial<Record<CallState, number>>;
  readonly codes: Set<string>;
}

/** Of what one call may hold, whatever a gateway sends: one frame as large as any is, and the lists' bounds. */
const MOST = { entries: 20_000, characters: 2_000_000 };

interface Place {
  deliver(draw: Draw): void;
}

export class FuzzedCall {
  readonly world = new World().open();
  readonly watched: WatchedCall;
  /** Right frames that are due, each for its socket. */
  private readonly _due: (() => void)[] = [];
  private _port = 50_000;

  constructor(
    private readonly _protocol: Protocol,
    private readonly _counts: Counts,
    private readonly _escaped: readonly unknown[],
  ) {
    const { gateway, request } = _protocol;
    this.watched = new WatchedCall(this.world, {
      request: { gateway, callSid: 'call-1', iceTransportPolicy: 'all', ...request },
      gateway: () => Promise.resolve(gateway),
      credential: { tokenProvider: () => TOKEN },
      muted: false,
    });
    void this.watched.call.start();
    _counts.calls++;
  }

  /** Goes on for some steps; where a gateway has one answer to give, up to the question. */
  async begin(steps: number): Promise<void> {
    const { frames, messages, gateway } = this._protocol;
    const once = !frames && !messages && gateway.rules.candidates === 'never';
    for (let step = 0; step < (once ? 8 : steps) && !(once && this._places().length > 0); step++) {
      this.goOn();
      await this.world.settle();
    }
  }

  async step(draw: Draw): Promise<void> {
    const [what, which, place] = draw;
    const { world } = this;
    if (what < 10) this.goOn();
    else if (what < 13) await world.pass(250);
    else if (what < 14) await world.pass(which % 4 ? 2_000 : 16_000);
    else if (what < 17) world.peers.at(-1)?.become(which % 3 ? 'connected' : 'disconnected');
    else if (what < 18) void (place % 8 === 0 && this.watched.call.hangUp());
    else if (what < 19) this._endSocket(which, place);
    else if (!this._frame(draw)) await this._wait();
    if (what % 4 === 0) await world.settle();
    if (what === 199) this._weigh();
    this.watched.check(this._escaped, false);
  }

  /** One step of a call that goes well. */
  goOn(): void {
    const { world, _protocol: protocol } = this;
    for (const { grant } of world.prompts.splice(0)) return grant();
    for (const request of world.requests) {
      const response = responseOf(protocol.answer?.(request.method, request.url), false);
      return response ? request.answer(response) : request.fail();
    }
    for (const socket of world.sockets) {
      socket.accept();
      for (const text of socket.sent.splice(0))
        for (const frame of protocol.reply?.(text, socket.url) ?? [])
          this._due.push(() => socket.deliver(this._encode(frame)));
    }
    this._due.shift()?.();
    const peer = world.peers.filter(({ isOpen }) => isOpen).at(-1);
    if (!peer) return;
    if (peer.iceGatheringState === 'gathering') peer.gather(CANDIDATE);
    peer.endGathering();
    if (peer.signalingState !== 'stable' || !peer.localDescription) return;
    peer.become('connected');
    for (const channel of peer.channels) channel.open();
  }

  /** The visitor has had enough; what must be true of every call is true of this one. */
  async finish(): Promise<void> {
    const { world, watched } = this;
    const { events, call } = watched;
    this._weigh();
    void call.hangUp();
    await world.settle();
    if (!watched.isOver) await world.pass(2000);
    for (const { grant } of world.prompts.splice(0)) grant();
    await world.settle();
    watched.check(this._escaped, true);
    if (events.filter(({ type }) => type === 'end').length !== 1) throw new Error('not one end');
    const { error } = call;
    this._counts.codes.add(error?.code ?? 'none');
    if (`${error?.message} ${error?.gatewayCode}`.includes(WORDS)) throw new Error(`says ${error?.message}`);
    if (`${JSON.stringify(events)} ${error?.message} ${String(error?.cause)}`.includes(TOKEN))
      throw new Error('the token is told');
    if ('polluted' in {} || 'isAdmin' in []) throw new Error('Object.prototype was changed');
  }

  /** Nobody listens: not yet, until there is a candidate to send, or never again. */
  private async _wait(): Promise<void> {
    const { world, watched, _protocol: protocol } = this;
    if (watched.call.state !== 'connected') return this.goOn();
    if (protocol.gateway.rules.candidates === 'never') return void watched.call.hangUp();
    this._port++;
    world.peers.at(-1)?.gather(CANDIDATE.replace('50000', String(this._port)));
    await world.pass(200);
    if (this._places().length === 0) void watched.call.hangUp();
  }

  private _weigh(): void {
    const { call, events } = this.watched;
    const { entries, characters } = weigh(call, [this.world, call.options, events]);
    if (entries > MOST.entries || characters > MOST.characters)
      throw new Error(`a call holds ${entries} entries and ${characters} characters`);
  }

  /** `false` where nobody listens. */
  private _frame(draw: Draw): boolean {
    const places = this._places();
    const place = places[draw[1] % places.length];
    if (!place) return false;
    const { state } = this.watched.call;
    if (state === 'ending' && draw[2] % 4 > 0) return false; // mostly, what is due comes
    const { heard } = this._counts;
    this._counts.frames++;
    if (!this.watched.isOver && state !== 'ending') heard[state] = (heard[state] ?? 0) + 1;
    place.deliver(draw);
    return true;
  }

  /** Where the call hears its gateway at this moment. */
  private _places(): Place[] {
    const { world, _protocol: protocol } = this;
    const sockets = world.sockets.filter(({ readyState }) => readyState === FakeSocket.OPEN);
    const channels = world.peers.flatMap(({ isOpen, channels }) => (isOpen ? channels : []));
    return [
      ...[...world.requests].map((request) => ({
        deliver: ([what, , place, how]: Draw): void => {
          const right = protocol.answer?.(request.method, request.url);
          const answer = what < 40 ? right : mutated(right, place, how);
          const response = responseOf(answer, what > 195);
          if (response) request.answer(response);
          else request.fail();
        },
      })),
      ...sockets.map((socket) => ({
        deliver: (draw: Draw): void => {
          for (const text of socket.sent.splice(0))
            for (const frame of protocol.reply?.(text, socket.url) ?? [])
              this._due.push(() => socket.deliver(this._encode(frame)));
          socket.deliver(this._encode(this._wrong(protocol.frames?.(socket.url) ?? [], draw)));
        },
      })),
      ...(protocol.messages ? channels : []).map((channel) => ({
        deliver: (draw: Draw) =>
          channel.emit('message', { data: this._wrong(protocol.messages ?? [], draw) }),
      })),
    ];
  }

  private _wrong(frames: readonly unknown[], [what, which, place, how]: Draw): unknown {
    const { ends = [] } = this._protocol;
    const list = which % 50 === 0 && ends.length > 0 ? ends : frames;
    return frameOf(list[(which >> 4) % list.length], place, how, what >> 1);
  }

  private _encode(frame: unknown): unknown {
    const { separator = '' } = this._protocol;
    if (typeof frame === 'string') return frame + separator;
    return frame instanceof ArrayBuffer ? frame : JSON.stringify(frame) + separator;
  }

  private _endSocket(which: number, place: number): void {
    if (place % 4) return;
    const codes = [1000, 1001, 1002, 1006, 1008, 1009, 1011, 1012, 4000];
    const reasons = ['', WORDS, 'SDP Error', 'NOT_FOUND'];
    this.world.sockets
      .find(({ readyState }) => readyState < FakeSocket.CLOSING)
      ?.end(codes[which % codes.length] ?? 1006, reasons[place % reasons.length]);
  }
}
