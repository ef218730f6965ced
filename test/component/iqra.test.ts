// Iqra's conformance checklist (protocols/iqra.md, section 10), item by item: the adapter in a real call, over a real
// socket. Its queue is in iqra-queue.test.ts; 25 is the call's (route.test.ts).

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer, nativePeerConnection, onGetUserMedia, prompts } from './support/alive.ts';
import { assertOver, failureOf, until, untilState, watchedCall, type WatchedCall } from './support/calls.ts';
import { TOKEN } from './support/far-end.ts';
import {
  connectedIqraCall,
  GREETING,
  iqraCall,
  IqraEnd,
  MIDDLEWARE,
  PRINTED,
  PUBLIC_API,
  type Frame,
  type IqraCall,
} from './support/iqra-end.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, listen, toneStream } from './support/tone.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { CallErrorCode } from '../../src/call/call-error.ts';
import type { CredentialSource, TokenAnswer } from '../../src/call/call-request.ts';

const settle = (ms = 200): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const messagesOf = ({ events }: WatchedCall): string[] =>
  events.flatMap((event) => (event.type === 'message' ? [event.text] : []));

async function heardInPage(): Promise<void> {
  const [receiver] = lastPeer().getReceivers();
  assert.ok(receiver);
  await listen(new MediaStream([receiver.track]), isTone(AGENT_TONE));
}

interface SocketSeen {
  url: string | URL;
  /** Of the call's peer connection, when the socket was made. */
  signalling: string;
  /** How many frames had left by the first task after `open`. */
  sentInTick?: number;
}

const nativeSocket = window.WebSocket;
afterEach(() => (window.WebSocket = nativeSocket));

/** From now on, each signalling socket as it is made. */
function watchSockets(): SocketSeen[] {
  const seen: SocketSeen[] = [];
  window.WebSocket = class extends nativeSocket {
    constructor(url: string | URL) {
      super(url);
      const about: SocketSeen = { url, signalling: lastPeer().signalingState };
      seen.push(about);
      let sent = 0;
      this.send = (data: string) => {
        sent++;
        super.send(data);
      };
      this.addEventListener('open', () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          about.sentInTick = sent;
          port1.close();
        };
        port2.postMessage(0);
      });
    }
  };
  return seen;
}

/** The remote candidates that the call's peer connection is given, as they come. */
function watchCandidates(): (RTCIceCandidateInit | null | undefined)[] {
  const applied: (RTCIceCandidateInit | null | undefined)[] = [];
  const peer = lastPeer();
  const nativeAdd = RTCPeerConnection.prototype.addIceCandidate as (candidate: unknown) => Promise<void>;
  peer.addIceCandidate = (candidate?: RTCIceCandidateInit | null) => {
    applied.push(candidate);
    return nativeAdd.call(peer, candidate);
  };
  return applied;
}

/** As if the browser had gathered it. */
function gather(candidate: string): void {
  const gathered = new RTCIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
  lastPeer().dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: gathered }));
}

