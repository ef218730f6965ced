// What all protocols have in common: the same agent, the same media, the same behaviours by token.

import { expect, test } from 'playwright/test';
import { behaviours } from '../../demo/gateway/behaviours.ts';
import type { Fields } from '../../demo/gateway/parse.ts';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import { dial, protocols, sessionOf, type Client, type Gateway, type ProtocolName } from './clients.ts';
import { pause, tone, until } from './phone.ts';

let local: Gateway & { close(): Promise<void> };
const clients: Client[] = [];

test.beforeAll(async () => {
  local = await startGateway();
});
test.afterEach(() => clients.splice(0).forEach((client) => client.close()));
test.afterAll(() => local.close());

interface Call {
  readonly name: ProtocolName;
  readonly client: Awaited<ReturnType<(typeof dial)[ProtocolName]>>;
  readonly session: GatewaySession;
}

/** A connected call of each protocol, all at once. */
function callEach(token: string, names: readonly ProtocolName[] = protocols): Promise<Call[]> {
  return Promise.all(
    names.map(async (name) => {
      const client = await dial[name](local, token);
      clients.push(client);
      await client.phone.connected();
      return { name, client, session: await sessionOf(local.gateway, client.phone) };
    }),
  );
}

// One after another: seven calls at once are more sound than two busy cores carry.
for (const [index, name] of protocols.entries()) {
  test(`${name}: a tone arrives and is echoed, and the goodbye is understood`, async () => {
    const [call] = await callEach('echo:s3cret', [name]);
    if (!call) throw new Error('no call');
    const { client, session } = call;
    expect(session).toMatchObject({ protocol: name, behaviour: 'echo', offers: 1 });
    const hz = 400 + 60 * index; // of its own, so that it is nobody else's
    const isTone = ({ rms, frequency }: { rms: number; frequency: number }): boolean =>
      rms > 0.1 && Math.abs(frequency - hz) < 5;
    client.phone.say(tone(hz, 60_000));
    await until(() => isTone(session.hears()), 15_000, 'the tone at the gateway');
    await until(() => isTone(client.phone.hears()), 15_000, 'the echo');
    expect(session.agent).toMatchObject({ speaking: false, turns: 0 });
    await client.hangUp();
    await until(() => session.ended?.by === 'client', 8000, 'the end');
    await until(() => session.connectionState === 'closed', 8000, 'the end of the media');
    const { frames, seen } = session;
    expect(JSON.stringify([frames, seen])).not.toContain('s3cret');
  });
}

test('demo: the agent speaks, and its words come where the protocol has room for them', async () => {
  const calls = await callEach('demo');
  const { greeting } = behaviours['demo'] ?? {};
  await Promise.all(
    calls.map(({ name, client: { phone }, session }) =>
      until(() => session.agent.speaking && phone.hears(100).rms > 0.02, 8000, `${name}: the voice`),
    ),
  );
  const { hub } = calls.find(({ name }) => name === 'voisnap')?.client ?? {};
  expect(await hub?.awaitEvent('Transcription')).toEqual({ text: greeting, isFinal: true, speaker: 'agent' });
  const events = (name: ProtocolName): Fields[] =>
    calls.find((call) => call.name === name)?.client.phone.events() ?? [];
  const done = await until(
    () => events('openai').find(({ type }) => type === 'response.output_audio_transcript.done'),
    4000,
  );
  expect(done['transcript']).toBe(greeting);
  const deltas = events('openai').filter(({ type }) => type === 'response.output_audio_transcript.delta');
  expect(deltas.map(({ delta }) => delta).join('')).toBe(greeting);
  const said = (type: string): string =>
    events('pipecat')
      .filter((event) => event['type'] === type)
      .map(({ data }) => (data as { text: string }).text)
      .join(' ');
  await until(() => said('bot-output') === greeting, 4000);
  expect(said('bot-transcription')).toBe(greeting);
});

