// The checklist of plain offer/answer over HTTP, item by item: the adapter in a real call, over real requests.

import { assert } from '@esm-bundle/chai';
import { lastPeer, prompts } from './support/alive.ts';
import { assertOver, failureOf, until, untilState, watchedCall } from './support/calls.ts';
import { TOKEN } from './support/far-end.ts';
import {
  connectedHttp,
  gather,
  heardByVisitor,
  prepareHttp,
  settle,
  withFetch,
  type HttpCall,
  type HttpProtocol,
  type Wanted,
} from './support/http-end.ts';
import { cutMedia } from './support/media.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, toneStream } from './support/tone.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { CallErrorCode } from '../../src/call/call-error.ts';
import type { CallRequest, TokenAnswer } from '../../src/call/call-request.ts';

const DOUBT = 'It may hold a session.';

const aiortc: HttpProtocol = {
  gateway: 'http',
  path: 'api/voice/offer',
  offerOf: (body) => (JSON.parse(body) as { sdp: string }).sdp,
  answer: (sdp) => ({ body: { sdp, type: 'answer' } }),
};

const prepare = (wanted?: Wanted): Promise<HttpCall> => prepareHttp(aiortc, wanted);
const connected = (...how: Parameters<HttpCall['far']['connect']>): Promise<HttpCall> =>
  connectedHttp(aiortc, {}, ...how);

/** A call whose offer is answered like this. */
async function answered(answer: HttpAnswer | ((sdp: string) => HttpAnswer)): Promise<HttpCall> {
  const test = await prepare();
  void test.call.start();
  const asked = await test.far.request();
  const given = typeof answer === 'function' ? answer(await test.far.accept(asked)) : answer;
  await test.far.reply(asked, given);
  return test;
}

const posts = ({ far }: HttpCall): number => far.requests().length;

/** As aiortc writes it: no parameters of Opus, no end of the candidates; and lines nobody knows. */
const likeAiortc = (sdp: string): string =>
  sdp
    .replace(/a=(fmtp|rtcp-fb|end-of-candidates|extmap).*\r\n/g, '')
    .replace(/(m=audio.*\r\n)/, '$1a=x-unknown:1\r\na=x-flag\r\n');

