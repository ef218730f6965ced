// The SignalR client alone, over a real socket. Numbers are those of Voisnap's conformance checklist, which it serves.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { END, messagesOf, type HubMessage } from './support/voisnap-end.ts';
import { Wire } from './support/wire.ts';
import { CallError } from '../../src/call/call-error.ts';
import { negotiate } from '../../src/gateways/signalr-negotiate.ts';
import { Hub, type HubEnd, type Keepalive } from '../../src/gateways/signalr.ts';

const settle = (ms = 150): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const HANDSHAKE = `{"protocol":"json","version":1}${END}`;

/** A hub that a test made, with the far end and everything it told. */
class TestHub {
  readonly events: [string, readonly unknown[]][] = [];
  readonly ends: HubEnd[] = [];
  readonly hub: Hub;

  constructor(
    readonly wire: Wire,
    { ms = 10_000, keepalive }: { ms?: number; keepalive?: Keepalive } = {},
  ) {
    const url = `${wire.base.replace(/^http/, 'ws')}/hub`;
    this.hub = new Hub(
      url,
      ms,
      {
        event: (target, args) => this.events.push([target, args]),
        closed: (end) => this.ends.push(end),
      },
      keepalive,
    );
  }

  static async open(keepalive?: Keepalive): Promise<TestHub> {
    const test = new TestHub(await Wire.open(), keepalive && { keepalive });
    await test.wire.next('text');
    await test.wire.send(`{}${END}`);
    await test.hub.opened;
    return test;
  }

  send(...messages: object[]): Promise<void> {
    return this.wire.send(messages.map((message) => JSON.stringify(message) + END).join(''));
  }

  async message(): Promise<HubMessage> {
    const { data } = await this.wire.next('text');
    assert.isTrue(data.endsWith(END));
    const [message, ...more] = messagesOf(data);
    assert.isEmpty(more, 'one message a frame');
    assert.ok(message);
    return message;
  }

  /** How many messages have come from the widget. */
  get sent(): number {
    return this.wire.events.filter(({ event }) => event === 'text').length;
  }

  get targets(): string[] {
    return this.events.map(([target]) => target);
  }

  async ended(): Promise<HubEnd> {
    await until(
      () => this.ends.length > 0,
      () => 'the end of the hub',
    );
    const [end] = this.ends;
    assert.ok(end);
    return end;
  }

  /** Told at most once, and nothing left. */
  async over(): Promise<void> {
    await this.hub.close();
    assert.isAtMost(this.ends.length, 1);
    assert.deepEqual(alive(), []);
    await this.wire.dispose();
  }
}

async function failureOf(promise: Promise<unknown>): Promise<CallError> {
  const error: unknown = await promise.then(
    () => new Error('it did not fail'),
    (cause: unknown) => cause,
  );
  assert.instanceOf(error, CallError);
  return error;
}

