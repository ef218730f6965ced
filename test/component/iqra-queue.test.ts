// The line of Iqra's middleware (protocols/iqra.md, section 10, items 22, 23 and 26): a real SignalR hub's messages over
// the wire, up to a call with sound.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer } from './support/alive.ts';
import { assertOver, failureOf, until, untilState } from './support/calls.ts';
import { TOKEN } from './support/far-end.ts';
import { iqraCall, MIDDLEWARE, type IqraCall, type IqraEnd } from './support/iqra-end.ts';
import { AGENT_TONE } from './support/media-end.ts';
import { isTone, listen, toneStream } from './support/tone.ts';

const settle = (ms = 200): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const END = '\x1e';

type Wanted = Parameters<typeof iqraCall>[0];

/** A call that the middleware puts into its line; started. */
async function queuedCall(
  wanted: Wanted = {},
  position?: unknown,
): Promise<IqraCall & { started: Promise<void> }> {
  const test = await iqraCall({ start: MIDDLEWARE, ...wanted });
  await test.far.queue(position);
  return { ...test, started: test.call.start() };
}

const tell = (far: IqraEnd, hub: number, target: string, ...args: unknown[]): Promise<void> =>
  far.wire.send(JSON.stringify({ type: 1, target, arguments: args }) + END, hub);

const hubText = async (far: IqraEnd): Promise<Record<string, unknown>> => {
  const { data } = await far.wire.next('text');
  assert.isTrue(data.endsWith(END));
  return JSON.parse(data.slice(0, -1)) as Record<string, unknown>;
};

/** The next connection to the hub, after its handshake, with its first message. */
async function acceptHub(
  { wire }: IqraEnd,
  path = 'sessionHub',
  timeout?: number,
): Promise<{ hub: number; invocationId: unknown }> {
  const open = await wire.next('open', timeout);
  assert.strictEqual(open.path, path);
  assert.deepEqual(open.query, {});
  const { data } = await wire.next('text');
  assert.strictEqual(data, `{"protocol":"json","version":1}${END}`);
  await wire.send(`{}${END}`, open.socket);
  const { data: register } = await wire.next('text');
  assert.isTrue(register.endsWith(END));
  const { invocationId, ...rest } = JSON.parse(register.slice(0, -1)) as Record<string, unknown>;
  assert.deepEqual(rest, { type: 1, target: 'Register', arguments: ['place-1'] });
  return { hub: open.socket, invocationId };
}

/** The same, registered. */
async function register(far: IqraEnd, path?: string, timeout?: number): Promise<number> {
  const { hub, invocationId } = await acceptHub(far, path, timeout);
  await far.wire.send(JSON.stringify({ type: 3, invocationId, result: null }) + END, hub);
  return hub;
}

const places = ({ events }: IqraCall): unknown[] =>
  events.flatMap((event) => (event.type === 'notice' ? [event.notice] : []));

const hubs = ({ wire }: IqraEnd): number =>
  wire.events.filter(
    (event) => (event.event === 'open' || event.event === 'refuse') && event.path === 'sessionHub',
  ).length;

const waiting = (position: number | undefined): object => ({ kind: 'waiting', position });

