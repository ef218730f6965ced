import { assert } from '@esm-bundle/chai';
import { Wire } from './wire.ts';

const happens = <Name extends keyof WebSocketEventMap>(socket: WebSocket, name: Name) =>
  new Promise<WebSocketEventMap[Name]>((resolve) => socket.addEventListener(name, resolve, { once: true }));

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => assert.fail('did not reject'),
    (error: unknown) => error,
  );

describe('the wire that tests script', () => {
  let wire: Wire;

  beforeEach(async () => {
    wire = await Wire.open();
  });

  afterEach(() => wire.dispose());

  async function connect(url = wire.url): Promise<WebSocket> {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    await happens(socket, 'open');
    return socket;
  }

  it('tells of sockets at both addresses, with what they asked for', async () => {
    await connect(`${wire.url}?token=abc`);
    assert.deepEqual(await wire.next(), {
      event: 'open',
      socket: 1,
      path: 'api/v1/webrtc/signal',
      query: { token: 'abc' },
      protocol: '',
    });
    await connect(wire.plainUrl);
    const second = await wire.next('open');
    assert.equal(second.socket, 2);
    assert.equal(second.path, 'client');
  });

  it('carries text and bytes both ways', async () => {
    const socket = await connect();
    socket.send('hello');
    socket.send('{"type":"offer"}');
    socket.send(new Uint8Array([1, 2, 250]));
    assert.equal((await wire.next('text')).data, 'hello');
    assert.deepEqual(await wire.message(), { type: 'offer' });
    assert.deepEqual((await wire.next('binary')).bytes, [1, 2, 250]);

    let received = happens(socket, 'message');
    await wire.send({ type: 'answer' });
    assert.equal((await received).data, '{"type":"answer"}');
    received = happens(socket, 'message');
    await wire.send('not json {');
    assert.equal((await received).data, 'not json {');
    received = happens(socket, 'message');
    await wire.sendBinary([3, 4]);
    assert.deepEqual([...new Uint8Array((await received).data as ArrayBuffer)], [3, 4]);
  });

  it('sends to the socket that it is told, by default the newest', async () => {
    const first = await connect();
    const second = await connect();
    const [atFirst, atSecond] = [happens(first, 'message'), happens(second, 'message')];
    await wire.send('newest');
    await wire.send('oldest', 1);
    assert.equal((await atFirst).data, 'oldest');
    assert.equal((await atSecond).data, 'newest');
    assert.match(String(await rejection(wire.send('nobody', 9))), /socket 9 is not open/);
  });

  it('gives each event once and keeps the ones that were skipped', async () => {
    const socket = await connect();
    socket.send('one');
    socket.send('two');
    assert.equal((await wire.next('text')).data, 'one');
    assert.equal((await wire.next()).event, 'open');
    assert.equal((await wire.next('text')).data, 'two');
    assert.match(
      String(await rejection(wire.next('close', 20))),
      /No close on the wire in 20 ms.*open, text, text/,
    );
    assert.lengthOf(wire.events, 3);
  });

  it('closes with a code and a reason', async () => {
    const socket = await connect();
    const closed = happens(socket, 'close');
    await wire.close(4001, 'unauthorized');
    const { code, reason, wasClean } = await closed;
    assert.deepEqual({ code, reason, wasClean }, { code: 4001, reason: 'unauthorized', wasClean: true });
  });

  it('tells how a socket was closed', async () => {
    const socket = await connect();
    socket.close(1000, 'bye');
    const { code, reason } = await wire.next('close');
    assert.deepEqual({ code, reason }, { code: 1000, reason: 'bye' });
  });

  it('cuts a connection without a handshake', async () => {
    const socket = await connect();
    const closed = happens(socket, 'close');
    await wire.terminate();
    const { code, wasClean } = await closed;
    assert.deepEqual({ code, wasClean }, { code: 1006, wasClean: false });
  });

  it('stalls: no closing handshake is answered', async () => {
    const socket = await connect();
    await wire.stall();
    socket.close();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(socket.readyState, WebSocket.CLOSING);
    const closed = happens(socket, 'close');
    await wire.dispose();
    assert.isFalse((await closed).wasClean);
  });

  it('refuses while it is told to', async () => {
    await wire.refuse(true);
    const { code } = await happens(new WebSocket(wire.url), 'close');
    assert.equal(code, 1006);
    assert.equal((await wire.next()).event, 'refuse');
    await wire.refuse(false);
    await connect();
    assert.equal((await wire.next()).event, 'open');
  });

  it('leaves sockets hanging while it is told to', async () => {
    await wire.hang(true);
    const socket = new WebSocket(wire.url);
    await wire.next('hang');
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(socket.readyState, WebSocket.CONNECTING);
    const opened = happens(socket, 'open');
    await wire.hang(false);
    await opened;
    assert.equal((await wire.next()).event, 'open');
    socket.send('late');
    assert.equal((await wire.next('text')).data, 'late');
  });

  it('tells when a hanging socket is given up', async () => {
    await wire.hang(true);
    const socket = new WebSocket(wire.url);
    await wire.next('hang');
    const closed = happens(socket, 'close');
    socket.close();
    await closed;
    // Chromium drops the connection at once; Firefox keeps it until it is answered
    await wire.hang(false);
    assert.equal((await wire.next('close')).code, 1006);
  });

  it('answers no ICE servers unless told otherwise', async () => {
    const beside = wire.url.replace('ws', 'http').replace('webrtc/signal', 'ice-servers');
    assert.equal(beside, wire.httpUrl('api/v1/ice-servers'));
    assert.deepEqual(await (await fetch(beside)).json(), { iceServers: [] });
    await wire.http('api/v1/ice-servers', { body: { iceServers: [{ urls: 'stun:a.example' }] } });
    assert.deepEqual(await (await fetch(beside)).json(), { iceServers: [{ urls: 'stun:a.example' }] });
  });

  it('answers requests as it is told, and tells what was asked', async () => {
    const headers = { 'content-type': 'application/sdp', location: '/session/1' };
    await wire.http('session', { status: 201, headers, body: 'v=0' });
    const answer = await fetch(`${wire.httpUrl('session')}?a=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer abc' },
      body: 'v=0 offer',
    });
    assert.equal(answer.status, 201);
    assert.equal(answer.headers.get('location'), '/session/1');
    assert.equal(answer.headers.get('content-type'), 'application/sdp');
    assert.equal(await answer.text(), 'v=0');
    const asked = await wire.next('http');
    assert.include(asked, { method: 'POST', path: 'session', body: 'v=0 offer' });
    assert.deepEqual(asked.query, { a: '1' });
    assert.equal(asked.headers['authorization'], 'Bearer abc');
    assert.equal((await fetch(wire.httpUrl('unknown'))).status, 404);
  });

  it('answers late, or never', async () => {
    await wire.http('late', { delay: 200, body: 'at last' });
    const start = performance.now();
    assert.equal(await (await fetch(wire.httpUrl('late'))).text(), 'at last');
    assert.isAtLeast(performance.now() - start, 190);

    await wire.http('never', { hang: true });
    const abort = new AbortController();
    const asked = fetch(wire.httpUrl('never'), { signal: abort.signal });
    await wire.next('http');
    await wire.next('http');
    abort.abort();
    assert.include(await rejection(asked), { name: 'AbortError' });
    assert.equal((await wire.next('http-abort')).path, 'never');
  });

  it('keeps what happened before the test looked, and cuts everything in the end', async () => {
    const socket = await connect();
    const closed = happens(socket, 'close');
    await wire.dispose();
    await closed;
    assert.match(String(await rejection(wire.send('late'))), /disposed/);
  });
});
