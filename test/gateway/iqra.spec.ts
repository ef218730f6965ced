// What the gateway lets an Iqra client do on its signalling socket, what it does not, and what it says nothing about.

import { expect, test } from 'playwright/test';
import { WebSocket } from 'ws';
import { startGateway, type GatewaySession } from '../../demo/gateway/gateway.ts';
import type { Gateway } from './clients.ts';
import { iqraUrl, openIqra, type IqraClient } from './iqra-client.ts';
import { Phone, until } from './phone.ts';

let local: Gateway & { close(): Promise<void> };
let sdp: string;
const clients: IqraClient[] = [];

test.beforeAll(async () => {
  local = await startGateway();
  const phone = new Phone();
  sdp = await phone.offer();
  phone.close();
});
test.afterEach(() => clients.splice(0).forEach((client) => client.close()));
test.afterAll(() => local.close());

const last = (): GatewaySession | undefined => local.gateway.sessions.at(-1);

/** Opens the socket alone. */
async function open(url: string): Promise<{ socket: WebSocket; frames: unknown[]; close: () => string }> {
  const socket = new WebSocket(url);
  const frames: unknown[] = [];
  let closed = '';
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString())));
  socket.on('close', (code, reason) => (closed = `${code} ${reason.toString()}`));
  await until(() => socket.readyState !== WebSocket.CONNECTING, 4000, 'the socket to open');
  return { socket, frames, close: () => closed };
}

async function call(url: string, label?: string): Promise<IqraClient> {
  const client = await openIqra(url, label);
  clients.push(client);
  return client;
}

test('an address opens one socket, once, and says why it does not open another', async () => {
  const url = await iqraUrl(local.origin, 'demo');
  const first = await open(url);
  const wrong: [string, RegExp][] = [
    [url, /^1008 \[AssignWebSocketToClientAsync:NOT_FOUND\]$/],
    [`${url}x`, /^1008 .*signature is invalid/],
    [url.replace('/webrtc/web/', '/webrtc/other/'), /^1008 .*signature is invalid/],
    [url.replace(/session\/[^/]+/, 'session/nobody'), /^1008 .*SESSION_NOT_FOUND/],
  ];
  for (const [each, reason] of wrong) {
    const { close } = await open(each);
    await until(() => reason.test(close()), 4000, `${reason.source}, not ${close()}`);
  }
  first.socket.close(1000);
  await until(() => last()?.ended?.by === 'client', 4000);
  const late = await open(url);
  await until(() => late.close().startsWith('1008 '), 4000);

  const stale = await open(await iqraUrl(local.origin, 'stale-link:1'));
  await until(() => /^1008 .*expired/.test(stale.close()), 4000);
  const fresh = await call(await iqraUrl(local.origin, 'stale-link:1'));
  await fresh.phone.connected();
  const again = await open(await iqraUrl(local.origin, 'stale-link:1'));
  await until(() => /^1008 .*expired/.test(again.close()), 4000);
});

