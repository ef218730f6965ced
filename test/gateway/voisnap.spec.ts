// What the gateway lets a Voisnap client do, and what not.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { HubClient } from './hub-client.ts';
import { Phone, until } from './phone.ts';
import { ask, bearer, json } from './requests.ts';
import { voisnap, voisnapHub } from './voisnap-client.ts';

let local: Gateway & { close(): Promise<void> };
let sdp: string;
let candidate: object;
const SESSIONS = '/api/v1/webrtc/sessions';

test.beforeAll(async () => {
  local = await startGateway({ iceServers: [{ urls: ['stun:stun.example.org'] }] });
  const phone = new Phone();
  sdp = await phone.offer('gathered');
  const line = /^a=(candidate:.*?)\r?$/m.exec(sdp)?.[1] ?? '';
  candidate = { candidate: line, sdpMid: '0', sdpMLineIndex: 0 };
  phone.close();
});
test.afterAll(() => local.close());

const request = (body: unknown, token?: string): Promise<Response> =>
  ask(local.origin + SESSIONS, 'POST', body, token === undefined ? {} : bearer(token));

const hubOf = async (token: string): Promise<HubClient> =>
  new HubClient(await voisnapHub(local.origin, token)).start();

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);

test('a session: what it is made of, and what is recorded of its request', async () => {
  const response = await request({ agentId: 'agt_1', metadata: { userId: 'u' } }, 'demo:s3cret');
  expect(response.status).toBe(201);
  const session = (await response.json()) as Record<string, unknown>;
  expect(session).toEqual({
    sessionId: expect.stringMatching(/^wrtc_\w+$/) as unknown,
    sessionToken: expect.stringMatching(/^wrtc_tok_/) as unknown,
    expiresAt: expect.any(String) as unknown,
    iceServers: [{ urls: ['stun:stun.example.org'] }],
  });
  expect(Date.parse(String(session['expiresAt']))).toBeGreaterThan(Date.now());
  expect(last()).toMatchObject({ protocol: 'voisnap', behaviour: 'demo', sessionId: session['sessionId'] });
  const [seen] = last()?.seen.requests ?? [];
  expect(seen).toMatchObject({ method: 'POST', path: SESSIONS, status: 201, body: { agentId: 'agt_1' } });
  expect(seen?.headers).toContain('authorization');
  expect(JSON.stringify(last()?.seen)).not.toContain('s3cret');
  const hidden = await json(request({ agentId: 'a' }, 'no-session-id'));
  expect(hidden).not.toHaveProperty('sessionToken');
  expect(await json(request({ agentId: 'a' }, 'slow-ice'))).toMatchObject({ iceServers: [] });
});

test('a session is refused, each fault with its status and a problem', async () => {
  const before = local.gateway.sessions.length;
  const good = { agentId: 'agt_1' };
  const faults: [number, unknown, string?][] = [
    [401, good],
    [401, good, 'wrong'],
    [401, good, 'refuse'],
    [403, good, 'error-FORBIDDEN'],
    [400, good, 'error-INVALID_ARGUMENT'],
    [429, good, 'busy'],
    [400, {}, 'demo'],
    [400, [], 'demo'],
    [400, 'null', 'demo'],
    [400, { agentId: '' }, 'demo'],
    [400, { agentId: 7 }, 'demo'],
    [400, { agentId: 'a', metadata: [] }, 'demo'],
    [400, { agentId: 'a', metadata: 'x' }, 'demo'],
    [400, { agentId: 'a', token: 'demo' }, 'demo'],
  ];
  for (const [status, body, token] of faults) {
    const headers = body === 'null' ? { 'Content-Type': 'application/json' } : {};
    const response = await ask(local.origin + SESSIONS, 'POST', body, {
      ...(token && bearer(token)),
      ...headers,
    });
    expect(response.status, JSON.stringify([body, token])).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status, traceId: expect.any(String) });
    if (status === 429) {
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(response.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
    }
  }
  const text = { 'Content-Type': 'text/plain', ...bearer('demo') };
  expect((await ask(local.origin + SESSIONS, 'POST', '{"agentId":"a"}', text)).status).toBe(415);
  const half = { 'Content-Type': 'application/json', ...bearer('demo') };
  expect((await ask(local.origin + SESSIONS, 'POST', '{"agentId":', half)).status).toBe(400);
  expect((await ask(local.origin + SESSIONS, 'POST', { agentId: 'x'.repeat(300_000) }, half)).status).toBe(
    413,
  );
  expect((await ask(local.origin + SESSIONS, 'GET')).status).toBe(405);
  expect(local.gateway.sessions).toHaveLength(before);
  const preflight = await ask(local.origin + SESSIONS, 'OPTIONS');
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type');
  expect(preflight.headers.get('access-control-allow-methods')).toBe('POST');
});