describe('Iqra: the line of the middleware', () => {
  it('22: shows the place of the 202, registers at once, and becomes a call with sound', async () => {
    const test = await queuedCall({ mediaStream: toneStream(440) }, 3);
    const hub = await register(test.far);
    assert.deepEqual(places(test), [waiting(3)]);
    await tell(test.far, hub, 'Unknown', { webSocketUrl: 'wss://other.example/' });
    await settle();
    assert.isEmpty(test.far.sockets, 'not before the turn');
    await tell(test.far, hub, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    await test.far.connect();
    await test.started;
    assert.deepEqual(places(test), [waiting(3), undefined]);
    await test.far.hears(isTone(440));
    const [receiver] = lastPeer().getReceivers();
    assert.ok(receiver);
    await listen(new MediaStream([receiver.track]), isTone(AGENT_TONE));
    const closed = await test.far.wire.next('close');
    assert.deepInclude(closed, { socket: hub, code: 1000 }, 'the hub is left');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  for (const position of [undefined, null, 0, -1, 'three', 2.5])
    it(`22: a place that is ${JSON.stringify(position)} is no place, but a line it is`, async () => {
      const test = await queuedCall({}, position === undefined ? null : position);
      await register(test.far);
      assert.deepEqual(places(test), [waiting(undefined)]);
      await test.call.hangUp();
      await assertOver(test, 'cancelled');
    });

  it('finds the hub beside a middleware that lies below a path, without the query of the request', async () => {
    const start = `some/mw/${MIDDLEWARE}`;
    const test = await iqraCall({ start: `${start}?site=1` });
    await test.far.wire.http(start, { status: 202, body: { status: 'queued', uniqueRequestId: 'place-1' } });
    void test.call.start();
    await register(test.far, 'some/mw/sessionHub');
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  it('22: registers again on a new connection when the hub is lost, and hears of its turn there', async () => {
    const test = await queuedCall();
    const first = await register(test.far);
    await test.far.wire.terminate(first);
    const second = await register(test.far);
    await tell(test.far, second, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    await test.far.connect();
    await test.started;
    assert.strictEqual(hubs(test.far), 2);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('22: a hub that is lost before it registered us, or says goodbye, is gone back to as well', async () => {
    const test = await queuedCall();
    const { hub } = await acceptHub(test.far);
    await test.far.wire.terminate(hub);
    const second = await register(test.far);
    await test.far.wire.send(`{"type":7,"error":"restart"}${END}`, second);
    const third = await register(test.far);
    assert.strictEqual(test.call.state, 'connecting');
    await tell(test.far, third, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    await test.far.connect();
    await test.started;
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('22: a hub that stays away is given up after three more attempts', async () => {
    const test = await queuedCall();
    const hub = await register(test.far);
    await test.far.wire.refuse(true);
    await test.far.wire.terminate(hub);
    await untilState(test.call, 'failed', 25_000);
    assert.strictEqual(hubs(test.far), 4);
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'error', 'gateway-unreachable');
  }).timeout(40_000);

  it('22: a turn that fails is told, without the middleware’s words', async () => {
    const test = await queuedCall();
    await tell(test.far, await register(test.far), 'SessionFailed', { message: TOKEN });
    assert.notInclude((await failureOf(test.started)).message, TOKEN);
    await assertOver(test, 'error', 'gateway-error');
  });

  for (const [name, session] of Object.entries({
    'no URL': { message: 'x' },
    'no object': 'wss://node.example/',
    nothing: null,
  }))
    it(`22: a turn with ${name} is an error of the protocol`, async () => {
      const test = await queuedCall();
      await tell(test.far, await register(test.far), 'SessionReady', session);
      await failureOf(test.started);
      await assertOver(test, 'error', 'protocol');
    });

  it('12, 22: a turn with an unencrypted URL is refused', async () => {
    const test = await queuedCall();
    await tell(test.far, await register(test.far), 'SessionReady', {
      webSocketUrl: `ws://node.example/${TOKEN}`,
    });
    assert.include((await failureOf(test.started)).message, 'wss:');
    await assertOver(test, 'error', 'configuration');
  });

  it('22: a hub that does not register us is told at once', async () => {
    const test = await queuedCall();
    const { hub, invocationId } = await acceptHub(test.far);
    await test.far.wire.send(JSON.stringify({ type: 3, invocationId, error: TOKEN }) + END, hub);
    await failureOf(test.started);
    assert.strictEqual(hubs(test.far), 1);
    await assertOver(test, 'error', 'gateway-error');
  });

  it('22: what is no hub is told at once', async () => {
    const test = await queuedCall();
    await test.far.wire.next('open');
    assert.deepEqual(await hubText(test.far), { protocol: 'json', version: 1 });
    await test.far.wire.send(`{"error":"${TOKEN}"}${END}`);
    await failureOf(test.started);
    assert.strictEqual(hubs(test.far), 1);
    await assertOver(test, 'error', 'protocol');
  });

  it('22: times out by the call’s limit for lines, not by the one for the set-up', async () => {
    const test = await queuedCall({ limits: { queue: 3_000, setUp: 500 } });
    const begun = performance.now();
    await failureOf(test.started);
    assert.isAbove(performance.now() - begun, 2_000);
    await assertOver(test, 'error', 'busy');
  });

  it('22: may queue again when the URL was refused', async () => {
    const test = await queuedCall({}, 2);
    const first = await register(test.far);
    await tell(test.far, first, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    const offer = await test.far.frame();
    await test.far.wire.next('open');
    await test.far.queue(1);
    const before = test.far.received.length;
    await test.far.wire.close(1008);
    // candidates for the refused socket may still lie before the hub's messages
    await until(
      () => hubs(test.far) === 2,
      () => 'the second connection to the hub',
    );
    const { socket } = await test.far.wire.next('open');
    await test.far.wire.send(`{}${END}`, socket);
    await tell(test.far, socket, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    await until(
      () => test.far.received.slice(before).some(({ type }) => type === 'offer'),
      () => 'the offer once more',
    );
    await test.far.sendAnswer(offer);
    for (const candidate of test.far.candidates.splice(0)) await test.far.sendCandidate(candidate);
    await test.started;
    assert.deepEqual(places(test).slice(0, 3), [waiting(2), undefined, waiting(1)]);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('Iqra: leaving the line', () => {
  const nativeSocket = window.WebSocket;
  afterEach(() => (window.WebSocket = nativeSocket));

  it('23: a turn that comes after a cancel opens no socket', async () => {
    const test = await iqraCall({ start: MIDDLEWARE });
    await test.far.queue();
    const sockets: WebSocket[] = [];
    window.WebSocket = class extends nativeSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    };
    void test.call.start();
    await register(test.far);
    const [hub] = sockets;
    assert.ok(hub);
    // A browser still delivers what had arrived when it was told to close.
    const late = (): boolean => {
      const session = { webSocketUrl: test.far.newUrl() };
      const data = JSON.stringify({ type: 1, target: 'SessionReady', arguments: [session] }) + END;
      return hub.dispatchEvent(new MessageEvent('message', { data }));
    };
    const hungUp = test.call.hangUp();
    late();
    await hungUp;
    late();
    await settle();
    assert.lengthOf(sockets, 1);
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'cancelled');
  });

  it('23: a cancel while the turn is being taken opens no socket either', async () => {
    const test = await queuedCall();
    const hub = await register(test.far);
    let hungUp: Promise<void> | undefined;
    const { notify } = test.call;
    test.call.notify = (event) => {
      notify.call(test.call, event);
      if (event.type === 'notice' && !event.notice) hungUp = test.call.hangUp();
    };
    await tell(test.far, hub, 'SessionReady', { webSocketUrl: test.far.newUrl() });
    await until(
      () => hungUp !== undefined,
      () => 'the end of the line',
    );
    await hungUp;
    await settle();
    assert.isEmpty(test.far.sockets);
    await assertOver(test, 'cancelled');
  });

  const phases: Record<string, (test: IqraCall) => Promise<unknown>> = {
    'while the hub connects': async ({ call, far }) => {
      await far.wire.hang(true);
      void call.start();
      await far.wire.next('hang');
    },
    'before the handshake': async ({ call, far }) => {
      void call.start();
      await far.wire.next('text');
    },
    'before it is registered': async ({ call, far }) => {
      void call.start();
      await acceptHub(far);
    },
    'in the line': async ({ call, far }) => {
      void call.start();
      await register(far);
    },
    'while a lost hub is waited for': async ({ call, far }) => {
      void call.start();
      const hub = await register(far);
      await far.wire.refuse(true);
      await far.wire.terminate(hub);
      await far.wire.next('refuse');
    },
  };
  for (const [phase, reach] of Object.entries(phases))
    it(`22, 26: a hang-up ${phase} releases everything`, async () => {
      const test = await iqraCall({ start: MIDDLEWARE });
      await test.far.queue();
      await reach(test);
      const before = test.far.wire.events.filter(({ event }) => event === 'open').length;
      await test.call.hangUp();
      assert.deepEqual(alive(), []);
      await test.far.wire.refuse(false);
      await settle(2_500); // longer than the next attempt
      assert.isAtMost(test.far.wire.events.filter(({ event }) => event === 'open').length, before);
      await assertOver(test, 'cancelled');
    });
});