test('what the server does not understand is swallowed without a word; then the offer still counts', async () => {
  const { socket, frames } = await open(await iqraUrl(local.origin, 'demo'));
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };
  const huge = JSON.stringify({ type: 'offer', sdp: `${sdp}a=x:${'x'.repeat(9000)}\r\n` });
  expect(huge.length).toBeGreaterThan(8192);
  const bad = [
    'not JSON',
    '[]',
    '{}',
    '{"type":"hello"}',
    '{"type":"offer"}',
    JSON.stringify({ type: 'offer', data: { sdp } }),
    JSON.stringify({ type: 'candidate', candidate: { ...candidate, usernameFragment: 'x' } }), // too early
  ];
  for (const each of bad) socket.send(each);
  socket.send(huge);
  const pieces = Math.ceil(huge.length / 8192);
  await until(
    () => last()?.seen.swallowed.length === bad.length + pieces,
    4000,
    'everything to be swallowed',
  );
  expect(last()).toMatchObject({ offers: 0, candidates: 0, ended: undefined });
  expect(frames).toEqual([]);
  socket.send(JSON.stringify({ type: 'OFFER', sdp }));
  await until(
    () => frames.some((frame) => (frame as { type: string }).type === 'answer'),
    4000,
    'the answer',
  );
  const later = [
    { type: 'offer', sdp },
    { type: 'candidate', ...candidate },
    { type: 'candidate', candidate: candidate.candidate },
    { type: 'candidate', candidate }, // without its fragment
    { type: 'candidate', candidate: { ...candidate, candidate: '', usernameFragment: null } },
    { type: 'candidate', candidate: { ...candidate, sdpMLineIndex: null, usernameFragment: null } },
  ];
  for (const each of later) socket.send(JSON.stringify(each));
  socket.send(JSON.stringify({ type: 'candidate', candidate: { ...candidate, usernameFragment: null } }));
  await until(() => last()?.candidates === 1, 4000);
  expect(last()?.seen.swallowed).toHaveLength(bad.length + pieces + later.length);
  expect(last()).toMatchObject({ offers: 1, ended: undefined });
  socket.terminate();
  await until(() => last()?.ended?.by === 'drop', 4000);
});

test('candidates come before the answer, with what the real server leaves out', async () => {
  for (const token of ['demo', 'bare-candidates']) {
    const client = await call(await iqraUrl(local.origin, token));
    await client.phone.connected();
    const types = client.frames.map(({ type }) => type);
    expect(types.at(-1)).toBe('answer');
    expect(types.length).toBeGreaterThan(1);
    expect(client.frames.at(-1)?.['sdp']).not.toMatch(/a=candidate/);
    const { candidate } = client.frames[0] as { candidate: Record<string, unknown> };
    expect(Object.keys(candidate)).toEqual(['candidate', 'sdpMid', 'sdpMLineIndex']);
    expect(candidate['sdpMid']).toBeNull();
    expect(String(candidate['candidate']).startsWith('candidate:')).toBe(token === 'demo');
    expect(last()?.candidates).toBeGreaterThan(0);
    expect(last()?.candidatesInOffer).toBe(0);
  }
});

test('the data channel greets, and what comes over it is a message', async () => {
  const { phone } = await call(await iqraUrl(local.origin, 'demo'), 'chat');
  await until(() => phone.texts[0] === 'Chat Data Channel: Backend Connected', 6000, 'the greeting');
  phone.channel?.send('Hello?');
  await until(() => last()?.messages[0] === 'Hello?', 4000);
  expect(last()?.seen).toMatchObject({ channels: ['chat'], channelMessages: ['Hello?'] });
});

test('the end of a session is a close with a reason', async () => {
  const reasons: [string, RegExp][] = [
    ['error-MEDIA_BRIDGE_FAILURE', /^1000 SDP Error: /],
    ['error-INVALID_MESSAGE', /^1000 SDP Error: /],
    ['error-AGENT_FAILURE', /^1000 Critical agent error: /],
    ['error-UNKNOWN_THING', /^1000 A code/],
    ['close-1000-early', /^1000 $/],
    ['close-1008', /^1008 \[AssignWebSocketToClientAsync:SESSION_NOT_FOUND\]$/],
    ['close-4001', /^4001 $/],
    ['drop-before-answer', /^1006 $/],
  ];
  for (const [token, reason] of reasons) {
    const { socket, close } = await open(await iqraUrl(local.origin, token));
    socket.send(JSON.stringify({ type: 'offer', sdp }));
    await until(() => reason.test(close()), 4000, `${token}: ${reason.source}, not ${close()}`);
  }
  const video = await open(await iqraUrl(local.origin, 'demo'));
  video.socket.send(JSON.stringify({ type: 'offer', sdp: sdp.replace(/^m=audio/m, 'm=video') }));
  await until(() => video.close().startsWith('1000 SDP Error: '), 4000);
});
