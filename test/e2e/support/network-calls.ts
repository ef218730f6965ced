// What a call over a network that fails has to show, at the page and at the gateway.

import type { Page } from 'playwright/test';
import type { Heard } from '../../../demo/gateway/peer.ts';
import { button, expect, expectState, heard, message, watched } from './fixtures.ts';
import type { Sessions } from './network-fixtures.ts';
import type { Moment } from './network-page.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Longer than any limit of the widget's, which must be what ends a call. */
export const PATIENCE = 45_000;
const often = { timeout: 20_000, intervals: [100] };

/** The local gateway's echo by each of the protocols that keep their signalling open; iqra needs a `gateway-url`. */
export const echo = {
  polyai: { gateway: 'polyai', 'gateway-url': '/api/v1/webrtc/signal', 'connector-token': 'echo' },
  voisnap: { gateway: 'voisnap', 'gateway-url': '/', 'agent-id': 'agt_demo', 'connector-token': 'echo' },
  iqra: { gateway: 'iqra', 'business-id': '1234', 'campaign-id': 'campaign-demo' },
} as const satisfies Readonly<Record<string, Attributes>>;

/** Opens a page of the far end's site with a tag for each. */
export async function visit(page: Page, ...tags: readonly Attributes[]): Promise<void> {
  const markup = tags.map((tag) => {
    const list = Object.entries({ 'ice-servers': '[]', ...tag }).map(([name, value]) => `${name}='${value}'`);
    return `<voice-agent-call ${list.join(' ')}></voice-agent-call>`;
  });
  const html = `<!doctype html><html lang="en"><title>A site</title>
<script type="module" src="/dist/voice-agent-call.js"></script><body><main>${markup.join('\n')}</main></body></html>`;
  await page.goto(`https://voice.test/page?html=${encodeURIComponent(html)}`);
  for (const index of tags.keys()) await expect(button(page).nth(index)).toBeVisible();
}

const isBeep = ({ rms, frequency }: Heard): boolean => rms > 0.01 && Math.abs(frequency - 440) < 15;

/** The visitor's beeps arrive at the gateway, and come back. */
export async function expectSound(page: Page, sessions: Sessions): Promise<void> {
  await expect.poll(async () => (await sessions()).some(({ heard }) => isBeep(heard)), often).toBe(true);
  await expect.poll(async () => isBeep(await heard(page)), often).toBe(true);
}

/** Neither end hears anything. */
export async function expectSilence(page: Page, sessions: Sessions): Promise<void> {
  const loudness = async (): Promise<number[]> => [
    ...(await sessions()).map((session) => session.heardLately.rms),
    (await heard(page)).rms,
  ];
  await expect.poll(async () => Math.max(...(await loudness())), often).toBeLessThan(0.005);
}

/** A press leads to a call with sound both ways. */
export async function expectCall(page: Page, sessions: Sessions): Promise<void> {
  await button(page).click();
  await expectState(page, 'connected', PATIENCE);
  await expectSound(page, sessions);
}

/** Told once per call; nothing is alive. */
export async function expectReleased(page: Page, calls = 1): Promise<void> {
  await expect.poll(async () => (await watched(page)).alive, { timeout: PATIENCE }).toEqual([]);
  expect((await watched(page)).ends).toHaveLength(calls);
}

/**
 * The same, where a goodbye never arrived: a WebSocket whose far end does not agree stays CLOSING for a minute or so, in
 * the browser's hands alone.
 */
export async function expectReleasedButClosing(page: Page, calls = 1): Promise<void> {
  const alive = async () => (await watched(page)).alive.filter((what) => what !== 'socket 2');
  await expect.poll(alive, { timeout: 4000 }).toEqual([]);
  expect((await watched(page)).ends).toHaveLength(calls);
}

/** The visitor hangs up, whatever the network does. */
export async function hangUp(page: Page): Promise<void> {
  await button(page).click();
  await expectState(page, 'ended');
}

/** The visitor reads that the connection was lost, what helps, and how to call again; told once. */
export async function expectConnectionLost(page: Page): Promise<void> {
  await expectState(page, 'failed', PATIENCE);
  expect(await watched(page)).toMatchObject({
    errors: [{ code: 'connection-lost' }],
    ends: [{ reason: 'error' }],
    states: ['requesting-microphone', 'connecting', 'connected', 'reconnecting', 'ending', 'failed'],
  });
  await expect(message(page)).toContainText('The connection was lost.');
  await expect(message(page)).toContainText('Check your internet connection, then call again.');
  await expect(button(page)).toHaveText('Call again');
}

export const statusText = (page: Page) => page.locator('voice-agent-call [part~=status-text]');
export const qualities = (page: Page) => page.evaluate(() => window.network.qualities());
export const timeline = (page: Page): Promise<Moment[]> => page.evaluate(() => window.network.timeline());

/** For four seconds no call is silent for a whole one, at neither end: between two beeps there is half of one. */
export async function expectNoGap(page: Page, sessions: Sessions, calls: number): Promise<void> {
  const energies: number[][] = [];
  for (let look = 0; look < 16; look++) {
    energies.push(await page.evaluate(() => window.network.energies()));
    const loud = (await sessions()).filter((session) => session.heardLately.rms > 0.02);
    expect(loud.length).toBeGreaterThanOrEqual(calls);
    await page.waitForTimeout(250);
  }
  const secondsApart = energies.slice(5).map((after, index) => ({ before: energies[index] ?? [], after }));
  for (const { before, after } of secondsApart)
    expect(after.filter((energy, index) => energy > (before[index] ?? Infinity)).length).toBe(calls);
}