describe('SignalR: the handshake', () => {
  it('6: is the first message, and nothing follows before it is answered', async () => {
    const test = new TestHub(await Wire.open());
    assert.strictEqual((await test.wire.next('text')).data, HANDSHAKE);
    assert.isFalse(test.hub.send('Early'));
    assert.strictEqual((await failureOf(test.hub.invoke('Early'))).code, 'gateway-unreachable');
    await settle();
    assert.strictEqual(test.sent, 1);
    await test.wire.send(`{}${END}`);
    await test.hub.opened;
    assert.isTrue(test.hub.send('Late'));
    assert.strictEqual((await test.message()).target, 'Late');
    await test.over();
  });

  it('6: a null error is none', async () => {
    const test = new TestHub(await Wire.open());
    await test.wire.next('text');
    await test.wire.send(`{"error":null,"minorVersion":0}${END}`);
    await test.hub.opened;
    await test.over();
  });

  const refusals = {
    error: { error: 'protocol not supported' },
    'an error that is no text': { error: {} },
    'another message': { type: 6 },
    'a list': [],
  };
  for (const [name, answer] of Object.entries(refusals))
    it(`6: ${name} instead of it is an error of the protocol`, async () => {
      const test = new TestHub(await Wire.open());
      await test.wire.next('text');
      await test.send(answer);
      const error = await failureOf(test.hub.opened);
      assert.strictEqual(error.code, 'protocol');
      assert.notInclude(error.message, 'not supported');
      assert.isEmpty(test.ends, 'it never was open');
      await test.over();
    });

  for (const text of ['no json', ''])
    it(`6: ${JSON.stringify(text)} instead of it is an error of the protocol`, async () => {
      const test = new TestHub(await Wire.open());
      await test.wire.next('text');
      await test.wire.send(text + END);
      assert.strictEqual((await failureOf(test.hub.opened)).code, 'protocol');
      await test.over();
    });

  it('6: is bounded', async () => {
    const test = new TestHub(await Wire.open(), { ms: 300 });
    await test.wire.next('text');
    assert.strictEqual((await failureOf(test.hub.opened)).code, 'gateway-unreachable');
    await test.over();
  });

  it('6: a socket that never opens is bounded, too', async () => {
    const wire = await Wire.open();
    await wire.hang(true);
    const test = new TestHub(wire, { ms: 300 });
    assert.strictEqual((await failureOf(test.hub.opened)).code, 'gateway-unreachable');
    await wire.hang(false);
    await test.over();
  });

  it('a refused socket, and one that closes before the answer, are "unreachable"', async () => {
    const wire = await Wire.open();
    await wire.refuse(true);
    const refused = new TestHub(wire);
    assert.strictEqual((await failureOf(refused.hub.opened)).code, 'gateway-unreachable');
    await wire.refuse(false);
    const closed = new TestHub(wire);
    await wire.next('text');
    await wire.close(1000);
    assert.strictEqual((await failureOf(closed.hub.opened)).code, 'gateway-unreachable');
    assert.isEmpty([...refused.ends, ...closed.ends]);
    await closed.over();
  });

  it('an address that the browser refuses is an error without the address', () => {
    let thrown: unknown;
    try {
      new Hub('wss://host:secret', 1000, { event: () => undefined, closed: () => undefined });
    } catch (error) {
      thrown = error;
    }
    assert.instanceOf(thrown, CallError);
    assert.notInclude(`${String(thrown)} ${String(thrown.cause)}`, 'secret');
  });
});