describe('HTTP: the offer', () => {
  it('1, 2, 12, 13: is posted once as JSON with its candidates: one audio m-line, no data channel', async () => {
    const metadata = { video_transform: 'none', sdp: 'theirs', type: 'theirs' };
    const test = await prepare({ request: { metadata } });
    void test.call.start();
    const { body, headers } = await test.far.request();
    assert.strictEqual(headers['content-type'], 'application/json');
    assert.strictEqual(headers['authorization'], `Bearer ${TOKEN}`);
    const { sdp, type, ...extra } = JSON.parse(body) as Record<string, string>;
    assert.deepEqual([type, extra], ['offer', { video_transform: 'none' }]);
    assert.deepEqual(sdp?.match(/^m=\w+/gm), ['m=audio']);
    assert.match(sdp ?? '', /opus\/48000\/2/);
    assert.strictEqual(lastPeer().iceGatheringState, 'complete');
    const lines = (text = ''): string[] => text.match(/^a=candidate:.*/gm) ?? [];
    assert.isNotEmpty(lines(sdp));
    assert.deepEqual(lines(sdp), lines(lastPeer().localDescription?.sdp));
    assert.notInclude(sdp, 'end-of-candidates');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('1: waits for candidates no longer than the cap', async () => {
    const iceServers = [{ urls: 'stun:192.0.2.1:3478' }]; // never answers
    const test = await prepare({ request: { iceServers }, limits: { gathering: 300 } });
    void test.call.start();
    const { body } = await test.far.request();
    assert.strictEqual(lastPeer().iceGatheringState, 'gathering');
    assert.match(aiortc.offerOf(body), /^a=candidate:/m);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('1: nothing is said after it', async () => {
    const test = await connected();
    gather('candidate:7 1 udp 1 192.0.2.7 9 typ host');
    await settle();
    await test.call.hangUp();
    await settle();
    assert.strictEqual(posts(test), 1);
    await assertOver(test, 'local');
  });

  it('15: is not posted where the browser finds no candidate', async () => {
    const test = await prepare({ request: { iceTransportPolicy: 'relay' } });
    const error = await failureOf(test.call.start());
    assert.include(error.message, 'ICE candidate');
    assert.strictEqual(posts(test), 0);
    await assertOver(test, 'error', 'media-failed');
  });

  it('goes without a token, with the page’s own headers, and with theirs before ours', async () => {
    const without = await prepare({ credential: { headers: { 'x-site': 'a' } } });
    void without.call.start();
    const first = await without.far.request();
    assert.strictEqual(first.headers['x-site'], 'a');
    assert.notProperty(first.headers, 'authorization');
    await without.call.hangUp();
    await assertOver(without, 'cancelled');

    const headers = (): Record<string, string> => ({ Authorization: 'Basic abc', 'content-type': 'text/x' });
    const own = await prepare({ credential: { token: TOKEN, headers } });
    void own.call.start();
    const second = await own.far.request();
    assert.strictEqual(second.headers['authorization'], 'Basic abc');
    assert.strictEqual(second.headers['content-type'], 'application/json');
    await own.call.hangUp();
    await assertOver(own, 'cancelled');
  });

  it('18: cookies go to the page’s own origin only, unless told otherwise', async () => {
    document.cookie = 'site-cookie=1';
    for (const [credentials, cookie] of [
      [undefined, true],
      ['omit', false],
      ['include', true],
    ] as const)
      await withFetch(
        (...request) => request,
        async (asked) => {
          const test = await prepare({ request: { credentials } });
          void test.call.start();
          const { headers } = await test.far.request();
          assert.strictEqual(/site-cookie=1/.test(headers['cookie'] ?? ''), cookie, credentials);
          assert.strictEqual(asked[0]?.init.credentials, credentials ?? 'same-origin');
          await test.call.hangUp();
          await assertOver(test, 'cancelled');
        },
      );
  });

  it('goes to a relative gateway-url, and to the one that a token endpoint names', async () => {
    const far = (await prepare()).far;
    const { pathname } = new URL(far.url);
    const relative = { ...watchedCall({ gateway: 'http', gatewayUrl: pathname }), far };
    void relative.call.start();
    await far.request();
    await relative.call.hangUp();
    const tokenProvider = (): TokenAnswer => ({ gatewayUrl: far.url });
    const named = {
      ...watchedCall({ gateway: 'http', gatewayUrl: '/elsewhere' }, { credential: { tokenProvider } }),
      far,
    };
    void named.call.start();
    assert.notProperty((await far.request()).headers, 'authorization');
    await named.call.hangUp();
    await assertOver(named, 'cancelled');
  });
});

describe('HTTP: the answer', () => {
  it('connects a call with sound both ways, and a hang-up closes the peer', async () => {
    const test = await connectedHttp(aiortc, { mediaStream: toneStream(440) });
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await test.call.hangUp();
    assert.strictEqual(lastPeer().connectionState, 'closed');
    await until(
      () => test.far.peer.getSenders()[0]?.transport?.state === 'closed',
      () => '11: the far end hears of it',
    );
    await assertOver(test, 'local');
  });

  it('14: works as aiortc writes it', async () => {
    const test = await connectedHttp(aiortc, { mediaStream: toneStream(440) }, likeAiortc);
    assert.notInclude(lastPeer().remoteDescription?.sdp ?? '', 'useinbandfec');
    assert.strictEqual(test.call.codec?.sdpFmtpLine, undefined);
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const [name, extra, id] of [
    ['pc_id', { pc_id: 'pc-1', id: 'id-1' }, 'pc-1'],
    ['id', { id: 'id-1' }, 'id-1'],
    ['ids that are no texts', { pc_id: 5, id: {} }, undefined],
  ] as const)
    it(`tells the session's id: ${name}`, async () => {
      const test = await answered((sdp) => ({ body: { sdp, type: 'answer', ...extra, iceServers: [5] } }));
      await untilState(test.call, 'connected');
      assert.strictEqual(test.call.sessionId, id);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  it('3: is accepted with any 2xx and without a type', async () => {
    const test = await answered((sdp) => ({ status: 201, body: { sdp } }));
    await untilState(test.call, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('17: that only receives connects, and the call reports that nothing is heard', async () => {
    const test = await prepare({ mediaStream: toneStream(440) });
    const started = test.call.start();
    const asked = await test.far.request();
    const onlySends = aiortc.offerOf(asked.body).replace(/a=sendrecv/g, 'a=sendonly');
    await test.far.reply(asked, aiortc.answer(await test.far.answer(onlySends, { gathered: true })));
    await started;
    assert.include(lastPeer().remoteDescription?.sdp, 'a=recvonly');
    await test.far.hears(isTone(440));
    await until(
      () => test.events.some((event) => event.type === 'quality' && event.quality.level === 'none'),
      () => 'the report',
      15_000,
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('9: alone does not make a call connected', async () => {
    const test = await prepare();
    void test.call.start();
    const asked = await test.far.request();
    await test.far.reply(asked, aiortc.answer(await test.far.accept(asked, true)));
    await until(
      () => lastPeer().signalingState === 'stable',
      () => 'the answer to be taken',
    );
    await settle();
    assert.strictEqual(test.call.state, 'connecting');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  const sdp = 'v=0';
  const bad: Record<string, unknown> = {
    'an HTML page': `<!doctype html><title>${TOKEN}</title>`,
    nothing: '',
    'an array': [{ sdp, type: 'answer' }],
    'a scalar': '42',
    'a text': '"v=0"',
    null: 'null',
    'no sdp': { type: 'answer' },
    'an sdp that is no text': { type: 'answer', sdp: { sdp } },
    'an empty sdp': { type: 'answer', sdp: '' },
    'another type': { type: 'offer', sdp },
    'a type that is null': { type: null, sdp },
    'more than 256 KiB': JSON.stringify({ type: 'answer', sdp: 'v=0'.padEnd(300_000) }),
  };
  for (const [name, body] of Object.entries(bad))
    it(`3, 4, 20: that is ${name} is an error of the protocol, and the server may hold a session`, async () => {
      const test = await answered({ body });
      const error = await failureOf(test.call.start());
      assert.include(error.message, DOUBT);
      assert.notInclude(error.message, 'doctype');
      assert.strictEqual(posts(test), 1);
      await assertOver(test, 'error', 'protocol');
    });

  for (const [name, change] of Object.entries({
    'is no SDP': () => 'v=0\r\nthis is no SDP\r\n',
    'has no codec of ours': (text: string) => text.replace(/opus\/48000/gi, 'speex/48000'),
    'takes no audio': (text: string) => text.replace(/a=sendrecv/g, 'a=inactive'),
  }))
    it(`8: that ${name} is an error of the protocol`, async () => {
      const onlyOpus = (text: string): string =>
        text.replace(/^(m=audio \d+ \S+).*$/m, '$1 111 109').replace(/a=rtpmap:(?!111 |109 ).*\r\n/g, '');
      const test = await answered((text) => aiortc.answer(change(onlyOpus(text))));
      await failureOf(test.call.start());
      await assertOver(test, 'error', 'protocol');
    });
});

describe('HTTP: refusals', () => {
  // 408 is no case for a browser: on a connection that was used before, Chromium itself sends the request again.
  const statuses: [number, CallErrorCode][] = [
    [400, 'invalid-argument'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'configuration'],
    [405, 'configuration'],
    [413, 'invalid-argument'],
    [415, 'protocol'],
    [422, 'invalid-argument'],
    [429, 'busy'],
    [500, 'gateway-error'],
    [502, 'gateway-error'],
    [503, 'busy'],
    [504, 'timeout'],
  ];
  for (const [status, code] of statuses)
    it(`3, 6, 19: ${status} is ${code}, is not asked again, and its body stays unread`, async () => {
      const body = `<b>Traceback ${TOKEN}</b>`;
      const test = await answered({ status, body, headers: { 'content-type': 'text/html' } });
      const error = await failureOf(test.call.start());
      assert.strictEqual(error.gatewayCode, String(status));
      assert.notInclude(error.message, 'Traceback');
      assert.strictEqual(error.message.includes(DOUBT), code === 'timeout', 'a refusal leaves no doubt');
      await settle();
      assert.strictEqual(posts(test), 1);
      await assertOver(test, 'error', code);
    });

  for (const [name, header, accept] of [
    ['seconds', () => '7', (seconds: number) => seconds === 7],
    ['a date', () => new Date(Date.now() + 60_000).toUTCString(), (s: number) => s > 30 && s <= 61],
  ] as const)
    it(`16: says after how many seconds to try again, given as ${name}`, async () => {
      const test = await answered({ status: 503, headers: { 'retry-after': header() } });
      const { retryAfter } = await failureOf(test.call.start());
      assert.isTrue(accept(retryAfter ?? -1), String(retryAfter));
      await assertOver(test, 'error', 'busy');
    });

  for (const status of [401, 403])
    it(`6: ${status} is asked once more, with a fresh token`, async () => {
      let count = 0;
      const test = await prepare({ credential: { tokenProvider: () => `${TOKEN}-${++count}` } });
      const started = test.call.start();
      await test.far.reply(await test.far.request(), { status });
      const asked = await test.far.connect();
      await started;
      assert.strictEqual(asked.headers['authorization'], `Bearer ${TOKEN}-2`);
      assert.strictEqual(count, 2);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  it('6: fresh headers do as well, and the second refusal is the last', async () => {
    let count = 0;
    const headers = (): Record<string, string> => ({ authorization: `Bearer ${TOKEN}${++count}` });
    const test = await prepare({ credential: { headers } });
    const started = test.call.start();
    await test.far.reply(await test.far.request(), { status: 401 });
    const second = await test.far.request();
    assert.strictEqual(second.headers['authorization'], `Bearer ${TOKEN}2`);
    await test.far.reply(second, { status: 401 });
    await failureOf(started);
    await settle();
    assert.strictEqual(posts(test), 2);
    await assertOver(test, 'error', 'unauthorized');
  });

  it('7: a redirect is not followed, neither here nor elsewhere', async () => {
    for (const origin of ['', location.origin.replace('localhost', '127.0.0.1')]) {
      const test = await prepare();
      const target = `${origin}${new URL(test.far.wire.base).pathname}/target`;
      void test.call.start();
      await test.far.reply(await test.far.request(), { status: 307, headers: { location: target } });
      const error = await failureOf(test.call.start());
      assert.include(error.message, DOUBT);
      await settle();
      assert.deepEqual(
        test.far.requests().map(({ path }) => path),
        [aiortc.path],
      );
      await assertOver(test, 'error', 'gateway-unreachable');
    }
  });

  it('6, 20: a server out of reach is not asked again', async () => {
    await withFetch(
      (...request) => request,
      async (asked) => {
        const test = await prepare({ request: { gatewayUrl: 'http://127.0.0.1:59999/offer' } });
        const error = await failureOf(test.call.start());
        assert.include(error.message, DOUBT);
        await settle();
        assert.lengthOf(asked, 1);
        await assertOver(test, 'error', 'gateway-unreachable');
      },
    );
  });

  it('18: another origin that does not know of pages is asked with nothing', async () => {
    const test = await prepare();
    const gatewayUrl = test.far.url.replace('localhost', '127.0.0.1');
    const { call, ...watched } = watchedCall({ gateway: 'http', gatewayUrl });
    await failureOf(call.start());
    assert.deepEqual(
      test.far.requests().map(({ method, headers }) => [method, headers['authorization'], headers['cookie']]),
      [['OPTIONS', undefined, undefined]],
    );
    await assertOver({ call, ...watched, far: test.far }, 'error', 'gateway-unreachable');
  });

  it('5, 6, 20: an answer that never comes is waited for 15 s, and then not asked for again', async function () {
    this.timeout(30_000);
    const test = await prepare();
    const started = test.call.start();
    await test.far.request();
    const error = await failureOf(started);
    assert.include(error.message, DOUBT);
    await test.far.wire.next('http-abort');
    assert.strictEqual(posts(test), 1);
    await assertOver(test, 'error', 'timeout');
  });
});

describe('HTTP: the end', () => {
  it('5: a hang-up aborts the request, and a late answer is ignored', async () => {
    const test = await prepare();
    const started = test.call.start();
    const asked = await test.far.request();
    const sdp = await test.far.accept(asked);
    await test.call.hangUp();
    await test.far.wire.next('http-abort');
    await test.far.reply(asked, { body: { sdp, type: 'answer', pc_id: 'late' } });
    await started;
    await settle();
    assert.strictEqual(test.call.sessionId, undefined);
    await assertOver(test, 'cancelled');
  });

  it('5: the limit of the whole set-up aborts it as well', async () => {
    const test = await prepare({ limits: { setUp: 800 } });
    const started = test.call.start();
    await test.far.request();
    await failureOf(started);
    await test.far.wire.next('http-abort');
    await assertOver(test, 'error', 'timeout');
  });

  it('is remote when the far end closes its side of the media', async () => {
    const test = await connected();
    test.far.peer.close();
    await assertOver(test, 'remote');
  });

  it('10: a blip of the media is none', async () => {
    const test = await connected();
    const heal = cutMedia(lastPeer());
    await untilState(test.call, 'reconnecting');
    heal();
    await untilState(test.call, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('HTTP: configuration is checked before the microphone', () => {
  const wrong: [string, Partial<CallRequest>][] = [
    ['no gateway-url', { gatewayUrl: undefined }],
    ['an empty one', { gatewayUrl: ' ' }],
    ['an unencrypted one', { gatewayUrl: 'http://gateway.example/offer' }],
    ['a word', { gatewayUrl: 'offer' }],
  ];
  for (const [name, request] of wrong)
    it(name, async () => {
      const before = prompts;
      const test = await prepare({ request });
      const error = await failureOf(test.call.start());
      assert.include(error.message, 'gateway-url');
      assert.strictEqual(prompts, before);
      await assertOver(test, 'error', 'configuration');
    });

  it('a token that cannot be sent is never shown', async () => {
    const test = await prepare({ credential: { token: `${TOKEN}\n☃` } });
    const error = await failureOf(test.call.start());
    assert.notInclude(error.message, DOUBT);
    assert.strictEqual(posts(test), 0);
    await assertOver(test, 'error', 'configuration');
  });
});
