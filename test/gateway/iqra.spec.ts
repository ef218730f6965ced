// What the gateway lets an Iqra client do, what it does not, and what it says nothing about.

import { expect, test } from 'playwright/test';
import { WebSocket } from 'ws';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import { ask, bearer, iqraBody, iqraUrl, json, openIqra, type Gateway, type IqraClient } from './clients.ts';
import { HubClient } from './hub-client.ts';
import { Phone, until } from './phone.ts';

let local: Gateway & { close(): Promise<void> };
let sdp: string;
const clients: IqraClient[] = [];

test.beforeAll(async () => {
  local = await startGateway();
  const phone = new Phone();
  sdp = await phone.offer();
  phone.close();
});
test.afterEach(() => clients.splice(0).forEach((client) => client.close()));
test.afterAll(() => local.close());

const PRINTED = '/api/websession/initiate';
const PUBLIC = '/api/v1/business/12345/websession/initiate';
const MIDDLEWARE = '/api/session/request';

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  ask(local.origin + path, 'POST', body, headers);

const audio = { sampleRate: 48_000, bitsPerSample: 16, audioEncodingType: 7, audioEncodingFallbackMode: 1 };
const publicBody = {
  transportType: 1,
  webCampaignId: 'campaign-1',
  regionId: 'eu',
  clientIdentifier: 'visitor-1',
  audioInputConfiguration: audio,
  audioOutputConfiguration: { ...audio, frameDurationMs: 20 },
};
const middlewareBody = {
  campaignId: 'campaign-1',
  regionId: 'eu',
  transportType: 1,
  clientIdentifier: 'visitor-1',
  dynamicVariables: {},
  metadata: { user: 'u' },
  audioConfiguration: {
    inputEncodingType: 7,
    inputSampleRate: 48_000,
    inputBitsPerSample: 16,
    outputEncodingType: 7,
    outputSampleRate: 48_000,
    outputBitsPerSample: 16,
  },
};

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);

/** Opens the socket alone. */
async function open(url: string): Promise<{ socket: WebSocket; frames: unknown[]; close: () => string }> {
  const socket = new WebSocket(url);
  const frames: unknown[] = [];
  let closed = '';
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString())));
  socket.on('close', (code, reason) => (closed = `${code} ${reason.toString()}`));
  await until(() => socket.readyState !== WebSocket.CONNECTING, 4000, 'the socket to open');
  return { socket, frames, close: () => closed };
}

async function call(url: string, label?: string): Promise<IqraClient> {
  const client = await openIqra(url, label);
  clients.push(client);
  return client;
}

test('three ways to ask for a session, each with its own answer', async () => {
  const host = local.origin.replace('http', 'ws');
  const link = new RegExp(`^${host}/ws/session/[\\w-]+/webrtc/visitor-1/[\\w-]+\\.[\\w-]+$`);
  expect(await iqraUrl(local.origin, 'demo')).toMatch(/^ws:.*\/webrtc\/web\//);
  expect(last()).toMatchObject({ protocol: 'iqra', behaviour: 'demo' });
  expect(last()?.seen.requests[0]).toMatchObject({ path: PRINTED, status: 200, body: iqraBody() });
  expect(await json(post(PUBLIC, publicBody, { Authorization: 'Token demo' }))).toEqual({
    success: true,
    message: null,
    code: null,
    data: { sessionId: last()?.sessionId, sessionWebSocketURL: expect.stringMatching(link) as unknown },
  });
  expect(await json(post(MIDDLEWARE, middlewareBody))).toEqual({
    webSocketUrl: expect.stringMatching(link) as unknown,
  });
  await post(PRINTED, iqraBody('echo:1'));
  expect(last()?.behaviour).toBe('echo');
  await post(PRINTED, iqraBody('echo:1'), bearer('silent'));
  expect(last()?.behaviour).toBe('silent');
  await post(PUBLIC, { ...publicBody, webCampaignId: 'slow' });
  expect(last()?.behaviour).toBe('slow');
  expect(await json(post(PRINTED, iqraBody('no-session-id')))).toEqual({});
});

test('a request is refused, each form in its own way', async () => {
  const before = local.gateway.sessions.length;
  const noVariables = { ...middlewareBody, dynamicVariables: undefined };
  const faults: [number, string, unknown][] = [
    [400, PRINTED, { ...iqraBody(), transportType: 1 }],
    [400, PRINTED, { ...iqraBody(), businessId: '12345' }],
    [400, PRINTED, { ...iqraBody(), metadata: {} }],
    [400, PRINTED, { ...iqraBody(), audioConfig: { inputCodec: 'OPUS', outputCodec: 'OPUS' } }],
    [400, PRINTED, { ...iqraBody(), campaignId: '' }],
    [400, PUBLIC, { ...publicBody, transportType: 'WebRTC' }],
    [400, PUBLIC, { ...publicBody, transportType: 0 }],
    [400, PUBLIC, { ...publicBody, businessId: 12345 }],
    [400, PUBLIC, { ...publicBody, clientIdentifier: 'a/b' }],
    [400, PUBLIC, { ...publicBody, audioOutputConfiguration: audio }],
    [400, PUBLIC, { ...publicBody, audioInputConfiguration: { ...audio, audioEncodingType: 3 } }],
    [400, MIDDLEWARE, { ...middlewareBody, transportType: '1' }],
    [400, MIDDLEWARE, { ...middlewareBody, metadata: { n: 1 } }],
    [400, MIDDLEWARE, noVariables],
    [403, PRINTED, iqraBody('error-FORBIDDEN')],
    [429, PRINTED, iqraBody('busy')],
    [500, PRINTED, iqraBody('html')],
    [400, MIDDLEWARE, { ...middlewareBody, campaignId: 'error-INVALID_ARGUMENT' }],
    [403, MIDDLEWARE, { ...middlewareBody, campaignId: 'error-FORBIDDEN' }],
    [429, MIDDLEWARE, { ...middlewareBody, campaignId: 'busy' }],
    [500, MIDDLEWARE, { ...middlewareBody, campaignId: 'error-HANDLER_ERROR' }],
  ];
  for (const [status, path, body] of faults) {
    const response = await post(path, body);
    expect(response.status, JSON.stringify(body)).toBe(status);
    if (path !== PUBLIC) expect(await response.json()).toEqual({ message: expect.any(String) as unknown });
  }
  expect((await post(PRINTED, iqraBody(), bearer('wrong'))).status).toBe(401);
  for (const [campaign, code] of [
    ['refuse', 'VALIDATE_API_KEY:INVALID'],
    ['busy', 'REGION_NO_AVAILABLE_SERVERS'],
    ['error-HANDLER_ERROR', 'EXCEPTION'],
  ]) {
    const response = await post(PUBLIC, { ...publicBody, webCampaignId: campaign });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      success: false,
      data: null,
      message: expect.any(String) as unknown,
      code: `InitiateWebSession:${code}`,
    });
  }
  expect(local.gateway.sessions).toHaveLength(before);
});

