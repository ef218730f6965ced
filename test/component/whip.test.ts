// WHIP's checklist, item by item (dossier "Beyond the five", part B): the adapter in a real call, over real requests.

import { assert } from '@esm-bundle/chai';
import { lastPeer, prompts } from './support/alive.ts';
import { assertOver, failureOf, until, untilState } from './support/calls.ts';
import { TOKEN } from './support/far-end.ts';
import {
  connectedHttp,
  gather,
  heardByVisitor,
  prepareHttp,
  settle,
  withFetch,
  type Asked,
  type HttpCall,
  type HttpProtocol,
  type Wanted,
} from './support/http-end.ts';
import { cutMedia } from './support/media.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, toneStream } from './support/tone.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { Limits } from '../../src/call/limits.ts';
import { sdpFragment } from '../../src/gateways/sdp-fragment.ts';

const SESSION = 'whip/session/1';
const ETAG = '"generation-1"';

const server: HttpProtocol = {
  gateway: 'whip',
  path: 'whip/endpoint',
  offerOf: (body) => body,
  answer: (body) => ({
    status: 201,
    headers: { 'content-type': 'application/sdp', location: 'session/1', etag: ETAG },
    body,
  }),
};

const late = (port: number): string => `candidate:${port} 1 udp 1 192.0.2.7 ${port} typ host`;

/** A call that is up, with a session that takes candidates and a goodbye. */
async function connected(more?: HttpAnswer, wanted?: Wanted): Promise<HttpCall> {
  const test = await prepareHttp(server, wanted);
  await test.far.wire.http(`PATCH ${SESSION}`, { status: 204 });
  await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
  const started = test.call.start();
  await Promise.all([test.far.connect(undefined, more), started]);
  return test;
}

const methods = ({ far }: HttpCall): string[] => far.requests().map(({ method }) => method);

const candidatesOf = ({ body }: Asked): string[] =>
  (body.match(/^a=candidate:.*/gm) ?? []).map((line) => line.slice(2));

