// What the call does for every gateway by the rules it declares: candidates, queue, data channel, codec, losses, another
// route. The gateway is one of the page's own, the peers are real.

import { assert } from '@esm-bundle/chai';
import { lastPeer } from './support/alive.ts';
import { assertOver, failureOf, until, untilState, watchedCall, type WatchedCall } from './support/calls.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { PageGateway, type PageSession } from './support/page-gateway.ts';
import { listen } from './support/tone.ts';
import { silentAddress } from './support/wire.ts';
import type { CallOptions } from '../../src/call/call.ts';
import { CallError } from '../../src/call/call-error.ts';
import type { GatewayRules, Session } from '../../src/gateways/gateway.ts';

interface PageCall extends WatchedCall {
  readonly gateway: PageGateway;
  /** For `assertOver`. */
  readonly far: PageGateway;
}

type Wanted = Partial<Omit<CallOptions, 'request'>> & { request?: Partial<CallOptions['request']> };

function pageCall(
  rules?: Partial<GatewayRules>,
  prepare?: (session: PageSession) => Partial<Session> | undefined,
  { request, ...options }: Wanted = {},
): PageCall {
  const gateway = new PageGateway(rules, prepare);
  return { ...watchedCall({ ...request, gateway }, options as object), gateway, far: gateway };
}

async function connected(...wanted: Parameters<typeof pageCall>): Promise<PageCall> {
  const test = pageCall(...wanted);
  await test.call.start();
  return test;
}

const heardByVisitor = async (): Promise<number> => {
  const [receiver] = lastPeer().getReceivers();
  if (!receiver) throw new Error('Nothing is received');
  const heard = await listen(new MediaStream([receiver.track]), ({ rms }) => rms > 0.01);
  return heard.frequency;
};

const noticesOf = ({ events }: WatchedCall): unknown[] =>
  events.flatMap((event) => (event.type === 'notice' ? [event.notice] : []));

const candidateLines = (sdp: string): number => sdp.match(/^a=candidate:/gm)?.length ?? 0;

/** Where nothing listens: a connection is refused at once. */
const CLOSED_TURN = { urls: 'turn:127.0.0.1:3999?transport=tcp', username: 'u', credential: 'p' };

describe('a gateway of the page’s own', () => {
  it('carries a call with sound both ways', async () => {
    const test = await connected();
    await test.gateway.session.media.hears();
    assert.closeTo(await heardByVisitor(), AGENT_TONE, 15);
    await test.call.hangUp();
    assert.strictEqual(test.gateway.session.closed, 1);
    await assertOver(test, 'local');
  });

  it('that answers no text fails with protocol', async () => {
    const test = pageCall({}, () => ({ exchange: () => Promise.resolve(undefined as unknown as string) }));
    assert.strictEqual((await failureOf(test.call.start())).code, 'protocol');
    await assertOver(test, 'error', 'protocol');
  });

  it('that throws something of its own fails with gateway-error and keeps it as the cause', async () => {
    const test = pageCall({}, () => ({ exchange: () => Promise.reject(new TypeError('x is undefined')) }));
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.code, 'gateway-error');
    assert.instanceOf(error.cause, TypeError);
    await assertOver(test, 'error', 'gateway-error');
  });
});

