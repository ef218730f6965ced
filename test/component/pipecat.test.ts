// Pipecat's checklist, item by item (dossier "Beyond the five", part C): the adapter in a real call, over real requests
// and a real data channel.

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
  type Asked,
  type HttpCall,
  type HttpProtocol,
} from './support/http-end.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, toneStream } from './support/tone.ts';
import type { TranscriptEntry } from '../../src/gateways/gateway.ts';

const PEER_ID = 'SmallWebRTCConnection#0';

const server: HttpProtocol = {
  gateway: 'pipecat',
  path: 'api/offer',
  offerOf: (body) => (JSON.parse(body) as { sdp: string }).sdp,
  answer: (sdp) => ({ body: { sdp, type: 'answer', pc_id: PEER_ID } }),
};

const late = (port: number): string => `candidate:${port} 1 udp 1 192.0.2.7 ${port} typ host`;

async function talking(): Promise<HttpCall & { readonly lines: () => TranscriptEntry[] }> {
  const test = await connectedHttp(server);
  await test.far.openChannel();
  const lines = (): TranscriptEntry[] =>
    test.events.flatMap((event) => (event.type === 'transcript' ? [event.entry] : []));
  return { ...test, lines };
}

const isPing = (text: string): boolean => text.startsWith('ping: ');

const rtvi = (type: string, data?: unknown): object => ({ label: 'rtvi-ai', id: '1', type, data });

/** What a PATCH carries, but for what the browser itself gathered meanwhile. */
function patchOf({ body }: Asked): unknown {
  const { candidates, ...rest } = JSON.parse(body) as { candidates: { candidate: string }[] };
  return { ...rest, candidates: candidates.filter(({ candidate }) => candidate.includes('192.0.2.7')) };
}

const patch = (...ports: number[]): unknown => ({
  pc_id: PEER_ID,
  candidates: ports.map((port) => ({ candidate: late(port), sdp_mid: '0', sdp_mline_index: 0 })),
});

/** As a server that knows no data channels answers: the last m-line is refused. */
function withoutChannel(offer: string): string {
  const [audio = ''] = offer.split(/(?=m=application)/);
  return audio.replace(/(a=group:BUNDLE \S+).*/, '$1');
}
const refusing = (answer: string): string =>
  `${answer}m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=inactive\r\n`;