describe('Iqra: where the signalling URL comes from', () => {
  const ready: Record<string, (far: IqraEnd) => [CredentialSource, string | undefined]> = {
    'gateway-url': (far) => [{}, far.newUrl()],
    'connector-token': (far) => [{ token: far.newUrl() }, undefined],
    'a tokenProvider that answers just it': (far) => [{ tokenProvider: () => far.newUrl() }, undefined],
    'gatewayUrl of the answer': (far) => [
      { tokenProvider: () => ({ token: 't', gatewayUrl: far.newUrl() }) },
      far.at(PRINTED),
    ],
  };
  for (const name of ['webSocketUrl', 'websocketUrl', 'sessionWebSocketURL', 'webSocketURL', 'url']) {
    ready[`${name} of the answer`] = (far) => [
      { tokenProvider: () => ({ [name]: far.newUrl() }) },
      undefined,
    ];
    ready[`data.${name} of the answer, as the public API has it`] = (far) => [
      {
        tokenProvider: () => ({ success: true, code: null, data: { sessionId: 's', [name]: far.newUrl() } }),
      },
      undefined,
    ];
  }

  for (const [name, make] of Object.entries(ready))
    it(`1: ready-made by ${name}, without a request`, async () => {
      const far = await IqraEnd.open();
      const [credential, gatewayUrl] = make(far);
      const test = { ...watchedCall({ gateway: 'iqra', gatewayUrl }, { credential }), far };
      const started = test.call.start();
      await far.connect();
      await started;
      assert.isEmpty(far.requests);
      assert.lengthOf(far.sockets, 1);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  it('1: from the site’s token-url, its own session endpoint', async () => {
    const far = await IqraEnd.open();
    await far.wire.http('session', { body: { success: true, data: { sessionWebSocketURL: far.newUrl() } } });
    const test = {
      ...watchedCall({ gateway: 'iqra' }, { credential: { tokenUrl: far.at('session') } }),
      far,
    };
    const started = test.call.start();
    await far.connect();
    await started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('nothing at all is an error before the microphone, naming gateway-url', async () => {
    const asked = prompts;
    const { call, events, states } = watchedCall({ gateway: 'iqra' }, { credential: {} });
    assert.include((await failureOf(call.start())).message, 'gateway-url');
    assert.strictEqual(prompts, asked);
    await assertOver({ call, events, states }, 'error', 'configuration');
  });

  for (const [attribute, start, without] of [
    ['campaign-id', PRINTED, { campaignId: undefined }],
    ['campaign-id', MIDDLEWARE, { campaignId: undefined }],
    ['business-id', PRINTED, { businessId: undefined }],
  ] as const)
    it(`${attribute} that ${start} needs is named where it is missing, before the microphone`, async () => {
      const asked = prompts;
      const test = await iqraCall({ start, request: without });
      assert.include((await failureOf(test.call.start())).message, attribute);
      assert.strictEqual(prompts, asked);
      assert.isEmpty(test.far.requests);
      await assertOver(test, 'error', 'configuration');
    });

  it('a token provider that answers no URL needs them too', async () => {
    const test = await iqraCall({
      start: PRINTED,
      request: { campaignId: undefined },
      credential: { tokenProvider: () => 'plain' },
    });
    assert.include((await failureOf(test.call.start())).message, 'campaign-id');
    await assertOver(test, 'error', 'configuration');
  });

  for (const [name, url] of Object.entries({
    'no URL': 'wss:/\\[',
    unencrypted: `ws://node.example/ws/session/s/webrtc/c/${TOKEN}`,
  })) {
    it(`12, 24: ${name} as gateway-url is refused before the microphone`, async () => {
      const asked = prompts;
      const test = await iqraCall({ request: { gatewayUrl: url } });
      const seen = watchSockets();
      assert.match((await failureOf(test.call.start())).message, /wss:/);
      assert.strictEqual(prompts, asked);
      assert.isEmpty(seen);
      await assertOver(test, 'error', 'configuration');
    });

    it(`12, 20, 24: ${name} from the gateway is refused, and quoted nowhere`, async () => {
      const test = await iqraCall({ start: PRINTED, answer: { body: { websocketUrl: url } } });
      const seen = watchSockets();
      assert.match((await failureOf(test.call.start())).message, /wss:/);
      assert.isEmpty(seen);
      await assertOver(test, 'error', 'configuration');
    });
  }

  it('24: goes to the socket byte for byte', async () => {
    const far = await IqraEnd.open();
    const url = `${far.newUrl().replace('ws://', 'WS://')}/a%7eb%2F=+~?x=%20&y`;
    const test = { ...watchedCall({ gateway: 'iqra', gatewayUrl: url }, { credential: {} }), far };
    const seen = watchSockets();
    void test.call.start();
    await far.frame();
    assert.deepEqual(
      seen.map((socket) => socket.url),
      [url],
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('11: a URL that was opened is never opened again, not by another call either', async () => {
    const far = await IqraEnd.open();
    const gatewayUrl = far.newUrl();
    const first = { ...watchedCall({ gateway: 'iqra', gatewayUrl }, { credential: {} }) };
    const started = first.call.start();
    await far.connect();
    await started;
    await first.call.hangUp();
    await assertOver(first, 'local');
    const second = { ...watchedCall({ gateway: 'iqra', gatewayUrl }, { credential: {} }), far };
    assert.include((await failureOf(second.call.start())).message, 'opened before');
    assert.lengthOf(far.sockets, 1);
    await assertOver(second, 'error', 'unauthorized');
  });

  it('11: one that could not be opened may be tried again', async () => {
    const test = await iqraCall();
    await test.far.wire.refuse(true);
    await failureOf(test.call.start());
    assert.lengthOf(test.far.sockets, 1, 'once per call');
    const { call, events, states } = test;
    await assertOver({ call, events, states }, 'error', 'gateway-unreachable');
    await test.far.wire.refuse(false);
    const { gatewayUrl } = test.call.options.request;
    const again = { ...watchedCall({ gateway: 'iqra', gatewayUrl }, { credential: {} }), far: test.far };
    const started = again.call.start();
    await test.far.connect();
    await started;
    await again.call.hangUp();
    await assertOver(again, 'local');
  });
});

describe('Iqra: the request for a session', () => {
  const opus = { sampleRate: 48000, bitsPerSample: 16, audioEncodingType: 7, audioEncodingFallbackMode: 1 };
  const bodies: Record<string, object> = {
    [PRINTED]: {
      businessId: 12345,
      campaignId: 'campaign-abc',
      transportType: 'WebRTC',
      audioConfig: { inputCodec: 'OPUS', outputCodec: 'OPUS', sampleRate: 48000 },
      metadata: { plan: 'pro', seats: 3 },
    },
    [MIDDLEWARE]: {
      campaignId: 'campaign-abc',
      regionId: 'EU-DE',
      transportType: 1,
      clientIdentifier: 'call-1_4155',
      dynamicVariables: {},
      metadata: { plan: 'pro', seats: '3' },
      audioConfiguration: {
        inputEncodingType: 7,
        inputSampleRate: 48000,
        inputBitsPerSample: 16,
        outputEncodingType: 7,
        outputSampleRate: 48000,
        outputBitsPerSample: 16,
      },
    },
    [PUBLIC_API]: {
      transportType: 1,
      webCampaignId: 'campaign-abc',
      regionId: 'EU-DE',
      clientIdentifier: 'call-1_4155',
      dynamicVariables: {},
      metadata: { plan: 'pro', seats: '3' },
      audioInputConfiguration: opus,
      audioOutputConfiguration: { ...opus, frameDurationMs: 20 },
    },
  };
  const answers: Record<string, (url: string) => object> = {
    [PRINTED]: (websocketUrl) => ({ websocketUrl }),
    [MIDDLEWARE]: (webSocketUrl) => ({ webSocketUrl }),
    [PUBLIC_API]: (sessionWebSocketURL) => ({
      success: true,
      message: null,
      code: null,
      data: { sessionId: 's', sessionWebSocketURL },
    }),
  };
  const authorizations: Record<string, string> = {
    [PRINTED]: 'Bearer key',
    [MIDDLEWARE]: 'Bearer key',
    [PUBLIC_API]: 'Token key',
  };

  for (const [start, expected] of Object.entries(bodies)) {
    it(`1, 21: ${start} gets its own form, without any key, and its answer makes a call with sound`, async () => {
      const request = { callSid: 'call-1/_4155 ü', metadata: { plan: 'pro', seats: 3 } };
      const test = await iqraCall({ start, request, mediaStream: toneStream(440) });
      await test.far.wire.http(`POST ${start}`, { body: answers[start]?.(test.far.newUrl()) });
      const started = test.call.start();
      await test.far.connect();
      await started;
      const [asked, ...more] = test.far.requests;
      assert.isEmpty(more);
      assert.deepEqual(JSON.parse(asked?.body ?? ''), expected);
      assert.include(asked?.headers, { 'content-type': 'application/json' });
      assert.isUndefined(asked?.headers['authorization']);
      await test.far.hears(isTone(440));
      await heardInPage();
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

    it(`${start} gets a configured token as its documentation wants it`, async () => {
      const test = await iqraCall({ start, credential: { token: 'key' } });
      await failureOf(test.call.start());
      const { headers } = await test.far.wire.next('http');
      assert.strictEqual(headers['authorization'], authorizations[start]);
      await assertOver(test, 'error', 'configuration');
    });
  }

  it('a header of the page’s own stays as it is', async () => {
    const headers = { Authorization: 'Custom x', 'x-site': 'y' };
    const test = await iqraCall({ start: PUBLIC_API, credential: { token: 'key', headers } });
    await failureOf(test.call.start());
    const asked = await test.far.wire.next('http');
    assert.include(asked.headers, { authorization: 'Custom x', 'x-site': 'y' });
    await assertOver(test, 'error', 'configuration');
  });

  it('metadata is left out of the printed form where there is none, and a business that is no number is a text', async () => {
    const test = await iqraCall({ start: PRINTED, request: { businessId: 'b-7' } });
    await failureOf(test.call.start());
    const body = JSON.parse((await test.far.wire.next('http')).body) as object;
    assert.notProperty(body, 'metadata');
    assert.propertyVal(body, 'businessId', 'b-7');
    await assertOver(test, 'error', 'configuration');
  });

  it('takes a relative address', async () => {
    const test = await iqraCall();
    await test.far.wire.http(PRINTED, { body: { websocketUrl: test.far.newUrl() } });
    const gatewayUrl = new URL(test.far.at(PRINTED)).pathname;
    const ids = { businessId: '1', campaignId: 'c' };
    const relative = {
      ...watchedCall({ gateway: 'iqra', gatewayUrl, ...ids }, { credential: {} }),
      far: test.far,
    };
    void relative.call.start();
    await test.far.frame();
    await relative.call.hangUp();
    await assertOver(relative, 'cancelled');
  });

  const failures: [string, HttpAnswer, CallErrorCode, string | undefined][] = [
    ['400', { status: 400, body: { message: TOKEN } }, 'invalid-argument', '400'],
    ['403', { status: 403, body: { message: 'VPN' } }, 'forbidden', '403'],
    ['429', { status: 429, headers: { 'retry-after': '60' } }, 'busy', '429'],
    ['500', { status: 500, body: '<html>' }, 'gateway-error', '500'],
    ['200 without JSON', { body: `<html>${TOKEN}` }, 'protocol', undefined],
    ['200 without a URL', { body: { ok: true } }, 'protocol', undefined],
    ['200 with a list', { body: [] }, 'protocol', undefined],
    ['202 without an id', { status: 202, body: { status: 'queued' } }, 'protocol', undefined],
  ];
  for (const [name, answer, expected, gatewayCode] of failures)
    it(`21: ${name} is ${expected}`, async () => {
      const test = await iqraCall({ start: MIDDLEWARE, answer });
      const error = await failureOf(test.call.start());
      assert.strictEqual(error.gatewayCode, gatewayCode);
      if (name === '429') assert.strictEqual(error.retryAfter, 60);
      assert.isEmpty(test.far.sockets);
      await assertOver(test, 'error', expected);
    });

  const long = 'CONFIG_AUDIO_OUTPUT_CONFIGURATION_FRAME_DURATION_MS_INVALID';
  const codes: [unknown, CallErrorCode, string | undefined][] = [
    ['InitiateWebSession:VALIDATE_API_KEY:NOT_FOUND', 'unauthorized', 'NOT_FOUND'],
    ['InitiateWebSession:RESTRICTED_API_KEY', 'unauthorized', 'RESTRICTED_API_KEY'],
    ['InitiateWebSession:CONFIG_REGION_ID_NOT_FOUND', 'configuration', 'CONFIG_REGION_ID_NOT_FOUND'],
    [`InitiateWebSession:${long}`, 'configuration', long],
    ['VALIDATION:WEBRTC_ASYMMETRY', 'configuration', 'WEBRTC_ASYMMETRY'],
    ['InitiateWebSession:CAMPAIGN_NOT_FOUND', 'configuration', 'CAMPAIGN_NOT_FOUND'],
    [
      'QueueCallInitiationRequestAsync:CONFIG_METADATA_REQUIRED_NOT_FOUND',
      'invalid-argument',
      'CONFIG_METADATA_REQUIRED_NOT_FOUND',
    ],
    ['InitiateWebSession:REGION_DISABLED', 'busy', 'REGION_DISABLED'],
    ['InitiateWebSession:NO_SERVER_CAPACITY', 'busy', 'NO_SERVER_CAPACITY'],
    ['InitiateWebSession:BACKEND_CALL_PROCESS_FAIL', 'gateway-error', 'BACKEND_CALL_PROCESS_FAIL'],
    ['InitiateWebSession:EXCEPTION', 'gateway-error', 'EXCEPTION'],
    [`EXCEPTION <b>${TOKEN}`, 'gateway-error', undefined],
    ['X'.repeat(65), 'gateway-error', undefined],
    [undefined, 'gateway-error', undefined],
    [5, 'gateway-error', undefined],
  ];
  for (const [code, expected, shown] of codes)
    it(`1: success:false with ${JSON.stringify(code)} is ${expected}, the gateway’s words are nowhere`, async () => {
      const body = {
        success: false,
        data: null,
        code,
        message: `at Stack.Trace() ${TOKEN}`,
        url: 'wss://x.example/',
      };
      const test = await iqraCall({ start: PUBLIC_API, answer: { body } });
      const error = await failureOf(test.call.start());
      assert.strictEqual(error.gatewayCode, shown);
      assert.notMatch(error.message, /Stack|<b>/);
      await assertOver(test, 'error', expected);
    });
});

describe('Iqra: the offer', () => {
  it('2, 3: is set before the socket is made, and leaves first, in the tick of its opening', async () => {
    const test = await iqraCall({ start: PRINTED });
    const asked = prompts;
    let grant = (): void => undefined;
    const granted = new Promise<void>((resolve) => (grant = resolve));
    const own = toneStream(440);
    onGetUserMedia(async () => {
      await granted;
      return own.clone();
    });
    await test.far.wire.http(PRINTED, { byReply: true });
    const seen = watchSockets();
    void test.call.start();
    await until(
      () => prompts > asked,
      () => 'the prompt',
    );
    await settle();
    assert.isEmpty(test.far.requests, 'no session before the microphone');
    grant();
    const { request } = await test.far.wire.next('http');
    await settle(); // time for an offer that would not wait for the URL's socket
    await test.far.wire.reply(request, { body: { websocketUrl: test.far.newUrl() } });
    const offer = await test.far.frame();
    assert.hasAllKeys(offer, ['type', 'sdp']);
    assert.strictEqual(offer.type, 'offer');
    assert.lengthOf(seen, 1);
    assert.strictEqual(seen[0]?.signalling, 'have-local-offer');
    await until(
      () => seen[0]?.sentInTick !== undefined,
      () => 'the task after the opening',
    );
    assert.isAtLeast(seen[0]?.sentInTick ?? 0, 1);
    assert.strictEqual(test.far.received[0]?.type, 'offer');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('16, 17, 18: has one audio line, the data channel, no video, and packets of the browser’s own 20 ms', async () => {
    const test = await iqraCall();
    void test.call.start();
    const { sdp = '' } = await test.far.frame();
    assert.deepEqual(sdp.match(/^m=\w+/gm), ['m=audio', 'm=application']);
    assert.match(sdp, /opus\/48000\/2/);
    for (const [, ms] of sdp.matchAll(/^a=ptime:(\d+)/gm)) assert.isAtMost(Number(ms), 20);
    assert.notMatch(sdp, /[; ](maxptime|ptime)=/);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  /** Makes the next offer's frame that large. */
  async function withOffer(test: IqraCall, bytes: number): Promise<void> {
    await test.far.wire.http(PRINTED, { byReply: true });
    void test.call.start();
    const { request } = await test.far.wire.next('http');
    const peer = lastPeer();
    Object.defineProperty(peer, 'localDescription', {
      get: () => {
        const given: RTCSessionDescription | null = Reflect.get(
          nativePeerConnection.prototype,
          'localDescription',
          peer,
        );
        if (!given) return given;
        const sdp = given.sdp.replace(/a=end-of-candidates\r\n/g, ''); // the call leaves it out
        const missing = bytes - bytesOf(JSON.stringify({ type: 'offer', sdp }));
        return { type: 'offer', sdp: sdp + '€'.repeat(missing / 3) + 'x'.repeat(missing % 3) };
      },
    });
    await test.far.wire.reply(request, { body: { websocketUrl: test.far.newUrl() } });
  }

  it('4: of 8192 bytes leaves', async () => {
    const test = await iqraCall({ start: PRINTED });
    await withOffer(test, 8192);
    const { data } = await test.far.wire.next('text');
    assert.strictEqual(bytesOf(data), 8192);
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('4: of a byte more fails at once, and says why; no socket starts a conversation', async () => {
    const test = await iqraCall({ start: PRINTED });
    await withOffer(test, 8193);
    await untilState(test.call, 'failed');
    assert.match(test.call.error?.message ?? '', /offer has 8193 bytes.* 8192/);
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'error', 'protocol');
  });

  it('4: no candidate is larger either', async () => {
    const test = await connectedIqraCall();
    const before = test.far.received.length;
    gather(`candidate:7 1 udp 1 192.0.2.7 9 typ host ufrag ${'x'.repeat(8192)}`);
    await untilState(test.call, 'failed');
    assert.match(test.call.error?.message ?? '', /candidate has \d+ bytes/);
    assert.isTrue(test.far.received.slice(before).every((frame) => bytesOf(JSON.stringify(frame)) <= 8192));
    await assertOver(test, 'error', 'protocol');
  });
});

describe('Iqra: candidates', () => {
  it('5: local ones follow the offer, before the answer, nested, one per frame, never an empty one', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const early = 'candidate:7 1 udp 1 192.0.2.7 9 typ host';
    gather(early);
    lastPeer().dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: null }));
    await until(
      () => test.far.received.some(({ candidate }) => candidate?.['candidate'] === early),
      () => 'a candidate before the answer',
    );
    await test.far.sendAnswer(offer);
    await test.far.trickle();
    await started;
    await settle();
    const [first, ...rest] = test.far.received;
    assert.strictEqual(first?.type, 'offer');
    for (const frame of rest) {
      assert.hasAllKeys(frame, ['type', 'candidate']);
      assert.strictEqual(frame.type, 'candidate');
      assert.hasAllKeys(frame.candidate, ['candidate', 'sdpMid', 'sdpMLineIndex', 'usernameFragment']);
      assert.match(String(frame.candidate?.['candidate']), /^candidate:/);
      assert.isAtLeast(Number(frame.candidate?.['sdpMLineIndex']), 0);
      if (frame.candidate?.['candidate'] !== early) assert.isString(frame.candidate?.['usernameFragment']);
    }
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('6: remote ones before the answer, without mid, ufrag or prefix, are held and used', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const applied = watchCandidates();
    const sdp = await test.far.answer(offer.sdp ?? '', { gathered: true });
    const own = test.far.candidates.map(({ candidate }) => candidate);
    assert.isNotEmpty(own);
    for (const candidate of own)
      await test.far.send({
        type: 'candidate',
        candidate: { candidate: candidate.replace('candidate:', '') },
      });
    await settle();
    assert.isEmpty(applied, 'nothing before the answer');
    await test.far.send({ type: 'answer', sdp: sdp.replace(/a=(candidate|end-of-candidates).*\r\n/g, '') });
    await started;
    assert.deepEqual(
      applied.slice(0, own.length).map((candidate) => candidate?.candidate),
      own,
    );
    await heardInPage();
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('7: malformed ones are dropped', async () => {
    const test = await connectedIqraCall();
    const applied = watchCandidates();
    for (const candidate of ['candidate:1', null, [], {}, 5, { candidate: 5 }, { candidate: '' }, undefined])
      await test.far.send({ type: 'candidate', candidate });
    const good = 'candidate:7 1 udp 1 192.0.2.7 9 typ host';
    await test.far.send({ type: 'candidate', candidate: { candidate: good, sdpMid: 7, sdpMLineIndex: 'x' } });
    await until(
      () => applied.some((candidate) => candidate?.candidate === good),
      () => 'the good one',
    );
    // of the far peer's own, one may still have been on its way
    const own = test.far.peer.localDescription?.sdp ?? '';
    const others = applied.filter((candidate) => !own.includes(candidate?.candidate || '-'));
    assert.deepEqual(others, [{ candidate: good, sdpMid: null, sdpMLineIndex: 0 }]);
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('Iqra: the answer', () => {
  it('8: one without a text is ignored, and so is a second one', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    for (const sdp of [undefined, null, 7, '', {}]) await test.far.send({ type: 'answer', sdp });
    await settle();
    assert.strictEqual(test.call.state, 'connecting');
    await test.far.sendAnswer(offer);
    await test.far.send({ type: 'answer', sdp: 'v=0\r\nnonsense' });
    await test.far.trickle();
    await started;
    await test.far.send({ type: 'answer', sdp: 'v=0\r\nnonsense' });
    await settle();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('9: that does not come in 10 s is a failed set-up', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    await test.far.frame();
    const error = await failureOf(started);
    assert.match(error.message, /^Set-up: .*no answer/);
    await assertOver(test, 'error', 'timeout');
  }).timeout(30_000);

  it('19: alone does not make a call connected, nor does an open socket', async () => {
    const test = await iqraCall();
    void test.call.start();
    await test.far.sendAnswer(await test.far.frame(), { blind: true });
    await settle(400);
    assert.notInclude(test.states, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });
});

describe('Iqra: the socket', () => {
  it('10: stays open all along, and 26: a hang-up closes it with 1000', async () => {
    const test = await connectedIqraCall();
    await heardInPage();
    assert.notInclude(
      test.far.wire.events.map(({ event }) => event),
      'close',
    );
    await test.call.hangUp();
    const { code } = await test.far.wire.next('close');
    assert.strictEqual(code, 1000);
    assert.lengthOf(test.far.sockets, 1);
    await assertOver(test, 'local');
  });

  for (const code of [1006, 1001, 1011, 4000])
    it(`10, 11: ${code} during the call ends it, without another socket`, async () => {
      const test = await connectedIqraCall();
      await (code === 1006 ? test.far.wire.terminate() : test.far.wire.close(code));
      await untilState(test.call, 'failed');
      await settle();
      assert.lengthOf(test.far.sockets, 1);
      await assertOver(test, 'error', 'connection-lost');
    });

  for (const code of [1006, 1001, 1011])
    it(`11: ${code} before the answer fails the set-up, without another socket`, async () => {
      const test = await iqraCall();
      const started = test.call.start();
      await test.far.frame();
      await (code === 1006 ? test.far.wire.terminate() : test.far.wire.close(code));
      await failureOf(started);
      assert.lengthOf(test.far.sockets, 1);
      await assertOver(test, 'error', 'gateway-unreachable');
    });

  for (const reason of ['Silence timeout reached', 'Maximum session duration reached', ''])
    it(`14: 1000 ${reason} during the call is a normal end`, async () => {
      const test = await connectedIqraCall();
      await test.far.wire.close(1000, reason);
      await untilState(test.call, 'ended');
      await assertOver(test, 'remote');
    });

  const ends: [string, CallErrorCode][] = [
    ['', 'gateway-error'],
    ['Silence timeout reached', 'gateway-error'],
    ['SDP Error: no common codec', 'protocol'],
    [`Critical agent error: ${TOKEN}`, 'agent-failed'],
  ];
  for (const [reason, expected] of ends)
    it(`14: 1000 ${reason} before the answer is ${expected}`, async () => {
      const test = await iqraCall();
      const started = test.call.start();
      await test.far.frame();
      await test.far.wire.close(1000, reason);
      const error = await failureOf(started);
      assert.notInclude(error.message, 'Error:');
      assert.lengthOf(test.far.sockets, 1);
      await assertOver(test, 'error', expected);
    });

  it('14: 1000 after the answer, before media, is a failed set-up', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    await test.far.sendAnswer(await test.far.frame(), { blind: true });
    await settle();
    await test.far.wire.close(1000);
    await failureOf(started);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('14: an agent that fails during the call is told', async () => {
    const test = await connectedIqraCall();
    await test.far.wire.close(1000, 'Critical agent error: x');
    await untilState(test.call, 'failed');
    await assertOver(test, 'error', 'agent-failed');
  });

  it('14: a server that never completes our closing is a normal end', async () => {
    const test = await connectedIqraCall({ limits: { goodbye: 300 } });
    await test.far.wire.stall();
    await test.call.hangUp();
    assert.strictEqual(test.call.state, 'ended');
    await test.far.dispose(); // 1006 here
    await until(
      () => alive().length === 0,
      () => `nothing alive: ${alive().join()}`,
    );
    await assertOver(test, 'local');
  });

  it('15: garbage changes nothing, before and after connecting', async () => {
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    const garbage: unknown[] = [
      ...['no json', '', 'null', '42', '"text"', '[]', '[{"type":"answer","sdp":"v=0"}]', '{}', deep],
      ...[{ type: 5 }, { type: 'ANSWER', sdp: 'v=0' }, { type: 'pong' }, { sdp: 'v=0' }],
      { type: 'answer', sdp: 'v=0'.padEnd(300_000, ' ') },
      { type: 'error', message: 'x' },
    ];
    const test = await iqraCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    const send = async (): Promise<void> => {
      for (const frame of garbage) await test.far.send(frame);
      await test.far.wire.sendBinary(new TextEncoder().encode('{"type":"answer","sdp":"v=0"}'));
      await settle();
    };
    await send();
    assert.strictEqual(test.call.state, 'connecting');
    await test.far.sendAnswer(offer);
    await test.far.trickle();
    await started;
    await send();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('Iqra: a signalling URL that is refused with 1008', () => {
  const STALE = '[AssignWebSocketToClientAsync:VALIDATION_FAILED] Token has expired.';
  const GONE = '[AssignWebSocketToClientAsync:SESSION_NOT_FOUND] No session.';

  /** A request that hands out a new URL each time. */
  async function fresh(test: IqraCall): Promise<void> {
    await test.far.wire.http(PRINTED, { byReply: true });
    const { request } = await test.far.wire.next('http');
    await test.far.wire.reply(request, { body: { websocketUrl: test.far.newUrl() } });
  }

  it('13: is asked for once more; the same offer and candidates go to the new socket, and the call comes about', async () => {
    const test = await iqraCall({ start: PRINTED, answer: { byReply: true } });
    const started = test.call.start();
    const framesOf = (socket: number): Frame[] =>
      test.far.wire.events.flatMap((event) =>
        event.event === 'text' && event.socket === socket ? [JSON.parse(event.data) as Frame] : [],
      );
    const early = 'candidate:7 1 udp 1 192.0.2.7 9 typ host';
    const hasEarly = (socket: number): boolean =>
      framesOf(socket).some(({ candidate }) => candidate?.['candidate'] === early);
    await fresh(test);
    const first = await test.far.wire.next('open');
    const offer = await test.far.frame();
    gather(early);
    await until(
      () => hasEarly(first.socket),
      () => 'the candidate on the first socket',
    );
    await test.far.wire.close(1008, STALE);
    await fresh(test);
    const second = await test.far.wire.next('open');
    await until(
      () => hasEarly(second.socket),
      () => 'the candidate on the second socket',
    );
    assert.deepEqual(framesOf(second.socket)[0], offer);
    await test.far.sendAnswer(offer);
    await test.far.trickle();
    await started;
    await heardInPage();
    assert.lengthOf(test.far.sockets, 2);
    assert.lengthOf(new Set(test.far.sockets), 2, 'another URL');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const [reason, expected] of [
    [STALE, 'unauthorized'],
    ['', 'unauthorized'],
    [GONE, 'gateway-error'],
  ] as const)
    it(`13: is asked for at most once more: ${expected} (${reason || 'no reason'})`, async () => {
      const test = await iqraCall({ start: PRINTED, answer: { byReply: true } });
      const started = test.call.start();
      for (let count = 0; count < 2; count++) {
        await fresh(test);
        await test.far.frame();
        await test.far.wire.next('open');
        await test.far.wire.close(1008, reason);
        await test.far.wire.next('close');
      }
      const error = await failureOf(started);
      assert.strictEqual(error.gatewayCode, '1008');
      assert.lengthOf(test.far.requests, 2);
      assert.lengthOf(test.far.sockets, 2);
      await assertOver(test, 'error', expected);
    });

  it('11, 13: that is ready-made for good fails at once', async () => {
    const test = await iqraCall();
    const started = test.call.start();
    await test.far.frame();
    await test.far.wire.close(1008, STALE);
    assert.strictEqual((await failureOf(started)).gatewayCode, '1008');
    assert.lengthOf(test.far.sockets, 1);
    await assertOver(test, 'error', 'unauthorized');
  });

  it('13: a tokenProvider is asked once more', async () => {
    const far = await IqraEnd.open();
    let asked = 0;
    const tokenProvider = (): TokenAnswer => ({ webSocketUrl: `${far.newUrl()}${++asked}` });
    const test = { ...watchedCall({ gateway: 'iqra' }, { credential: { tokenProvider } }), far };
    const started = test.call.start();
    await far.frame();
    await far.wire.close(1008, STALE);
    let offer = await far.frame(); // or a candidate for the first socket
    while (offer.type !== 'offer') offer = await far.frame();
    await far.sendAnswer(offer);
    await far.trickle();
    await started;
    assert.strictEqual(asked, 2);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('11, 13: a tokenProvider that answers the same URL again is not obeyed', async () => {
    const far = await IqraEnd.open();
    const url = far.newUrl();
    const test = { ...watchedCall({ gateway: 'iqra' }, { credential: { tokenProvider: () => url } }), far };
    const started = test.call.start();
    await far.frame();
    await far.wire.close(1008, STALE);
    await failureOf(started);
    assert.lengthOf(far.sockets, 1);
    await assertOver(test, 'error', 'unauthorized');
  });

  it('13: after the answer it is an error like another, without a new URL', async () => {
    const test = await iqraCall({ start: PRINTED, answer: { byReply: true } });
    const started = test.call.start();
    await fresh(test);
    await test.far.sendAnswer(await test.far.frame(), { blind: true });
    await settle();
    await test.far.wire.close(1008, GONE);
    await failureOf(started);
    assert.lengthOf(test.far.requests, 1);
    await assertOver(test, 'error', 'gateway-error');
  });
});

describe('Iqra: the data channel', () => {
  it('16: carries opaque text both ways; bytes and floods are ignored', async () => {
    const test = await connectedIqraCall();
    const channel = await test.far.channel;
    const heard: unknown[] = [];
    channel.onmessage = ({ data }) => heard.push(data);
    assert.strictEqual(channel.label, 'chat');
    channel.send(new Uint8Array([1, 2, 3]));
    channel.send('x'.repeat(65_537));
    channel.send('{"type":"end"}');
    await until(
      () => messagesOf(test).length >= 2,
      () => 'two messages',
    );
    assert.deepEqual(messagesOf(test), [GREETING, '{"type":"end"}']);
    test.call.sendMessage('hello');
    await until(
      () => heard.length > 0,
      () => 'ours at the far end',
    );
    assert.deepEqual(heard, ['hello']);
    channel.close();
    await settle();
    assert.strictEqual(test.call.state, 'connected', 'its end is not the call’s');
    assert.throws(() => test.call.sendMessage('late'), /channel/);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('16: is not needed', async () => {
    const test = await iqraCall({ mediaStream: toneStream(440) });
    const started = test.call.start();
    const offer = await test.far.frame();
    const sdp = await test.far.answer(offer.sdp ?? '', { gathered: true });
    const mid = /m=application[^]*?a=mid:(\S+)/.exec(sdp)?.[1] ?? '';
    const refused = sdp
      .replace(/m=application \d+/, 'm=application 0')
      .replace(new RegExp(`(a=group:BUNDLE.*) ${mid}\\b`), '$1');
    await test.far.send({ type: 'answer', sdp: refused });
    await started;
    await test.far.hears(isTone(440));
    await heardInPage();
    assert.throws(() => test.call.sendMessage('hello'), /channel/);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('Iqra: the end', () => {
  const phases: Record<string, [reach: (test: IqraCall) => Promise<unknown>, start?: string]> = {
    'while the microphone prompt is open': [
      async ({ call }) => {
        onGetUserMedia(() => new Promise(() => undefined));
        void call.start();
        await untilState(call, 'requesting-microphone');
        await settle();
      },
    ],
    'while a session is asked for': [
      async ({ call, far }) => {
        await far.wire.http(PRINTED, { hang: true });
        void call.start();
        await far.wire.next('http');
      },
      PRINTED,
    ],
    'while the socket connects': [
      async ({ call, far }) => {
        await far.wire.hang(true);
        void call.start();
        await far.wire.next('hang');
      },
    ],
    'while the answer is awaited': [
      async ({ call, far }) => {
        void call.start();
        await far.frame();
      },
    ],
    'while another URL is asked for': [
      async ({ call, far }) => {
        await far.wire.http(PRINTED, { body: { websocketUrl: far.newUrl() } });
        void call.start();
        await far.frame();
        await far.wire.next('http');
        await far.wire.http(PRINTED, { hang: true });
        await far.wire.close(1008);
        await far.wire.next('http');
      },
      PRINTED,
    ],
    'after the answer, before media': [
      async ({ call, far }) => {
        void call.start();
        await far.sendAnswer(await far.frame(), { blind: true });
        await settle();
      },
    ],
  };
  for (const [phase, [reach, start]] of Object.entries(phases))
    it(`26: a hang-up ${phase} releases everything, and no socket follows`, async () => {
      const test = await iqraCall(start === undefined ? {} : { start });
      await reach(test);
      const sockets = test.far.sockets.length;
      await test.call.hangUp();
      assert.deepEqual(alive(), []);
      await settle();
      assert.lengthOf(test.far.sockets, sockets);
      await assertOver(test, 'cancelled');
    });

  it('20: the signalling URL is in no event, error, property or log', async () => {
    const said: unknown[] = [];
    const names = ['log', 'info', 'warn', 'error', 'debug'] as const;
    const kept = names.map((name) => console[name]);
    for (const name of names) console[name] = (...words: unknown[]) => said.push(...words);
    try {
      const test = await iqraCall({ start: PRINTED });
      await test.far.wire.http(PRINTED, { body: { websocketUrl: test.far.newUrl() } });
      const started = test.call.start();
      await test.far.connect();
      await started;
      await test.far.wire.close(1011, TOKEN);
      await untilState(test.call, 'failed');
      await assertOver(test, 'error', 'connection-lost');
      assert.notInclude(JSON.stringify([said.map(String), test.call.sessionId]), TOKEN);
    } finally {
      names.forEach((name, index) => (console[name] = kept[index] ?? console[name]));
    }
  });
});
