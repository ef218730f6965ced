// What every gateway adapter must keep, as one suite for a test runner with `describe` and `it` in a real browser (Mocha
// in @web/test-runner, for one): real calls to a server of yours. For tests only; nothing of the widget imports it.

import { Call, type CallEvent } from '../call/call.ts';
import { CallError } from '../call/call-error.ts';
import type { CallRequest, CredentialSource } from '../call/call-request.ts';
import type { CallState } from '../call/call-state.ts';
import type { Limits } from '../call/limits.ts';
import { loadGateway } from '../gateways/registry.ts';
import { alive, lastPeer, made, unwatch, watch } from './alive.ts';
import { hearTone, toneStream } from './tone.ts';

/** How a call reaches a server that does one thing. */
export interface ContractCall {
  readonly request: Partial<CallRequest>;
  readonly credential?: CredentialSource;
}

export interface ContractServer {
  /** The far end sends back what it hears. */
  readonly echo: ContractCall;
  /** The far end hangs up within a few seconds of a call that is up. */
  readonly hangsUp: ContractCall;
  /** The session or the offer is turned down. */
  readonly refuses: ContractCall;
  /** The credential is. */
  readonly unauthorized: ContractCall;
  /** Nothing ever answers the offer. */
  readonly silent: ContractCall;
  /** The far end sends nonsense; the call may come about all the same. */
  readonly garbage: ContractCall;
  /** The answer comes about three seconds late. */
  readonly late: ContractCall;
}

/** What Mocha, Jasmine and Vitest have in common. */
declare function describe(name: string, body: (this: { timeout?(ms: number): unknown }) => void): void;
declare function it(name: string, test: () => Promise<void>, ms?: number): void;
declare function beforeEach(hook: () => void | Promise<void>): void;
declare function afterEach(hook: () => void | Promise<void>): void;

const TONE = 620;

interface Watched {
  readonly call: Call;
  readonly events: readonly CallEvent[];
  readonly states: readonly CallState[];
  stop(): Promise<void>;
}

/**
 * Declares the suite.
 * @param gateway - a registered name, or the adapter
 * @param server - asked once, before the first call
 */