/** Each client is told in the way of its protocol, and the media ends. */
async function hangUps(): Promise<void> {
  const calls = await callEach('hang-up');
  await Promise.all(
    calls.map(({ name, session }) => until(() => session.ended, 8000, `${name}: the end of the session`)),
  );
  for (const { name, session } of calls) expect(session.ended, name).toEqual({ by: 'gateway' });
  await Promise.all(
    calls.map(({ name, client: { phone } }) =>
      until(() => phone.farEndClosed, 4000, `${name}: the DTLS close`),
    ),
  );
  const of = (name: ProtocolName): Call['client'] | undefined =>
    calls.find((call) => call.name === name)?.client;
  expect(of('voisnap')?.hub?.event('SessionEnded')).toEqual({ reason: 'agent_ended' });
  await until(() => of('voisnap')?.hub?.messages.at(-1)?.type === 7, 4000, 'the close message');
  await until(() => of('voisnap')?.closed?.() === 1000 && of('iqra')?.closed?.() === 1000, 4000);
  expect((of('iqra') as unknown as { reason: string }).reason).toBe('The agent ended the call');
  await until(() => of('openai')?.phone.channel?.readyState === 'closed', 4000);
  expect(of('pipecat')?.phone.events().at(-1)).toEqual({
    type: 'signalling',
    message: { type: 'peerLeft' },
  });
}

/** Where closing the peer is the goodbye, the network fails instead. */
async function lostMedia(): Promise<void> {
  const [told, untold] = await callEach('media-cut', ['polyai', 'http']);
  await until(() => told?.client.phone.farEndClosed, 15_000, 'the closed peer');
  await until(() => untold?.client.phone.pc.connectionState === 'disconnected', 20_000, 'the lost network');
  expect(untold?.client.phone.farEndClosed).toBe(false);
  expect([told?.session.ended, untold?.session.ended]).toEqual([undefined, undefined]);
}

// Together, for most of it is waiting.
test('how a call ends: hang-up, media-cut', () => Promise.all([hangUps(), lostMedia()]));

test('recvonly: an answer that promises nothing, and a far end that sends nothing', async () => {
  const calls = await callEach('recvonly');
  for (const { name, client } of calls) {
    expect(client.phone.answer, name).toMatch(/^a=recvonly\r?$/m);
    if (name !== 'http') client.close();
  }
  const http = calls.find(({ name }) => name === 'http');
  http?.client.phone.say(tone(500, 60_000));
  await until(() => http && http.session.hears().rms > 0.1, 15_000, 'the tone at the gateway');
  expect(http?.client.phone.heard).toEqual([]);
});

test('noise: a call that goes on through what no good gateway sends', async () => {
  const calls = await callEach('garbage');
  await Promise.all(
    calls.map(({ name, client: { phone } }) =>
      until(() => phone.hears(100).rms > 0.02, 8000, `${name}: the voice`),
    ),
  );
  const of = (name: ProtocolName): Call['client'] | undefined =>
    calls.find((call) => call.name === name)?.client;
  for (const name of ['openai', 'pipecat'] as const) {
    await until(() => of(name)?.phone.texts.includes('this is not JSON'), 8000, `${name}: the noise`);
  }
  const strange = (): unknown[] =>
    of('voisnap')?.hub?.messages.filter(({ target }) => target === 'NeverHeardOfIt') ?? [];
  await until(() => strange().length === 2, 8000, 'voisnap: the noise before and after connecting');
  for (const { name, session } of calls) expect(session.ended, name).toBeUndefined();
});

test('no-media: an answer without candidates, and nobody there', async () => {
  const names = protocols.filter((name) => name !== 'polyai');
  const silent = await Promise.all(names.map((name) => dial[name](local, 'no-media')));
  clients.push(...silent);
  const sessions = await Promise.all(silent.map(({ phone }) => sessionOf(local.gateway, phone)));
  await Promise.all(silent.map(({ phone }) => until(() => phone.answer, 8000, 'the answer')));
  await pause(500); // many times as long as the others need
  expect(silent[0]?.hub?.event('IceCandidateReceived')).toBeUndefined();
  for (const [index, { phone }] of silent.entries()) {
    expect(phone.answer, names[index]).not.toMatch(/a=candidate/);
    expect(phone.pc.connectionState, names[index]).not.toBe('connected');
    expect(sessions[index]?.connectionState, names[index]).not.toBe('connected');
  }
});
