// PolyAI's protocol without sound: what is refused, recorded and scripted.

import { expect, test } from 'playwright/test';
import { behaviours } from '../../demo/gateway/behaviours.ts';
import { startGateway, type GatewaySession, type LocalGateway } from '../../demo/gateway/gateway.ts';
import { Caller, pause, Signal, until } from './caller.ts';

let gateway: LocalGateway;
let url: string;
let http: string;
let close: () => Promise<void>;
/** A real offer. */
let sdp: string;

test.beforeAll(async () => {
  ({ gateway, url, close } = await startGateway({ iceServers: [{ urls: 'stun:stun.example.org' }] }));
  http = url.replace('ws:', 'http:').replace('/api/v1/webrtc/signal', '');
  const caller = new Caller(url);
  sdp = (await caller.pc.createOffer()).sdp ?? '';
  caller.close();
});
test.afterAll(() => close());

const offer = (fields: object = {}): Record<string, unknown> => ({
  type: 'offer',
  sessionId: '',
  authToken: 'demo',
  data: { type: 'offer', sdp },
  ...fields,
});

const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 };

/** Sends the frames on a new socket; the last one is expected to be refused. */
async function refusal(...frames: unknown[]): Promise<string> {
  const signal = await new Signal(url).open();
  for (const frame of frames) signal.send(frame);
  const { code, message } = await signal.error();
  await until(() => signal.closed === 1000, 2000, 'the socket to be closed');
  return `${code}: ${message}`;
}

/** Sends an offer and then, once it is answered, a frame made from the session's id. */
async function laterRefusal(make: (sessionId: string) => unknown): Promise<string> {
  const signal = await new Signal(url).open();
  signal.send(offer());
  const answer = await until(() => signal.frame('answer'), 4000);
  signal.send(make(answer.sessionId ?? ''));
  const { code } = await signal.error();
  signal.socket.close();
  return code ?? '';
}

test('what is not an offer is refused as the first frame', async () => {
  const frames = [
    ...['not JSON', '[]', '"offer"', 'null', '{}', '{"type":1}', '{"type":"hello"}', '{"type":"answer"}'],
    ...[new Uint8Array([1, 2, 3]), { type: 'close', sessionId: 'who' }, { type: 'close', sessionId: '' }],
    { type: 'ice-candidate', sessionId: 'who', data: candidate },
  ];
  for (const result of await Promise.all(frames.map((frame) => refusal(frame)))) {
    expect(result).toMatch(/^INVALID_MESSAGE: /);
  }
});

test('an offer with a fault is refused, each with its code', async () => {
  const faults: [string, object][] = [
    ['UNAUTHORIZED: Auth token required', { authToken: undefined }],
    ['UNAUTHORIZED: Auth token required', { authToken: '' }],
    ['UNAUTHORIZED: Auth token required', { authToken: 7 }],
    ['UNAUTHORIZED: Invalid authentication token', { authToken: 'wrong' }],
    ['UNAUTHORIZED: Invalid authentication token', { authToken: 'constructor' }],
    ['UNAUTHORIZED: Invalid authentication token', { authToken: 'wrong', mode: 'wrong' }],
    ['INVALID_MESSAGE', { sessionId: undefined }],
    ['INVALID_MESSAGE', { sessionId: 'mine' }],
    ['INVALID_MESSAGE', { data: undefined }],
    ['INVALID_MESSAGE', { data: { sdp } }],
    ['INVALID_MESSAGE', { data: { type: 'answer', sdp } }],
    ['INVALID_MESSAGE', { data: { type: 'offer' } }],
    ['INVALID_ARGUMENT', { mode: 'loud' }],
    ['INVALID_ARGUMENT', { mode: 1 }],
    ['INVALID_ARGUMENT', { callSid: 1 }],
    ['INVALID_ARGUMENT', { caller: null }],
    ['INVALID_ARGUMENT', { variantId: {} }],
    ['INVALID_ARGUMENT', { agentVersionOverride: 'v1' }],
    ['INVALID_ARGUMENT', { agentVersionOverride: { artifactVersion: '1' } }],
    ['MEDIA_BRIDGE_FAILURE', { data: { type: 'offer', sdp: 'v=0\r\n' } }],
    [
      'MEDIA_BRIDGE_FAILURE',
      { data: { type: 'offer', sdp: sdp.replace(/opus\/48000\/2/g, 'opus/16000/1') } },
    ],
    ['MEDIA_BRIDGE_FAILURE', { data: { type: 'offer', sdp: sdp.replace(/^m=audio/m, 'm=video') } }],
    ['MEDIA_BRIDGE_FAILURE', { data: { type: 'offer', sdp: `${sdp}m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n` } }],
    [
      'MEDIA_BRIDGE_FAILURE',
      { data: { type: 'offer', sdp: sdp.replace(/^a=fingerprint.*$/m, 'a=fingerprint:x') } },
    ],
  ];
  const results = await Promise.all(
    faults.map(async ([expected, fields]) => (await refusal(offer(fields))).slice(0, expected.length)),
  );
  expect(results).toEqual(faults.map(([expected]) => expected));
});