export function gatewayContract(
  gateway: CallRequest['gateway'],
  server: () => ContractServer | Promise<ContractServer>,
): void {
  const name = typeof gateway === 'string' ? gateway : gateway.name;
  let asked: ContractServer;

  function prepare({ request, credential = {} }: ContractCall, limits: Partial<Limits> = {}): Watched {
    const events: CallEvent[] = [];
    const states: CallState[] = [];
    const tone = toneStream(TONE);
    const whole: CallRequest = {
      callSid: `contract-${Math.random().toString(36).slice(2)}`,
      iceServers: [],
      iceTransportPolicy: 'all',
      ...request,
      gateway,
    };
    const call = new Call(
      {
        request: whole,
        credential,
        muted: false,
        limits,
        gateway: () => loadGateway(gateway),
        mediaStream: tone.stream,
      },
      (event) => {
        events.push(event);
        if (event.type === 'state') states.push(event.state);
      },
    );
    return { call, events, states, stop: () => tone.stop() };
  }

  /** Whatever happened: one true end, told once, nothing alive, and the token nowhere. */
  async function assertOver(watched: Watched, token: string | undefined, reason?: string): Promise<void> {
    const { call, events, states } = watched;
    await until(() => call.state === 'ended' || call.state === 'failed', `an end, not ${call.state}`, 30_000);
    await watched.stop();
    const ends = events.filter((event) => event.type === 'end');
    same(ends.length, 1, 'number of ends');
    if (reason !== undefined)
      same(ends[0]?.reason, reason, `reason of the end (${String(call.error?.message)})`);
    same(states.slice(-2)[0], 'ending', 'last state but one');
    same(events[events.length - 1]?.type, 'end', 'last event');
    same(call.state === 'failed', call.error instanceof CallError, 'a failure has its error');
    await until(
      () => alive().length === 0,
      'nothing alive',
      3000,
      () => alive().join(', '),
    );
    const told = JSON.stringify([events, call.error?.message, String(call.error?.cause)]);
    if (token && told.includes(token)) throw new Error('The token is in an event or an error.');
  }

  describe(`the contract of a gateway: ${name}`, function () {
    this.timeout?.(60_000);
    beforeEach(async () => {
      asked ??= await server();
      watch();
    });
    afterEach(unwatch);

    const over = (watched: Watched, call: ContractCall, reason?: string): Promise<void> =>
      assertOver(watched, call.credential?.token, reason);

    it('connects with sound both ways and hangs up', async () => {
      const watched = prepare(asked.echo);
      await watched.call.start();
      same(watched.states.join(), 'requesting-microphone,connecting,connected', 'states');
      if (!watched.call.codec) throw new Error('No codec is reported.');
      const track = lastPeer()?.getReceivers()[0]?.track;
      if (!track) throw new Error('Nothing is received.');
      // Our own tone came back: it went there, and came from there.
      await hearTone(track, TONE, 10_000);
      await Promise.all([watched.call.hangUp(), watched.call.hangUp()]);
      await over(watched, asked.echo, 'local');
    });

    it('ends when the far end hangs up', async () => {
      const watched = prepare(asked.hangsUp);
      await watched.call.start();
      await over(watched, asked.hangsUp, 'remote');
    });

    it('says why a session is refused', async () => {
      const watched = prepare(asked.refuses);
      const error = await failureOf(watched.call);
      if (['timeout', 'gateway-unreachable', 'connection-lost'].includes(error.code))
        throw new Error(`A refusal must not look like ${error.code}.`);
      await over(watched, asked.refuses, 'error');
    });

    it('says that a credential is refused', async () => {
      const watched = prepare(asked.unauthorized);
      same((await failureOf(watched.call)).code, 'unauthorized', 'code');
      await over(watched, asked.unauthorized, 'error');
    });

    it('gives up where nothing answers', async () => {
      const watched = prepare(asked.silent, { setUp: 2500 });
      same((await failureOf(watched.call)).code, 'timeout', 'code');
      await over(watched, asked.silent, 'error');
    });

    it('survives nonsense, or says that it is', async () => {
      const escaped: string[] = [];
      const note = (event: Event): unknown => escaped.push(event.type);
      for (const type of ['error', 'unhandledrejection']) addEventListener(type, note);
      const watched = prepare(asked.garbage);
      await watched.call.start().catch(() => undefined);
      if (watched.call.state === 'connected') await new Promise((resolve) => setTimeout(resolve, 1000));
      await watched.call.hangUp();
      for (const type of ['error', 'unhandledrejection']) removeEventListener(type, note);
      same(escaped.join(), '', 'escaped errors');
      await over(watched, asked.garbage);
    });

    for (const [when, wait] of [
      ['at once', () => Promise.resolve()],
      ['in the next task', () => new Promise((resolve) => setTimeout(resolve))],
      ['while it opens', () => new Promise((resolve) => setTimeout(resolve, 60))],
      ['while the answer is awaited', () => new Promise((resolve) => setTimeout(resolve, 1000))],
    ] as const)
      it(`can be cancelled ${when}`, async () => {
        const watched = prepare(asked.silent);
        void watched.call.start();
        await wait();
        await watched.call.hangUp();
        await over(watched, asked.silent, 'cancelled');
      });

    it('ignores an answer that comes after the cancel', async () => {
      const watched = prepare(asked.late);
      void watched.call.start();
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await watched.call.hangUp();
      const told = watched.events.length;
      await new Promise((resolve) => setTimeout(resolve, 3500));
      same(watched.events.length, told, 'events after the end');
      await over(watched, asked.late, 'cancelled');
    });

    it('costs no session where the microphone is refused', async () => {
      const { rules } = await loadGateway(gateway);
      if (rules.begins !== 'after-microphone') return;
      const watched = prepare(asked.echo);
      const call = new Call({ ...watched.call.options, mediaStream: {} as MediaStream }, () => undefined);
      await failureOf(call);
      same(made(), 0, 'sockets and peer connections');
      await watched.stop();
    });
  });
}

async function failureOf(call: Call): Promise<CallError> {
  try {
    await call.start();
  } catch (error) {
    if (error instanceof CallError) return error;
  }
  throw new Error(`The call did not fail with a CallError; it is ${call.state}.`);
}

function same<T>(actual: T, expected: T, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
}

async function until(
  condition: () => boolean,
  what: string,
  ms: number,
  last: () => string = () => '',
): Promise<void> {
  for (const end = performance.now() + ms; !condition();) {
    if (performance.now() > end) throw new Error(`Waited ${ms} ms for ${what} ${last()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
