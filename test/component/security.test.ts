// Hostile input: addresses, texts and JSON of whoever can hand the widget something. The token itself is watched in
// test/e2e/security.spec.ts.

import { assert } from '@esm-bundle/chai';
import { onGetUserMedia } from './support/alive.ts';
import { assertOver, failureOf, prepareCall, watchedCall } from './support/calls.ts';
import { mount, press, settled, untilElementState } from './support/element.ts';
import { TOKEN } from './support/far-end.ts';
import { settle, withFetch } from './support/http-end.ts';
import { IqraEnd, PRINTED } from './support/iqra-end.ts';
import { PageGateway } from './support/page-gateway.ts';
import { sessionBody, VoisnapEnd } from './support/voisnap-end.ts';
import { Wire } from './support/wire.ts';
import { CallError } from '../../src/call/call-error.ts';
import type { CallRequest, TokenAnswer } from '../../src/call/call-request.ts';
import { parseIceServers } from '../../src/call/ice-servers.ts';
import { gatewayUrl } from '../../src/gateways/gateway-url.ts';
import { parseFrame as parseIqra, placeOf, urlOf } from '../../src/gateways/iqra-frames.ts';
import { MAX_TEXT } from '../../src/call/limits.ts';
import { RealtimeTranscript } from '../../src/gateways/openai-events.ts';
import { parseFrame as parsePolyAi } from '../../src/gateways/polyai-frames.ts';
import { parsePipecat } from '../../src/gateways/rtvi.ts';
import { parseEvent, parseSession } from '../../src/gateways/voisnap-messages.ts';

const names = ['polyai', 'voisnap', 'iqra', 'http', 'openai', 'pipecat', 'whip'] as const;

/** What each gateway needs beside its address. */
const ids: Partial<CallRequest> = { agentId: 'agent', businessId: '1', campaignId: 'campaign', region: 'eu' };

const PASSWORD = 'secret-password';

/** Neither encrypted nor this machine, whatever they look like; or no addresses for a call at all. */
const refused = [
  ...[
    'ws://gateway.example/',
    'HTTP://GATEWAY.EXAMPLE/',
    ' \t http://gateway.example/',
    '//gateway.example/',
  ],
  ...['http://localhost.evil.example/', 'http://127.0.0.1.evil.example/', 'http://localhost@evil.example/'],
  ...[
    'http://evil.example#@localhost/',
    'http://evil.example\\@localhost/',
    'http://evil.example?localhost/',
  ],
  ...[
    'http://0.0.0.0/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost./',
    'http://127.0.0.2/',
  ],
  ...['http://3232235777/', 'http://0xc0.168.1.1/', 'ws://１９２.168.1.1/', 'ht\ntp://gateway.example/'],
  ...['javascript:alert(1)', 'javascript://%0aalert(1)', 'data:text/plain,x', 'file:///etc/passwd'],
  ...[
    'blob:https://gateway.example/x',
    'ftp://gateway.example/',
    'about:blank',
    'view-source:https://x.example',
  ],
  ...[`https://user:${PASSWORD}@gateway.example/`, `wss://:${PASSWORD}@gateway.example/`],
];

/** This machine, however it is written: nobody can listen in between. */
const local = [
  'http://localhost/',
  'WS://LOCALHOST:1/',
  'http://127.1/',
  'http://2130706433/',
  'ws://[0:0::1]/',
];

const keysBefore = Reflect.ownKeys(Object.prototype).join();

afterEach(() => {
  assert.strictEqual(Reflect.ownKeys(Object.prototype).map(String).join(), keysBefore, 'Object.prototype');
});

/** Runs a call that must fail; resolves to its error. Nobody may be asked for anything meanwhile. */
async function refusal(
  request: Partial<CallRequest> & Pick<CallRequest, 'gateway'>,
  options?: Parameters<typeof watchedCall>[1],
): Promise<CallError> {
  const test = watchedCall({ ...ids, ...request }, options);
  let error: CallError | undefined;
  await withFetch(
    (url, init) => [url, init],
    async (asked) => {
      error = await failureOf(test.call.start());
      assert.isEmpty(asked.map(({ url }) => url));
    },
  );
  if (!error) throw new Error('unreachable');
  await assertOver(test, 'error', error.code);
  assert.notInclude(`${error.message} ${String(error.cause)}`, PASSWORD);
  return error;
}

