// What the gateway lets a client of the WHIP-shaped endpoint do.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { makeOffers, postTo, type Offers, type Post } from './post.ts';
import { ask, bearer, fragment, FRAGMENT_TYPE, SDP_TYPE } from './requests.ts';

let local: Gateway & { close(): Promise<void> };
let offers: Offers;
let post: Post;

test.beforeAll(async () => {
  local = await startGateway({
    iceServers: [{ urls: ['turn:turn.example.org'], username: 'u', credential: 'c' }],
  });
  offers = await makeOffers();
  post = postTo(local.origin, offers);
});
test.afterAll(() => local.close());

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);
test('WHIP: a session with an ETag, candidates as fragments, DELETE', async () => {
  const { sdp, withChannel: sdpWithChannel, candidates } = offers;
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