describe('candidates', () => {
  it('wait for the session’s word where the rules say when-ready', async () => {
    const test = await connected({ candidates: 'when-ready' }, (session) => ({
      exchange: async (offer: string) => {
        const sdp = await session.media.answer(offer, { gathered: true });
        await until(
          () => candidateLines(lastPeer().localDescription?.sdp ?? '') > 0,
          () => 'candidates',
        );
        assert.lengthOf(session.sent, 0, 'none before the word');
        session.events.ready();
        await until(
          () => session.sent.length > 0,
          () => 'a candidate after the word',
        );
        return sdp;
      },
    }));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('that could not leave are kept until the session asks for them', async () => {
    const test = await connected({}, (session) => {
      session.takesCandidates = false;
      return undefined;
    });
    const { session } = test.gateway;
    assert.lengthOf(session.sent, 0);
    session.takesCandidates = true;
    session.events.ready();
    assert.isNotEmpty(session.sent);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('never leave where the rules say never', async () => {
    const test = await connected({ candidates: 'never', gathersFirst: true });
    assert.lengthOf(test.gateway.session.sent, 0);
    assert.isAbove(candidateLines(test.gateway.session.offer), 0, 'they are in the offer');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('do not keep the offer waiting longer than the limit', async () => {
    let gathering = '';
    const test = await connected(
      { candidates: 'never', gathersFirst: true },
      (session) => ({
        exchange: (offer: string) => {
          gathering = lastPeer().iceGatheringState;
          session.offer = offer;
          return session.media.answer(offer, { gathered: true });
        },
      }),
      // Nobody answers there: gathering would take ten seconds.
      {
        request: { iceServers: [{ urls: `stun:${await silentAddress()}` }] },
        limits: { gathering: 300 },
      },
    );
    assert.strictEqual(gathering, 'gathering', 'the offer did not wait for the end');
    assert.isAbove(candidateLines(test.gateway.session.offer), 0);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('that do not exist fail the call as media-failed', async () => {
    const test = pageCall({}, undefined, {
      request: { iceTransportPolicy: 'relay', iceServers: [] },
    });
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.code, 'media-failed');
    assert.include(error.message, 'no ICE candidate');
    await assertOver(test, 'error', 'media-failed');
  });
});

describe('another route', () => {
  it('is tried once, through TURN over TCP only, where the first found nothing', async () => {
    const test = pageCall({}, undefined, {
      request: {
        iceTransportPolicy: 'relay',
        iceServers: [{ ...CLOSED_TURN, urls: 'turn:127.0.0.1:3999' }, { urls: 'stun:127.0.0.1:3999' }],
      },
    });
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.code, 'media-failed');
    assert.lengthOf(test.gateway.sessions, 2, 'two sessions, the first closed');
    assert.deepEqual(
      test.gateway.sessions.map(({ closed }) => closed),
      [1, 1],
    );
    assert.deepEqual(noticesOf(test), [{ kind: 'another-route' }]);
    assert.deepEqual(test.states.slice(0, 2), ['requesting-microphone', 'connecting']);
    const { iceServers, iceTransportPolicy } = lastPeer().getConfiguration();
    assert.strictEqual(iceTransportPolicy, 'relay');
    assert.deepEqual(
      iceServers?.flatMap(({ urls }) => urls),
      ['turn:127.0.0.1:3999?transport=tcp'],
    );
    await assertOver(test, 'error', 'media-failed');
  });

  const used = new CallError('unauthorized', 'used up');
  const endings: [string, (session: PageSession) => Promise<void>][] = [
    ['is refused', () => Promise.reject(used)],
    ['is ended with an error', ({ events }) => (events.failed(used), Promise.resolve())],
    ['is turned away', ({ events }) => (events.ended(), Promise.resolve())],
  ];
  for (const [how, open] of endings)
    it(`that ${how} leaves the first reason, whose remedy helps`, async () => {
      const test = pageCall(
        {},
        (session) => ({ open: () => (test.gateway.sessions.length > 1 ? open(session) : Promise.resolve()) }),
        { request: { iceTransportPolicy: 'relay', iceServers: [CLOSED_TURN] } },
      );
      assert.strictEqual((await failureOf(test.call.start())).code, 'media-failed');
      assert.lengthOf(test.gateway.sessions, 2);
      await assertOver(test, 'error', 'media-failed');
    });

  it('is not tried where no TURN server is known', async () => {
    const test = pageCall({}, undefined, {
      request: { iceTransportPolicy: 'relay', iceServers: [] },
    });
    assert.strictEqual((await failureOf(test.call.start())).code, 'media-failed');
    assert.lengthOf(test.gateway.sessions, 1);
    assert.deepEqual(noticesOf(test), []);
    await assertOver(test, 'error', 'media-failed');
  });

  it('is tried where the audio does not connect in time', async () => {
    const test = pageCall(
      {},
      (session) => ({
        exchange: (offer: string) => session.media.answer(offer, { blind: true }),
      }),
      { request: { iceServers: [CLOSED_TURN] }, limits: { route: 300 } },
    );
    assert.strictEqual((await failureOf(test.call.start())).code, 'media-failed');
    assert.lengthOf(test.gateway.sessions, 2);
    await assertOver(test, 'error', 'media-failed');
  });

  it('can be cancelled', async () => {
    const test = pageCall(
      {},
      (session) => ({
        exchange: (offer: string) => session.media.answer(offer, { blind: true }),
        open: () =>
          test.gateway.sessions.length > 1 ? new Promise<never>(() => undefined) : Promise.resolve(),
      }),
      { request: { iceServers: [CLOSED_TURN] }, limits: { route: 200 } },
    );
    void test.call.start();
    await until(
      () => noticesOf(test).length > 0,
      () => 'the other route',
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });
});

describe('a line to wait in', () => {
  const queueing = (wait: (session: PageSession) => Promise<void>, limits: Wanted['limits']): PageCall =>
    pageCall({}, (session) => ({ open: () => wait(session) }), { limits });

  it('stops the clock of the set-up and tells the place', async () => {
    const test = queueing(
      async ({ events }) => {
        events.waiting(2);
        await new Promise((resolve) => setTimeout(resolve, 1500));
        events.waiting(1);
        await new Promise((resolve) => setTimeout(resolve, 1500));
      },
      { setUp: 2000 },
    );
    await test.call.start();
    assert.deepEqual(noticesOf(test), [
      { kind: 'waiting', position: 2 },
      { kind: 'waiting', position: 1 },
      undefined,
    ]);
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('can be left', async () => {
    const test = queueing(({ events }) => {
      events.waiting();
      return new Promise<never>(() => undefined);
    }, {});
    void test.call.start();
    await until(
      () => noticesOf(test).length > 0,
      () => 'the line',
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('that does not move on ends as busy', async () => {
    const test = queueing(
      ({ events }) => {
        events.waiting(7);
        return new Promise<never>(() => undefined);
      },
      { queue: 200, setUp: 100 },
    );
    assert.strictEqual((await failureOf(test.call.start())).code, 'busy');
    await assertOver(test, 'error', 'busy');
  });

  it('has an end: from then on the set-up is bounded again', async () => {
    const test = pageCall(
      {},
      (session) => ({
        open: () => {
          session.events.waiting(1);
          return Promise.resolve();
        },
        exchange: () => new Promise<never>(() => undefined),
      }),
      { limits: { setUp: 300 } },
    );
    assert.strictEqual((await failureOf(test.call.start())).code, 'timeout');
    await assertOver(test, 'error', 'timeout');
  });
});

describe('a data channel', () => {
  it('is in the offer, and its session has it before it opens', async () => {
    const test = await connected({ dataChannel: 'chat' });
    const { session } = test.gateway;
    assert.match(session.offer, /^m=application /m);
    assert.match(session.offer, /^m=audio [^]*^m=application /m, 'the audio comes first');
    assert.strictEqual(session.dataChannel?.label, 'chat');
    await until(
      () => session.dataChannel?.readyState === 'open',
      () => 'an open channel',
    );
    await test.call.hangUp();
    await until(
      () => session.dataChannel?.readyState === 'closed',
      () => 'a closed channel',
    );
    await assertOver(test, 'local');
  });

  it('that the far end closes is its hang-up where the rules say so', async () => {
    const test = await connected({ dataChannel: 'chat', hangsUpBy: 'closing-media' });
    const { dataChannel, media } = test.gateway.session;
    await until(
      () => dataChannel?.readyState === 'open',
      () => 'an open channel',
    );
    media.close();
    await untilState(test.call, 'ended');
    await assertOver(test, 'remote');
  });
});

describe('the far end closing its media', () => {
  it('is its hang-up where the rules say so', async () => {
    const test = await connected({ hangsUpBy: 'closing-media' });
    await test.gateway.session.media.hears();
    test.gateway.session.media.close();
    await untilState(test.call, 'ended', 12_000);
    await assertOver(test, 'remote');
  });

  it('is a fault where a message was due', async () => {
    const test = await connected({}, undefined, { limits: { mediaLoss: 500 } });
    await test.gateway.session.media.hears();
    test.gateway.session.media.close();
    await untilState(test.call, 'failed', 15_000);
    await assertOver(test, 'error', 'connection-lost');
  });
});

describe('losing the signalling', () => {
  const lossRules = (then: 'ends-call' | 'goes-on', delays: number[] = []): Partial<GatewayRules> => ({
    signallingLoss: { settingUp: [], up: delays, then },
  });

  it('before the call is up fails it where no attempt is allowed', async () => {
    const test = pageCall(lossRules('goes-on', [0]), (session) => ({
      exchange: () => {
        session.events.lost();
        return new Promise<never>(() => undefined);
      },
    }));
    assert.strictEqual((await failureOf(test.call.start())).code, 'gateway-unreachable');
    assert.strictEqual(test.gateway.session.opens, 1);
    await assertOver(test, 'error', 'gateway-unreachable');
  });

  it('opens it again as often as the rules say, and then goes on without', async () => {
    const test = await connected(lossRules('goes-on', [0, 20]));
    const { session } = test.gateway;
    let attempts = 0;
    session.open = () => {
      attempts++;
      return Promise.reject(new CallError('gateway-unreachable', 'still gone'));
    };
    session.events.lost();
    await until(
      () => attempts === 2,
      () => 'two attempts',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.strictEqual(attempts, 2);
    assert.strictEqual(test.call.state, 'connected');
    await session.media.hears();
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('ends the call where the rules say so', async () => {
    const test = await connected(lossRules('ends-call'));
    test.gateway.session.events.lost();
    await untilState(test.call, 'failed');
    await assertOver(test, 'error', 'connection-lost');
  });
});

describe('ICE servers', () => {
  const urls = (): unknown =>
    lastPeer()
      .getConfiguration()
      .iceServers?.flatMap((server) => server.urls);
  const given = (servers: RTCIceServer[] | undefined) => () => ({
    iceServers: () => Promise.resolve(servers),
  });
  const cases: [string, RTCIceServer[] | undefined, RTCIceServer[] | undefined, string[]][] = [
    ['none said by anybody: the public one', undefined, undefined, ['stun:stun.l.google.com:19302']],
    ['an empty list of the gateway is meant', [], undefined, []],
    ['an empty list of the tag is meant', undefined, [], []],
    ['of the gateway', [{ urls: 'stun:127.0.0.1:3901' }], undefined, ['stun:127.0.0.1:3901']],
    [
      'of both',
      [{ urls: 'stun:127.0.0.1:3901' }],
      [{ urls: 'stun:127.0.0.1:3902' }],
      ['stun:127.0.0.1:3901', 'stun:127.0.0.1:3902'],
    ],
  ];
  for (const [name, ofGateway, ofTag, expected] of cases)
    it(name, async () => {
      const test = await connected({}, given(ofGateway), { request: { iceServers: ofTag } });
      assert.deepEqual(urls(), expected);
      await test.call.hangUp();
      await assertOver(test, 'local');
    });

  it('that are refused fail the call', async () => {
    const refusal = new CallError('busy', 'no session for you', { retryAfter: 30 });
    const test = pageCall({}, () => ({ iceServers: () => Promise.reject(refusal) }));
    const error = await failureOf(test.call.start());
    assert.strictEqual(error, refusal);
    assert.strictEqual(error.retryAfter, 30);
    await assertOver(test, 'error', 'busy');
  });
});

describe('the codec', () => {
  it('is what the answer chose, in the words of WebRTC', async () => {
    const test = await connected();
    assert.strictEqual(test.call.codec?.mimeType, 'audio/opus');
    assert.strictEqual(test.call.codec?.clockRate, 48_000);
    assert.strictEqual(test.call.codec?.channels, 2);
    assert.include(test.call.codec?.sdpFmtpLine, 'useinbandfec=1');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  const answered =
    (change: (sdp: string) => string) =>
    (session: PageSession): Partial<Session> => ({
      exchange: async (offer) => change(await session.media.answer(offer, { gathered: true })),
    });
  const onlyPayload = (sdp: string, type: string): string =>
    sdp
      .replace(/^(m=audio \d+ \S+) .*$/m, `$1 ${type}`)
      .replace(new RegExp(`^a=(rtpmap|fmtp|rtcp-fb):(?!${type} ).*\\r\\n`, 'gm'), '');

  it('may be an old one', async () => {
    const test = await connected(
      {},
      answered((sdp) => onlyPayload(sdp, '0')),
    );
    assert.strictEqual(test.call.codec?.mimeType, 'audio/PCMU');
    assert.strictEqual(test.call.codec?.clockRate, 8000);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('in common with the offer must be there', async () => {
    const test = pageCall(
      {},
      answered((sdp) => `${onlyPayload(sdp, '77')}a=rtpmap:77 speex/16000\r\n`),
    );
    const error = await failureOf(test.call.start());
    assert.strictEqual(error.code, 'protocol');
    await assertOver(test, 'error', 'protocol');
  });
});

describe('an agent that never sends anything', () => {
  it('is told as quality none, so that a developer may notice', async () => {
    const test = await connected({}, (session) => ({
      exchange: (offer: string) => session.media.answer(offer, { gathered: true, mute: true }),
    }));
    await until(
      () => test.events.some((event) => event.type === 'quality' && event.quality.level === 'none'),
      () => 'a quality report',
      12_000,
    );
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});
