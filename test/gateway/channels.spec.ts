// What the gateway lets the clients of OpenAI and of pipecat do, by requests and over their data channels.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import { dial, sessionOf, type Client, type Gateway } from './clients.ts';
import { until } from './phone.ts';
import { makeOffers, postTo, type Offers, type Post } from './post.ts';
import { ask, bearer, json, pipecatCandidate, SDP_TYPE } from './requests.ts';

let local: Gateway & { close(): Promise<void> };
let offers: Offers;
let post: Post;

test.beforeAll(async () => {
  local = await startGateway();
  offers = await makeOffers();
  post = postTo(local.origin, offers);
});
test.afterAll(() => local.close());

const clients: Client[] = [];
test.afterEach(() => clients.splice(0).forEach((client) => client.close()));

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);
test('OpenAI: an ephemeral key, an offer with a data channel, events in JSON', async () => {
  const { sdp, withChannel: sdpWithChannel } = offers;
  const url = `${local.origin}/v1/realtime/calls`;
  const good = await post.openai('demo');
  expect(good.status).toBe(201);
  expect(good.headers.get('location')).toMatch(/^\/v1\/realtime\/calls\/rtc_\w+$/);
  expect(good.headers.get('content-type')).toBe('application/sdp');
  expect(await good.text()).toMatch(/^v=0\r\n/);
  for (const key of ['sk-demo', 'demo', 'ek_', 'ek_wrong']) {
    const refused = await ask(url, 'POST', sdpWithChannel, { ...SDP_TYPE, ...bearer(key) });
    expect(refused.status, key).toBe(401);
    expect(await refused.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  }
  expect((await post.openai('demo', sdp)).status).toBe(422);
  const wrongType = { 'Content-Type': 'text/plain', ...bearer('ek_demo') };
  expect((await ask(url, 'POST', sdpWithChannel, wrongType)).status).toBe(415);
  expect((await post.openai('no-session-id')).headers.has('location')).toBe(false);

  const call = await dial.openai(local, 'echo');
  clients.push(call);
  const { phone } = call;
  await until(() => phone.events()[0]?.['type'] === 'session.created', 6000, 'session.created');
  const send = (event: unknown): void =>
    phone.channel?.send(typeof event === 'string' ? event : JSON.stringify(event));
  const item = (content: unknown): object => ({
    type: 'conversation.item.create',
    item: { type: 'message', role: 'user', content },
  });
  send(item([{ type: 'input_text', text: 'Hello?' }]));
  send({ type: 'response.create' });
  send({ type: 'session.update', session: { type: 'realtime' } });
  const types = (): unknown[] => phone.events().map(({ type }) => type);
  await until(() => types().includes('session.updated'), 4000);
  expect(types().slice(1)).toEqual([
    'conversation.item.added',
    'conversation.item.done',
    'response.created',
    'response.done',
    'session.updated',
  ]);
  const bad = [
    'not JSON',
    [],
    { type: 'hello' },
    {},
    item([]),
    item('Hello?'),
    item([{ type: 'text', text: 'x' }]),
  ];
  for (const each of bad) send(each);
  await until(() => types().filter((type) => type === 'error').length === bad.length, 4000, 'the errors');
  const session = await sessionOf(local.gateway, phone);
  expect(session).toMatchObject({
    messages: ['Hello?'],
    ended: undefined,
    seen: { channels: ['oai-events'] },
  });
  expect(session.seen.channelMessages).toHaveLength(3 + bad.length);
});

test('pipecat: snake case, a connection that is known, and pings once they have begun', async () => {
  const { sdp, candidates } = offers;
  const url = `${local.origin}/api/offer`;
  const offer = { sdp, type: 'offer', pc_id: null, restart_pc: false };
  const { pc_id, type } = await json(ask(url, 'POST', { ...offer, requestData: { a: 1 } }));
  expect({ pc_id, type }).toEqual({
    pc_id: expect.stringMatching(/^SmallWebRTCConnection#/) as unknown,
    type: 'answer',
  });
  const session = last();
  const noRestart = { ...offer, restart_pc: undefined };
  const wrongOffers: [number, unknown][] = [
    [422, { ...offer, type: 'answer' }],
    [422, { ...offer, pcId: null }],
    [422, { ...offer, restart_pc: 0 }],
    [422, noRestart],
    [400, { ...offer, pc_id: undefined }],
    [400, { ...offer, pc_id }],
  ];
  for (const [status, body] of wrongOffers) {
    const refused = await ask(url, 'POST', body);
    expect(refused.status, JSON.stringify(body).slice(-60)).toBe(status);
    expect(await refused.json()).toHaveProperty('detail');
  }
  const [line = ''] = candidates;
  const one = pipecatCandidate({ candidate: line, sdpMid: '0', sdpMLineIndex: 0 } as RTCIceCandidate);
  const patches: [number, unknown][] = [
    [422, { pc_id, candidates: [] }],
    [422, { pc_id, candidates: one }],
    [422, { pc_id, candidates: [{ candidate: line, sdpMid: '0', sdpMLineIndex: 0 }] }],
    [422, { pc_id, candidates: [{ ...one, candidate: '' }] }],
    [422, { pc_id, candidates: [{ ...one, sdp_mid: null }] }],
    [422, { pcId: pc_id, candidates: [one] }],
    [404, { pc_id: 'nobody', candidates: [one] }],
  ];
  for (const [status, body] of patches) {
    expect((await ask(url, 'PATCH', body)).status, JSON.stringify(body)).toBe(status);
  }
  expect((await ask(url, 'PATCH', { pc_id, candidates: [one] }, bearer('demo'))).status).toBe(401);
  expect(session?.candidates).toBe(0);
  expect(await json(ask(url, 'PATCH', { pc_id, candidates: [one, one] }))).toEqual({ status: 'success' });
  expect(session?.candidates).toBe(2);
  expect(await json(post.pipecat('no-session-id'))).not.toHaveProperty('pc_id');

  const call = await dial.pipecat(local, 'echo');
  const quiet = await dial.pipecat(local, 'echo');
  clients.push(call, quiet);
  await Promise.all(
    [call, quiet].map(({ phone }) => until(() => phone.channel?.readyState === 'open', 6000)),
  );
  const [pinging, gone] = await Promise.all(
    [call, quiet].map(({ phone }) => sessionOf(local.gateway, phone)),
  );
  const send = (message: object): void => call.phone.channel?.send(JSON.stringify(message));
  send({ label: 'rtvi-ai', type: 'client-ready', id: '1', data: { version: '1.0.0' } });
  send({ label: 'rtvi-ai', type: 'send-text', id: '2', data: { content: 'Hello?' } });
  send({ type: 'signalling', message: { type: 'trackStatus', receiver_index: 0, enabled: false } });
  await until(() => pinging?.seen.channelMessages.length === 3, 4000);
  expect(pinging?.messages).toEqual(['Hello?']);
  await until(() => call.phone.events().some((event) => event['type'] === 'bot-ready'), 4000);
  // The quiet one pinged (the client of these tests does) and then stops.
  await until(() => (gone?.seen.pings ?? 0) > 0, 4000, 'a ping');
  quiet.stopPinging?.();
  await until(() => gone?.ended?.by === 'drop', 8000, 'the silent client to be gone');
  expect(pinging?.ended).toBeUndefined();
});

test('during the call: an error on the channel where there is one, and the media closes', async () => {
  const names = ['http', 'openai', 'pipecat', 'whip'] as const;
  const calls = await Promise.all(names.map((name) => dial[name](local, 'error-later-AGENT_FAILURE')));
  clients.push(...calls);
  await Promise.all(calls.map(({ phone }) => phone.connected()));
  const sessions = await Promise.all(calls.map(({ phone }) => sessionOf(local.gateway, phone)));
  await Promise.all(calls.map(({ phone }, index) => until(() => phone.farEndClosed, 8000, names[index])));
  for (const session of sessions) expect(session.ended).toEqual({ by: 'error', code: 'AGENT_FAILURE' });
  const events = calls.map(({ phone }) => phone.events().find((event) => event['type'] === 'error'));
  expect(events[1]).toMatchObject({ error: { code: 'agent_failure' } });
  expect(events[2]).toMatchObject({ label: 'rtvi-ai', data: { fatal: true } });
});
