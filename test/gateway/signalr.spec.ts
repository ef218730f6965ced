// What the gateway takes for SignalR, by way of Voisnap's hub: handshake, framing, order, keepalive.

import { expect, test } from 'playwright/test';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { END, HubClient } from './hub-client.ts';
import { Phone, until } from './phone.ts';
import { voisnapHub } from './voisnap-client.ts';

let local: Gateway & { close(): Promise<void> };
let sdp: string;
let candidate: object;

test.beforeAll(async () => {
  local = await startGateway();
  const phone = new Phone();
  sdp = await phone.offer('gathered');
  const line = /^a=(candidate:.*?)\r?$/m.exec(sdp)?.[1] ?? '';
  candidate = { candidate: line, sdpMid: '0', sdpMLineIndex: 0 };
  phone.close();
});
test.afterAll(() => local.close());

const hubOf = async (token: string): Promise<HubClient> =>
  new HubClient(await voisnapHub(local.origin, token)).start();

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);

test('the handshake comes first, and its answer brings the first event along', async () => {
  for (const first of [
    { protocol: 'messagepack', version: 1 },
    { protocol: 'json', version: 2 },
    { type: 1, target: 'SendOfferAsync', arguments: [] },
    'not JSON',
  ]) {
    const hub = await new HubClient(await voisnapHub(local.origin, 'demo')).open();
    hub.send(first);
    await until(() => hub.closed === 1000, 4000, 'the hub to close');
    expect(hub.messages).toEqual([{ error: expect.any(String) as unknown }]);
  }
  const hub = await hubOf('demo');
  expect(hub.frames).toHaveLength(1);
  expect(hub.messages).toHaveLength(2);
  expect(hub.messages[0]).toEqual({});
  expect(hub.event('SessionStarted')).toEqual({ conversationId: expect.any(String) as unknown });
  hub.socket.close(1000);
  await until(() => last()?.ended?.by === 'drop', 4000);
});

test('invocations are taken one at a time, and an offer that cannot be bridged ends the session', async () => {
  const hub = await hubOf('demo');
  const ids = [
    hub.invoke('SendOfferAsync', { sdp, type: 'offer' }),
    hub.invoke('SendIceCandidateAsync', candidate),
    hub.invoke('EndSessionAsync', 'user_ended'),
  ];
  await until(() => hub.completion('2'), 4000);
  const completions = hub.messages.filter(({ type }) => type === 3);
  expect(completions).toEqual(ids.map((invocationId) => ({ type: 3, invocationId })));
  const video = await hubOf('demo');
  const offer = { sdp: sdp.replace(/^m=audio/m, 'm=video'), type: 'offer' };
  expect(await video.call('SendOfferAsync', offer)).toMatch(/audio/);
  await until(() => video.closed === 1000, 4000);
  expect(last()?.ended).toEqual({ by: 'error', code: 'INVALID_MESSAGE' });
});

test('framing: messages glued together and cut apart; what is no SignalR closes the hub', async () => {
  const hub = await hubOf('demo');
  const ping = `{"type":6}${END}`;
  hub.socket.send(ping + ping + ping.slice(0, 5));
  hub.socket.send(ping.slice(5));
  hub.socket.send(`{"type":3,"invocationId":"1"}${END}`);
  await until(() => last()?.seen.completions === 1, 4000);
  expect(last()?.seen.pings).toBe(3);
  hub.send({ type: 7 });
  await until(() => hub.closed === 1000, 4000);
  const bad: [string | Uint8Array, number][] = [
    [`nonsense${END}`, 1000],
    [`[]${END}`, 1000],
    [`{"type":4,"target":"x","arguments":[],"invocationId":"1"}${END}`, 1000],
    [`{"type":1,"target":"x"}${END}`, 1000],
    [`{"type":1,"target":"x","arguments":[],"invocationId":1}${END}`, 1000],
    [new Uint8Array([1, 2, 3]), 1000],
    [`{"type":6,"x":"${'x'.repeat(33_000)}"}${END}`, 1009],
  ];
  for (const [frame, code] of bad) {
    const each = await hubOf('demo');
    each.socket.send(frame);
    await until(() => each.closed === code, 4000, `${String(frame).slice(0, 50)} to close the hub`);
    if (code === 1000) expect(each.messages.at(-1)).toMatchObject({ type: 7, error: expect.any(String) });
  }
  const twice = await hubOf('silent');
  const end = { type: 1, target: 'SendOfferAsync', arguments: [{ sdp, type: 'offer' }], invocationId: '1' };
  twice.socket.send((JSON.stringify(end) + END).repeat(2));
  await until(() => twice.closed === 1000, 4000);
  expect(twice.messages.at(-1)?.error).toMatch(/twice/);
});

test('keepalive: the server pings an idle client, drops a silent one and keeps one that pings', async () => {
  const brisk = await startGateway({ keepAliveMs: 200, silenceMs: 1000 });
  const open = async (): Promise<HubClient> => new HubClient(await voisnapHub(brisk.origin, 'demo')).start();
  const [silent, alive] = await Promise.all([open(), open()]);
  const mute = await new HubClient(await voisnapHub(brisk.origin, 'demo')).open();
  const ping = setInterval(() => alive.send({ type: 6 }), 200);
  await until(() => silent.closed === 1006, 6000, 'the silent client to be dropped');
  await until(() => mute.closed === 1006, 6000, 'the client without a handshake to be dropped');
  clearInterval(ping);
  expect(alive.closed).toBeUndefined();
  for (const hub of [silent, alive]) expect(hub.messages.some(({ type }) => type === 6)).toBe(true);
  await brisk.close();
});
