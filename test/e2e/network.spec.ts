// Calls over a network that is slow, loses, is cut, changes or lies, with real peers in two networks of their own (see
// ../support/network-lab.ts). Each ends in a true state, told once, with everything released.
// Alone: npx playwright test network.spec --config test/playwright.config.ts --project e2e

import { button, expect, expectState, watched } from './support/fixtures.ts';
import {
  echo,
  expectCall,
  expectConnectionLost,
  expectReleased,
  expectReleasedButClosing,
  expectSilence,
  expectSound,
  hangUp,
  PATIENCE,
  qualities,
  statusText,
  timeline,
  visit,
} from './support/network-calls.ts';
import { test } from './support/network-fixtures.ts';

// beeps: the browser's noise suppression takes a steady tone down
const stretches = [440, 0].map((hz) => ({ hz, seconds: 0.5 }));

test.use({ permissions: ['microphone'], sound: { stretches } });
// the longest first: so two workers end at about the same time
test.describe.configure({ mode: 'parallel', timeout: 120_000 });

test('Wi-Fi goes, and the mobile network comes after the call: lost, and one press calls again over it', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ cards: { wwan0: true } });
  await lab.set({ cards: { wlan0: false } });
  await expectConnectionLost(page);
  await expectReleasedButClosing(page);
  await expectCall(page, sessions);
  await hangUp(page);
  await expectReleasedButClosing(page, 2);
});

test('everything is cut for good: told after a while, and one press calls again', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ drop: ['all'] });
  await expectConnectionLost(page);
  await expectReleasedButClosing(page);
  const moments = await timeline(page);
  const at = (state: string): number => moments.find(({ what }) => what === state)?.at ?? NaN;
  const patience = at('ending') - at('reconnecting');
  expect(patience).toBeGreaterThan(10_000);
  expect(patience).toBeLessThan(25_000);
  await lab.set({ drop: [] });
  await expectCall(page, sessions);
  expect(await sessions()).toHaveLength(2);
  await hangUp(page);
  await expectReleased(page, 2);
});

test('UDP is cut, TCP goes on: the connection is lost, and the gateway is told', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ drop: ['udp'] });
  await expectConnectionLost(page);
  await expectReleased(page);
  await expect
    .poll(sessions)
    .toMatchObject([{ ended: { by: 'client' }, closeFrames: 1, closeCode: 1000, sockets: 1 }]);
});

test('a fifth of the packets is lost: the call stays up and says how good it is', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await lab.set({ delay: 60, jitter: 20, loss: 0.2 });
  await expectCall(page, sessions);
  await expect.poll(async () => (await qualities(page)).length, { timeout: PATIENCE }).toBeGreaterThan(3);
  await expectSound(page, sessions);
  const told = await qualities(page);
  for (const { level } of told) expect(['fair', 'poor']).toContain(level);
  const loss = told.reduce((sum, quality) => sum + quality.loss, 0) / told.length;
  expect(loss).toBeGreaterThan(0.1);
  expect(loss).toBeLessThan(0.3);
  await hangUp(page);
  await expectReleased(page);
  const { states } = await watched(page);
  expect(states).toEqual(['requesting-microphone', 'connecting', 'connected', 'ending', 'ended']);
});

test('400 ms there and back, 1 Mbit/s: the call comes up, and tells the delay', async ({
  page,
  lab,
  sessions,
}) => {
  await lab.set({ delay: 200, rate: 1e6 });
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await expect
    .poll(async () => (await qualities(page)).at(-1)?.rtt, { timeout: PATIENCE })
    .toBeGreaterThan(350);
  await hangUp(page);
  await expectReleased(page);
});

test('everything is cut for ten seconds: the same call comes back by itself', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ drop: ['all'] });
  const back = page.waitForTimeout(10_000).then(() => lab.set({ drop: [] }));
  await expectSilence(page, sessions);
  await expectState(page, 'reconnecting');
  await expect(statusText(page)).toHaveText('Reconnecting…');
  await expect(button(page)).toHaveText('Hang up');
  await back;
  await expectState(page, 'connected');
  await expectSound(page, sessions);
  expect(await sessions()).toMatchObject([{ offers: 1, sockets: 1 }]);
  await hangUp(page);
  await expectReleased(page);
  await expect.poll(async () => (await sessions())[0]?.ended?.by).toBe('client');
});

test('Wi-Fi goes, and the mobile network was there: the call moves over', async ({ page, lab, sessions }) => {
  await lab.set({ cards: { wwan0: true } });
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  const before = await lab.set({ cards: { wlan0: false } });
  const moved = async () => (await lab.set({})).wwan0.udp - before.wwan0.udp;
  await expect.poll(moved, { timeout: PATIENCE }).toBeGreaterThan(300);
  await expectState(page, 'connected');
  await expectSound(page, sessions);
  expect(await sessions()).toMatchObject([{ offers: 1, sockets: 1 }]);
  await hangUp(page);
  await expectReleasedButClosing(page);
});

test('the only network card is down for nine seconds: shown, and the same call comes back', async ({
  page,
  lab,
  sessions,
}) => {
  await visit(page, echo.polyai);
  await expectCall(page, sessions);
  await lab.set({ cards: { wlan0: false } });
  const back = page.waitForTimeout(9000).then(() => lab.set({ cards: { wlan0: true } }));
  await expectState(page, 'reconnecting');
  await expect(statusText(page)).toHaveText('Reconnecting…');
  expect(await page.evaluate(() => navigator.onLine)).toBe(false);
  await back;
  await expectState(page, 'connected');
  await expectSound(page, sessions);
  const moments = (await timeline(page)).map(({ what }) => what);
  expect(moments.slice(2)).toEqual(['connected', 'offline', 'reconnecting', 'online', 'connected']);
  expect(await sessions()).toMatchObject([{ offers: 1 }]);
  await hangUp(page);
  await expectReleased(page);
});
