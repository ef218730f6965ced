// What the protocols that ask once over HTTP have in common, and the plainest of them.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { until } from './phone.ts';
import { makeOffers, postTo, type Offers, type Post } from './post.ts';
import { ask, bearer, json, JSON_TYPE, SDP_TYPE } from './requests.ts';

let local: Gateway & { close(): Promise<void> };
let offers: Offers;
let post: Post;

test.beforeAll(async () => {
  local = await startGateway();
  offers = await makeOffers();
  post = postTo(local.origin, offers);
});
test.afterAll(() => local.close());

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);
test('behaviours instead of an answer: the same statuses everywhere', async () => {
  const { sdp, withChannel: sdpWithChannel } = offers;
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
  const { sdp } = offers;
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
  const { sdp, candidates } = offers;
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