test('every field of a good offer is recorded, except the token', async () => {
  const fields = {
    mode: 'agent_v2',
    callSid: 'call-1',
    caller: '+15550100',
    callee: '+15550101',
    variantId: 'v',
    agentVersionOverride: { artifactVersion: '1', lambdaDeploymentVersion: '2' },
  };
  const signal = await new Signal(url).open();
  signal.send(offer({ ...fields, sessionId: null, authToken: 'demo:s3cret' }));
  const answer = await until(() => signal.frame('answer'), 4000);
  expect(answer.sessionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(answer.data?.sdp).toMatch(/opus\/48000\/2/);
  const session = gateway.sessions.find(({ sessionId }) => sessionId === answer.sessionId);
  expect(session).toMatchObject({
    behaviour: 'demo',
    offer: fields,
    frames: [{ type: 'offer', hadToken: true }],
  });
  expect(JSON.stringify(session?.frames)).not.toContain('s3cret');
  const trickled = await until(() => signal.frame('ice-candidate'), 4000);
  expect(trickled).toMatchObject({
    sessionId: answer.sessionId,
    data: { candidate: expect.stringMatching(/^candidate:/) as unknown, sdpMid: '0', sdpMLineIndex: 0 },
  });
  signal.send({ type: 'close', sessionId: answer.sessionId });
  await until(() => session?.ended?.by === 'client');
});

test('frames that do not fit the session are refused', async () => {
  const bad = (data: object): Promise<string> =>
    laterRefusal((sessionId) => ({ type: 'ice-candidate', sessionId, data }));
  const codes = await Promise.all([
    laterRefusal(() => offer()),
    laterRefusal(() => ({ type: 'ice-candidate', sessionId: 'other', data: candidate })),
    laterRefusal(() => ({ type: 'close', sessionId: 'other' })),
    laterRefusal(() => ({ type: 'close' })),
    laterRefusal((sessionId) => ({ type: 'pong', sessionId })),
    bad({ ...candidate, candidate: '' }),
    bad({ ...candidate, candidate: null }),
    bad({ ...candidate, sdpMid: null }),
    bad({ ...candidate, sdpMLineIndex: -1 }),
    bad({ candidate: candidate.candidate, sdpMid: '0' }),
  ]);
  expect(new Set(codes)).toEqual(new Set(['INVALID_MESSAGE']));
  const early = await refusal(offer({ authToken: 'silent' }), {
    type: 'ice-candidate',
    sessionId: 'x',
    data: candidate,
  });
  expect(early).toMatch(/^INVALID_MESSAGE/);
  expect(await bad({ ...candidate, candidate: 'candidate:nonsense' })).toBe('MEDIA_BRIDGE_FAILURE');
});

test('scripts: refusals and closes instead of an answer', async () => {
  const codes = Object.keys(behaviours).flatMap((name) => /^error-(?!later-)(.+)$/.exec(name)?.[1] ?? []);
  expect(codes).toHaveLength(8);
  const results = await Promise.all(codes.map((code) => refusal(offer({ authToken: `error-${code}` }))));
  expect(results.map((result) => result.split(':')[0])).toEqual(codes);
  expect(await refusal(offer({ authToken: 'refuse:1' }))).toBe('UNAUTHORIZED: Invalid authentication token');
  expect(await refusal(offer({ authToken: 'html' }))).toMatch(/^HANDLER_ERROR: <img/);
  for (const [token, code] of Object.entries({
    'close-1000-early': 1000,
    'close-1008': 1008,
    'close-4001': 4001,
  })) {
    const signal = await new Signal(url).open();
    signal.send(offer({ authToken: token }));
    await until(() => signal.closed === code, 1000, token);
    expect(signal.frames).toEqual([]);
  }
  const signal = await new Signal(url).open();
  signal.send(offer({ authToken: 'bad-sdp' }));
  await until(() => signal.frame('answer'));
  signal.socket.close();
  const nameless = await new Signal(url).open();
  nameless.send(offer({ authToken: 'no-session-id' }));
  expect(await until(() => nameless.frame('answer'), 4000)).not.toHaveProperty('sessionId');
  nameless.socket.close();
});

test('an error during the call', async () => {
  const caller = await new Caller(url).dial('error-later-AGENT_FAILURE');
  await caller.connected();
  expect(await caller.signal.error()).toMatchObject({ code: 'AGENT_FAILURE' });
  caller.hangUp();
  const session = gateway.sessions.find(({ sessionId }) => sessionId === caller.sessionId);
  await until(() => session?.closeFrames === 1);
  expect(session?.ended).toEqual({ by: 'error', code: 'AGENT_FAILURE' });
});

test('the answer may come on the next socket', async () => {
  const lost = await new Signal(url).open();
  lost.send(offer({ authToken: 'drop-before-answer' }));
  await until(() => lost.closed === 1006);
  const next = await new Signal(url).open();
  const answer = await until(() => next.frame('answer'), 4000);
  const session = gateway.sessions.find(({ sessionId }) => sessionId === answer.sessionId);
  expect(session).toMatchObject({ sockets: 2, offers: 1 });
  next.socket.terminate();
});

test('a visitor who leaves before the answer is forgotten, and a socket that says nothing is kept', async () => {
  const last = (): GatewaySession | undefined => gateway.sessions.at(-1);
  const signal = await new Signal(url).open();
  signal.send(offer({ authToken: 'slow' }));
  await until(() => last()?.behaviour === 'slow');
  signal.socket.close(1000);
  await until(() => last()?.ended?.by === 'drop');
  expect(last()?.closeCode).toBe(1000);
  const mute = await new Signal(url).open();
  await pause(400);
  expect(mute.closed).toBeUndefined();
  mute.socket.close();
});

test('health and ICE servers', async () => {
  const health = (await (await fetch(`${http}/health`)).json()) as { status: string; activeSessions: number };
  expect(health.status).toBe('ok');
  expect(health.activeSessions).toBe(gateway.sessions.filter(({ ended }) => !ended).length);

  const ice = `${http}/api/v1/ice-servers`;
  const byHeader = await fetch(ice, { headers: { Authorization: 'Bearer demo:1' } });
  expect(byHeader.headers.get('access-control-allow-origin')).toBe('*');
  expect(await byHeader.json()).toEqual({ iceServers: [{ urls: 'stun:stun.example.org' }] });
  expect((await fetch(`${ice}?token=demo`)).status).toBe(200);
  for (const wrong of ['', '?token=', '?token=wrong']) {
    const answer = await fetch(ice + wrong);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: 'invalid auth token' });
  }
  const preflight = await fetch(ice, { method: 'OPTIONS' });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
  await expect(fetch(`${ice}?token=slow-ice`, { signal: AbortSignal.timeout(500) })).rejects.toThrow(
    'timeout',
  );
  expect((await fetch(`${http}/other`)).status).toBe(404);
});
