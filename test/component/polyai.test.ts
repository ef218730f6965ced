// The PolyAI gateway's conformance checklist, item by item: the adapter in a real call, over a real socket.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer } from './support/alive.ts';
import {
  assertOver,
  connectedCall,
  failureOf,
  prepareCall,
  until,
  untilState,
  type TestCall,
} from './support/calls.ts';
import { TOKEN, type Frame } from './support/far-end.ts';
import type { CallErrorCode } from '../../src/call/call-error.ts';
import type { CallRequest } from '../../src/call/call-request.ts';

const settle = (ms = 150): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
const garbage: unknown[] = [
  'no json',
  '',
  'null',
  '42',
  '"text"',
  '[]',
  '[{"type":"close"}]',
  '{}',
  deep,
  `{"type":"answer","data":${deep}}`,
  { type: 5 },
  { type: null },
  { type: 'pong' },
  { type: 'renegotiate', sessionId: 'x' },
  { type: 'answer', sessionId: 'x', data: { type: 'answer' } },
  { type: 'answer', sessionId: 'x', data: { type: 'answer', sdp: 7 } },
  { type: 'answer', sessionId: 'x', data: { type: 'answer', sdp: '' } },
  { type: 'ice-candidate' },
  { type: 'ice-candidate', data: 'candidate' },
  { type: 'ice-candidate', data: { candidate: 5 } },
  { type: 'answer', sessionId: 'x', data: { sdp: 'v=0'.padEnd(300_000, ' ') } },
];

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