test('a hub opens once, with the tokens of its session', async () => {
  const url = await voisnapHub(local.origin, 'demo:mine');
  const wrong = [
    url.split('?')[0] ?? '',
    url.replace(/sessionToken=[^&]+/, 'sessionToken=wrtc_tok_none'),
    url.replace(/&access_token=.*/, ''),
    url.replace('demo%3Amine', 'demo%3Ayours'),
  ];
  for (const each of wrong) {
    const hub = new HubClient(each);
    await until(() => hub.refused === 401, 4000, each);
  }
  const negotiate = url.replace(/^ws/, 'http').replace('?', '/negotiate?negotiateVersion=1&');
  expect((await ask(negotiate.replace('sessionToken=', 'sessionToken=x'), 'POST')).status).toBe(401);
  expect((await ask(negotiate.replace('Version=1', 'Version=9'), 'POST')).status).toBe(400);
  const answer = await json(ask(negotiate, 'POST'));
  expect(answer).toMatchObject({
    negotiateVersion: 1,
    availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
  });
  const stranger = new HubClient(`${url}&id=somebody`);
  await until(() => stranger.refused === 404, 4000);
  const hub = await new HubClient(`${url}&id=${String(answer['connectionToken'])}`).start();
  const second = new HubClient(url);
  await until(() => second.refused === 401, 4000, 'the second socket to be refused');
  hub.socket.close(1000);
});

test('methods: wrong names, arguments and order fail by their completion, and the session lives', async () => {
  const hub = await hubOf('demo');
  const offer = { sdp, type: 'offer' };
  const before: [string, ...unknown[]][] = [
    ['SendAudioAsync', 'x'],
    ['sendofferasync', offer],
    ['SendIceCandidateAsync', candidate],
    ['SendOfferAsync'],
    ['SendOfferAsync', offer, 1],
    ['SendOfferAsync', sdp],
    ['SendOfferAsync', { sdp, type: 'answer' }],
    ['SendOfferAsync', { sdp: '', type: 'offer' }],
    ['SendOfferAsync', { ...offer, more: 1 }],
    ['EndSessionAsync'],
    ['EndSessionAsync', 'because'],
    ['EndSessionAsync', { reason: 'user_ended' }],
  ];
  for (const each of before)
    expect(await hub.call(...each), JSON.stringify(each).slice(0, 60)).not.toBe('ok');
  expect(await hub.call('SendOfferAsync', offer)).toBe('ok');
  expect(hub.event('SdpAnswerReceived')?.['type']).toBe('answer');
  const after: [string, ...unknown[]][] = [
    ['SendOfferAsync', offer],
    ['SendIceCandidateAsync', { ...candidate, candidate: '' }],
    ['SendIceCandidateAsync', { ...candidate, candidate: null }],
    ['SendIceCandidateAsync', { ...candidate, candidate: 'candidate:nonsense' }],
    ['SendIceCandidateAsync', { ...candidate, usernameFragment: 'x' }],
    ['SendIceCandidateAsync', { ...candidate, sdpMid: null, sdpMLineIndex: null }],
    ['SendIceCandidateAsync', { ...candidate, sdpMLineIndex: '0' }],
    ['SendIceCandidateAsync', null],
  ];
  for (const each of after) expect(await hub.call(...each), JSON.stringify(each).slice(0, 60)).not.toBe('ok');
  expect(await hub.call('SendIceCandidateAsync', candidate)).toBe('ok');
  expect(await hub.call('SendIceCandidateAsync', { ...candidate, sdpMid: null })).toBe('ok');
  hub.send({ type: 1, target: 'NobodyAsks', arguments: [] });
  expect(await hub.call('EndSessionAsync', 'user_ended')).toBe('ok');
  await until(() => hub.closed === 1000, 4000);
  expect(hub.messages.at(-1)).toEqual({ type: 7 });
  const asked = before.length + after.length + 5;
  expect(last()).toMatchObject({ ended: { by: 'client' }, offers: 1, candidates: 2, closeFrames: 1 });
  expect(last()?.seen.invocations).toHaveLength(asked);
  expect(last()?.seen.invocations.filter(({ error }) => error)).toHaveLength(asked - 4);
  // The invocation that nobody asked about was not answered.
  expect(hub.messages.filter(({ type }) => type === 3)).toHaveLength(asked - 1);
});

