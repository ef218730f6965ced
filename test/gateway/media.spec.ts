// PolyAI's protocol and the agent, with sound: what is heard, repeated, cut off and lost.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession, type LocalGateway } from '../../demo/gateway/gateway.ts';
import { Caller, pause, Signal, tone, until } from './caller.ts';

let gateway: LocalGateway;
let url: string;
let close: () => Promise<void>;
const callers: Caller[] = [];

test.beforeAll(async () => {
  ({ gateway, url, close } = await startGateway());
});
test.afterEach(() => callers.splice(0).forEach((caller) => caller.close()));
test.afterAll(() => close());

async function call(
  token: string,
  fields: object = {},
): Promise<{ caller: Caller; session: GatewaySession }> {
  const caller = new Caller(url);
  callers.push(caller);
  await caller.dial(token, fields);
  await caller.connected();
  const session = await until(() => gateway.sessions.find(({ sessionId }) => sessionId === caller.sessionId));
  return { caller, session };
}

test('the greeting is heard', async () => {
  const start = performance.now();
  const { caller, session } = await call('demo');
  const connected = performance.now();
  await until(() => caller.hears(100).rms > 0.02, 4000, 'the greeting');
  const greeted = performance.now();
  await until(() => !session.agent.speaking, 12_000, 'the end of the greeting');
  const ended = performance.now();
  await pause(400);
  expect(caller.hears(150).rms).toBeLessThan(0.002);
  expect(ended - greeted).toBeGreaterThan(3000);
  console.log(
    `connected after ${(connected - start).toFixed()} ms, first words ${(greeted - connected).toFixed()} ms later,`,
    `greeting of ${(ended - greeted).toFixed()} ms`,
  );
  caller.hangUp();
  await until(() => session.ended?.by === 'client');
  expect(session).toMatchObject({ offers: 1, closeFrames: 1, behaviour: 'demo', reconnects: 0 });
  await until(() => session.connectionState === 'closed');
});

test('the gateway measures what the visitor says, and echo mode returns it', async () => {
  const { caller, session } = await call('demo:echo', { mode: 'echo' });
  caller.say(tone(440, 60_000));
  await until(() => session.hears().rms > 0.15, 3000, 'the tone at the gateway');
  await until(() => caller.hears().rms > 0.15, 3000, 'the echo');
  expect(Math.abs(session.hears().frequency - 440)).toBeLessThan(2);
  expect(Math.abs(caller.hears().frequency - 440)).toBeLessThan(2);
  caller.say(new Int16Array(0)); // muted
  await until(() => session.hears(100).rms < 0.001, 2000);
  await until(() => caller.hears(100).rms < 0.001, 2000);
  expect(session.agent).toMatchObject({ speaking: false, turns: 0 });
});

test('talking over the agent silences it, and what was said is repeated at the end of the turn', async () => {
  const { caller, session } = await call('demo');
  await until(() => session.agent.speaking && caller.hears(100).rms > 0.02);

  const start = performance.now();
  caller.say(tone(600, 1500));
  await until(() => session.agent.interruptions === 1, 5000);
  const detected = performance.now();
  expect(session.agent.speaking).toBe(false);
  await until(() => caller.hears(50).rms < 0.002, 3000, 'silence');
  const silent = performance.now();
  console.log(
    `barge-in: noticed ${(detected - start).toFixed()} ms after the first sound,`,
    `silent at the caller ${(silent - detected).toFixed()} ms after that (50 ms of them measured)`,
  );

  await until(() => session.agent.turns === 1, 8000, 'the answer');
  console.log(`answered ${(performance.now() - start - 1500).toFixed()} ms after the last sound`);
  await until(() => Math.abs(caller.hears(200).frequency - 600) < 15, 8000, 'the tone in the answer');
  await until(() => !session.agent.speaking, 8000, 'the end of the answer');

  // A click is not a turn.
  caller.say(tone(600, 60));
  await pause(1200);
  expect(session.agent).toMatchObject({ turns: 1, interruptions: 1, speaking: false });
});

test('scripts: hanging up, losing the media, never having any', async () => {
  const [frame, socket, cut] = await Promise.all([
    call('hang-up'),
    call('hang-up-socket'),
    call('media-cut'),
  ]);
  const mute = new Caller(url);
  callers.push(mute);
  await mute.dial('no-media');
  await until(() => frame.caller.hears(100).rms > 0.02, 3000, 'the goodbye');
  await until(() => frame.caller.signal.frame('close'), 4000, 'the close frame');
  await until(() => socket.caller.signal.closed === 1000, 4000, 'the close code');
  await until(() => cut.session.connectionState === 'closed', 4000);
  expect(frame.session.ended?.by).toBe('gateway');
  expect(socket.session.ended?.by).toBe('gateway');
  expect(cut.session.ended).toBeUndefined();
  expect(cut.caller.signal.closed).toBeUndefined();
  await until(() => cut.caller.hears(200).rms < 0.001, 2000, 'silence in the middle of the greeting');
  expect(mute.sessionId).not.toBe('');
  expect(mute.signal.frame('ice-candidate')).toBeUndefined();
  expect(mute.pc.connectionState).not.toBe('connected');
});

test('noise around a normal call', async () => {
  const calls = ['garbage', 'early-candidates', 'second-answer', 'foreign-session'].map((token) =>
    call(token),
  );
  const [garbage, early, second, foreign] = await Promise.all(calls);
  await until(() => (garbage?.caller.signal.junk ?? 0) > 20, 2000, 'garbage before and after connecting');
  expect(early?.caller.signal.frames[0]?.type).toBe('ice-candidate');
  const answers = (one: typeof second): number =>
    one?.caller.signal.frames.filter(({ type, data }) => type === 'answer' && data?.sdp).length ?? 0;
  await until(() => answers(second) === 3);
  await until(() => answers(foreign) === 2);
});

test('a lost socket: the media stays, and a new socket takes over with its first frame', async () => {
  const { caller, session } = await call('drop');
  await until(() => caller.signal.closed === 1006, 8000, 'the drop');
  expect(session.ended).toBeUndefined();
  const signal = await caller.reconnect();
  await pause(100);
  expect(session.reconnects).toBe(0);
  signal.send({ type: 'close', sessionId: caller.sessionId });
  await until(() => session.ended?.by === 'client');
  expect(session).toMatchObject({ reconnects: 1, sockets: 2, closeFrames: 1, offers: 1 });
});

test('a socket lost for good ends the session, a socket lost for a while does not', async () => {
  const impatient = await startGateway({ graceMs: 500 });
  const [lost, kept] = [new Caller(impatient.url), new Caller(impatient.url)];
  callers.push(lost, kept);
  await Promise.all([lost.dial('drop-for-good'), kept.dial('drop')]);
  await until(() => lost.signal.closed === 1006 && kept.signal.closed === 1006, 8000, 'the drops');
  const again = new Signal(impatient.url);
  await until(() => again.refused === 503, 2000, 'a refused handshake');
  const byToken = (name: string): GatewaySession | undefined =>
    impatient.gateway.sessions.find(({ behaviour }) => behaviour === name);
  await until(() => byToken('drop-for-good')?.ended?.by === 'drop', 2000, 'the end');
  // Whoever can still be heard has not gone.
  expect(byToken('drop')).toMatchObject({ ended: undefined, connectionState: 'connected' });
  await impatient.close();
  expect(byToken('drop')?.ended?.by).toBe('shutdown');
});
