// Calls as tests make them, and what must be true when one is over.

import { assert } from '@esm-bundle/chai';
import { alive } from './alive.ts';
import { FarEnd, TOKEN } from './far-end.ts';
import { Call, type CallEvent, type CallOptions } from '../../../src/call/call.ts';
import type { CallError } from '../../../src/call/call-error.ts';
import type { CallRequest } from '../../../src/call/call-request.ts';
import type { CallState } from '../../../src/call/call-state.ts';
import type { Limits } from '../../../src/call/limits.ts';
import type { Gateway } from '../../../src/gateways/gateway.ts';
import { loadGateway } from '../../../src/gateways/registry.ts';

/** A call with everything it told. */
export interface WatchedCall {
  readonly call: Call;
  readonly events: CallEvent[];
  readonly states: CallState[];
}

export interface TestCall extends WatchedCall {
  readonly far: FarEnd;
}

interface Wanted extends Partial<Omit<CallOptions, 'request' | 'limits'>> {
  readonly request?: Partial<CallRequest>;
  readonly limits?: Partial<Limits>;
}

const calls: Call[] = [];

/** A failed test leaves its call behind; the next test shall not find it. */
afterEach(() => Promise.all(calls.splice(0).map((call) => call.hangUp())));

/** A call to anything, not started yet. */
export function watchedCall(
  request: Partial<CallRequest> & Pick<CallRequest, 'gateway'>,
  { limits, ...options }: Omit<Wanted, 'request'> = {},
): WatchedCall {
  const events: CallEvent[] = [];
  const states: CallState[] = [];
  const whole: CallRequest = { callSid: 'call-1', iceServers: [], iceTransportPolicy: 'all', ...request };
  const gateway = (): Promise<Gateway> => loadGateway(whole.gateway);
  const call = new Call(
    { request: whole, gateway, credential: { token: TOKEN }, muted: false, limits, ...options },
    (event) => {
      events.push(event);
      if (event.type === 'state') states.push(event.state);
    },
  );
  calls.push(call);
  return { call, events, states };
}

/** A call to a new PolyAI far end, not started yet. */
export async function prepareCall({ request, ...options }: Wanted = {}): Promise<TestCall> {
  const far = await FarEnd.open();
  return { ...watchedCall({ gateway: 'polyai', gatewayUrl: far.url, ...request }, options), far };
}

/** A call that is up. */
export async function connectedCall(wanted?: Wanted): Promise<TestCall> {
  const test = await prepareCall(wanted);
  const started = test.call.start();
  await test.far.connect();
  await started;
  return test;
}

/** Resolves when the call is in that state. */
export async function untilState(call: Call, state: CallState, timeout = 8000): Promise<void> {
  await until(
    () => call.state === state,
    () => `state ${state}, not ${call.state} (${call.error?.message})`,
    timeout,
  );
}

export async function until(condition: () => boolean, what: () => string, timeout = 8000): Promise<void> {
  const end = performance.now() + timeout;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Waited ${timeout} ms for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Why the start of a call failed. */
export async function failureOf(started: Promise<void>): Promise<CallError> {
  const outcome = await started.then(
    () => undefined,
    (error: CallError) => error,
  );
  if (!outcome) throw new Error('The call did not fail');
  return outcome;
}

/** After every call: one true end, told once, and nothing alive. */
export async function assertOver(
  { call, events, states, far }: WatchedCall & { far?: { dispose(): Promise<void> } },
  reason: string,
  code?: string,
): Promise<void> {
  await untilState(call, code ? 'failed' : 'ended', 4000);
  assert.deepEqual(states.slice(-2), ['ending', code ? 'failed' : 'ended']);
  const ends = events.filter((event) => event.type === 'end');
  assert.lengthOf(ends, 1, 'ends once');
  assert.strictEqual(ends[0]?.reason, reason);
  const errors = events.filter((event) => event.type === 'error');
  assert.deepEqual(
    errors.map((event) => event.error.code as string),
    code ? [code] : [],
  );
  assert.strictEqual(events.at(-1)?.type, 'end', 'nothing is told after the end');
  assert.strictEqual(call.error?.code, code);
  assert.deepEqual(alive(), []);
  assert.notInclude(
    JSON.stringify([events, call.error, call.error?.message, String(call.error?.cause)]),
    TOKEN,
  );
  await far?.dispose();
}
