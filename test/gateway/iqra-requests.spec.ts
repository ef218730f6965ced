// Iqra's three ways to ask for a session, and the line of its middleware: what is answered and what is refused.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { HubClient } from './hub-client.ts';
import { iqraBody, iqraUrl, openIqra } from './iqra-client.ts';
import { ask, bearer, json } from './requests.ts';

let local: Gateway & { close(): Promise<void> };

test.beforeAll(async () => {
  local = await startGateway();
});
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
  const client = await openIqra(String(webSocketUrl));
  await client.phone.connected();
  expect(last()).toMatchObject({ behaviour: 'queue', seen: { requests: [{ status: 202 }] } });
  expect(last()?.seen.invocations.map(({ target }) => target)).toEqual(['Register', 'Enqueue', 'Register']);
  expect(await failed.call('Register', failing['uniqueRequestId'])).not.toBe('ok');
  client.close();
  ready.socket.close(1000);
  failed.socket.close(1000);
});
