// What the gateway lets the clients do that ask once over HTTP, and what not: the plain exchange, OpenAI, pipecat, WHIP.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import {
  ask,
  bearer,
  dial,
  fragment,
  FRAGMENT_TYPE,
  json,
  pipecatCandidate,
  SDP_TYPE,
  sessionOf,
  type Client,
  type Gateway,
} from './clients.ts';
import { Phone, until } from './phone.ts';

let local: Gateway & { close(): Promise<void> };
let sdp: string;
let sdpWithChannel: string;
let candidates: string[];
const clients: Client[] = [];

test.beforeAll(async () => {
  local = await startGateway({
    iceServers: [{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }],
  });
  const [phone, withChannel] = [new Phone(), new Phone('oai-events')];
  sdp = await phone.offer();
  sdpWithChannel = await withChannel.offer();
  await until(() => phone.pc.iceGatheringState === 'complete', 4000);
  candidates = [...phone.sdp.matchAll(/^a=(candidate:.*?)\r?$/gm)].flatMap(([, line]) => line ?? []);
  phone.close();
  withChannel.close();
});
test.afterEach(() => clients.splice(0).forEach((client) => client.close()));
test.afterAll(() => local.close());

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** How each of them is asked with an offer and a token. */
const post = {
  http: (token: string, offer = sdp) =>
    ask(`${local.origin}/api/voice/offer`, 'POST', { sdp: offer, type: 'offer' }, bearer(token)),
  openai: (token: string, offer = sdpWithChannel) =>
    ask(`${local.origin}/v1/realtime/calls`, 'POST', offer, { ...SDP_TYPE, ...bearer(`ek_${token}`) }),
  pipecat: (token: string, offer = sdp) =>
    ask(
      `${local.origin}/api/offer`,
      'POST',
      { sdp: offer, type: 'offer', pc_id: null, restart_pc: false },
      bearer(token),
    ),
  whip: (token: string, offer = sdp) =>
    ask(`${local.origin}/whip`, 'POST', offer, { ...SDP_TYPE, ...bearer(token) }),
} as const;

test('behaviours instead of an answer: the same statuses everywhere', async () => {
  const statuses: Record<string, number> = {
    wrong: 401,
    refuse: 401,
    'error-FORBIDDEN': 403,
    'error-INVALID_ARGUMENT': 400,
    'error-INVALID_MESSAGE': 422,
    'error-HANDLER_ERROR': 500,
    'error-MEDIA_BRIDGE_FAILURE': 502,
    'error-AGENT_FAILURE': 503,
    'error-UNKNOWN_THING': 418,
    busy: 429,
    html: 500,
  };
  for (const [name, request] of Object.entries(post)) {
    for (const [token, status] of Object.entries(statuses)) {
      const response = await request(token);
      const body = await response.text();
      expect(response.status, `${name} ${token}`).toBe(status);
      expect(response.headers.has('retry-after'), `${name} ${token}`).toBe(status === 429 || status === 503);
      expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
      if (token === 'html') expect(body, name).toContain('<img');
    }
    const html = (await request('html')).headers.get('content-type');
    expect(html, name).toBe(
      { http: 'text/html', whip: 'application/problem+json' }[name] ?? 'application/json',
    );
    for (const token of ['close-1000-early', 'close-1008', 'close-4001', 'drop-before-answer']) {
      await expect(request(token), `${name} ${token}`).rejects.toThrow('fetch failed');
    }
    const video = await request('demo', sdp.replace(/^m=audio/m, 'm=video'));
    expect(video.status, name).toBe(422);
    const broken = await request('demo', sdpWithChannel.replace(/^a=fingerprint.*$/gm, 'a=fingerprint:x'));
    expect(broken.status, name).toBe(name === 'whip' ? 422 : 502);
  }
});

test('an offer that is abandoned ends its session; one that is answered leaves nothing behind the media', async () => {
  const abort = new AbortController();
  const body = JSON.stringify({ sdp, type: 'offer' });
  const headers = { ...JSON_TYPE, ...bearer('silent') };
  const request = fetch(`${local.origin}/api/voice/offer`, {
    method: 'POST',
    body,
    headers,
    signal: abort.signal,
  });
  await until(() => last()?.behaviour === 'silent', 4000);
  abort.abort();
  await expect(request).rejects.toThrow('aborted');
  await until(() => last()?.ended?.by === 'drop', 4000);
});

test('plain HTTP: one JSON request, its answer complete', async () => {
  const url = `${local.origin}/api/voice/offer`;
  const answer = await json(ask(url, 'POST', { sdp, type: 'offer' }));
  expect(Object.keys(answer).sort()).toEqual(['sdp', 'type']);
  expect(answer['type']).toBe('answer');
  expect(answer['sdp']).toMatch(/^a=candidate:/m);
  expect(last()).toMatchObject({ protocol: 'http', behaviour: 'demo', candidatesInOffer: 0, candidates: 0 });
  expect(last()?.frames).toMatchObject([{ type: 'offer', hadToken: false }]);
  const gathered = sdp + candidates.map((line) => `a=${line}\r\n`).join('');
  await ask(url, 'POST', { sdp: gathered, type: 'offer' });
  expect(last()?.candidatesInOffer).toBe(candidates.length);
  const faults: unknown[] = [
    { sdp },
    { sdp, type: 'answer' },
    { sdp: '', type: 'offer' },
    { type: 'offer' },
    { sdp, type: 'offer', token: 'demo' },
    [sdp],
  ];
  for (const body of faults) expect((await ask(url, 'POST', body)).status, JSON.stringify(body)).toBe(400);
  expect((await ask(url, 'POST', sdp, SDP_TYPE)).status).toBe(415);
  expect((await ask(url, 'PUT', { sdp, type: 'offer' })).status).toBe(405);
  const garbage = await json(post.http('garbage'));
  expect(garbage).toMatchObject({ type: 'answer', iceServers: 7 });
  expect(await json(post.http('bad-sdp'))).toEqual({
    type: 'answer',
    sdp: expect.stringMatching(/^v=0\r\nthis/) as unknown,
  });
});