describe('an address that is not encrypted, or none for a call', () => {
  for (const gateway of names)
    it(`is refused as gateway-url of ${gateway}`, async () => {
      for (const address of refused)
        assert.strictEqual((await refusal({ gateway, gatewayUrl: address })).code, 'configuration', address);
    });

  it('is refused as token-url', async () => {
    for (const tokenUrl of refused) {
      const error = await refusal({ gateway: 'polyai' }, { credential: { tokenUrl } });
      assert.strictEqual(error.code, 'configuration', tokenUrl);
      assert.include(error.message, 'token-url');
    }
  });

  for (const gateway of names)
    it(`is refused where a tokenProvider hands it out for ${gateway}`, async () => {
      for (const address of refused) {
        // Iqra takes a relative address for the one that starts a session, and a bare word for none.
        const answer: TokenAnswer = { token: 'ek_t', gatewayUrl: address };
        const error = await refusal(
          { gateway, gatewayUrl: 'https://gateway.example/' },
          { credential: { tokenProvider: () => answer } },
        );
        assert.strictEqual(error.code, 'configuration', address);
      }
    });

  it('is refused where Iqra’s answer names it', async () => {
    const far = await IqraEnd.open();
    for (const address of refused) {
      await far.wire.http(PRINTED, { body: { websocketUrl: address } });
      const test = watchedCall({ gateway: 'iqra', gatewayUrl: far.at(PRINTED), ...ids }, { credential: {} });
      const error = await failureOf(test.call.start());
      assert.strictEqual(error.code, 'configuration', address);
      assert.notInclude(`${error.message} ${String(error.cause)}`, PASSWORD);
      await assertOver(test, 'error', 'configuration');
    }
    await far.dispose();
  });

  it('is refused where Voisnap’s session names it for its hub, or the negotiation sends there', async () => {
    const far = await VoisnapEnd.open();
    const request = { gateway: 'voisnap', gatewayUrl: far.wire.base, ...ids };
    for (const address of refused) {
      await far.answerSession({ body: sessionBody({ hubUrl: address }) });
      const test = watchedCall(request);
      assert.strictEqual((await failureOf(test.call.start())).code, 'configuration', address);
      await assertOver(test, 'error', 'configuration');
    }
    await far.answerSession({ body: sessionBody() });
    for (const address of refused) {
      await far.wire.http('POST hubs/webrtc/negotiate', { body: { url: address, accessToken: 'a' } });
      const test = watchedCall({ ...request, negotiate: true });
      assert.strictEqual((await failureOf(test.call.start())).code, 'protocol', address);
      await assertOver(test, 'error', 'protocol');
    }
    assert.isEmpty(far.sockets);
    await far.dispose();
  });

  it('but this machine’s is taken, however it is written', () => {
    for (const address of local)
      assert.match(gatewayUrl(address, 'http').hostname, /^(localhost|127\.0\.0\.1|\[::1\])$/, address);
  });
});

describe('a token is not carried elsewhere', () => {
  it('by a redirect of PolyAI’s request for ICE servers', async () => {
    const test = await prepareCall();
    const elsewhere = await Wire.open();
    const headers = { location: elsewhere.httpUrl('elsewhere') };
    await test.far.wire.http('api/v1/ice-servers', { status: 307, headers });
    await elsewhere.http('elsewhere', { body: { iceServers: [] } });
    void test.call.start();
    await test.far.frame();
    assert.isEmpty(elsewhere.events);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
    await elsewhere.dispose();
  });

  it('by the URL of SignalR’s negotiation, whose header has it', async () => {
    const far = await VoisnapEnd.open();
    await far.answerSession({ body: sessionBody({ accessToken: 'access-of-the-hub' }) });
    await far.wire.http('POST hubs/webrtc/negotiate', { body: { connectionToken: 'c' } });
    const test = watchedCall({ gateway: 'voisnap', gatewayUrl: far.wire.base, ...ids, negotiate: true });
    void test.call.start();
    await far.offered();
    const [asked] = far.wire.events.flatMap((event) =>
      event.event === 'http' && event.path.endsWith('/negotiate') ? [event] : [],
    );
    assert.notProperty(asked?.query, 'access_token');
    assert.strictEqual(asked?.headers['authorization'], 'Bearer access-of-the-hub');
    assert.strictEqual(far.sockets[0]?.query['access_token'], 'access-of-the-hub');
    await test.call.hangUp();
    await assertOver({ ...test, far }, 'cancelled');
  });
});