test('an address opens one socket, once, and says why it does not open another', async () => {
  const url = await iqraUrl(local.origin, 'demo');
  const first = await open(url);
  const wrong: [string, RegExp][] = [
    [url, /^1008 \[AssignWebSocketToClientAsync:NOT_FOUND\]$/],
    [`${url}x`, /^1008 .*signature is invalid/],
    [url.replace('/webrtc/web/', '/webrtc/other/'), /^1008 .*signature is invalid/],
    [url.replace(/session\/[^/]+/, 'session/nobody'), /^1008 .*SESSION_NOT_FOUND/],
  ];
  for (const [each, reason] of wrong) {
    const { close } = await open(each);
    await until(() => reason.test(close()), 4000, `${reason.source}, not ${close()}`);
  }
  first.socket.close(1000);
  await until(() => last()?.ended?.by === 'client', 4000);
  const late = await open(url);
  await until(() => late.close().startsWith('1008 '), 4000);

  const stale = await open(await iqraUrl(local.origin, 'stale-link:1'));
  await until(() => /^1008 .*expired/.test(stale.close()), 4000);
  const fresh = await call(await iqraUrl(local.origin, 'stale-link:1'));
  await fresh.phone.connected();
  const again = await open(await iqraUrl(local.origin, 'stale-link:1'));
  await until(() => /^1008 .*expired/.test(again.close()), 4000);
});

test('what the server does not understand is swallowed without a word; then the offer still counts', async () => {
  const { socket, frames } = await open(await iqraUrl(local.origin, 'demo'));
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
  const huge = JSON.stringify({ type: 'offer', sdp: `${sdp}a=x:${'x'.repeat(9000)}\r\n` });
  expect(huge.length).toBeGreaterThan(8192);
  const bad = [
    'not JSON',
    '[]',
    '{}',
    '{"type":"hello"}',
    '{"type":"offer"}',
    JSON.stringify({ type: 'offer', data: { sdp } }),
    JSON.stringify({ type: 'candidate', candidate: { ...candidate, usernameFragment: 'x' } }), // too early
  ];
  for (const each of bad) socket.send(each);
  socket.send(huge);
  const pieces = Math.ceil(huge.length / 8192);
  await until(
    () => last()?.seen.swallowed.length === bad.length + pieces,
    4000,
    'everything to be swallowed',
  );
  expect(last()).toMatchObject({ offers: 0, candidates: 0, ended: undefined });
  expect(frames).toEqual([]);
  socket.send(JSON.stringify({ type: 'OFFER', sdp }));
  await until(
    () => frames.some((frame) => (frame as { type: string }).type === 'answer'),
    4000,
    'the answer',
  );
  const later = [
    { type: 'offer', sdp },
    { type: 'candidate', ...candidate },
    { type: 'candidate', candidate: candidate.candidate },
    { type: 'candidate', candidate }, // without its fragment
    { type: 'candidate', candidate: { ...candidate, candidate: '', usernameFragment: null } },
    { type: 'candidate', candidate: { ...candidate, sdpMLineIndex: null, usernameFragment: null } },
  ];
  for (const each of later) socket.send(JSON.stringify(each));
  socket.send(JSON.stringify({ type: 'candidate', candidate: { ...candidate, usernameFragment: null } }));
  await until(() => last()?.candidates === 1, 4000);
  expect(last()?.seen.swallowed).toHaveLength(bad.length + pieces + later.length);
  expect(last()).toMatchObject({ offers: 1, ended: undefined });
  socket.terminate();
  await until(() => last()?.ended?.by === 'drop', 4000);
});