test('OpenAI: an ephemeral key, an offer with a data channel, events in JSON', async () => {
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
  const url = `${local.origin}/api/offer`;
  const offer = { sdp, type: 'offer', pc_id: null, restart_pc: false };
  const { pc_id, type } = await json(ask(url, 'POST', { ...offer, requestData: { a: 1 } }));
  expect({ pc_id, type }).toEqual({
    pc_id: expect.stringMatching(/^SmallWebRTCConnection#/) as unknown,
    type: 'answer',
  });
  const session = last();
  const noRestart = { ...offer, restart_pc: undefined };
  const offers: [number, unknown][] = [
    [422, { ...offer, type: 'answer' }],
    [422, { ...offer, pcId: null }],
    [422, { ...offer, restart_pc: 0 }],
    [422, noRestart],
    [400, { ...offer, pc_id: undefined }],
    [400, { ...offer, pc_id }],
  ];
  for (const [status, body] of offers) {
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

test('WHIP: a session with an ETag, candidates as fragments, DELETE', async () => {
  const made = await post.whip('demo:1');
  expect(made.status).toBe(201);
  expect(made.headers.get('link')).toBe(
    '<turn:turn.example.org>; rel="ice-server"; username="u"; credential="c"; credential-type="password"',
  );
  expect(made.headers.get('access-control-expose-headers')).toBe('Location, ETag, Link, Retry-After');
  const answer = await made.text();
  expect(answer).toMatch(/^a=candidate:/m);
  expect(answer).toMatch(/^a=sendrecv/m);
  const location = made.headers.get('location') ?? '';
  expect(location).toMatch(/^\/whip\/[\w-]+$/);
  const url = local.origin + location;
  const session = last();
  const etag = made.headers.get('etag') ?? '';
  const headers = { ...FRAGMENT_TYPE, ...bearer('demo:1') };
  const good = fragment(sdp, candidates);
  const patches: [number, string, Record<string, string>][] = [
    [428, good, {}],
    [412, good, { 'If-Match': '"other"' }],
    [422, good, { 'If-Match': '*' }],
    [422, fragment(sdp, candidates, { ufrag: 'othr' }), { 'If-Match': etag }],
    [415, good, { 'If-Match': etag, 'Content-Type': 'application/json' }],
    [401, good, { 'If-Match': etag, Authorization: 'Bearer demo:2' }],
    [400, fragment(sdp, candidates, { mid: '7' }), { 'If-Match': etag }],
    [400, fragment(sdp, ['candidate:nonsense']), { 'If-Match': etag }],
    [400, `${good}a=sendrecv\r\n`, { 'If-Match': etag }],
    [400, good.replace(/^a=ice-pwd.*\r\n/m, ''), { 'If-Match': etag }],
    [400, '', { 'If-Match': etag }],
  ];
  for (const [status, body, more] of patches) {
    expect(
      (await ask(url, 'PATCH', body, { ...headers, ...more })).status,
      `${body} ${JSON.stringify(more)}`,
    ).toBe(status);
  }
  expect(session?.candidates).toBe(0);
  const patched = await ask(url, 'PATCH', `${good}a=end-of-candidates\r\n`, { ...headers, 'If-Match': etag });
  expect(patched.status).toBe(204);
  expect(patched.headers.has('etag')).toBe(false);
  expect(session?.candidates).toBe(candidates.length);
  expect((await ask(url, 'DELETE')).status).toBe(401);
  expect((await ask(url, 'GET', undefined, bearer('demo:1'))).status).toBe(405);
  expect((await ask(url, 'DELETE', undefined, bearer('demo:1'))).status).toBe(200);
  expect(session).toMatchObject({ ended: { by: 'client' }, closeFrames: 1 });
  expect(session?.seen.requests.map(({ status }) => status).slice(-2)).toEqual([401, 200]);
  expect((await ask(url, 'DELETE', undefined, bearer('demo:1'))).status).toBe(404);
  expect((await ask(url, 'PATCH', good, { ...headers, 'If-Match': etag })).status).toBe(404);
  expect((await ask(`${local.origin}/whip`, 'POST', sdp, SDP_TYPE)).status).toBe(401);
  expect((await post.whip('demo', sdpWithChannel)).status).toBe(422);
  const hidden = await post.whip('no-session-id');
  expect([hidden.status, hidden.headers.has('location'), hidden.headers.has('etag')]).toEqual([
    201,
    false,
    false,
  ]);
  const preflight = await ask(url, 'OPTIONS');
  expect(preflight.headers.get('access-control-allow-methods')).toBe('PATCH, DELETE');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('If-Match');
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
