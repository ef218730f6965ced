// Voisnap's conformance checklist, item by item: the adapter in a real call, over real HTTP, a real hub and real audio.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer, onGetUserMedia, peerCount } from './support/alive.ts';
import {
  assertOver as assertEnd,
  failureOf,
  until,
  untilState,
  watchedCall,
  type WatchedCall,
} from './support/calls.ts';
import { TOKEN } from './support/far-end.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, listen, toneStream } from './support/tone.ts';
import { END, SESSION_ID, SESSION_TOKEN, sessionBody, VoisnapEnd } from './support/voisnap-end.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { CallOptions } from '../../src/call/call.ts';
import type { CallErrorCode } from '../../src/call/call-error.ts';
import type { CallRequest } from '../../src/call/call-request.ts';
import type { Limits } from '../../src/call/limits.ts';

interface TestCall extends WatchedCall {
  readonly far: VoisnapEnd;
}

interface Wanted {
  readonly request?: Partial<CallRequest>;
  readonly limits?: Partial<Limits>;
  readonly credential?: CallOptions['credential'];
  readonly mediaStream?: MediaStream;
}

const settle = (ms = 150): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A call to a new far end, not started yet. */
async function prepareCall({ request, ...options }: Wanted = {}): Promise<TestCall> {
  const far = await VoisnapEnd.open();
  const whole = { gateway: 'voisnap', gatewayUrl: far.wire.base, agentId: 'agt_1', ...request };
  return { ...watchedCall(whole, options), far };
}

/** A call that is up. */
async function connectedCall(wanted?: Wanted): Promise<TestCall> {
  const test = await prepareCall(wanted);
  const started = test.call.start();
  await test.far.connect();
  await started;
  return test;
}

/** 22: beside what is true of every call, the session's token and the hub's address are nowhere. */
async function assertOver(test: TestCall, reason: string, code?: CallErrorCode): Promise<void> {
  await assertEnd(test, reason, code);
  const { events, call } = test;
  const told = JSON.stringify([events, call.error, call.error?.message, String(call.error?.cause)]);
  for (const secret of [SESSION_TOKEN, encodeURIComponent(SESSION_TOKEN), '/hubs/webrtc'])
    assert.notInclude(told, secret);
}

/** A local candidate as the browser would find it. */
function gather(text: string, mid: string | null = '0'): void {
  const candidate = new RTCIceCandidate({ candidate: text, sdpMid: mid, sdpMLineIndex: 0 });
  lastPeer().dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate }));
}

const local = (n: number): string => `candidate:${n} 1 udp 1 192.0.2.7 90${n} typ host`;

/** The remote candidates that the widget's last peer connection is given, as they come. */
function watchCandidates(): (string | undefined)[] {
  const applied: (string | undefined)[] = [];
  const peer = lastPeer();
  const nativeAdd = RTCPeerConnection.prototype.addIceCandidate as (candidate: unknown) => Promise<void>;
  peer.addIceCandidate = (candidate?: RTCIceCandidateInit | null) => {
    applied.push(candidate?.candidate);
    return nativeAdd.call(peer, candidate);
  };
  return applied;
}

/** The local candidates that arrived at the hub, in their order. */
const sentCandidates = (far: VoisnapEnd): unknown[] =>
  far
    .calls('SendIceCandidateAsync')
    .map(({ arguments: args }) => (args?.[0] as { candidate: string }).candidate);

/** Waits for what the far end heard of, which comes on another socket than its answers; no more than that came. */
async function assertCount(count: number, things: () => readonly unknown[], what: string): Promise<void> {
  await until(
    () => things().length >= count,
    () => `${count} ${what}`,
  );
  assert.lengthOf(things(), count, what);
}

const assertRequests = (far: VoisnapEnd, count: number): Promise<void> =>
  assertCount(count, () => far.requests, 'requests for a session');

const assertGoodbye = (far: VoisnapEnd): Promise<void> =>
  assertCount(1, () => far.calls('EndSessionAsync'), 'goodbyes');

const configured = (): RTCIceServer[] => lastPeer().getConfiguration().iceServers ?? [];