describe('a token is asked for as late as possible', () => {
  let asked = 0;
  const tokenProvider = (): string => {
    asked++;
    return 'ek_t';
  };
  beforeEach(() => (asked = 0));

  it('not before the press, not for a call that is called off, and not for diagnose()', async () => {
    const element = await mount({ 'ice-servers': '[]' });
    element.tokenProvider = tokenProvider;
    element.dispatchEvent(new PointerEvent('pointerenter', { bubbles: true }));
    element.focus();
    await element.diagnose();
    element.addEventListener('call-start', (event) => event.preventDefault());
    press(element);
    element.disabled = true;
    await settled(element);
    press(element);
    await settle();
    assert.strictEqual(asked, 0);
  });

  it('not where something else keeps the call from starting', async () => {
    for (const gateway of names)
      await refusal(
        { gateway, gatewayUrl: 'http://gateway.example/' },
        { credential: { tokenProvider, headers: () => ({ n: String(asked++) }) } },
      );
    assert.strictEqual(asked, 0);
  });

  it('not where the microphone is refused, but by PolyAI, which is asked beside the prompt', async () => {
    for (const gateway of names.filter((name) => name !== 'polyai')) {
      onGetUserMedia(() => Promise.reject(new DOMException('no', 'NotAllowedError')));
      const gatewayUrl = 'https://gateway.example/';
      const error = await refusal({ gateway, gatewayUrl }, { credential: { tokenProvider } });
      assert.strictEqual(error.code, 'microphone-denied', gateway);
    }
    assert.strictEqual(asked, 0);
  });

  it('and the call forgets it when it is over', async () => {
    const far = new PageGateway();
    const test = watchedCall({ gateway: far }, { credential: { token: TOKEN, headers: { key: TOKEN } } });
    await test.call.start();
    await test.call.hangUp();
    await assertOver({ ...test, far }, 'local');
    assert.notInclude(JSON.stringify(test.call.options.credential), TOKEN);
  });
});

/** Sets `window.injected` wherever it is taken for markup; changes the direction of what stands around it. */
const HOSTILE = `\u202e\u2066<img src=x onerror="window.injected=true"><script>window.injected=true</script>{{7*7}}\0\r\n`;

describe('texts of a gateway', () => {
  const markupOf = (root: Element | ShadowRoot): string =>
    [...root.querySelectorAll('*')]
      .map((each) => each.outerHTML + (each.shadowRoot ? markupOf(each.shadowRoot) : ''))
      .join();

  it('are never markup, and the widget shows none of them', async () => {
    const gateway = new PageGateway();
    const element = await mount();
    element.gateway = gateway;
    press(element);
    await untilElementState(element, 'connected');
    const { events } = gateway.session;
    const long = HOSTILE + 'x'.repeat(1_000_000);
    const told: string[] = [];
    element.addEventListener('call-message', ({ text }) => told.push(text));
    element.addEventListener('call-transcript', ({ entry }) => told.push(entry.text));
    events.sessionId(HOSTILE);
    events.message(long);
    events.transcript({ id: '__proto__', speaker: 'agent', text: long, final: true });
    events.transcript({ id: HOSTILE, speaker: HOSTILE as 'user', text: HOSTILE, final: false });
    events.waiting(HOSTILE as unknown as number);
    await settled(element);
    const shown = (): string => element.outerHTML + (element.shadowRoot ? markupOf(element.shadowRoot) : '');
    assert.notMatch(shown(), /<img|<script/);
    const cut = long.slice(0, MAX_TEXT);
    assert.deepEqual(told, [cut, cut, HOSTILE], 'as they came, as data, within a limit');
    assert.strictEqual(element.call?.sessionId, HOSTILE);

    events.failed(new CallError('agent-failed', HOSTILE, { gatewayCode: HOSTILE, cause: HOSTILE }));
    await untilElementState(element, 'failed');
    await settled(element);
    assert.notMatch(shown(), /onerror|7\*7/);
    assert.notProperty(window, 'injected');
    await gateway.dispose();
  });

  it('do not grow without end where each piece tells the whole anew', () => {
    const transcript = new RealtimeTranscript();
    const type = 'response.output_audio_transcript.delta';
    let longest = 0;
    for (let piece = 0; piece < 50; piece++)
      longest = transcript.read({ type, item_id: 'a', delta: 'x'.repeat(10_000) })?.text.length ?? 0;
    assert.isBelow(longest, 100_000);
  });

  it('are in no message and no code of an error', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.frame();
    await test.far.sendError(HOSTILE, HOSTILE);
    const error = await failureOf(started);
    assert.notInclude(`${error.message} ${error.gatewayCode} ${String(error.cause)}`, 'onerror');
    await assertOver(test, 'error', 'gateway-error');

    const data = { code: HOSTILE, message: HOSTILE, recoverable: false };
    assert.deepEqual(parseEvent('Error', [data]), { type: 'error', recoverable: false, code: undefined });
    let thrown: unknown;
    try {
      urlOf({ success: false, code: HOSTILE, message: HOSTILE });
    } catch (cause) {
      thrown = cause;
    }
    if (!(thrown instanceof CallError)) throw new Error('urlOf threw no CallError');
    assert.strictEqual(thrown.gatewayCode, undefined);
    assert.notInclude(thrown.message, 'onerror');
  });
});