describe('SignalR: frames', () => {
  it('7: what follows the handshake in its frame counts', async () => {
    const test = new TestHub(await Wire.open());
    await test.wire.next('text');
    await test.wire.send(`{}${END}{"type":1,"target":"One","arguments":[1]}${END}{"type":1,"target":"Tw`);
    await test.hub.opened;
    await test.wire.send(`o","arguments":[]}${END}`);
    await until(
      () => test.events.length === 2,
      () => 'both events',
    );
    assert.deepEqual(test.events, [
      ['One', [1]],
      ['Two', []],
    ]);
    await test.over();
  });

  it('7: a handshake may be split, too', async () => {
    const test = new TestHub(await Wire.open());
    await test.wire.next('text');
    for (const part of ['{', '}', END]) await test.wire.send(part);
    await test.hub.opened;
    await test.over();
  });

  it('7: several messages in a frame, and one in several frames, keep their order', async () => {
    const test = await TestHub.open();
    const one = (n: number): string => `{"type":1,"target":"T${n}","arguments":["ä${n}"]}${END}`;
    const whole = [1, 2, 3, 4, 5].map(one).join('');
    await test.wire.send(one(0));
    for (let at = 0; at < whole.length; at += 17) await test.wire.send(whole.slice(at, at + 17));
    await test.wire.send(one(6) + one(7));
    await until(
      () => test.events.length >= 8,
      () => 'eight events',
    );
    assert.deepEqual(
      test.events,
      [0, 1, 2, 3, 4, 5, 6, 7].map((n) => [`T${n}`, [`ä${n}`]]),
    );
    await test.over();
  });

  for (const [name, frames] of Object.entries({
    'never ends': 2,
    'ends in the same frame': 1,
  }))
    it(`18: a message that is larger than 256 KiB and ${name} fails the connection`, async () => {
      const test = await TestHub.open();
      const length = 300_000 / frames;
      await test.wire.send(`{"type":1,"target":"`);
      for (let count = 1; count < frames; count++) await test.wire.send('x'.repeat(length));
      await test.wire.send(`${'x'.repeat(length)}${frames === 1 ? `","arguments":[]}${END}` : ''}`);
      assert.deepEqual(await test.ended(), { error: false, code: 1009, unsent: false });
      assert.isEmpty(test.events);
      await test.over();
    });

  it('18: one that is just below passes', async () => {
    const test = await TestHub.open();
    await test.send({ type: 1, target: 'Large', arguments: ['x'.repeat(262_000)] });
    await until(
      () => test.events.length === 1,
      () => 'the event',
    );
    await test.over();
  });

  it('18: before the handshake it is an error of the protocol', async () => {
    const test = new TestHub(await Wire.open());
    await test.wire.next('text');
    await test.wire.send('x'.repeat(300_000));
    assert.strictEqual((await failureOf(test.hub.opened)).code, 'protocol');
    await test.over();
  });

  it('19: a message of 32 KB does not leave', async () => {
    const test = await TestHub.open();
    for (const text of ['x'.repeat(32_768), 'ä'.repeat(16_384)]) {
      assert.strictEqual((await failureOf(test.hub.invoke('Large', text))).code, 'protocol');
      assert.throws(() => test.hub.send('Large', text), CallError);
    }
    void test.hub.invoke('Fits', 'x'.repeat(32_000)).catch(() => undefined);
    assert.strictEqual((await test.message()).target, 'Fits');
    assert.strictEqual(test.sent, 2);
    await test.over();
  });

  it('17: what is no message of ours changes nothing', async () => {
    const test = await TestHub.open();
    const odd = [
      ...['', 'no json', 'null', '42', '"text"', '[]', '{}', '{"type":null}', '{"type":"1"}', '{"type":99}'],
      '{"type":1}',
      '{"type":1,"target":5,"arguments":[]}',
      '{"type":1,"target":"NoArguments"}',
      '{"type":1,"target":"NoList","arguments":{}}',
      '{"type":2,"invocationId":"1","item":1}',
      '{"type":3}',
      '{"type":4,"invocationId":"1","target":"Stream","arguments":[]}',
      '{"type":5,"invocationId":"1"}',
      '{"type":8,"sequenceId":1}',
      '{"type":9,"sequenceId":1}',
    ];
    await test.wire.send(odd.map((text) => text + END).join(''));
    await test.wire.sendBinary([123, 125, 30]);
    await test.send({ type: 1, target: 'Ours', arguments: [], headers: {}, streamIds: [], extra: 1 });
    await until(
      () => test.events.length > 0,
      () => 'the event after the odd ones',
    );
    assert.deepEqual(test.targets, ['Ours']);
    assert.isEmpty(test.ends);
    await test.over();
  });
});

describe('SignalR: invocations', () => {
  it('9: each completion settles its own, in whatever order', async () => {
    const test = await TestHub.open();
    const calls = ['A', 'B', 'C', 'D'].map((target) => test.hub.invoke(target, { n: target }));
    const sent: HubMessage[] = [];
    for (const call of calls) {
      call.catch(() => undefined);
      sent.push(await test.message());
    }
    assert.deepEqual(
      sent.map(({ type, target, arguments: args }) => [type, target, args]),
      ['A', 'B', 'C', 'D'].map((target) => [1, target, [{ n: target }]]),
    );
    const ids = sent.map(({ invocationId }) => invocationId);
    assert.strictEqual(new Set(ids).size, 4);
    for (const id of ids) assert.isString(id);
    const [a, b, c, d] = ids;
    await test.send(
      { type: 3, invocationId: 'unknown', result: 1 },
      { type: 3, invocationId: d, error: 'secret details' },
      { type: 3, invocationId: b, result: { ok: true }, error: null },
      { type: 3, invocationId: a },
      { type: 3, invocationId: a, error: 'twice' },
    );
    assert.deepEqual(await calls[1], { ok: true });
    assert.isUndefined(await calls[0]);
    const error = await failureOf(calls[3] ?? Promise.resolve());
    assert.strictEqual(error.code, 'gateway-error');
    assert.notInclude(error.message, 'secret');
    const open = await Promise.race([calls[2], settle().then(() => 'open')]);
    assert.strictEqual(open, 'open');
    await test.send({ type: 3, invocationId: c, result: 'last' });
    assert.strictEqual(await calls[2], 'last');
    await test.over();
  });

  it('fail when the hub ends, from either side', async () => {
    for (const fromOutside of [true, false]) {
      const test = await TestHub.open();
      const call = test.hub.invoke('Never');
      call.catch(() => undefined);
      await test.message();
      if (fromOutside) await test.wire.terminate();
      else void test.hub.close();
      assert.strictEqual((await failureOf(call)).code, 'gateway-unreachable');
      assert.strictEqual((await failureOf(test.hub.invoke('Later'))).code, 'gateway-unreachable');
      assert.isFalse(test.hub.send('Later'));
      await test.over();
    }
  });

  it('without an answer have no id', async () => {
    const test = await TestHub.open();
    assert.isTrue(test.hub.send('Candidate', 1, null));
    assert.deepEqual(await test.message(), { type: 1, target: 'Candidate', arguments: [1, null] });
    await test.over();
  });

  it('17: one of the server’s that wants a result is refused, and does not happen', async () => {
    const test = await TestHub.open();
    await test.send({ type: 1, target: 'Give', arguments: [], invocationId: 's1' });
    const { error, ...answer } = await test.message();
    assert.deepEqual(answer, { type: 3, invocationId: 's1' });
    assert.isString(error);
    await test.send({ type: 1, target: 'Give', arguments: [], invocationId: 'x'.repeat(40_000) });
    await test.send({ type: 1, target: 'Marker', arguments: [] });
    await until(
      () => test.events.length > 0,
      () => 'the event after it',
    );
    assert.deepEqual(test.targets, ['Marker']);
    assert.strictEqual(test.sent, 2, 'an id that is no id is not echoed');
    await test.over();
  });
});

describe('SignalR: keepalive', () => {
  it('8: pings are not answered', async () => {
    const test = await TestHub.open();
    await test.send({ type: 6 }, { type: 6 });
    await settle();
    assert.strictEqual(test.sent, 1);
    assert.isEmpty(test.events);
    await test.over();
  });

  it('8: pings when nothing was sent for the idle time, and again', async () => {
    const test = await TestHub.open({ idle: 300, silence: 60_000 });
    for (let count = 0; count < 3; count++) assert.deepEqual(await test.message(), { type: 6 });
    await test.over();
  });

  it('8: what is sent puts the ping off', async () => {
    const test = await TestHub.open({ idle: 1000, silence: 60_000 });
    for (let count = 0; count < 8; count++) {
      await settle(250);
      test.hub.send('Busy');
    }
    const types = test.wire.events.flatMap((event) => (event.event === 'text' ? messagesOf(event.data) : []));
    assert.notInclude(
      types.map(({ type }) => type),
      6,
    );
    await test.over();
  });

  it('8: a server that is silent is lost', async () => {
    const test = await TestHub.open({ idle: 100, silence: 500 });
    // on a busy machine the last ping may still be on its way out
    assert.include(await test.ended(), { error: false, code: 1006 });
    assert.strictEqual((await test.wire.next('close')).code, 1000);
    await test.over();
  });

  it('8: whatever comes keeps it', async () => {
    const test = await TestHub.open({ idle: 60_000, silence: 2000 });
    for (let count = 0; count < 10; count++) {
      await settle(300);
      await test.send(count % 2 ? { type: 6 } : { type: 99 });
    }
    assert.isEmpty(test.ends);
    await test.over();
  });

  it('8: the usual times are 15 s and 30 s', async () => {
    const asked: number[] = [];
    const native = window.setTimeout;
    window.setTimeout = ((callback: () => void, ms: number) => {
      asked.push(ms);
      return native(callback, ms);
    }) as typeof setTimeout;
    try {
      const test = await TestHub.open();
      assert.includeMembers(asked, [15_000, 30_000]);
      await test.over();
    } finally {
      window.setTimeout = native;
    }
  });
});

describe('SignalR: the end', () => {
  const closes: [object, Omit<HubEnd, 'unsent'>][] = [
    [{ type: 7 }, { error: false, code: 1000 }],
    [
      { type: 7, error: null, allowReconnect: false },
      { error: false, code: 1000 },
    ],
    [
      { type: 7, error: 'secret' },
      { error: true, code: 1000 },
    ],
    [
      { type: 7, error: 'secret', allowReconnect: 'true' },
      { error: true, code: 1000 },
    ],
    [
      { type: 7, error: 'secret', allowReconnect: true },
      { error: false, code: 1012 },
    ],
    [
      { type: 7, allowReconnect: true },
      { error: false, code: 1012 },
    ],
  ];
  for (const [message, end] of closes)
    it(`21: ${JSON.stringify(message)} is ${JSON.stringify(end)}`, async () => {
      const test = await TestHub.open();
      await test.send(message, {}, { type: 1, target: 'Late', arguments: [] });
      assert.deepEqual(await test.ended(), { ...end, unsent: false });
      assert.strictEqual((await test.wire.next('close')).code, 1000);
      assert.isEmpty(test.events, 'nothing after the close message');
      await test.over();
    });

  for (const code of [1000, 1009, 1011, 4001])
    it(`21: the close code ${code} is told`, async () => {
      const test = await TestHub.open();
      await test.wire.close(code);
      assert.deepEqual(await test.ended(), { error: false, code, unsent: false });
      await test.over();
    });

  it('21: a cut connection is 1006', async () => {
    const test = await TestHub.open();
    await test.wire.terminate();
    assert.strictEqual((await test.ended()).code, 1006);
    await test.over();
  });

  it('24: after `close` nothing is told, though the far end goes on', async () => {
    const test = await TestHub.open();
    await test.wire.stall();
    const closed = test.hub.close();
    await test.send({ type: 1, target: 'Late', arguments: [] }, { type: 7, error: 'late' });
    await settle();
    await test.wire.terminate();
    await closed;
    assert.isEmpty(test.events);
    assert.isEmpty(test.ends);
    await test.over();
  });

  it('24: an event may close the hub; the rest of its frame is dropped', async () => {
    const wire = await Wire.open();
    const targets: string[] = [];
    const hub = new Hub(`${wire.base.replace(/^http/, 'ws')}/hub`, 5000, {
      event: (target) => {
        targets.push(target);
        void hub.close();
      },
      closed: () => targets.push('closed'),
    });
    await wire.next('text');
    const one = (target: string): string => `{"type":1,"target":"${target}","arguments":[]}${END}`;
    await wire.send(`{}${END}${one('First')}{}${END}${one('Second')}`);
    await wire.next('close');
    assert.deepEqual(targets, ['First']);
    await hub.close();
    assert.deepEqual(alive(), []);
    await wire.dispose();
  });

  it('closes with 1000, also before it is open', async () => {
    const test = new TestHub(await Wire.open());
    await test.wire.next('text');
    await test.hub.close();
    assert.strictEqual((await test.wire.next('close')).code, 1000);
    assert.isEmpty(test.ends);
    await test.over();
  });
});

describe('SignalR: negotiation', () => {
  const signal = new AbortController().signal;
  const transports = [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }];
  const headers = (): Headers => new Headers({ authorization: 'Bearer abc' });

  it('asks beside the hub, with its query, and takes the connection’s token', async () => {
    const wire = await Wire.open();
    await wire.http('POST hub/negotiate', {
      body: {
        connectionToken: 'a+b=',
        connectionId: 'id',
        negotiateVersion: 1,
        availableTransports: transports,
      },
    });
    const hub = new URL(`${wire.base.replace(/^http/, 'ws')}/hub?sessionToken=x%26y`);
    const url = await negotiate(hub, headers(), signal);
    const { query, headers: sent } = await wire.next('http');
    assert.deepEqual(query, { sessionToken: 'x&y', negotiateVersion: '1' });
    assert.strictEqual(sent['authorization'], 'Bearer abc');
    assert.strictEqual(url.protocol, 'ws:');
    assert.strictEqual(url.pathname, hub.pathname);
    assert.deepEqual(
      [...url.searchParams],
      [
        ['sessionToken', 'x&y'],
        ['id', 'a+b='],
      ],
    );
    await wire.dispose();
  });

  it('takes the id of an older host, and one that names no transports', async () => {
    const wire = await Wire.open();
    await wire.http('hub/negotiate', { body: { connectionId: 'id' } });
    const url = await negotiate(new URL(`${wire.base}/hub/`), headers(), signal);
    assert.strictEqual(url.searchParams.get('id'), 'id');
    await wire.dispose();
  });

  it('follows to another host with that one’s token only', async () => {
    const [wire, other] = await Promise.all([Wire.open(), Wire.open()]);
    await wire.http('hub/negotiate', {
      body: { url: `${other.base}/elsewhere?hub=1`, accessToken: 'their token' },
    });
    await other.http('elsewhere/negotiate', { body: { connectionToken: 'id', negotiateVersion: 1 } });
    const url = await negotiate(new URL(`${wire.base}/hub?sessionToken=x`), headers(), signal);
    const { query, headers: sent } = await other.next('http');
    assert.deepEqual(query, { hub: '1', negotiateVersion: '1' });
    assert.strictEqual(sent['authorization'], 'Bearer their token');
    assert.strictEqual(url.href.split('?')[0], `${other.base.replace(/^http/, 'ws')}/elsewhere`);
    assert.deepEqual(
      [...url.searchParams],
      [
        ['hub', '1'],
        ['id', 'id'],
        ['access_token', 'their token'],
      ],
    );
    await Promise.all([wire.dispose(), other.dispose()]);
  });

  it('follows without any token where none is given', async () => {
    const [wire, other] = await Promise.all([Wire.open(), Wire.open()]);
    await wire.http('hub/negotiate', { body: { url: `${other.base}/elsewhere` } });
    await other.http('elsewhere/negotiate', { body: { connectionToken: 'id' } });
    const url = await negotiate(new URL(`${wire.base}/hub`), headers(), signal);
    assert.notProperty((await other.next('http')).headers, 'authorization');
    assert.isNull(url.searchParams.get('access_token'));
    await Promise.all([wire.dispose(), other.dispose()]);
  });

  it('does not go in circles', async () => {
    const wire = await Wire.open();
    await wire.http('hub/negotiate', { body: { url: `${wire.base}/hub` } });
    const error = await failureOf(negotiate(new URL(`${wire.base}/hub`), headers(), signal));
    assert.strictEqual(error.code, 'protocol');
    await settle();
    assert.lengthOf(wire.events, 6);
    await wire.dispose();
  });

  const refusals: [string, object, string][] = [
    ['an error', { body: { error: 'secret reason' } }, 'gateway-error'],
    ['404', { status: 404 }, 'configuration'],
    ['401', { status: 401 }, 'unauthorized'],
    ['no JSON', { body: '<html>' }, 'protocol'],
    ['no id', { body: { negotiateVersion: 1 } }, 'protocol'],
    [
      'no WebSockets',
      { body: { connectionToken: 'id', availableTransports: [{ transport: 'LongPolling' }] } },
      'protocol',
    ],
    ['an unencrypted address', { body: { url: 'http://elsewhere.example/hub' } }, 'protocol'],
    ['another scheme', { body: { url: 'ftp://elsewhere.example/hub' } }, 'protocol'],
  ];
  for (const [name, answer, code] of refusals)
    it(`refuses ${name}`, async () => {
      const wire = await Wire.open();
      await wire.http('hub/negotiate', answer);
      const error = await failureOf(negotiate(new URL(`${wire.base}/hub?t=secret`), headers(), signal));
      assert.strictEqual(error.code, code);
      assert.notInclude(error.message, 'secret');
      await wire.next('http');
      assert.lengthOf(wire.events, 1);
      await wire.dispose();
    });
});
