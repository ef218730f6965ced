// The built tag in the installed Firefox: whole calls, and what a site around them may do.

import type { Browser } from 'puppeteer-core';
import { callSuite } from './call-suite.ts';
import { expect, tag, test as base } from './support/fixtures.ts';
import { FirefoxTab, openFirefox } from './support/firefox.ts';
import { keepPicture } from './support/pictures.ts';
import {
  clickPart,
  expectReleased,
  expectState,
  publish,
  run,
  textOf,
  visit,
  watched,
  type Tab,
} from './support/tab.ts';

const test = base.extend<{ tab: Tab }, { firefox: Browser | undefined }>({
  firefox: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const browser = await openFirefox('granted');
      if (!browser) console.log('Skipped: no stock Firefox, install it or set FIREFOX_PATH');
      await use(browser);
      await browser?.close();
    },
    { scope: 'worker' },
  ],
  tab: async ({ firefox }, use) => {
    if (!firefox) return test.skip(true, 'no Firefox');
    const page = await firefox.newPage();
    await use(new FirefoxTab(page));
    await page.close();
  },
});

test.describe('Firefox', () => callSuite(test, ['polyai', 'http']));

test('idle and in a call: pictures, and a strict policy with Trusted Types kept', async ({
  tab,
  site,
  local,
}) => {
  const { host } = new URL(local.url);
  const policy = [
    ...[
      "default-src 'none'",
      'img-src data:',
      "script-src 'self'",
      `connect-src ws://${host} http://${host}`,
    ],
    ...["require-trusted-types-for 'script'", 'trusted-types lit-html'],
  ].join('; ');
  const headers = { 'content-security-policy': policy };
  await visit(tab, await publish(site, tag(local, 'echo'), { headers }));
  await keepPicture(tab, 'firefox-idle');
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await keepPicture(tab, 'firefox-connected');
  await clickPart(tab, 'button');
  await expectState(tab, 'ended');
  await expectReleased(tab);
});

// Firefox closes a page's sockets before `pagehide`: whom only a socket reaches gets no goodbye there, but its media ends.
test('leaving the page: PolyAI’s far end loses socket and media at once', async ({ tab, site, local }) => {
  await visit(tab, await publish(site, tag(local, 'echo')));
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  const session = local.gateway.sessions.at(-1);
  await expect.poll(() => session?.hears().rms, { timeout: 10_000 }).toBeGreaterThan(0.005);
  await tab.goto(site.publish('/next', '<!doctype html><title>Next</title>'));
  await expect.poll(() => session?.closeCode, { timeout: 10_000 }).toBe(1001);
  await expect.poll(() => session?.hears().rms, { timeout: 10_000 }).toBe(0);
});

test('leaving the page: the goodbye by HTTP arrives', async ({ tab, site, local }) => {
  await visit(tab, await publish(site, tag(local, 'echo', 'whip')));
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  const session = local.gateway.sessions.at(-1);
  await tab.goto(site.publish('/next', '<!doctype html><title>Next</title>'));
  await expect.poll(() => session?.closeFrames, { timeout: 10_000 }).toBe(1);
  expect(session?.ended?.by).toBe('client');
});

test('one call per browser: a second tab is told so, until the first has hung up', async ({
  tab,
  firefox,
  site,
  local,
}) => {
  const url = await publish(site, tag(local, 'echo'));
  await visit(tab, url);
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  const page = await firefox?.newPage();
  if (!page) throw new Error('The browser is gone.');
  const other = new FirefoxTab(page);
  await visit(other, url);
  await clickPart(other, 'button');
  await expectState(other, 'failed');
  expect((await watched(other)).errors).toMatchObject([{ code: 'busy' }]);
  await run(tab, () => document.querySelector('voice-agent-call')?.hangUp());
  await clickPart(other, 'button');
  await expectState(other, 'connected');
  await page.close();
});

test('a microphone that is blocked for good: its own text and remedy, no offer', async ({ site, local }) => {
  const refusing = await openFirefox('denied');
  test.skip(!refusing, 'no Firefox');
  if (!refusing) return;
  try {
    const tab = new FirefoxTab(await refusing.newPage());
    await visit(tab, await publish(site, tag(local, 'echo')));
    await clickPart(tab, 'button');
    await expectState(tab, 'failed');
    expect((await watched(tab)).errors).toMatchObject([{ code: 'microphone-denied' }]);
    expect(await textOf(tab, 'message')).toContain('The microphone was not allowed.');
    expect(local.gateway.sessions).toHaveLength(0);
    await expectReleased(tab);
  } finally {
    await refusing.close();
  }
});
