// OpenAI Realtime's checklist, item by item (dossier "Beyond the five", part A): the adapter in a real call, over real
// requests and a real data channel.

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
  type HttpCall,
  type HttpProtocol,
  type Wanted,
} from './support/http-end.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, toneStream } from './support/tone.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { TranscriptEntry } from '../../src/gateways/gateway.ts';
import { RealtimeTranscript } from '../../src/gateways/openai-events.ts';

const CALLS = 'https://api.openai.com/v1/realtime/calls';
const SECRET = `ek_${TOKEN}`;

/** The site's own endpoint ("unified interface"). */
const unified: HttpProtocol = {
  gateway: 'openai',
  path: 'realtime/calls',
  offerOf: (body) => body,
  answer: (body) => ({ status: 201, headers: { 'content-type': 'application/sdp' }, body }),
};

const connected = (wanted?: Wanted): Promise<HttpCall> => connectedHttp(unified, wanted);

/** A call that is up with its channel open, and what it says of the transcript. */
async function talking(): Promise<HttpCall & { readonly lines: () => TranscriptEntry[] }> {
  const test = await connected();
  await test.far.openChannel();
  const lines = (): TranscriptEntry[] =>
    test.events.flatMap((event) => (event.type === 'transcript' ? [event.entry] : []));
  return { ...test, lines };
}

const delta = (type: string, item: string, text: string): object => ({
  type: `${type}.delta`,
  item_id: item,
  delta: text,
});