describe('PolyAI: the offer', () => {
  it('1, 2, 28, 29: is the first frame, sent once, with an empty session id and the fields that are set', async () => {
    const test = await connectedCall({ request: { caller: '+14155551234', projectId: 'p1' } });
    const [first, ...rest] = test.far.received;
    assert.ok(first);
    const { data, authToken, ...fields } = first;
    assert.deepEqual(fields, {
      type: 'offer',
      sessionId: '',
      callSid: 'call-1',
      caller: '+14155551234',
      projectId: 'p1',
    });
    assert.strictEqual(authToken, TOKEN);
    assert.strictEqual(data.type, 'offer');
    assert.match(data.sdp ?? '', /^v=0[^]*m=audio[^]*opus\/48000\/2/);
    assert.notInclude(
      rest.map(({ type }) => type),
      'offer',
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('carries every field of the contract', async () => {
    const request: Partial<CallRequest> = {
      mode: 'traditional',
      caller: 'a',
      callee: 'b',
      callSid: 'sid',
      accountId: 'c',
      projectId: 'd',
      variantId: 'e',
      agentVersionOverride: { artifactVersion: 'f', lambdaDeploymentVersion: 'g' },
    };
    const test = await prepareCall({ request });
    void test.call.start();
    const offer = await test.far.frame();
    for (const [name, value] of Object.entries(request)) assert.deepEqual(offer[name], value, name);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('has the first candidates already in it', async () => {
    const test = await prepareCall({ limits: { firstCandidates: 1000 } });
    void test.call.start();
    const offer = await test.far.frame();
    assert.match(offer.data.sdp ?? '', /a=candidate:/);
    assert.notInclude(offer.data.sdp ?? '', 'end-of-candidates', 'more may come');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('3: the token is neither in the socket URL nor, where a header is taken, in the URL for ICE servers', async () => {
    const test = await connectedCall();
    const urls = test.far.wire.events.flatMap((event) =>
      event.event === 'open' || event.event === 'http' ? [[event.path, event.query]] : [],
    );
    assert.isAtLeast(urls.length, 2);
    assert.notInclude(JSON.stringify(urls), TOKEN);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('PolyAI: candidates', () => {
  it('4, 6, 7: local ones go after the answer, in order, with its session id, and never an empty one', async () => {
    const gathered: string[] = [];
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    lastPeer().addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate) gathered.push(candidate.candidate);
    });
    await settle();
    assert.lengthOf(test.far.received, 1, 'nothing before the answer');
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    await settle();
    const sent = test.far.received.slice(1);
    assert.isNotEmpty(sent);
    for (const { type, sessionId, data } of sent) {
      assert.strictEqual(type, 'ice-candidate');
      assert.strictEqual(sessionId, test.far.sessionId);
      assert.match(data.candidate ?? '', /^candidate:/);
      assert.isString(data.sdpMid);
      assert.isAtLeast(data.sdpMLineIndex ?? -1, 0);
    }
    const late = sent.map(({ data }) => data.candidate ?? '').slice(-gathered.length || sent.length);
    assert.deepEqual(late, gathered.length > 0 ? gathered : late);
    assert.deepEqual([...new Set(sent.map(({ data }) => data.candidate))].length, sent.length, 'each once');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('5: remote ones that come before the answer are applied after it, in order', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const applied = watchCandidates();
    const early = [1, 2, 3].map((port) => `candidate:${port} 1 udp 2130706431 192.0.2.1 900${port} typ host`);
    for (const candidate of early)
      await test.far.send({ type: 'ice-candidate', data: { candidate, sdpMid: '0', sdpMLineIndex: 0 } });
    await settle();
    assert.isEmpty(applied);
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    assert.deepEqual(applied.slice(0, 3), early);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('19: of another session are never applied, whether early or late', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const applied = watchCandidates();
    const foreign = 'candidate:9 1 udp 2130706431 192.0.2.1 9 typ host';
    const send = (): Promise<void> =>
      test.far.send({
        type: 'ice-candidate',
        sessionId: 'another',
        data: { candidate: foreign, sdpMid: '0', sdpMLineIndex: 0 },
      });
    await send();
    await test.far.sendAnswer(await test.far.accept(offer));
    await send();
    await test.far.trickle();
    await started;
    await settle();
    assert.notInclude(applied, foreign);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('21, 23: odd and far too many ones do no harm', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const applied = watchCandidates();
    const odd: object[] = [
      { candidate: 'candidate:nonsense', sdpMid: '0', sdpMLineIndex: 0 },
      { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: null, sdpMLineIndex: null },
      { candidate: 'candidate:2 1 udp 1 192.0.2.1 9 typ host' },
      { candidate: 'candidate:3 1 udp 1 192.0.2.1 9 typ host', sdpMid: 7, sdpMLineIndex: 'zero' },
      { candidate: 'candidate:4 1 udp 1 192.0.2.1 9 typ host', sdpMLineIndex: -1 },
    ];
    for (let count = 0; count < 150; count++)
      await test.far.send({ type: 'ice-candidate', data: odd[count % odd.length] });
    await test.far.sendAnswer(await test.far.accept(offer));
    await until(
      () => applied.length > 0,
      () => 'the held candidates',
    );
    // What the browser refuses is tried once more by its index, so those 20 of the 100 do not count here.
    const taken = applied.filter((candidate) => candidate !== 'candidate:nonsense');
    assert.isAtMost(taken.length, 80 + test.far.candidates.length);
    for (const data of odd)
      await test.far.send({ type: 'ice-candidate', sessionId: test.far.sessionId, data });
    await test.far.trickle();
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('PolyAI: the answer', () => {
  it('8: alone does not make a call connected', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.sendAnswer(await test.far.accept(await test.far.frame(), true));
    await settle(300);
    assert.strictEqual(test.call.state, 'connecting');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('21: candidates under the gateway’s own name of the m-line are taken', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const sdp = await test.far.accept(offer);
    await test.far.sendAnswer(sdp.replace(/a=candidate.*\r\n/g, ''));
    const applied = watchCandidates();
    await until(
      () => test.far.candidates.length > 0,
      () => 'candidates of the far peer',
    );
    const [candidate] = test.far.candidates;
    await test.far.send({
      type: 'ice-candidate',
      sessionId: test.far.sessionId,
      data: { candidate: candidate?.candidate, sdpMid: 'audio', sdpMLineIndex: 0 },
    });
    await started;
    await until(
      () => applied.length === 2,
      () => 'one refused under that name, and taken by the index',
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('18: a second one is ignored', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const sdp = await test.far.accept(await test.far.frame());
    await test.far.sendAnswer(sdp);
    await test.far.sendAnswer('v=0\r\nnonsense');
    await test.far.sendAnswer(sdp, { sessionId: 'another-session' });
    await test.far.trickle();
    await started;
    await test.far.sendAnswer(sdp);
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    assert.strictEqual(test.call.sessionId, test.far.sessionId);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const [name, id] of Object.entries({
    missing: {},
    empty: { sessionId: '' },
    number: { sessionId: 5 },
  }))
    it(`20: with a session id that is ${name} fails the set-up`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.sendAnswer(await test.far.accept(await test.far.frame()), id);
      const error = await failureOf(started);
      assert.include(error.message, 'sessionId');
      await assertOver(test, 'error', 'protocol');
      assert.notInclude(
        test.far.received.map(({ type }) => type),
        'close',
        'no session, no close',
      );
    });

  for (const [name, change] of Object.entries({
    'rejects the audio': (sdp: string) => sdp.replace(/m=audio \d+/, 'm=audio 0'),
    'is inactive': (sdp: string) => sdp.replace(/a=sendrecv/g, 'a=inactive'),
  }))
    it(`that ${name} is an error of the protocol, at once`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.sendAnswer(change(await test.far.accept(await test.far.frame())));
      await failureOf(started);
      await assertOver(test, 'error', 'protocol');
    });

  it('that the browser refuses is an error of the protocol', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.frame();
    await test.far.sendAnswer('v=0\r\nthis is no SDP\r\n');
    await failureOf(started);
    await assertOver(test, 'error', 'protocol');
  });
});

describe('PolyAI: the end', () => {
  const closes = (frames: Frame[]): Frame[] => frames.filter(({ type }) => type === 'close');

  it('9: a hang-up sends one `close` with the session id, then closes with 1000', async () => {
    const test = await connectedCall();
    await test.call.hangUp();
    const { code } = await test.far.wire.next('close');
    assert.strictEqual(code, 1000);
    assert.deepEqual(
      closes(test.far.received).map(({ sessionId }) => sessionId),
      [test.far.sessionId],
    );
    await assertOver(test, 'local');
  });

  it('9: before a session there is no `close`, only the end of the socket', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.frame();
    await test.call.hangUp();
    assert.strictEqual((await test.far.wire.next('close')).code, 1000);
    assert.isEmpty(closes(test.far.received));
    await assertOver(test, 'cancelled');
  });

  it('9, 22, 26: a failure says goodbye too, once, and stays a failure', async () => {
    const test = await connectedCall();
    await test.far.sendError('HANDLER_ERROR');
    await untilState(test.call, 'failed');
    await test.call.hangUp();
    assert.lengthOf(closes(test.far.received), 1);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('10: a 1000 after connecting is a remote hang-up, without reconnecting', async () => {
    const test = await connectedCall();
    await test.far.wire.close(1000);
    await untilState(test.call, 'ended');
    await settle(1200);
    assert.lengthOf(
      test.far.wire.events.filter(({ event }) => event === 'open'),
      1,
    );
    await assertOver(test, 'remote');
  });

  it('a 1000 before that is "could not connect", not "call ended"', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.frame();
    await test.far.wire.close(1000);
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  const refusals: [number, CallErrorCode][] = [
    [1002, 'protocol'],
    [1003, 'protocol'],
    [1007, 'protocol'],
    [1008, 'forbidden'],
    [1009, 'protocol'],
    [4000, 'gateway-error'],
    [4401, 'gateway-error'],
    [4999, 'gateway-error'],
  ];
  for (const [code, expected] of refusals)
    it(`11: ${code} fails at once, without reconnecting`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.frame();
      await test.far.wire.close(code);
      const error = await failureOf(started);
      assert.strictEqual(error.gatewayCode, String(code));
      await assertOver(test, 'error', expected);
    });
});

describe('PolyAI: losing the signalling', () => {
  const refused = async ({ far }: TestCall, times: number): Promise<void> => {
    const count = (): number => far.wire.events.filter(({ event }) => event === 'refuse').length;
    await until(
      () => count() >= times,
      () => `${times} refused sockets`,
    );
    assert.strictEqual(count(), times);
  };

  it('12: reconnects after 1 s with the same session, sends no second offer, and flushes candidates', async () => {
    const test = await connectedCall();
    const offers = (): number => test.far.received.filter(({ type }) => type === 'offer').length;
    await test.far.wire.next('open');
    await test.far.wire.terminate();
    const lost = performance.now();
    await settle(); // the widget has noticed by now
    const candidate = new RTCIceCandidate({
      candidate: 'candidate:7 1 udp 1 192.0.2.7 9 typ host',
      sdpMid: '0',
    });
    lastPeer().dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate }));
    assert.strictEqual(test.call.state, 'connected', 'the audio goes on');
    await test.far.wire.next('open');
    assert.closeTo(performance.now() - lost, 1000, 400);
    await until(
      () => test.far.received.some(({ data }) => data?.candidate === candidate.candidate),
      () => 'the candidate on the new socket',
    );
    assert.strictEqual(offers(), 1);
    await test.far.send({ type: 'close', sessionId: test.far.sessionId });
    await assertOver(test, 'remote');
  });

  it('12: gives up after three more attempts, 1, 2 and 4 s apart, as `connection-lost`', async function () {
    this.timeout(20_000);
    const test = await connectedCall();
    await test.far.wire.refuse(true);
    await test.far.wire.terminate();
    await untilState(test.call, 'failed', 12_000);
    await refused(test, 3);
    await assertOver(test, 'error', 'connection-lost');
  });

  it('12: a gateway that is never there is `gateway-unreachable`, after four attempts', async function () {
    this.timeout(20_000);
    const test = await prepareCall();
    await test.far.wire.refuse(true);
    await failureOf(test.call.start());
    await refused(test, 4);
    await assertOver(test, 'error', 'gateway-unreachable');
  });

  it('12, 13: a delivered offer is not sent again; the answer may come on the next socket', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    await test.far.wire.next('open');
    await test.far.wire.terminate();
    await test.far.wire.next('open');
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    assert.lengthOf(
      test.far.received.filter(({ type }) => type === 'offer'),
      1,
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('13: an offer that never left is sent on the next socket', async () => {
    const test = await prepareCall();
    await test.far.wire.refuse(true);
    const started = test.call.start();
    await test.far.wire.next('refuse');
    await test.far.wire.refuse(false);
    await test.far.connect();
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('12: offline no attempt is spent: one that is back after 10 s keeps its call', async function () {
    this.timeout(30_000);
    const test = await connectedCall();
    const opened = (): number => test.far.wire.events.filter(({ event }) => event === 'open').length;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
    try {
      await test.far.wire.refuse(true);
      await test.far.wire.terminate();
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      assert.strictEqual(test.call.state, 'connected');
      await test.far.wire.refuse(false);
      await until(
        () => opened() === 2,
        () => 'the second socket',
      );
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
    }
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('12: a gateway that takes the connection and drops it again gets no more than three new ones', async function () {
    this.timeout(25_000);
    const test = await connectedCall();
    const opened = (): number => test.far.wire.events.filter(({ event }) => event === 'open').length;
    for (let count = 1; count <= 4; count++) {
      await until(
        () => opened() === count,
        () => `socket ${count}`,
      );
      await test.far.wire.terminate();
    }
    await untilState(test.call, 'failed', 8000);
    assert.strictEqual(opened(), 4);
    await assertOver(test, 'error', 'connection-lost');
  });

  it('13: an offer that is still in the buffer of a lost socket is sent again', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.frame();
    Object.defineProperty(WebSocket.prototype, 'bufferedAmount', { configurable: true, get: () => 1 });
    try {
      await test.far.wire.terminate();
      await test.far.connect();
    } finally {
      Reflect.deleteProperty(WebSocket.prototype, 'bufferedAmount');
    }
    await started;
    assert.lengthOf(
      test.far.received.filter(({ type }) => type === 'offer'),
      2,
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a hang-up while reconnecting leaves nothing behind', async () => {
    const test = await connectedCall();
    await test.far.wire.terminate();
    await settle();
    await test.call.hangUp();
    assert.deepEqual(alive(), []);
    await settle(1200);
    await assertOver(test, 'local');
  });
});

describe('PolyAI: what is not for us', () => {
  it('16, 17, 23: garbage before and after connecting changes nothing', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    for (const frame of garbage) await test.far.wire.send(frame);
    await test.far.wire.sendBinary([0, 255, 1]);
    await settle();
    assert.strictEqual(test.call.state, 'connecting');
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    for (const frame of garbage) await test.far.wire.send(frame);
    await test.far.wire.sendBinary([123, 125]);
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('19: an error or a `close` of another session leaves this one alone', async () => {
    const test = await connectedCall();
    await test.far.send({ type: 'error', sessionId: 'another', data: { code: 'AGENT_FAILURE' } });
    await test.far.send({ type: 'close', sessionId: 'another' });
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('PolyAI: error frames', () => {
  const codes: [unknown, CallErrorCode, string][] = [
    ['UNAUTHORIZED', 'unauthorized', 'UNAUTHORIZED'],
    ['FORBIDDEN', 'forbidden', 'FORBIDDEN'],
    ['INVALID_ARGUMENT', 'invalid-argument', 'INVALID_ARGUMENT'],
    ['INVALID_MESSAGE', 'protocol', 'INVALID_MESSAGE'],
    ['HANDLER_ERROR', 'gateway-error', 'HANDLER_ERROR'],
    ['MEDIA_BRIDGE_FAILURE', 'media-failed', 'MEDIA_BRIDGE_FAILURE'],
    ['AGENT_FAILURE', 'agent-failed', 'AGENT_FAILURE'],
    ['SOMETHING_NEW', 'gateway-error', 'SOMETHING_NEW'],
    ['toString', 'gateway-error', 'UNKNOWN'],
    ['<img src=x>', 'gateway-error', 'UNKNOWN'],
    [undefined, 'gateway-error', 'UNKNOWN'],
    [{ code: 1 }, 'gateway-error', 'UNKNOWN'],
  ];
  for (const [code, expected, shown] of codes) {
    it(`22: ${JSON.stringify(code)} before the answer is ${expected}`, async () => {
      const test = await prepareCall();
      const started = test.call.start();
      await test.far.frame();
      await test.far.sendError(code, `${TOKEN} <script>`);
      const error = await failureOf(started);
      assert.strictEqual(error.gatewayCode, shown);
      assert.notInclude(error.message, '<');
      await assertOver(test, 'error', expected);
    });
  }

  for (const [code, expected] of codes.slice(0, 8))
    it(`22: ${JSON.stringify(code)} during the call is ${expected}`, async () => {
      const test = await connectedCall();
      await test.far.sendError(code);
      await assertOver(test, 'error', expected);
    });
});

describe('PolyAI: ICE servers', () => {
  const configured = (): RTCIceServer[] => lastPeer().getConfiguration().iceServers ?? [];
  const urls = (): unknown => configured().flatMap((server) => server.urls);
  const at = 'api/v1/ice-servers';

  it('25: the gateway’s are used, and whatever is no STUN or TURN URL is dropped', async () => {
    const test = await prepareCall();
    await test.far.wire.http(at, {
      body: {
        iceServers: [
          { urls: 'stun:127.0.0.1:3478' },
          { url: 'stun:127.0.0.1:3479' },
          { urls: ['turn:127.0.0.1:3478', 'javascript:1'], username: 'u', credential: 'c' },
          { urls: 'turn:127.0.0.1:3478' },
          { urls: 'https://example.com' },
          { urls: 5 },
          { urls: 'stun:' },
          { urls: 'turn:::::', username: 'u', credential: 'c' },
          'stun:text',
          null,
        ],
      },
    });
    void test.call.start();
    await test.far.frame();
    assert.deepEqual(urls(), ['stun:127.0.0.1:3478', 'stun:127.0.0.1:3479', 'turn:127.0.0.1:3478']);
    assert.strictEqual(configured()[2]?.credential, 'c');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('the tag’s are added to them', async () => {
    const test = await prepareCall({ request: { iceServers: [{ urls: 'stun:127.0.0.1:3480' }] } });
    await test.far.wire.http(at, { body: { iceServers: [{ urls: 'stun:127.0.0.1:3478' }] } });
    void test.call.start();
    await test.far.frame();
    assert.deepEqual(urls(), ['stun:127.0.0.1:3478', 'stun:127.0.0.1:3480']);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  for (const [name, answer] of Object.entries({
    'status 500': { status: 500 },
    'no JSON': { body: '<html>' },
    'another shape': { body: { iceServers: 'none' } },
    null: { body: 'null' },
    'an empty list': { body: { iceServers: [] } },
  }))
    it(`25: ${name} falls back to the public STUN server`, async () => {
      const test = await prepareCall({ request: { iceServers: undefined } });
      await test.far.wire.http(at, answer);
      void test.call.start();
      await test.far.frame();
      assert.deepEqual(urls(), ['stun:stun.l.google.com:19302']);
      await test.call.hangUp();
      await assertOver(test, 'cancelled');
    });

  it('25: an answer that never comes is waited for 4 s', async () => {
    const test = await prepareCall();
    await test.far.wire.http(at, { hang: true });
    const started = test.call.start();
    const before = performance.now();
    await test.far.connect();
    assert.closeTo(performance.now() - before, 4000, 1500);
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('an explicit empty list asks for none', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.frame();
    assert.deepEqual(urls(), []);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('the token stays out of the URL where the answer is not about the header', async () => {
    const test = await prepareCall();
    await test.far.wire.http(at, { status: 404 });
    void test.call.start();
    await test.far.frame();
    const requests = test.far.wire.events.flatMap((event) => (event.event === 'http' ? [event.query] : []));
    assert.deepEqual(requests, [{}]);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('the token goes into the URL only where the gateway takes no header', async () => {
    const test = await prepareCall();
    await test.far.wire.http(at, { status: 401, body: { error: 'invalid auth token' } });
    void test.call.start();
    await test.far.frame();
    const requests = test.far.wire.events.flatMap((event) => (event.event === 'http' ? [event] : []));
    assert.deepEqual(
      requests.map(({ query, headers }) => [query['token'], headers['authorization']]),
      [
        [undefined, `Bearer ${TOKEN}`],
        [TOKEN, undefined],
      ],
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });
});

describe('PolyAI: configuration is checked before the microphone', () => {
  const wrong: [string, Partial<CallRequest>, string][] = [
    ['an unencrypted gateway', { gatewayUrl: 'ws://gateway.example/signal' }, 'gateway-url'],
    ['a password in it', { gatewayUrl: 'wss://user:password@gateway.example/' }, 'gateway-url'],
    ['another scheme', { gatewayUrl: 'ftp://gateway.example' }, 'gateway-url'],
    ['no URL', { gatewayUrl: 'wss://' }, 'gateway-url'],
    ['half a URL', { gatewayUrl: '://' }, 'gateway-url'],
    ['a word', { gatewayUrl: 'gateway' }, 'gateway-url'],
    ['an id that is no text', { callSid: { a: 1 } as unknown as string }, 'callSid'],
    ['an empty id', { callSid: '' }, 'callSid'],
    ['a mode that is no text', { mode: 5 as unknown as string }, 'mode'],
    ['a region that is none', { gatewayUrl: undefined, region: 'us-1.evil.example/' }, 'region'],
    ['29: echo on a production gateway', { gatewayUrl: undefined, mode: 'echo' }, 'mode'],
    [
      'half a build',
      { agentVersionOverride: { artifactVersion: 'a' } as CallRequest['agentVersionOverride'] },
      'agent-version-override',
    ],
    [
      'a build that is text',
      { agentVersionOverride: '{artifactVersion' as unknown as CallRequest['agentVersionOverride'] },
      'agent-version-override',
    ],
    ['ICE servers that are text', { iceServers: '[{' as unknown as RTCIceServer[] }, 'ice-servers'],
    ['an ICE server without a URL', { iceServers: [{ urls: 'http://x' }] }, 'ice-servers'],
    ['TURN without a credential', { iceServers: [{ urls: 'turn:x' }] }, 'ice-servers'],
    [
      'a policy that is none',
      { iceTransportPolicy: 'none' as RTCIceTransportPolicy },
      'ice-transport-policy',
    ],
    ['an unknown gateway', { gateway: 'pollyai' }, 'pollyai'],
  ];
  for (const [name, request, named] of wrong)
    it(name, async () => {
      const test = await prepareCall({ request });
      const error = await failureOf(test.call.start());
      assert.include(error.message, named);
      assert.deepEqual(test.states, ['requesting-microphone', 'ending', 'failed']);
      assert.isEmpty(test.far.wire.events, 'nothing reached the gateway');
      await assertOver(test, 'error', 'configuration');
    });

  it('a relative or http(s) gateway-url is the socket of that address', async () => {
    const test = await prepareCall();
    const { pathname } = new URL(test.far.url);
    const relative = await prepareCall({ request: { gatewayUrl: pathname } });
    void relative.call.start();
    await test.far.frame();
    await relative.call.hangUp();
    await assertOver(relative, 'cancelled');
    await test.far.dispose();
  });
});

describe('a call given up between the offer and the answer', () => {
  it('waits a moment for the answer, which alone names the session that is to be ended', async () => {
    const test = await prepareCall();
    void test.call.start();
    const offer = await test.far.frame();
    const sdp = await test.far.accept(offer);
    const over = test.call.hangUp();
    await test.far.sendAnswer(sdp);
    let frame = await test.far.frame();
    while (frame.type === 'ice-candidate') frame = await test.far.frame();
    assert.strictEqual(frame.type, 'close');
    assert.strictEqual(frame.sessionId, test.far.sessionId);
    await over;
    await assertOver(test, 'cancelled');
  });

  it('does not wait for a gateway that never answers', async () => {
    const test = await prepareCall();
    void test.call.start();
    await test.far.frame();
    await test.call.hangUp();
    assert.notInclude(
      test.far.received.map(({ type }) => type),
      'close',
    );
    await assertOver(test, 'cancelled');
  });
});