describe('WHIP: the offer', () => {
  it('is posted as SDP with its candidates and the token, and gives a call with sound both ways', async () => {
    const test = await connectedHttp(server, {
      mediaStream: toneStream(440),
      request: { metadata: { a: 1 } },
    });
    const [asked] = test.far.requests();
    assert.ok(asked);
    assert.strictEqual(asked.headers['content-type'], 'application/sdp');
    assert.strictEqual(asked.headers['authorization'], `Bearer ${TOKEN}`);
    assert.match(asked.body, /^v=0[^]*a=candidate:/);
    assert.deepEqual(asked.body.match(/^m=\w+/gm), ['m=audio']);
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const level of ['media', 'session'])
    it(`fails with a reason of its own where the answer is recvonly, said on the ${level} level`, async () => {
      const recvonly = (sdp: string): string => {
        const silent = sdp.replace(/a=sendrecv\r\n/g, '');
        const place = level === 'media' ? /(m=audio.*\r\n)/ : /(t=0 0\r\n)/;
        return silent.replace(place, '$1a=recvonly\r\n');
      };
      const test = await prepareHttp(server);
      await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
      const started = test.call.start();
      await test.far.connect(recvonly);
      const error = await failureOf(started);
      assert.include(error.message, 'cannot speak back');
      await test.far.request('DELETE'); // the session is not left behind
      await assertOver(test, 'error', 'protocol');
    });

  it('of a session level that receives only and an m-line that sends, too, is taken', async () => {
    const test = await connectedHttp(server, {}, (sdp) =>
      sdp
        .replace(/a=sendrecv\r\n/g, '')
        .replace(/(t=0 0\r\n[^]*m=audio.*\r\n)/, '$1a=sendrecv\r\n')
        .replace('t=0 0\r\n', 't=0 0\r\na=recvonly\r\n'),
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const [name, answer] of Object.entries<HttpAnswer>({
    'is JSON': { status: 201, body: { sdp: 'v=0' } },
    'is empty': { status: 201 },
    'is a page': { status: 200, body: '<html>' },
  }))
    it(`an answer that ${name} is an error of the protocol`, async () => {
      const test = await prepareHttp(server);
      const started = test.call.start();
      await test.far.reply(await test.far.request(), answer);
      assert.include((await failureOf(started)).message, 'It may hold a session.');
      assert.deepEqual(methods(test), ['POST']);
      await assertOver(test, 'error', 'protocol');
    });

  it('a redirect is refused, also one that keeps the POST', async () => {
    const test = await prepareHttp(server);
    const started = test.call.start();
    const location = `${new URL(test.far.wire.base).pathname}/whip/other`;
    await test.far.reply(await test.far.request(), { status: 307, headers: { location } });
    await failureOf(started);
    assert.deepEqual(methods(test), ['POST']);
    await assertOver(test, 'error', 'gateway-unreachable');
  });

  it('a refused token is renewed once, and goes with what follows', async () => {
    let count = 0;
    const test = await prepareHttp(server, { credential: { tokenProvider: () => `${TOKEN}${++count}` } });
    await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
    const started = test.call.start();
    await test.far.reply(await test.far.request(), { status: 401 });
    await test.far.connect();
    await started;
    await test.call.hangUp();
    const { headers } = await test.far.request('DELETE');
    assert.strictEqual(headers['authorization'], `Bearer ${TOKEN}2`);
    await assertOver(test, 'local');
  });
});

describe('WHIP: trickle', () => {
  it('MUST buffer until the 201, send the ETag, and leave out what the offer has', async () => {
    const test = await prepareHttp(server);
    await test.far.wire.http(`PATCH ${SESSION}`, { status: 204 });
    await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
    const started = test.call.start();
    const asked = await test.far.request();
    for (const port of [1001, 1002]) gather(late(port));
    await settle(500);
    assert.deepEqual(methods(test), ['POST'], 'there is no session yet');
    await test.far.reply(asked, server.answer(await test.far.accept(asked)));
    await started;
    const patch = await test.far.request('PATCH');
    assert.strictEqual(patch.path, SESSION);
    assert.strictEqual(patch.headers['content-type'], 'application/trickle-ice-sdpfrag');
    assert.strictEqual(patch.headers['if-match'], ETAG);
    assert.strictEqual(patch.headers['authorization'], `Bearer ${TOKEN}`);
    const line = (pattern: RegExp): string => pattern.exec(asked.body)?.[0] ?? 'none';
    assert.strictEqual(
      patch.body,
      [
        line(/a=group:BUNDLE .*/),
        line(/m=audio.*/).replace(/ \d+/, ' 9'),
        line(/a=mid:.*/),
        line(/a=ice-ufrag:.*/),
        line(/a=ice-pwd:.*/),
        `a=${late(1001)}`,
        `a=${late(1002)}`,
        '',
      ].join('\r\n'),
      'one aggregated request, without the candidates of the offer',
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('later ones go in batches, in order, one request at a time', async () => {
    const test = await connected();
    await test.far.wire.http(`PATCH ${SESSION}`, { byReply: true });
    gather(late(1));
    gather(late(2));
    const first = await test.far.request('PATCH');
    gather(late(3));
    await settle(500);
    assert.lengthOf(test.far.requests('PATCH'), 1, 'waits for the reply');
    await test.far.reply(first, { status: 204 });
    const second = await test.far.request('PATCH');
    assert.deepEqual([first, second].map(candidatesOf), [[late(1), late(2)], [late(3)]]);
    await test.far.reply(second, { status: 204 });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const status of [405, 412, 422, 428, 501])
    it(`MUST stop on ${status} without failing the call`, async () => {
      const test = await connected();
      await test.far.wire.http(`PATCH ${SESSION}`, { status });
      gather(late(1));
      await test.far.request('PATCH');
      await settle();
      gather(late(2));
      await settle(500);
      assert.strictEqual(test.call.state, 'connected');
      await test.call.hangUp();
      await test.far.request('DELETE');
      assert.deepEqual(methods(test), ['POST', 'PATCH', 'DELETE']);
      await assertOver(test, 'local');
    });

  it('goes without If-Match where there was no ETag', async () => {
    const test = await prepareHttp(server);
    await test.far.wire.http(`PATCH ${SESSION}`, { status: 204 });
    await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
    const started = test.call.start();
    const asked = await test.far.request();
    const body = await test.far.accept(asked);
    await test.far.reply(asked, { status: 201, headers: { location: 'session/1' }, body });
    await started;
    gather(late(1));
    assert.notProperty((await test.far.request('PATCH')).headers, 'if-match');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a fragment has no empty lines, whatever the offer lacks', () => {
    assert.strictEqual(sdpFragment('v=0\r\n', []), '');
    const candidate = new RTCIceCandidate({ candidate: late(1), sdpMid: '0' });
    const offer = 'v=0\nm=audio 5000 UDP/TLS/RTP/SAVPF 111\na=ice-ufrag:u\na=ice-pwd:p\n';
    assert.strictEqual(
      sdpFragment(offer, [candidate]),
      `m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\na=${late(1)}\r\n`,
    );
  });
});

describe('WHIP: an ICE restart', () => {
  const NEXT = '"generation-2"';
  const iceOf = (sdp = ''): string[] => sdp.match(/^a=ice-(ufrag|pwd):[^\r\n]+/gm) ?? [];

  /** What the far end makes of the fragment: an offer of its own SDP with the ICE session of the widget's next. */
  async function accept(test: HttpCall, { body }: Asked): Promise<string> {
    const { peer } = test.far;
    const [ufrag = '', pwd = ''] = iceOf(body);
    const offer = (peer.remoteDescription?.sdp ?? '')
      .replace(/^a=(candidate|end-of-candidates).*\r\n/gm, '')
      .replace(/^a=ice-ufrag:.*\r\n/gm, `${ufrag}\r\n`)
      .replace(/^a=ice-pwd:.*\r\n/gm, `${pwd}\r\n`);
    const candidates = candidatesOf({ ...test.far.requests()[0], body } as Asked);
    const lines = candidates.map((candidate) => `a=${candidate.trim()}\r\n`).join('');
    await peer.setRemoteDescription({ type: 'offer', sdp: offer + lines });
    await peer.setLocalDescription(await peer.createAnswer());
    await settle(500); // its own candidates
    return peer.localDescription?.sdp ?? '';
  }

  const lost = async (limits: Partial<Limits> = {}): Promise<{ test: HttpCall; restore: () => void }> => {
    const test = await connected({}, { mediaStream: toneStream(440), limits: { restart: 300, ...limits } });
    await test.far.wire.http(`PATCH ${SESSION}`, { byReply: true });
    const restore = cutMedia(lastPeer());
    assert.strictEqual(test.call.state, 'reconnecting');
    return { test, restore };
  };

  it('is asked for with If-Match: * while lost audio is waited for, and gives the call new paths', async () => {
    const { test, restore } = await lost();
    const before = lastPeer().remoteDescription?.sdp;
    const patch = await test.far.request('PATCH');
    assert.strictEqual(patch.headers['if-match'], '*');
    assert.isAbove(candidatesOf(patch).length, 0, 'the candidates go with it');
    const answer = await accept(test, patch);
    const fragment = sdpFragment(
      answer,
      candidatesOf({ ...patch, body: answer }).map((candidate) => ({ candidate })),
    );
    await test.far.reply(patch, { status: 200, headers: { etag: NEXT }, body: fragment });
    await until(
      () => iceOf(lastPeer().remoteDescription?.sdp).join() === iceOf(answer).slice(0, 2).join(),
      () => 'the new ICE session',
    );
    assert.notDeepEqual(iceOf(lastPeer().remoteDescription?.sdp), iceOf(before));
    restore();
    assert.strictEqual(test.call.state, 'connected');
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    const requests = test.far.requests('PATCH').length;
    await settle(700);
    assert.lengthOf(test.far.requests('PATCH'), requests, 'not again once it is back');
    await test.far.wire.http(`PATCH ${SESSION}`, { status: 204 });
    gather(late(7));
    const trickled = await test.far.request('PATCH');
    assert.strictEqual(trickled.headers['if-match'], NEXT);
    assert.deepEqual(iceOf(trickled.body), iceOf(patch.body));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('that a server refuses is asked for once, and the audio may come back all the same', async () => {
    const { test, restore } = await lost();
    await test.far.reply(await test.far.request('PATCH'), { status: 422 });
    await settle(900);
    assert.lengthOf(test.far.requests('PATCH'), 1);
    restore();
    await untilState(test.call, 'connected');
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('that a server refuses, and no audio comes back: a connection that says so is not believed', async () => {
    const { test, restore } = await lost({ mediaLoss: 3000 });
    const packets = await lastPeer().getStats();
    await test.far.reply(await test.far.request('PATCH'), { status: 422 });
    await settle();
    lastPeer().getStats = () => Promise.resolve(packets);
    restore();
    await assertOver(test, 'error', 'connection-lost');
    assert.lengthOf(
      test.states.filter((state) => state === 'connected'),
      1,
    );
  });

  it('is tried again where the server is out of reach', async () => {
    const { test } = await lost({ mediaLoss: 3000 });
    await test.far.reply(await test.far.request('PATCH'), { status: 504 });
    await test.far.reply(await test.far.request('PATCH'), { status: 200, body: 'nonsense' });
    await assertOver(test, 'error', 'connection-lost');
    assert.lengthOf(test.far.requests('PATCH'), 2, 'an answer that is none is the last');
  });
});

describe('WHIP: the session URL', () => {
  for (const [name, at] of Object.entries({
    'relative to the endpoint': () => 'session/1',
    'a path': (base: string) => `${new URL(base).pathname}/${SESSION}`,
    absolute: (base: string) => `${base}/${SESSION}`,
  }))
    it(`MUST be resolved: ${name}`, async () => {
      const test = await prepareHttp(server);
      await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
      const started = test.call.start();
      await test.far.connect(undefined, { headers: { location: at(test.far.wire.base) } });
      await started;
      assert.strictEqual(test.call.sessionId, undefined, 'it may be a secret');
      await test.call.hangUp();
      assert.strictEqual((await test.far.request('DELETE')).path, SESSION);
      await assertOver(test, 'local');
    });

  for (const [name, at] of Object.entries({
    'of another origin': (base: string) => `${base.replace('localhost', '127.0.0.1')}/${SESSION}`,
    'of another scheme': (base: string) => `${base.replace('http', 'ftp')}/${SESSION}`,
    'that is none': () => 'http://[',
    missing: () => '',
  }))
    it(`MUST get no candidate, no goodbye and no token where it is ${name}`, async () => {
      await withFetch(
        (...request) => request,
        async (asked) => {
          const test = await prepareHttp(server);
          const started = test.call.start();
          await test.far.connect(undefined, { headers: { location: at(test.far.wire.base) } });
          await started;
          gather(late(1));
          await settle(500);
          await test.call.hangUp();
          await settle();
          assert.lengthOf(asked, 1);
          assert.deepEqual(methods(test), ['POST']);
          await assertOver(test, 'local');
        },
      );
    });
});

describe('WHIP: the end', () => {
  it('MUST be told by DELETE, in the calling task, with keepalive and the token, without If-Match', async () => {
    await withFetch(
      (...request) => request,
      async (asked) => {
        const test = await connected();
        const before = asked.length;
        const hungUp = test.call.hangUp();
        const { method, keepalive } = asked[before]?.init ?? {};
        assert.deepEqual([method, keepalive], ['DELETE', true]);
        await hungUp;
        const { headers, path, body } = await test.far.request('DELETE');
        assert.deepEqual([path, body], [SESSION, '']);
        assert.strictEqual(headers['authorization'], `Bearer ${TOKEN}`);
        assert.notProperty(headers, 'if-match');
        assert.strictEqual(lastPeer().connectionState, 'closed');
        await assertOver(test, 'local');
      },
    );
  });

  it('is not held up by a DELETE that is refused, or never answered', async () => {
    for (const answer of [{ status: 500 }, { hang: true }]) {
      const test = await prepareHttp(server, { limits: { goodbye: 300 } });
      await test.far.wire.http(`DELETE ${SESSION}`, answer);
      const started = test.call.start();
      await Promise.all([test.far.connect(), started]);
      await test.call.hangUp();
      await test.far.request('DELETE');
      await assertOver(test, 'local');
    }
  });

  it('before the answer there is nothing to delete', async () => {
    const test = await prepareHttp(server);
    void test.call.start();
    await test.far.request();
    await test.call.hangUp();
    await settle();
    assert.deepEqual(methods(test), ['POST']);
    await assertOver(test, 'cancelled');
  });

  it('after the answer and before media there is', async () => {
    const test = await prepareHttp(server);
    await test.far.wire.http(`DELETE ${SESSION}`, { status: 200 });
    void test.call.start();
    const asked = await test.far.request();
    await test.far.reply(asked, server.answer(await test.far.accept(asked, true)));
    await until(
      () => lastPeer().signalingState === 'stable',
      () => 'the answer to be taken',
    );
    await test.call.hangUp();
    await test.far.request('DELETE');
    await assertOver(test, 'cancelled');
  });

  it('is remote when the far end closes its side of the media', async () => {
    const test = await connected();
    test.far.peer.close();
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });

  it('a missing gateway-url is told before the microphone', async () => {
    const before = prompts;
    const test = await prepareHttp(server, { request: { gatewayUrl: undefined } });
    assert.include((await failureOf(test.call.start())).message, 'gateway-url');
    assert.strictEqual(prompts, before);
    await assertOver(test, 'error', 'configuration');
  });
});