describe('OpenAI: the offer', () => {
  it('is posted as SDP at once, with the channel in it, and gives a call with sound both ways', async () => {
    const request = { metadata: { a: 1 } };
    const test = await connected({ mediaStream: toneStream(440), credential: {}, request });
    const [asked] = test.far.requests();
    assert.ok(asked);
    assert.strictEqual(asked.headers['content-type'], 'application/sdp');
    assert.notProperty(asked.headers, 'authorization', 'the site needs no token of the page');
    assert.match(asked.body, /^v=0/);
    assert.deepEqual(asked.body.match(/^m=\w+/gm), ['m=audio', 'm=application'], 'MUST be before the offer');
    assert.strictEqual((await test.far.openChannel()).label, 'oai-events');
    await test.far.hears(isTone(440));
    await heardByVisitor(isTone(AGENT_TONE));
    gather('candidate:7 1 udp 1 192.0.2.7 9 typ host');
    await settle();
    await test.call.hangUp();
    assert.lengthOf(test.far.requests(), 1, 'no candidate, no goodbye');
    await assertOver(test, 'local');
  });

  it('asks no STUN server, but those of the tag', async () => {
    for (const iceServers of [undefined, [{ urls: 'stun:127.0.0.1:3478' }]]) {
      const test = await prepareHttp(unified, { request: { iceServers } });
      void test.call.start();
      await test.far.request();
      const used = lastPeer().getConfiguration().iceServers ?? [];
      assert.deepEqual(
        used.flatMap(({ urls }) => urls),
        iceServers ? ['stun:127.0.0.1:3478'] : [],
      );
      await test.call.hangUp();
      await assertOver(test, 'cancelled');
    }
  });

  it('goes to OpenAI itself with a client secret, where no gateway-url is set', async () => {
    const test = await prepareHttp(unified, {
      request: { gatewayUrl: undefined },
      credential: { tokenProvider: () => SECRET },
    });
    await withFetch(
      (url, init) => [url.replace(CALLS, test.far.url), init],
      async (asked) => {
        const started = test.call.start();
        const { headers } = await test.far.connect();
        await started;
        assert.deepEqual(
          asked.map(({ url }) => url),
          [CALLS],
        );
        const { redirect, credentials } = asked[0]?.init ?? {};
        assert.deepEqual([redirect, credentials], ['error', 'same-origin']);
        assert.strictEqual(headers['authorization'], `Bearer ${SECRET}`);
      },
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const [name, credential, gatewayUrl] of [
    ['an API key to OpenAI', { token: `sk-${TOKEN}` }, undefined],
    [
      'an API key to OpenAI in Europe',
      { token: `sk-${TOKEN}` },
      'https://eu.api.openai.com/v1/realtime/calls',
    ],
    ['any other token to OpenAI', { token: TOKEN }, undefined],
    ['an API key to the site', { token: `sk-proj-${TOKEN}` }, '/realtime'],
    ['an API key in a header', { headers: { authorization: `Bearer sk-${TOKEN}` } }, '/realtime'],
  ] as const)
    it(`MUST NOT send ${name}`, async () => {
      const test = await prepareHttp(unified, { request: { gatewayUrl }, credential });
      await withFetch(
        (...request) => request,
        async (asked) => {
          const error = await failureOf(test.call.start());
          assert.include(error.message, 'ek_');
          assert.isEmpty(asked);
        },
      );
      await assertOver(test, 'error', 'configuration');
    });

  it('needs a token for OpenAI itself, and says so before the microphone', async () => {
    const before = prompts;
    const test = await prepareHttp(unified, { request: { gatewayUrl: undefined }, credential: {} });
    assert.include((await failureOf(test.call.start())).message, 'token');
    assert.strictEqual(prompts, before);
    await assertOver(test, 'error', 'configuration');
  });
});

describe('OpenAI: the answer', () => {
  for (const [name, location, id] of [
    ['with a Location', '/v1/realtime/calls/rtc_1', 'rtc_1'],
    ['with one that has more', 'https://api.openai.com/v1/realtime/calls/rtc_2/?a=/b#c', 'rtc_2'],
    ['with one that says nothing', '/', undefined],
    ['without a Location', undefined, undefined],
  ] as const)
    it(`MUST work ${name}`, async () => {
      const headers: Record<string, string> = location ? { location } : {};
      const test = await connectedHttp(unified, {}, undefined, { headers });
      assert.strictEqual(test.call.sessionId, id);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  for (const [name, answer, code] of [
    ['JSON', { status: 200, body: { sdp: 'v=0' } }, 'protocol'],
    ['nothing', { status: 200 }, 'protocol'],
    ['SDP after a blank', { status: 200, body: ' v=0' }, 'protocol'],
    ['an error in JSON', { status: 400, body: { error: { message: TOKEN } } }, 'invalid-argument'],
    ['SDP with an error status', { status: 500, body: 'v=0' }, 'gateway-error'],
    ['too many requests', { status: 429, headers: { 'retry-after': '3' } }, 'busy'],
    ['a stale secret that nobody renews', { status: 401 }, 'unauthorized'],
  ] as [string, HttpAnswer, string][])
    it(`MUST be checked, and the offer MUST NOT be posted again: ${name}`, async () => {
      const test = await prepareHttp(unified);
      const started = test.call.start();
      await test.far.reply(await test.far.request(), answer);
      const error = await failureOf(started);
      await settle();
      assert.lengthOf(test.far.requests(), 1);
      assert.strictEqual(error.message.includes('It may hold a session.'), code === 'protocol');
      await assertOver(test, 'error', code);
    });

  it('a stale secret is renewed once, and the new one is checked as well', async () => {
    const tokens = [`ek_old-${TOKEN}`, `ek_new-${TOKEN}`];
    const test = await prepareHttp(unified, { credential: { tokenProvider: () => tokens.shift() ?? '' } });
    const started = test.call.start();
    await test.far.reply(await test.far.request(), { status: 401 });
    const { headers } = await test.far.connect();
    await started;
    assert.strictEqual(headers['authorization'], `Bearer ek_new-${TOKEN}`);
    await test.call.hangUp();
    await assertOver(test, 'local');

    const keys = [`ek_${TOKEN}`, `sk-${TOKEN}`];
    const next = await prepareHttp(unified, { credential: { tokenProvider: () => keys.shift() ?? '' } });
    const starting = next.call.start();
    await next.far.reply(await next.far.request(), { status: 401 });
    await failureOf(starting);
    assert.lengthOf(next.far.requests(), 1);
    await assertOver(next, 'error', 'configuration');
  });
});

describe('OpenAI: events', () => {
  for (const kind of ['response.output_audio_transcript', 'response.audio_transcript'])
    it(`${kind} is a line of the agent that grows, then stands`, async () => {
      const test = await talking();
      await test.far.say(delta(kind, 'item_1', 'Good '));
      await test.far.say(delta(kind, 'item_1', 'day'));
      await test.far.say({ type: `${kind}.done`, item_id: 'item_1', transcript: 'Good day.' });
      await until(
        () => test.lines().length === 3,
        () => 'three states of the line',
      );
      const line = { id: 'item_1', speaker: 'agent' };
      assert.deepEqual(test.lines(), [
        { ...line, text: 'Good ', final: false },
        { ...line, text: 'Good day', final: false },
        { ...line, text: 'Good day.', final: true },
      ] as TranscriptEntry[]);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  it('conversation.item.input_audio_transcription is one of the visitor, beside it', async () => {
    const test = await talking();
    const kind = 'conversation.item.input_audio_transcription';
    await test.far.say(delta(kind, 'item_2', 'Hel'));
    await test.far.say(delta('response.output_audio_transcript', 'item_3', 'Yes'));
    await test.far.say(delta(kind, 'item_2', 'lo'));
    await test.far.say({ type: `${kind}.completed`, item_id: 'item_2', transcript: 'Hello!' });
    await until(
      () => test.lines().some(({ final }) => final),
      () => 'the whole line',
    );
    assert.deepEqual(
      test.lines().map(({ id, speaker, text }) => [id, speaker, text]),
      [
        ['item_2', 'user', 'Hel'],
        ['item_3', 'agent', 'Yes'],
        ['item_2', 'user', 'Hello'],
        ['item_2', 'user', 'Hello!'],
      ],
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('MUST ignore errors, unknown types, whatever is no event, and more than 64 KiB', async () => {
    const test = await talking();
    const channel = await test.far.openChannel();
    const kind = 'response.output_audio_transcript';
    const garbage: unknown[] = [
      { type: 'error', error: { type: 'server_error', message: TOKEN } },
      { type: 'session.created', session: {} },
      { type: 'response.done' },
      { type: 'constructor.delta', item_id: 'x', delta: 'x' },
      { type: `${kind}.delta` },
      { type: `${kind}.delta`, item_id: 5, delta: 'no id' },
      { type: `${kind}.delta`, item_id: 'x', delta: { text: 'no text' } },
      { type: `${kind}.done`, item_id: 'empty', transcript: '' },
      { type: [kind] },
      { type: 5 },
      [],
      'no JSON',
      '',
      'null',
      '42',
      delta(kind, 'huge', 'x'.repeat(70_000)),
    ];
    for (const each of garbage) await test.far.say(each);
    channel.send(new Uint8Array([123, 125]));
    await test.far.say(delta(kind, 'item_1', 'after all'));
    await until(
      () => test.lines().length > 0,
      () => 'the event behind them',
    );
    assert.deepEqual(
      test.lines().map(({ text }) => text),
      ['after all'],
    );
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a line that only grew stands as it is', () => {
    const transcript = new RealtimeTranscript();
    const kind = 'response.output_audio_transcript';
    transcript.read({ type: `${kind}.delta`, response_id: 'r', delta: 'Cut' });
    assert.deepEqual(transcript.read({ type: `${kind}.done`, response_id: 'r' }), {
      id: 'r',
      speaker: 'agent',
      text: 'Cut',
      final: true,
    });
    assert.strictEqual(transcript.read({ type: `${kind}.done`, response_id: 'r' }), undefined, 'it is over');
  });
});

describe('OpenAI: text messages', () => {
  it('are an item of the conversation and ask for a response', async () => {
    const test = await talking();
    test.call.sendMessage('What does it cost?');
    await until(
      () => test.far.texts.length === 2,
      () => 'both events',
    );
    const content = [{ type: 'input_text', text: 'What does it cost?' }];
    assert.deepEqual(
      test.far.texts.map((text) => JSON.parse(text) as unknown),
      [
        { type: 'conversation.item.create', item: { type: 'message', role: 'user', content } },
        { type: 'response.create' },
      ],
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('are refused where the channel cannot carry them, and the call goes on', async () => {
    const test = await talking();
    assert.throws(() => test.call.sendMessage('x'.repeat(70_000)), /too long/);
    assert.isEmpty(test.far.texts);
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('OpenAI: the end', () => {
  it('is remote when the far end closes the channel', async () => {
    const test = await talking();
    (await test.far.openChannel()).close();
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });

  it('is remote when it closes its side of the media', async () => {
    const test = await talking();
    test.far.peer.close();
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });

  it('a hang-up aborts the request', async () => {
    const test = await prepareHttp(unified);
    void test.call.start();
    await test.far.request();
    await test.call.hangUp();
    await test.far.wire.next('http-abort');
    await assertOver(test, 'cancelled');
  });
});