test('candidates come before the answer, with what the real server leaves out', async () => {
  for (const token of ['demo', 'bare-candidates']) {
    const client = await call(await iqraUrl(local.origin, token));
    await client.phone.connected();
    const types = client.frames.map(({ type }) => type);
    expect(types.at(-1)).toBe('answer');
    expect(types.length).toBeGreaterThan(1);
    expect(client.frames.at(-1)?.['sdp']).not.toMatch(/a=candidate/);
    const { candidate } = client.frames[0] as { candidate: Record<string, unknown> };
    expect(Object.keys(candidate)).toEqual(['candidate', 'sdpMid', 'sdpMLineIndex']);
    expect(candidate['sdpMid']).toBeNull();
    expect(String(candidate['candidate']).startsWith('candidate:')).toBe(token === 'demo');
    expect(last()?.candidates).toBeGreaterThan(0);
    expect(last()?.candidatesInOffer).toBe(0);
  }
});

test('the data channel greets, and what comes over it is a message', async () => {
  const { phone } = await call(await iqraUrl(local.origin, 'demo'), 'chat');
  await until(() => phone.texts[0] === 'Chat Data Channel: Backend Connected', 6000, 'the greeting');
  phone.channel?.send('Hello?');
  await until(() => last()?.messages[0] === 'Hello?', 4000);
  expect(last()?.seen).toMatchObject({ channels: ['chat'], channelMessages: ['Hello?'] });
});

test('the end of a session is a close with a reason', async () => {
  const reasons: [string, RegExp][] = [
    ['error-MEDIA_BRIDGE_FAILURE', /^1000 SDP Error: /],
    ['error-INVALID_MESSAGE', /^1000 SDP Error: /],
    ['error-AGENT_FAILURE', /^1000 Critical agent error: /],
    ['error-UNKNOWN_THING', /^1000 A code/],
    ['close-1000-early', /^1000 $/],
    ['close-1008', /^1008 \[AssignWebSocketToClientAsync:SESSION_NOT_FOUND\]$/],
    ['close-4001', /^4001 $/],
    ['drop-before-answer', /^1006 $/],
  ];
  for (const [token, reason] of reasons) {
    const { socket, close } = await open(await iqraUrl(local.origin, token));
    socket.send(JSON.stringify({ type: 'offer', sdp }));
    await until(() => reason.test(close()), 4000, `${token}: ${reason.source}, not ${close()}`);
  }
  const video = await open(await iqraUrl(local.origin, 'demo'));
  video.socket.send(JSON.stringify({ type: 'offer', sdp: sdp.replace(/^m=audio/m, 'm=video') }));
  await until(() => video.close().startsWith('1000 SDP Error: '), 4000);
});

test('the line of the middleware', async () => {
  const hubUrl = `${local.origin.replace('http', 'ws')}/sessionHub`;
  const negotiated = await json(post('/sessionHub/negotiate?negotiateVersion=1', undefined));
  const [queued, failing] = await Promise.all([
    json(post(MIDDLEWARE, { ...middlewareBody, campaignId: 'queue' })),
    json(post(MIDDLEWARE, middlewareBody, bearer('queue-fails'))),
  ]);
  expect(queued).toEqual({
    status: 'queued',
    uniqueRequestId: expect.any(String) as unknown,
    queuePosition: expect.any(Number) as unknown,
  });
  const ready = await new HubClient(`${hubUrl}?id=${String(negotiated['connectionToken'])}`).start();
  const failed = await new HubClient(hubUrl).start();
  expect(await ready.call('Register', 'nobody')).not.toBe('ok');
  expect(await ready.call('Enqueue')).not.toBe('ok');
  expect(await ready.call('Register', queued['uniqueRequestId'])).toBe('ok');
  expect(await failed.call('Register', failing['uniqueRequestId'])).toBe('ok');
  const { webSocketUrl } = await ready.awaitEvent('SessionReady');
  expect(await failed.awaitEvent('SessionFailed')).toEqual({ message: 'The agent could not be reached' });
  expect(ready.event('SessionFailed') ?? failed.event('SessionReady')).toBeUndefined();
  const client = await call(String(webSocketUrl));
  await client.phone.connected();
  expect(last()).toMatchObject({ behaviour: 'queue', seen: { requests: [{ status: 202 }] } });
  expect(last()?.seen.invocations.map(({ target }) => target)).toEqual(['Register', 'Enqueue', 'Register']);
  expect(await failed.call('Register', failing['uniqueRequestId'])).not.toBe('ok');
  ready.socket.close(1000);
  failed.socket.close(1000);
});