describe('Voisnap: a call', () => {
  it('has audio both ways and a codec, and says goodbye', async () => {
    const test = await connectedCall({ mediaStream: toneStream(440) });
    await test.far.hears(isTone(440));
    const [receiver] = lastPeer().getReceivers();
    assert.ok(receiver);
    await listen(new MediaStream([receiver.track]), isTone(AGENT_TONE));
    assert.strictEqual(test.call.codec?.mimeType.toLowerCase(), 'audio/opus');
    await test.call.hangUp();
    await assertGoodbye(test.far);
    await assertOver(test, 'local');
  });

  it('asks for a session with the agent, the metadata and the token, once', async () => {
    const test = await connectedCall({ request: { metadata: { userId: 'u1', deep: [{ a: 1 }] } } });
    const [request, ...more] = test.far.requests;
    assert.isEmpty(more);
    assert.ok(request);
    assert.strictEqual(request.method, 'POST');
    assert.strictEqual(request.headers['authorization'], `Bearer ${TOKEN}`);
    assert.strictEqual(request.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(request.body), {
      agentId: 'agt_1',
      metadata: { userId: 'u1', deep: [{ a: 1 }] },
    });
    assert.strictEqual(test.call.sessionId, SESSION_ID);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('without metadata sends the agent only; a slash after the address is none', async () => {
    const far = await VoisnapEnd.open();
    const request = { gateway: 'voisnap', gatewayUrl: `${far.wire.base}/`, agentId: 'agt_1' };
    const test = { ...watchedCall(request), far };
    const started = test.call.start();
    await far.connect();
    await started;
    assert.deepEqual(JSON.parse(far.requests[0]?.body ?? ''), { agentId: 'agt_1' });
    assert.strictEqual(far.sockets[0]?.path, 'hubs/webrtc');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('takes no text messages', async () => {
    const test = await connectedCall();
    assert.throws(() => test.call.sendMessage('hello'), /no text messages/);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('Voisnap: configuration is checked before the microphone', () => {
  const wrong: [string, Wanted, string][] = [
    ['no agent', { request: { agentId: undefined } }, 'agent-id'],
    ['an empty agent', { request: { agentId: '' } }, 'agent-id'],
    ['no token and no way to one', { credential: {} }, 'connector-token'],
    ['an unencrypted address', { request: { gatewayUrl: 'http://api.example' } }, 'gateway-url'],
    ['no address', { request: { gatewayUrl: 'api' } }, 'gateway-url'],
    [
      'metadata that is text',
      { request: { metadata: 'a' as unknown as Record<string, unknown> } },
      'metadata',
    ],
  ];
  for (const [name, wanted, named] of wrong)
    it(name, async () => {
      const test = await prepareCall(wanted);
      const error = await failureOf(test.call.start());
      assert.include(error.message, named);
      assert.isEmpty(test.far.wire.events, 'nothing reached the gateway');
      await assertOver(test, 'error', 'configuration');
    });
});

describe('Voisnap: the session', () => {
  it('1: is not asked for while the microphone prompt is open', async () => {
    const test = await prepareCall();
    onGetUserMedia(() => new Promise(() => undefined));
    void test.call.start();
    await settle(500);
    assert.isEmpty(test.far.wire.events);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('1: is not asked for when the microphone is refused', async () => {
    const test = await prepareCall();
    onGetUserMedia(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
    await failureOf(test.call.start());
    await settle();
    assert.isEmpty(test.far.wire.events);
    await assertOver(test, 'error', 'microphone-denied');
  });

  const statuses: [number, CallErrorCode][] = [
    [400, 'invalid-argument'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'configuration'],
    [409, 'gateway-error'],
    [422, 'invalid-argument'],
    [429, 'busy'],
  ];
  for (const [status, code] of statuses)
    it(`2: ${status} is ${code}, without another request`, async () => {
      const test = await prepareCall();
      await test.far.answerSession({
        status,
        headers: { 'content-type': 'application/problem+json' },
        body: { type: 'x', title: `secret ${TOKEN}`, status, detail: '<b>', traceId: 't' },
      });
      const error = await failureOf(test.call.start());
      assert.strictEqual(error.gatewayCode, String(status));
      await settle();
      await assertRequests(test.far, 1);
      assert.isEmpty(test.far.sockets);
      await assertOver(test, 'error', code);
    });

  const bodies: Record<string, unknown> = {
    'no JSON': '<html>',
    'a text': '"session"',
    'a list': [],
    null: 'null',
    'no session token': sessionBody({ sessionToken: undefined }),
    'an empty session token': sessionBody({ sessionToken: '' }),
    'a session token that is a number': sessionBody({ sessionToken: 5 }),
    'no ICE servers': sessionBody({ iceServers: undefined }),
    'ICE servers that are no list': sessionBody({ iceServers: { urls: 'stun:127.0.0.1' } }),
  };
  for (const [name, body] of Object.entries(bodies))
    it(`2: ${name} is an error of the protocol`, async () => {
      const test = await prepareCall();
      await test.far.answerSession({ body });
      await failureOf(test.call.start());
      assert.isEmpty(test.far.sockets);
      await assertOver(test, 'error', 'protocol');
    });

  it('2: an id or an expiry of another kind does no harm', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ body: sessionBody({ sessionId: 7, expiresAt: 'soon', extra: {} }) });
    const started = test.call.start();
    await test.far.connect();
    await started;
    assert.isUndefined(test.call.sessionId);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('2: a gateway out of reach is "unreachable"', async () => {
    const test = await prepareCall({ request: { gatewayUrl: 'http://localhost:1' } });
    await failureOf(test.call.start());
    await assertOver(test, 'error', 'gateway-unreachable');
  });

  const answered = async (test: TestCall, answer: HttpAnswer): Promise<void> => {
    const { request } = await test.far.wire.next('http');
    await test.far.wire.reply(request, answer);
  };

  it('a server that fails is asked once more, and a good answer counts', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ byReply: true });
    const started = test.call.start();
    await answered(test, { status: 500 });
    const failed = performance.now();
    await answered(test, { body: sessionBody() });
    assert.isAtLeast(performance.now() - failed, 1000, 'not at once');
    await test.far.connect();
    await started;
    await assertRequests(test.far, 2);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a server that fails twice is not asked again', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ status: 502 });
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.gatewayCode, '502');
    await assertRequests(test.far, 2);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('a server that says when to come back is not asked before', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ status: 503, headers: { 'retry-after': '30' } });
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.retryAfter, 30);
    await assertRequests(test.far, 1);
    await assertOver(test, 'error', 'busy');
  });

  it('a hang-up in the pause before the second request leaves nothing behind', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ status: 500 });
    void test.call.start();
    await test.far.wire.next('http');
    await settle();
    await test.call.hangUp();
    await assertEnd({ ...test, far: undefined as never }, 'cancelled');
    await settle(2000);
    await assertRequests(test.far, 1);
    await assertOver(test, 'cancelled');
  });

  it('a refused token is renewed once, and the new one is used on the hub, too', async () => {
    const tokens = ['stale', 'fresh'];
    const test = await prepareCall({ credential: { tokenProvider: () => tokens.shift() ?? 'third' } });
    await test.far.answerSession({ byReply: true });
    const started = test.call.start();
    await answered(test, { status: 401 });
    await answered(test, { body: sessionBody() });
    await test.far.connect();
    await started;
    assert.deepEqual(
      test.far.requests.map(({ headers }) => headers['authorization']),
      ['Bearer stale', 'Bearer fresh'],
    );
    assert.strictEqual(test.far.sockets[0]?.query['access_token'], 'fresh');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a token that is refused again is `unauthorized`', async () => {
    const test = await prepareCall({ credential: { tokenProvider: () => TOKEN } });
    await test.far.answerSession({ status: 401 });
    await failureOf(test.call.start());
    await assertRequests(test.far, 2);
    await assertOver(test, 'error', 'unauthorized');
  });

  it('5: one that has expired is refused; a minute is forgiven', async () => {
    const before = (ms: number): string => new Date(Date.now() - ms).toISOString();
    const stale = await prepareCall();
    await stale.far.answerSession({ body: sessionBody({ expiresAt: before(90_000) }) });
    await failureOf(stale.call.start());
    assert.isEmpty(stale.far.sockets);
    await assertOver(stale, 'error', 'unauthorized');

    const fresh = await prepareCall();
    await fresh.far.answerSession({ body: sessionBody({ expiresAt: before(30_000) }) });
    const started = fresh.call.start();
    await fresh.far.connect();
    await started;
    await fresh.call.hangUp();
    await assertOver(fresh, 'local');
  });

  for (const header of ['x-ratelimit-reset', 'retry-after'])
    it(`25: 429 is "busy" with the time of ${header}`, async () => {
      const test = await prepareCall();
      const value = header === 'retry-after' ? '60' : String(Math.ceil(Date.now() / 1000) + 60);
      await test.far.answerSession({ status: 429, headers: { [header]: value } });
      const error = await failureOf(test.call.start());
      assert.isTrue(error.retryable);
      assert.closeTo(error.retryAfter ?? 0, 60, 5);
      await assertOver(test, 'error', 'busy');
    });
});

describe('Voisnap: ICE servers', () => {
  it('3: the session’s are used, whatever is no STUN or TURN left out, and none added', async () => {
    const test = await prepareCall({ request: { iceServers: undefined } });
    const turn = ['turn:127.0.0.1:3478?transport=udp', 'turn:127.0.0.1:3478?transport=tcp'];
    await test.far.answerSession({
      body: sessionBody({
        iceServers: [
          { urls: ['stun:127.0.0.1:3478'] },
          { urls: [...turn, 'https://127.0.0.1'], username: 'session_abc', credential: 'c' },
          { urls: ['turn:127.0.0.1:3478'] },
          { urls: ['javascript:1'] },
          'stun:127.0.0.1',
        ],
      }),
    });
    void test.call.start();
    await test.far.offered();
    assert.deepEqual(
      configured().flatMap(({ urls }) => urls),
      ['stun:127.0.0.1:3478', ...turn],
    );
    assert.strictEqual(configured()[1]?.username, 'session_abc');
    assert.strictEqual(configured()[1]?.credential, 'c');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('3: an empty list means none, not even the public STUN server', async () => {
    const test = await prepareCall({ request: { iceServers: undefined } });
    void test.call.start();
    await test.far.offered();
    assert.deepEqual(configured(), []);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('another route is another session, and the first one is told goodbye', async () => {
    const test = await prepareCall({ limits: { route: 500 } });
    const iceServers = [{ urls: ['turn:127.0.0.1:3478'], username: 'u', credential: 'c' }];
    await test.far.answerSession({ body: sessionBody({ iceServers }) });
    void test.call.start();
    const offer = await test.far.offered();
    await test.far.answerSession({ hang: true });
    await test.far.complete(offer);
    await test.far.sendAnswer(await test.far.accept(offer, true));
    assert.strictEqual((await test.far.wire.next('close')).code, 1000);
    await assertGoodbye(test.far);
    await until(
      () => test.far.requests.length === 2,
      () => 'the second session',
    );
    await until(
      () => !alive().some((what) => what.startsWith('socket')),
      () => 'the end of the first hub connection',
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });
});

describe('Voisnap: the hub', () => {
  it('4: both tokens are encoded in the query, and nothing else is in it', async () => {
    const jwt = 'a.b+c/d=&e%20f';
    const test = await connectedCall({ credential: { token: jwt } });
    const [socket, ...more] = test.far.sockets;
    assert.isEmpty(more);
    assert.ok(socket);
    assert.strictEqual(socket.path, 'hubs/webrtc');
    assert.deepEqual(socket.query, { sessionToken: SESSION_TOKEN, access_token: jwt });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('4: without a token there is no access_token, and no Authorization', async () => {
    const test = await connectedCall({ credential: { tokenProvider: () => ({}) } });
    assert.notProperty(test.far.requests[0]?.headers ?? {}, 'authorization');
    assert.deepEqual(test.far.sockets[0]?.query, { sessionToken: SESSION_TOKEN });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a session of the site’s own server is used, and none is asked for', async () => {
    const far = await VoisnapEnd.open();
    const answer = {
      ...sessionBody({ sessionId: 'wrtc_site' }),
      accessToken: 'for the hub',
      hubUrl: `${far.wire.base.replace(/^http/, 'ws')}/other/hub?region=eu`,
    };
    const request = { gateway: 'voisnap', gatewayUrl: far.wire.base };
    const test = { ...watchedCall(request, { credential: { tokenProvider: () => answer } }), far };
    const started = test.call.start();
    await far.connect();
    await started;
    assert.isEmpty(far.requests);
    assert.strictEqual(far.sockets[0]?.path, 'other/hub');
    assert.deepEqual(far.sockets[0]?.query, {
      region: 'eu',
      sessionToken: SESSION_TOKEN,
      access_token: 'for the hub',
    });
    assert.strictEqual(test.call.sessionId, 'wrtc_site');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a token of the site’s own server needs an agent beside it', async () => {
    const credential = { tokenProvider: () => TOKEN };
    const test = await prepareCall({ request: { agentId: undefined }, credential });
    const error = await failureOf(test.call.start());
    assert.include(error.message, 'agent-id');
    assert.isEmpty(test.far.wire.events);
    await assertOver(test, 'error', 'configuration');
  });

  it('a session of the site’s own server may come without a token and an address', async () => {
    const credential = { tokenProvider: () => sessionBody() };
    const test = await connectedCall({ credential });
    assert.isEmpty(test.far.requests);
    assert.deepEqual(test.far.sockets[0]?.query, { sessionToken: SESSION_TOKEN });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  const siteSessions: [string, Record<string, unknown>, CallErrorCode][] = [
    ['without ICE servers', { sessionToken: 's' }, 'protocol'],
    ['with an empty token', { sessionToken: '', iceServers: [] }, 'protocol'],
    ['that has expired', sessionBody({ expiresAt: '2020-01-01T00:00:00Z' }), 'unauthorized'],
    ['with an unencrypted hub', sessionBody({ hubUrl: 'ws://hub.example/' }), 'configuration'],
  ];
  for (const [name, answer, code] of siteSessions)
    it(`a session of the site’s own server ${name} is ${code}`, async () => {
      const test = await prepareCall({ credential: { tokenProvider: () => answer } });
      await failureOf(test.call.start());
      assert.isEmpty(test.far.wire.events);
      await assertOver(test, 'error', code);
    });

  it('is negotiated where the tag asks for it', async () => {
    const test = await prepareCall({ request: { negotiate: true } });
    await test.far.wire.http('POST hubs/webrtc/negotiate', {
      body: {
        connectionToken: 'c+1',
        connectionId: 'c',
        negotiateVersion: 1,
        availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
      },
    });
    const started = test.call.start();
    await test.far.connect();
    await started;
    const asked = test.far.wire.events.flatMap((event) =>
      event.event === 'http' && event.path === 'hubs/webrtc/negotiate' ? [event] : [],
    );
    assert.lengthOf(asked, 1);
    assert.strictEqual(asked[0]?.headers['authorization'], `Bearer ${TOKEN}`);
    assert.strictEqual(asked[0]?.query['negotiateVersion'], '1');
    assert.deepEqual(test.far.sockets[0]?.query, {
      sessionToken: SESSION_TOKEN,
      access_token: TOKEN,
      id: 'c+1',
    });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a negotiation that is refused fails the call', async () => {
    const test = await prepareCall({ request: { negotiate: true } });
    await test.far.wire.http('POST hubs/webrtc/negotiate', { body: { error: `no, ${TOKEN}` } });
    await failureOf(test.call.start());
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('6: the handshake is first, and nothing follows before its answer', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.wire.next('text');
    await until(
      () => test.call.state === 'connecting' && peerCount() > 0,
      () => 'the peer connection',
    );
    await settle(300);
    assert.deepEqual(test.far.received, [{ protocol: 'json', version: 1 }]);
    await test.far.send({});
    assert.strictEqual((await test.far.message()).target, 'SendOfferAsync');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  for (const [name, answer] of Object.entries({
    'an error': `{"error":"secret"}${END}`,
    'no JSON': `<html>${END}`,
  }))
    it(`6: ${name} as its answer is an error of the protocol, without another attempt`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.wire.next('text');
      await test.far.wire.send(answer);
      await failureOf(started);
      await assertCount(1, () => test.far.sockets, 'hub connections');
      await assertOver(test, 'error', 'protocol');
    });

  it('21: one that refuses the connection is "unreachable", without another attempt', async () => {
    const test = await prepareCall();
    await test.far.wire.refuse(true);
    await failureOf(test.call.start());
    await settle(500);
    const refused = (): unknown[] => test.far.wire.events.filter(({ event }) => event === 'refuse');
    await assertCount(1, refused, 'refused connections');
    await assertOver(test, 'error', 'gateway-unreachable');
  });
});

describe('Voisnap: the offer and the answer', () => {
  it('7: split and joined frames are put together', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.wire.next('text');
    const begun = '{"type":1,"target":"SessionStarted","arguments":[{"conversationId":"conv_1"}]}';
    await test.far.wire.send(`{}${END}${begun}${END}`);
    const offer = await test.far.message();
    const sdp = await test.far.accept(offer);
    const answer = JSON.stringify({
      type: 1,
      target: 'SdpAnswerReceived',
      arguments: [{ sdp, type: 'answer' }],
    });
    const completion = JSON.stringify({ type: 3, invocationId: offer.invocationId, result: null });
    const text = `${completion}${END}${answer}${END}`;
    for (let at = 0; at < text.length; at += 500) await test.far.wire.send(text.slice(at, at + 500));
    await test.far.trickle();
    await started;
    assert.strictEqual(test.call.sessionId, 'conv_1');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('10: the offer is sent once, with its SDP and type', async () => {
    const test = await connectedCall();
    const [offer, ...more] = test.far.calls('SendOfferAsync');
    assert.isEmpty(more);
    assert.ok(offer);
    assert.strictEqual(offer.type, 1);
    assert.isString(offer.invocationId);
    const [data, ...others] = offer.arguments as { sdp: string; type: string }[];
    assert.isEmpty(others);
    assert.ok(data);
    assert.hasAllKeys(data, ['sdp', 'type']);
    assert.strictEqual(data.type, 'offer');
    assert.match(data.sdp, /^v=0[^]*m=audio[^]*opus\/48000\/2/);
    assert.lengthOf(data.sdp.match(/^m=/gm) ?? [], 1);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('10: local candidates wait for the completion of the offer, and go in order', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    for (const n of [1, 2, 3]) gather(local(n));
    await settle(300);
    assert.isEmpty(sentCandidates(test.far));
    await test.far.send({ type: 3, invocationId: 'another' });
    await settle();
    assert.isEmpty(sentCandidates(test.far), '9: a completion of something else is none');
    await test.far.complete(offer);
    const ours = [1, 2, 3].map(local);
    const arrived = (): unknown[] => sentCandidates(test.far).filter((text) => ours.includes(String(text)));
    await until(
      () => arrived().length >= 3,
      () => 'the candidates',
    );
    assert.deepEqual(arrived(), ours);
    for (const { arguments: args } of test.far.calls('SendIceCandidateAsync'))
      assert.hasAllKeys(args?.[0], ['candidate', 'sdpMid', 'sdpMLineIndex']);
    for (const message of test.far.calls('SendIceCandidateAsync'))
      assert.notProperty(message, 'invocationId', 'a refused one can do no harm');
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('10: the answer lets them go, too, when it is first', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    gather(local(1));
    await test.far.sendAnswer(await test.far.accept(offer));
    await until(
      () => sentCandidates(test.far).includes(local(1)),
      () => 'the candidate',
    );
    await test.far.trickle();
    await started;
    assert.strictEqual(test.call.state, 'connected');
    await test.far.complete(offer, 'too late to matter');
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('an offer that is refused fails the call', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.complete(await test.far.offered(), `Failed to invoke: ${TOKEN}`);
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('11: remote candidates that come before the answer are applied after it, in order', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    const applied = watchCandidates();
    for (const n of [1, 2, 3])
      await test.far.invoke('IceCandidateReceived', { candidate: local(n), sdpMid: '0', sdpMLineIndex: 0 });
    await settle();
    assert.isEmpty(applied);
    await test.far.connectTo(offer);
    await started;
    assert.deepEqual(applied.slice(0, 3), [1, 2, 3].map(local));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('11: even those that come before the offer', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.wire.next('text');
    await test.far.send(
      {},
      {
        type: 1,
        target: 'IceCandidateReceived',
        arguments: [{ candidate: local(1), sdpMid: null, sdpMLineIndex: null, usernameFragment: null }],
      },
    );
    const offer = await test.far.message();
    const applied = watchCandidates();
    await test.far.connectTo(offer);
    await started;
    assert.strictEqual(applied[0], local(1));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('12: a local candidate that is null or empty is not sent', async () => {
    const test = await connectedCall();
    lastPeer().dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: null }));
    gather('');
    gather(local(9));
    await until(
      () => sentCandidates(test.far).includes(local(9)),
      () => 'the candidate after them',
    );
    for (const candidate of sentCandidates(test.far)) assert.match(String(candidate), /^candidate:/);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('13: what is no answer is ignored, and so is a second one', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    await test.far.complete(offer);
    const sdp = await test.far.accept(offer);
    for (const [odd, type] of [
      [null, 'answer'],
      [5, 'answer'],
      ['', 'answer'],
      [{ sdp }, 'answer'],
      ['v=0 nonsense', 'offer'],
      ['v=0 nonsense', 'pranswer'],
      ['v=0 nonsense', null],
      ['v=0 nonsense', 5],
    ])
      await test.far.sendAnswer(odd, type);
    await settle();
    assert.strictEqual(test.call.state, 'connecting');
    await test.far.sendAnswer(sdp);
    await test.far.sendAnswer('v=0 nonsense');
    await test.far.trickle();
    await started;
    await test.far.sendAnswer(sdp);
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('13: an answer before the offer is none', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.wire.next('text');
    await test.far.send(
      {},
      { type: 1, target: 'SdpAnswerReceived', arguments: [{ sdp: 'v=0 nonsense', type: 'answer' }] },
    );
    await test.far.connectTo(await test.far.message());
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('14: SessionStarted and the answer do not make a call connected', async () => {
    const test = await prepareCall();
    void test.call.start();
    const offer = await test.far.offered();
    await test.far.invoke('SessionStarted', { conversationId: 'conv_9' });
    await test.far.complete(offer);
    await test.far.sendAnswer(await test.far.accept(offer, true));
    await settle(400);
    assert.strictEqual(test.call.state, 'connecting');
    assert.strictEqual(test.call.sessionId, 'conv_9');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('14: a conversation id that is no text is none', async () => {
    const test = await connectedCall();
    for (const conversationId of [5, '', null, {}, undefined])
      await test.far.invoke('SessionStarted', { conversationId });
    await settle();
    assert.strictEqual(test.call.sessionId, SESSION_ID);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('19: whatever is sent is far below 32 KB', async () => {
    const test = await connectedCall({ request: { metadata: { large: 'x'.repeat(40_000) } } });
    await test.call.hangUp();
    for (const event of test.far.wire.events)
      if (event.event === 'text') assert.isBelow(new TextEncoder().encode(event.data).length, 32_768);
    await assertOver(test, 'local');
  });

  it('23: a hub that never answers is waited for no longer than the set-up may take', async () => {
    const test = await prepareCall({ limits: { setUp: 1500 } });
    const started = test.call.start();
    await test.far.complete(await test.far.offered());
    await failureOf(started);
    await assertGoodbye(test.far);
    await assertOver(test, 'error', 'timeout');
  });
});

describe('Voisnap: the end', () => {
  it('20: a hang-up sends EndSessionAsync, then closes with 1000', async () => {
    const test = await connectedCall();
    const hungUp = test.call.hangUp();
    let message = await test.far.message();
    while (message.target !== 'EndSessionAsync') message = await test.far.message();
    assert.deepEqual(message.arguments, ['user_ended']);
    assert.isString(message.invocationId);
    await test.far.complete(message);
    await hungUp;
    assert.strictEqual((await test.far.wire.next('close')).code, 1000);
    await assertOver(test, 'local');
  });

  it('20: it leaves in the very task of the hang-up, for a page that goes away', async () => {
    const test = await connectedCall();
    const sent: string[] = [];
    const nativeSend = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
      sent.push(data as string);
      nativeSend.call(this, data);
    };
    let inTask: string[];
    try {
      void test.call.hangUp();
      inTask = [...sent];
    } finally {
      WebSocket.prototype.send = nativeSend;
    }
    assert.lengthOf(inTask, 1);
    assert.include(inTask[0], '"EndSessionAsync"');
    await assertOver(test, 'local');
  });

  it('20: one that is refused, or never completed, ends the call all the same', async () => {
    const refused = await connectedCall();
    const hungUp = refused.call.hangUp();
    await until(
      () => refused.far.calls('EndSessionAsync').length === 1,
      () => 'the goodbye',
    );
    await refused.far.complete(refused.far.calls('EndSessionAsync')[0] ?? {}, 'no such session');
    await hungUp;
    await assertOver(refused, 'local');

    const ignored = await connectedCall();
    await ignored.call.hangUp();
    assert.strictEqual((await ignored.far.wire.next('close')).code, 1000, 'in order, not cut');
    await assertOver(ignored, 'local');
  });

  it('20: a cancel while the session is asked for has nobody to tell', async () => {
    const test = await prepareCall();
    await test.far.answerSession({ hang: true });
    void test.call.start();
    await test.far.wire.next('http');
    await test.call.hangUp();
    assert.strictEqual((await test.far.wire.next('http-abort')).method, 'POST');
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'cancelled');
  });

  it('20: a cancel in the very moment in which the session is there opens no hub', async () => {
    let hangUp = (): unknown => undefined;
    const answer = {
      ...sessionBody(),
      get hubUrl() {
        hangUp();
        return undefined;
      },
    };
    const test = await prepareCall({ credential: { tokenProvider: () => answer } });
    hangUp = () => test.call.hangUp();
    await test.call.start();
    await settle();
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'cancelled');
  });

  it('20: a cancel while the hub opens leaves no hub', async () => {
    const test = await prepareCall();
    await test.far.wire.hang(true);
    void test.call.start();
    await test.far.wire.next('hang');
    await test.call.hangUp();
    await test.far.wire.hang(false);
    await settle();
    assert.isEmpty(test.far.received);
    await assertOver(test, 'cancelled');
  });

  it('20: a cancel while the answer is awaited tells the hub', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.offered();
    await test.call.hangUp();
    await assertGoodbye(test.far);
    await assertOver(test, 'cancelled');
  });

  for (const args of [[], [{ reason: 'agent_ended' }], [null]])
    it(`16: SessionEnded(${JSON.stringify(args)}) ends a call that is up, without a goodbye`, async () => {
      const test = await connectedCall();
      await test.far.invoke('SessionEnded', ...args);
      await untilState(test.call, 'ended');
      await test.far.wire.next('close');
      assert.isEmpty(test.far.calls('EndSessionAsync'));
      await assertCount(1, () => test.far.sockets, 'hub connections');
      await assertOver(test, 'remote');
    });

  it('16: SessionEnded before the answer is "could not connect"', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.offered();
    await test.far.invoke('SessionEnded', { reason: 'x' });
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('16: SessionEnded before the offer, too', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.wire.next('text');
    await test.far.send({}, { type: 1, target: 'SessionEnded', arguments: [] });
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('24: what comes while the goodbye is under way is not told', async () => {
    const test = await connectedCall();
    const hungUp = test.call.hangUp();
    await until(
      () => test.far.calls('EndSessionAsync').length === 1,
      () => 'the goodbye',
    );
    await test.far.invoke('Transcription', { text: 'late', isFinal: true, speaker: 'agent' });
    await test.far.invoke('Error', { message: 'late', recoverable: false });
    await test.far.invoke('SessionEnded');
    await test.far.send({ type: 7, error: 'late' });
    await hungUp;
    assert.notInclude(
      test.events.map(({ type }) => type),
      'transcript',
    );
    await assertOver(test, 'local');
  });

  it('21: a close message without an error, and 1000, end a call that is up', async () => {
    for (const end of [
      (far: VoisnapEnd) => far.send({ type: 7 }),
      (far: VoisnapEnd) => far.wire.close(1000),
    ]) {
      const test = await connectedCall();
      await end(test.far);
      await untilState(test.call, 'ended');
      await settle(300);
      await assertCount(1, () => test.far.sockets, 'hub connections');
      await assertOver(test, 'remote');
    }
  });

  it('21: before audio they are "could not connect"', async () => {
    for (const end of [
      (far: VoisnapEnd) => far.send({ type: 7 }),
      (far: VoisnapEnd) => far.wire.close(1000),
    ]) {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.offered();
      await end(test.far);
      await failureOf(started);
      await assertCount(1, () => test.far.sockets, 'hub connections');
      await assertOver(test, 'error', 'gateway-error');
    }
  });

  const fatal: [string, (far: VoisnapEnd) => Promise<void>, CallErrorCode][] = [
    ['a close message with an error', (far) => far.send({ type: 7, error: TOKEN }), 'gateway-error'],
    ['1009', (far) => far.wire.close(1009), 'protocol'],
    ['18: a message without an end', (far) => far.wire.send('x'.repeat(300_000)), 'protocol'],
  ];
  for (const [name, end, code] of fatal)
    it(`21: ${name} fails the set-up, without another attempt`, async () => {
      const setUp = await prepareCall();
      const started = setUp.call.start();
      await setUp.far.offered();
      await end(setUp.far);
      await failureOf(started);
      await assertCount(1, () => setUp.far.sockets, 'hub connections');
      await assertOver(setUp, 'error', code);
    });

  it('21: a close message with an error ends a call that is up, without another attempt', async () => {
    const up = await connectedCall();
    await up.far.send({ type: 7, error: TOKEN });
    await untilState(up.call, 'failed');
    await assertCount(1, () => up.far.sockets, 'hub connections');
    await assertOver(up, 'error', 'gateway-error');
  });

  for (const [name, lose] of Object.entries({
    'a cut connection': (far: VoisnapEnd) => far.wire.terminate(),
    'a close message that allows to come back': (far: VoisnapEnd) =>
      far.send({ type: 7, error: 'restart', allowReconnect: true }),
  }))
    it(`21: ${name} before audio fails the call, without another attempt`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.offered();
      await lose(test.far);
      await failureOf(started);
      await settle(300);
      await assertCount(1, () => test.far.sockets, 'hub connections');
      await assertOver(test, 'error', 'gateway-unreachable');
    });
});

describe('Voisnap: losing the hub during a call', () => {
  const losses: Record<string, (far: VoisnapEnd) => Promise<void>> = {
    'a cut connection': (far) => far.wire.terminate(),
    '1011': (far) => far.wire.close(1011),
    '1009': (far) => far.wire.close(1009),
    '18: a message without an end': (far) => far.wire.send('x'.repeat(300_000)),
    'a close message that allows to come back': (far) =>
      far.send({ type: 7, error: 'restart', allowReconnect: true }),
  };
  for (const [name, lose] of Object.entries(losses))
    it(`21: after ${name} it opens again at the same address, without another offer`, async () => {
      const test = await connectedCall();
      await lose(test.far);
      await test.far.shakeHandsAgain();
      gather(local(5));
      await until(
        () => sentCandidates(test.far).includes(local(5)),
        () => 'a candidate on the new hub',
      );
      const [first, second, ...more] = test.far.sockets;
      assert.isEmpty(more);
      assert.deepEqual([second?.path, second?.query], [first?.path, first?.query]);
      assert.lengthOf(test.far.calls('SendOfferAsync'), 1);
      await assertRequests(test.far, 1);
      assert.strictEqual(test.call.state, 'connected');
      await test.far.invoke('SessionEnded');
      await untilState(test.call, 'ended');
      await assertOver(test, 'remote');
    });

  it('21: the audio outlives a hub that does not come back after 0, 2 and 10 s', async function () {
    this.timeout(60_000);
    const test = await connectedCall({ mediaStream: toneStream(440) });
    await test.far.wire.refuse(true);
    await test.far.wire.terminate();
    const refused = (): number => test.far.wire.events.filter(({ event }) => event === 'refuse').length;
    await until(
      () => refused() === 3,
      () => 'three attempts',
      30_000,
    );
    await settle(1000);
    assert.strictEqual(test.call.state, 'connected');
    await test.far.hears(isTone(440));
    await test.call.hangUp();
    assert.strictEqual(refused(), 3);
    await assertOver(test, 'local');
  });

  it('a hang-up while the hub is lost leaves nothing behind', async () => {
    const test = await connectedCall();
    await test.far.wire.hang(true);
    await test.far.wire.terminate();
    await test.far.wire.next('hang');
    const hungUp = test.call.hangUp();
    await test.far.wire.hang(false);
    await hungUp;
    await assertOver(test, 'local');
  });
});

describe('Voisnap: errors and other events', () => {
  const fatal: [object, string | undefined][] = [
    [{ message: TOKEN, recoverable: false }, undefined],
    [{ message: 'no field' }, undefined],
    [{ message: 'x', recoverable: 'true', code: 'AGENT_UNAVAILABLE' }, 'AGENT_UNAVAILABLE'],
    [{ recoverable: 1, code: 'agent_timeout' }, 'agent_timeout'],
    [{ recoverable: null, code: `<b>${SESSION_TOKEN}</b>` }, undefined],
    [{ recoverable: false, code: 42 }, undefined],
  ];
  for (const [data, code] of fatal)
    it(`15: Error(${JSON.stringify(data)}) fails the call`, async () => {
      const test = await connectedCall();
      await test.far.invoke('Error', data);
      await untilState(test.call, 'failed');
      assert.strictEqual(test.call.error?.gatewayCode, code);
      await assertGoodbye(test.far);
      await assertOver(test, 'error', 'gateway-error');
    });

  it('15: before audio, too', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.offered();
    await test.far.invoke('Error', { message: 'no agent', recoverable: false });
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('15: a recoverable one keeps the call, before audio and after', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    await test.far.invoke('Error', { message: 'a hiccup', recoverable: true });
    await test.far.connectTo(offer);
    await started;
    await test.far.invoke('Error', { message: 'a hiccup', recoverable: true, code: 'X' });
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('8, 9, 17: what is not for us changes nothing, before audio and after', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.offered();
    const odd = async (): Promise<void> => {
      await test.far.send({ type: 6 }, { type: 3, invocationId: 'unknown', error: 'x' });
      for (const target of ['Unknown', 'sessionended', 'error', 'toString', '', '__proto__'])
        await test.far.invoke(target, { recoverable: false });
      for (const target of ['SdpAnswerReceived', 'IceCandidateReceived', 'SessionStarted', 'Error'])
        for (const args of [[], ['text'], [null], [5], [[]], [{ sdp: 'v=0', type: 'answer' }, 2]])
          await test.far.invoke(target, ...args);
      for (const candidate of [undefined, null, '', 5, { candidate: local(1) }])
        await test.far.invoke('IceCandidateReceived', { candidate });
      await test.far.invoke('IceCandidateReceived', {
        candidate: 'candidate:nonsense',
        sdpMid: 5,
        sdpMLineIndex: -1,
        usernameFragment: {},
      });
      for (const message of [
        { type: 2, item: 1 },
        { type: 5 },
        { type: 8 },
        { type: 42 },
        { target: 'Error' },
      ])
        await test.far.send(message);
      await test.far.wire.send(`no json${END}[]${END}null${END}${END}`);
      await test.far.wire.sendBinary([0, 255, 30]);
    };
    await odd();
    await settle();
    assert.strictEqual(test.call.state, 'connecting');
    await test.far.connectTo(offer);
    await started;
    await odd();
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    assert.isEmpty(
      test.far.received.filter(({ type }) => type === 6),
      'no ping is answered',
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('17: a method that wants a result gets an error, and does not happen', async () => {
    const test = await connectedCall();
    await test.far.send({ type: 1, target: 'SessionEnded', arguments: [], invocationId: 's1' });
    await until(
      () => test.far.received.some(({ type, invocationId }) => type === 3 && invocationId === 's1'),
      () => 'its completion',
    );
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('26: transcript-like events are plain text; a final line takes the place of its partial ones', async () => {
    const test = await connectedCall();
    const lines: object[] = [
      { text: 'Hel', isFinal: false, speaker: 'agent' },
      { text: 'What', isFinal: false, role: 'user' },
      { text: 'Hello <b>there</b>', isFinal: true, speaker: 'assistant' },
      { content: 'What time?', isFinal: true, speaker: 'User', confidence: 1 },
      { text: 'Ten.', isFinal: true, role: 'agent' },
    ];
    const odd: object[] = [
      { text: 5, isFinal: true, speaker: 'agent' },
      { text: '', isFinal: true, speaker: 'agent' },
      { text: 'x', isFinal: 'yes', speaker: 'agent' },
      { text: 'x', isFinal: true },
      { text: 'x', isFinal: true, speaker: 1 },
      { isFinal: true, speaker: 'agent' },
    ];
    for (const line of [...odd, ...lines]) await test.far.invoke('Transcription', line);
    const entries = (): unknown[] =>
      test.events.flatMap((event) => (event.type === 'transcript' ? [event.entry] : []));
    await until(
      () => entries().length >= 5,
      () => 'five lines',
    );
    assert.deepEqual(entries(), [
      { id: 'agent-0', speaker: 'agent', text: 'Hel', final: false },
      { id: 'user-0', speaker: 'user', text: 'What', final: false },
      { id: 'agent-0', speaker: 'agent', text: 'Hello <b>there</b>', final: true },
      { id: 'user-0', speaker: 'user', text: 'What time?', final: true },
      { id: 'agent-1', speaker: 'agent', text: 'Ten.', final: true },
    ]);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});