describe('pipecat: the offer', () => {
  it('is posted with a pc_id of null and the channel in it, and gives a call with sound both ways', async () => {
    const metadata = { customer: 7 };
    const test = await connectedHttp(server, { mediaStream: toneStream(440), request: { metadata } });
    const [asked] = test.far.requests();
    assert.ok(asked);
    const { sdp, ...rest } = JSON.parse(asked.body) as Record<string, unknown>;
    assert.deepEqual(rest, { type: 'offer', pc_id: null, restart_pc: false, requestData: metadata });
    assert.deepEqual(String(sdp).match(/^m=\w+/gm), ['m=audio', 'm=application']);
    assert.strictEqual(asked.headers['content-type'], 'application/json');
    assert.strictEqual(asked.headers['authorization'], `Bearer ${TOKEN}`);
    assert.strictEqual((await test.far.openChannel()).label, 'chat');
    assert.strictEqual(test.call.sessionId, PEER_ID);
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('has no requestData and no token where there are none', async () => {
    const test = await prepareHttp(server, { credential: {} });
    void test.call.start();
    const { body, headers } = await test.far.request();
    assert.sameMembers(Object.keys(JSON.parse(body) as object), ['sdp', 'type', 'pc_id', 'restart_pc']);
    assert.notProperty(headers, 'authorization');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  for (const [name, body] of Object.entries<unknown>({
    'no JSON': '<html>',
    'no sdp': { type: 'answer', pc_id: PEER_ID },
    'another type': { sdp: 'v=0', type: 'offer', pc_id: PEER_ID },
    null: 'null', // what its handler may answer
  }))
    it(`an answer that is ${name} is an error of the protocol`, async () => {
      const test = await prepareHttp(server);
      const started = test.call.start();
      await test.far.reply(await test.far.request(), { body });
      assert.include((await failureOf(started)).message, 'It may hold a session.');
      assert.lengthOf(test.far.requests(), 1);
      await assertOver(test, 'error', 'protocol');
    });

  for (const [status, code] of [
    [400, 'invalid-argument'],
    [404, 'configuration'],
    [422, 'invalid-argument'],
    [500, 'gateway-error'],
  ] as const)
    it(`${status} is ${code}, and not asked again`, async () => {
      const test = await prepareHttp(server);
      const started = test.call.start();
      await test.far.reply(await test.far.request(), { status, body: { detail: TOKEN } });
      await failureOf(started);
      await settle();
      assert.lengthOf(test.far.requests(), 1);
      await assertOver(test, 'error', code);
    });

  it('a missing gateway-url is told before the microphone', async () => {
    const before = prompts;
    const test = await prepareHttp(server, { request: { gatewayUrl: undefined } });
    assert.include((await failureOf(test.call.start())).message, 'gateway-url');
    assert.strictEqual(prompts, before);
    await assertOver(test, 'error', 'configuration');
  });
});

describe('pipecat: candidates', () => {
  it('MUST go only after the pc_id, in batches, in order, one PATCH at a time, and never empty', async () => {
    const test = await prepareHttp(server);
    await test.far.wire.http(`PATCH ${server.path}`, { byReply: true });
    const started = test.call.start();
    const asked = await test.far.request();
    gather(late(1));
    gather('');
    gather(late(2));
    await settle(500);
    assert.isEmpty(test.far.requests('PATCH'), 'no pc_id yet');
    await test.far.reply(asked, server.answer(await test.far.accept(asked)));
    await started;
    const first = await test.far.request('PATCH');
    gather(late(3));
    gather(late(4));
    await settle(500);
    assert.lengthOf(test.far.requests('PATCH'), 1, 'waits for the reply');
    await test.far.reply(first, { body: { status: 'success' } });
    const second = await test.far.request('PATCH');
    await test.far.reply(second, { body: { status: 'success' } });
    assert.deepEqual([first, second].map(patchOf), [patch(1, 2), patch(3, 4)]);
    assert.strictEqual(first.headers['content-type'], 'application/json');
    assert.strictEqual(first.headers['authorization'], `Bearer ${TOKEN}`);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('that the offer has are not sent again, those that come after it are', async () => {
    const test = await prepareHttp(server, { limits: { firstCandidates: 0 } });
    await test.far.wire.http(`PATCH ${server.path}`, { body: { status: 'success' } });
    const started = test.call.start();
    const asked = await test.far.connect();
    await started;
    await until(
      () => lastPeer().iceGatheringState === 'complete',
      () => 'the end of gathering',
    );
    await settle(500);
    const coresOf = (text: string): string[] =>
      text.match(/candidate:\S+ \d+ \S+ \d+ \S+ \d+ typ \w+/g) ?? [];
    const offered = coresOf(asked.body);
    const sent = test.far.requests('PATCH').flatMap(({ body }) => coresOf(body));
    const all = coresOf(lastPeer().localDescription?.sdp ?? '');
    assert.isEmpty(sent.filter((core) => offered.includes(core)));
    assert.isEmpty(all.filter((core) => !offered.includes(core) && !sent.includes(core)));
    assert.isNotEmpty(all);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('MUST tolerate that a PATCH fails: the next one goes', async () => {
    const test = await talking();
    await test.far.wire.http(`PATCH ${server.path}`, { status: 404 });
    gather(late(1));
    await test.far.request('PATCH');
    gather(late(2));
    assert.deepEqual(patchOf(await test.far.request('PATCH')), patch(2));
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('stay here where the answer had no pc_id', async () => {
    const test = await prepareHttp(server);
    const started = test.call.start();
    const asked = await test.far.request();
    await test.far.reply(asked, { body: { sdp: await test.far.accept(asked), type: 'answer', pc_id: 5 } });
    await started;
    gather(late(1));
    await settle(500);
    assert.isEmpty(test.far.requests('PATCH'));
    assert.strictEqual(test.call.sessionId, undefined);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a hang-up aborts the PATCH under way', async () => {
    const test = await talking();
    await test.far.wire.http(`PATCH ${server.path}`, { hang: true });
    gather(late(1));
    await test.far.request('PATCH');
    gather(late(2));
    await test.call.hangUp();
    await test.far.wire.next('http-abort');
    await settle(400);
    assert.lengthOf(test.far.requests('PATCH'), 1);
    await assertOver(test, 'local');
  });
});

describe('pipecat: the data channel', () => {
  it('MUST carry a ping each second until the hang-up; first it says that the client is ready', async () => {
    const test = await talking();
    const before = Date.now();
    await until(
      () => test.far.texts.filter(isPing).length >= 3,
      () => 'three pings',
    );
    assert.isAtLeast(Date.now() - before, 1500, 'not all at once');
    const [ready, ...pings] = test.far.texts;
    assert.deepEqual(JSON.parse(ready ?? ''), {
      label: 'rtvi-ai',
      id: '1',
      type: 'client-ready',
      data: { version: '1.0.0', about: { library: 'voice-agent-call' } },
    });
    for (const ping of pings) assert.match(ping, /^ping: \d{13}$/);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('MUST be no condition: where it never opens nothing is sent and the sound runs', async () => {
    const test = await prepareHttp(server, { mediaStream: toneStream(440) });
    const started = test.call.start();
    const asked = await test.far.request();
    const sdp = await test.far.answer(withoutChannel(server.offerOf(asked.body)), { gathered: true });
    await test.far.reply(asked, server.answer(refusing(sdp)));
    await started;
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    await settle(1500);
    assert.strictEqual(test.call.state, 'connected');
    try {
      test.call.sendMessage('Hello'); // Firefox takes the channel for one that may still open
    } catch (error) {
      assert.match(String(error), /not open/);
    }
    assert.isEmpty(test.far.texts);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('MUST end the call on peerLeft', async () => {
    const test = await talking();
    await test.far.say({ type: 'signalling', message: { type: 'peerLeft' } });
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });

  it('ends it, too, where the far end just closes', async () => {
    const test = await talking();
    test.far.peer.close();
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });

  it('carries lines of both: the visitor’s grow until they are final, the agent’s come by the sentence', async () => {
    const test = await talking();
    const user = (text: string, final: boolean): object =>
      rtvi('user-transcription', { text, final, timestamp: '2026-01-01T00:00:00Z', user_id: '' });
    await test.far.say(user('Hel', false));
    await test.far.say(user('Hello', true));
    await test.far.say(rtvi('bot-transcription', { text: ' Good day.' }));
    await test.far.say(user('Bye', true));
    await until(
      () => test.lines().length === 4,
      () => 'four lines',
    );
    assert.deepEqual(test.lines(), [
      { id: 'user-0', speaker: 'user', text: 'Hel', final: false },
      { id: 'user-0', speaker: 'user', text: 'Hello', final: true },
      { speaker: 'agent', text: 'Good day.', final: true },
      { id: 'user-1', speaker: 'user', text: 'Bye', final: true },
    ]);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('carries text messages to the agent', async () => {
    const test = await talking();
    test.call.sendMessage('What does it cost?');
    const said = (): string[] => test.far.texts.filter((text) => text.includes('send-text'));
    await until(
      () => said().length > 0,
      () => 'the message',
    );
    const { id, ...message } = JSON.parse(said()[0] ?? '') as { id: unknown };
    assert.isString(id);
    assert.deepEqual<object>(message, {
      label: 'rtvi-ai',
      type: 'send-text',
      data: { content: 'What does it cost?' },
    });
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('MUST ignore renegotiate, unknown labels and types, and whatever is no message', async () => {
    const test = await talking();
    const garbage: unknown[] = [
      { type: 'signalling', message: { type: 'renegotiate' } },
      { type: 'signalling', message: { type: 'trackStatus' } },
      { type: 'signalling', message: 'peerLeft' },
      { type: 'signalling' },
      { type: 'peerLeft' },
      { label: 'other', type: 'bot-transcription', data: { text: 'other label' } },
      { type: 'bot-transcription', data: { text: 'no label' } },
      rtvi('bot-ready', { version: '1.0.0' }),
      rtvi('bot-llm-text', { text: 'a token' }),
      rtvi('error-response', { error: 'no' }),
      rtvi('error', { message: TOKEN, fatal: false }),
      rtvi('bot-transcription'),
      rtvi('bot-transcription', { text: 5 }),
      rtvi('user-transcription', { text: ' ' }),
      rtvi('user-transcription', 'text'),
      rtvi('bot-transcription', { text: 'x'.repeat(70_000) }),
      'pong',
      '[]',
      'null',
    ];
    for (const each of garbage) await test.far.say(each);
    (await test.far.openChannel()).send(new Uint8Array([123, 125]));
    await test.far.say(rtvi('bot-transcription', { text: 'After all.' }));
    await until(
      () => test.lines().length > 0,
      () => 'the message behind them',
    );
    assert.deepEqual(
      test.lines().map(({ text }) => text),
      ['After all.'],
    );
    assert.strictEqual(test.call.state, 'connected');
    assert.lengthOf(test.far.requests('POST'), 1);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});