test('behaviours: errors by completion and by event, closed and lost hubs', async () => {
  const offer = { sdp, type: 'offer' };
  const byCompletion = await hubOf('error-HANDLER_ERROR');
  expect(await byCompletion.call('SendOfferAsync', offer)).toBe('Failed to process the message');
  const markup = await hubOf('html');
  expect(await markup.call('SendOfferAsync', offer)).toMatch(/^<img/);
  const byEvent = await hubOf('error-AGENT_FAILURE');
  void byEvent.call('SendOfferAsync', offer).catch(() => undefined);
  expect(await byEvent.awaitEvent('Error')).toEqual({
    message: 'The agent could not be reached',
    code: 'AGENT_FAILURE',
    recoverable: false,
  });
  await until(() => byEvent.closed === 1000, 4000);
  for (const code of [1008, 4001]) {
    const hub = await hubOf(`close-${code}`);
    hub.invoke('SendOfferAsync', offer);
    await until(() => hub.closed === code, 4000, `the code ${code}`);
  }
  const normal = await hubOf('close-1000-early');
  normal.invoke('SendOfferAsync', offer);
  await until(() => normal.closed === 1000, 4000);
  expect(normal.messages.at(-1)).toEqual({ type: 7 });
  // Accepted first, answered later; elsewhere it is the other way round.
  const slow = await hubOf('slow');
  expect(await slow.call('SendOfferAsync', offer)).toBe('ok');
  expect(slow.event('SdpAnswerReceived')).toBeUndefined();
  slow.socket.close(1000);
  const early = await hubOf('early-candidates');
  await early.call('SendOfferAsync', offer);
  const targets = early.messages.flatMap(({ target }) => target ?? []);
  expect(targets.indexOf('IceCandidateReceived')).toBeLessThan(targets.indexOf('SdpAnswerReceived'));
  early.socket.close(1000);
});

test('a lost hub: the call goes on, and the same address takes it back where the behaviour says so', async () => {
  const [drop, forGood] = await Promise.all([voisnap(local, 'drop'), voisnap(local, 'drop-for-good')]);
  await Promise.all([drop, forGood].map(({ phone }) => phone.connected()));
  const session = (name: string): GatewaySession | undefined =>
    local.gateway.sessions.find(({ behaviour }) => behaviour === name);
  await until(() => drop.hub.closed === 1006 && forGood.hub.closed === 1006, 8000, 'the drops');
  const refused = new HubClient(forGood.hubUrl);
  await until(() => refused.refused === 401, 4000);
  const again = await new HubClient(drop.hubUrl).start();
  expect(session('drop')).toMatchObject({ reconnects: 1, ended: undefined, connectionState: 'connected' });
  expect(await again.call('SendOfferAsync', { sdp, type: 'offer' })).not.toBe('ok');
  expect(await again.call('SendIceCandidateAsync', candidate)).toBe('ok');
  expect(await again.call('EndSessionAsync', 'user_ended')).toBe('ok');
  expect(session('drop')?.ended).toEqual({ by: 'client' });
  expect(session('drop-for-good')?.ended).toBeUndefined();
  forGood.close();
  await until(() => session('drop-for-good')?.ended?.by === 'drop', 4000, 'the end without a goodbye');
  drop.close();
});