describe('JSON that would change prototypes', () => {
  const inherited = '{"polluted":1,"type":"answer","sdp":"v=0","token":"t","urls":"turn:evil.example"}';
  const json = `{"__proto__":${inherited},"constructor":{"prototype":${inherited}}}`;

  it('is no agent-version-override and no list of ice-servers', async () => {
    for (const [name, value] of [
      ['agent-version-override', '{"__proto__":{"artifactVersion":"a","lambdaDeploymentVersion":"b"}}'],
      ['ice-servers', `[${json}]`],
    ] as const) {
      const element = await mount({ 'connector-token': TOKEN, [name]: value });
      const error = await failureOf(element.start());
      assert.strictEqual(error.code, 'configuration');
      assert.include(error.message, name);
    }
  });

  it('in metadata goes out as it is, beside what the gateway’s contract says', async () => {
    const wire = await Wire.open();
    await wire.http('offer', { status: 500 });
    const gatewayUrl = wire.httpUrl('offer');
    const metadata = `{"sdp":"v=evil","type":"evil","a":1,${json.slice(1)}`;
    const element = await mount({
      gateway: 'http',
      'gateway-url': gatewayUrl,
      'ice-servers': '[]',
      metadata,
    });
    await failureOf(element.start());
    const { body } = await wire.next('http');
    const sent = JSON.parse(body) as Record<string, unknown>;
    assert.include(sent, { type: 'offer', a: 1 });
    assert.match(String(sent['sdp']), /^v=0/);
    assert.deepEqual(Object.keys(sent).sort(), ['__proto__', 'a', 'constructor', 'sdp', 'type']);
    await wire.dispose();
  });

  it('in texts replaces none', async () => {
    const element = await mount({ 'connector-token': TOKEN });
    element.texts = JSON.parse(`{"__proto__":{"call":"evil"},"errors":${json}}`) as object;
    await settled(element);
    assert.notInclude(element.shadowRoot?.textContent ?? '', 'evil');
  });

  it('from a token endpoint is no token', async () => {
    const wire = await Wire.open();
    await wire.http('token', { body: json });
    const test = watchedCall({ gateway: 'polyai' }, { credential: { tokenUrl: wire.httpUrl('token') } });
    assert.strictEqual((await failureOf(test.call.start())).code, 'protocol');
    await assertOver(test, 'error', 'protocol');
    await wire.dispose();
  });

  it('from a gateway is no frame, and no session', () => {
    const frame = JSON.parse(json) as Record<string, unknown>;
    assert.isUndefined(parsePolyAi(frame));
    assert.isUndefined(parseIqra(frame));
    assert.isUndefined(urlOf(frame));
    assert.isUndefined(placeOf(frame));
    assert.isUndefined(parsePipecat(frame));
    assert.isUndefined(parseSession(frame));
    assert.isUndefined(parseEvent('SdpAnswerReceived', [frame]));
    assert.isUndefined(parseEvent('__proto__', [frame]));
    assert.isEmpty(parseIceServers([frame]));
  });
});
