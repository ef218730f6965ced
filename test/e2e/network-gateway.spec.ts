// Calls whose gateway cannot be asked, or no longer: signalling that is reset or falls silent while the audio is fine,
// names that do not resolve, captive portals, servers that never answer. Real peers, as in network.spec.ts.
// Alone: npx playwright test network-gateway.spec --config test/playwright.config.ts --project e2e

import { button, expect, message, watched } from './support/fixtures.ts';
import {
  echo,
  expectCall,
  expectNoGap,
  expectReleased,
  expectReleasedButClosing,
  hangUp,
  PATIENCE,
  visit,
  type Attributes,
} from './support/network-calls.ts';
import { test } from './support/network-fixtures.ts';

// beeps: the browser's noise suppression takes a steady tone down
const stretches = [440, 0].map((hz) => ({ hz, seconds: 0.5 }));

test.use({ permissions: ['microphone'], sound: { stretches } });
test.describe.configure({ mode: 'parallel', timeout: 120_000 });

const unreachable = 'gateway-unreachable';
const textByCode: Readonly<Record<string, string>> = {
  'gateway-unreachable': 'The call service could not be reached.',
  timeout: 'Connecting took too long.',
  protocol: 'This call isn’t available right now.',
};
const signal = '/api/v1/webrtc/signal';
const token = { 'connector-token': 'echo' };

/** What no call can come of, and how it ends: /portal/ answers a web page, /to-portal/ leads to one. */
const dead: readonly (readonly [tag: Attributes, ...codes: readonly string[]])[] = [
  [{ 'gateway-url': 'wss://missing.test/signal', ...token }, unreachable],
  [{ 'gateway-url': 'wss://hanging.test/signal', ...token }, unreachable],
  [{ 'gateway-url': 'wss://silent.test/signal', ...token }, unreachable],
  [{ 'gateway-url': '/portal/signal', ...token }, unreachable],
  [{ 'gateway-url': '/to-portal/signal', ...token }, unreachable],
  [{ 'gateway-url': signal, 'token-url': '/portal/token' }, 'protocol'],
  [{ 'gateway-url': signal, 'token-url': '/to-portal/token' }, unreachable],
  [{ 'gateway-url': signal, 'token-url': 'https://silent.test/token' }, 'timeout'],
  [{ gateway: 'http', 'gateway-url': 'https://missing.test/offer' }, unreachable],
  [{ gateway: 'http', 'gateway-url': 'https://hanging.test/offer' }, unreachable, 'timeout'],
  [{ gateway: 'http', 'gateway-url': 'https://silent.test/offer' }, 'timeout'],
  [{ gateway: 'http', 'gateway-url': '/portal/offer' }, 'protocol'],
  [{ gateway: 'http', 'gateway-url': '/to-portal/offer' }, unreachable],
];

test('names that do not resolve, portals, and servers that are silent: each told, in bounded time', async ({
  page,
  sessions,
}) => {
  await visit(page, ...dead.map(([tag]) => tag));
  // by the keyboard: the tags move down as those above them say more
  for (const index of dead.keys()) await button(page).nth(index).press('Enter');
  const errors = () =>
    page.evaluate(() => [...document.querySelectorAll('voice-agent-call')].map(({ error }) => error?.code));
  await expect.poll(errors, { timeout: PATIENCE }).not.toContain(undefined);
  for (const [index, code = ''] of (await errors()).entries()) {
    expect(dead[index]?.slice(1), JSON.stringify(dead[index])).toContain(code);
    await expect(message(page).nth(index)).toContainText(textByCode[code] ?? '?');
  }
  await expectReleased(page, dead.length);
  expect(await sessions()).toEqual([]);
});

test('the signalling is reset: the audio goes on without a gap, unless the gateway ends the call', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai, echo.voisnap, echo.iqra);
  const states = () =>
    page.evaluate(() => [...document.querySelectorAll('voice-agent-call')].map(({ state }) => state));
  // Behind TLS, the local gateway's own answer would name a ws: address.
  await page.evaluate(async () => {
    const audioConfig = { inputCodec: 'OPUS', outputCodec: 'OPUS', sampleRate: 48_000 };
    const asked = { businessId: 1234, campaignId: 'campaign-demo', transportType: 'WebRTC', audioConfig };
    const answer = await fetch('/api/websession/initiate', {
      method: 'POST',
      headers: { authorization: 'Bearer echo', 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    const { websocketUrl } = (await answer.json()) as { websocketUrl: string };
    const url = websocketUrl.replace(/^ws:/, 'wss:');
    document.querySelector('[gateway=iqra]')?.setAttribute('gateway-url', url);
  });
  for (const index of [0, 1, 2]) await button(page).nth(index).click();
  await expect.poll(states, { timeout: PATIENCE }).toEqual(['connected', 'connected', 'connected']);
  const loud = async () => (await sessions()).filter((session) => session.heardLately.rms > 0.02).length;
  await expect.poll(loud, { timeout: PATIENCE }).toBe(3);

  await lab.reset();
  // Iqra's session is over with its socket; PolyAI's takes another; Voisnap's audio needs none.
  await expect.poll(states, { timeout: PATIENCE }).toEqual(['connected', 'connected', 'failed']);
  expect((await watched(page)).errors).toMatchObject([{ code: 'connection-lost' }]);
  await expectNoGap(page, sessions, 2);
  expect(await states()).toEqual(['connected', 'connected', 'failed']);

  for (const index of [0, 1]) await button(page).nth(index).click();
  await expect.poll(states, { timeout: PATIENCE }).toEqual(['ended', 'ended', 'failed']);
  await expectReleased(page, 3);
  const [polyai] = (await sessions()).filter(({ protocol }) => protocol === 'polyai');
  expect(polyai).toMatchObject({ offers: 1, sockets: 2, ended: { by: 'client' } });
  expect((await watched(page)).states).not.toContain('reconnecting');
});

test('the signalling falls silent: the audio goes on, and hanging up takes no longer than the goodbye', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ drop: ['tcp'] });
  await expectNoGap(page, sessions, 1);
  await hangUp(page);
  await expectReleasedButClosing(page);
  // The media says goodbye, too.
  await expect.poll(async () => (await sessions())[0]?.heardLately.rms, { timeout: PATIENCE }).toBe(0);
  await lab.set({ drop: [] });
  await expect
    .poll(sessions, { timeout: PATIENCE })
    .toMatchObject([{ ended: { by: 'client' }, closeFrames: 1 }]);
  await expectReleased(page);
});
