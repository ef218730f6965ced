// What happens to the page during a call: other tabs, a crash, the way back, freezing, sleep, two copies of the script.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright/test';
import {
  button,
  embed,
  expect,
  expectReleased,
  expectState,
  heard,
  message,
  test,
  visit,
  watched,
} from './support/fixtures.ts';
import { watchPage } from './support/watch.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

test.use({ permissions: ['microphone'] });

const status = (page: Page) => page.locator('voice-agent-call [part~=status-text]');

const errorCode = (page: Page) =>
  page.evaluate(() => document.querySelector('voice-agent-call')?.error?.code);

test.describe('one call per browser', () => {
  test('a second tab says where the call is, and takes it over at a press', async ({
    page,
    context,
    site,
    local,
  }) => {
    await visit(page, site, local);
    await page.evaluate(() => (document.title = 'Prices & <b>plans</b>'));
    await button(page).click();
    await expectState(page, 'connected');
    const other = await context.newPage();
    await other.addInitScript(watchPage);
    await visit(other, site, local);
    await button(other).click();
    await expectState(other, 'failed');
    expect(await errorCode(other)).toBe('busy');
    await expect(message(other)).toContainText('in another tab: Prices & <b>plans</b>');
    await expect(button(other)).toHaveText('End it and call here');
    expect((await watched(page)).ends).toEqual([]);

    await button(other).click();
    await expectState(other, 'connected');
    await expect.poll(async () => (await heard(other)).rms, { timeout: 10_000 }).toBeGreaterThan(0.02);
    await expectState(page, 'ended');
    await expect(status(page)).toHaveText('Call ended: another tab took over');
    await expectReleased(page);
    expect((await watched(page)).ends).toMatchObject([{ reason: 'local' }]);
    expect(local.gateway.sessions.map(({ ended }) => ended?.by)).toEqual(['client', undefined]);

    await button(page).click();
    await expectState(page, 'failed');
    await button(other).click();
    await expectState(other, 'ended');
    await other.close();
  });

  test('start() alone never ends the call of another tab', async ({ page, context, site, local }) => {
    await visit(page, site, local);
    await button(page).click();
    await expectState(page, 'connected');
    const other = await context.newPage();
    await visit(other, site, local);
    const start = (takeOver: boolean) =>
      other.evaluate(
        (how) =>
          document
            .querySelector('voice-agent-call')
            ?.start(how)
            .catch(() => undefined),
        { takeOver },
      );
    for (let time = 0; time < 2; time++) {
      await start(false);
      await expectState(other, 'failed');
    }
    expect((await watched(page)).ends).toEqual([]);
    await start(true);
    await expectState(page, 'ended');
    await expectState(other, 'connected');
    await other.close();
  });

  test('a tab that crashes frees the line at once', async ({ page, context, site, local }) => {
    const crashing = await context.newPage();
    await visit(crashing, site, local);
    await button(crashing).click();
    await expectState(crashing, 'connected');
    const crashed = crashing.waitForEvent('crash');
    void crashing.goto('chrome://crash').catch(() => undefined);
    await crashed;
    await visit(page, site, local);
    await button(page).click();
    await expectState(page, 'connected');
    await button(page).click();
    await expectState(page, 'ended');
    await crashing.close();
  });
});

test('the way back: from the browser’s cache of pages, and after leaving mid-call', async ({
  site,
  local,
  launchOptions,
}) => {
  // Playwright turns the cache of whole pages off.
  const browser = await chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  try {
    const page = await browser.newPage({ permissions: ['microphone'] });
    await page.addInitScript(watchPage);
    await visit(page, site, local);
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => (document.body.dataset['kept'] = String(persisted))),
    );
    // A page that comes out of the cache loads nothing, which `goBack` would wait for.
    const leave = () => page.goto(site.publish('/next', '<!doctype html><title>Next</title><p>Next'));
    const comeBack = () => page.evaluate(() => history.back());
    await leave();
    await comeBack();
    await expect(page.locator('body')).toHaveAttribute('data-kept', 'true');
    await button(page).click();
    await expectState(page, 'connected');
    await leave();
    await expect.poll(() => local.gateway.sessions[0]?.ended?.by).toBe('client');
    await comeBack();
    await expect(button(page)).toHaveText('Call'); // Chromium keeps no page that had a microphone
    await expectState(page, 'idle');
    await button(page).click();
    await expectState(page, 'connected');
    await button(page).click();
    await expectState(page, 'ended');
    await expectReleased(page);
  } finally {
    await browser.close();
  }
});

test('a machine that slept wakes up to an ended call, not to an open microphone', async ({
  page,
  site,
  local,
}) => {
  await visit(page, site, local);
  await button(page).click();
  await expectState(page, 'connected');
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {};
  expect(processInfo.length).toBeGreaterThan(1);
  const signal = (name: NodeJS.Signals): void => {
    for (const { id } of processInfo) process.kill(id, name);
  };
  signal('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 32_000));
  signal('SIGCONT');
  await expectState(page, 'failed', 4000);
  expect(await errorCode(page)).toBe('connection-lost');
  await expectReleased(page);
});

test('two versions of the script on one page are one widget', async ({ page, site, local, complaints }) => {
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.js')))
    site.publish(`/v2/${file}`, readFileSync(`${dist}/${file}`, 'utf8'), {
      'content-type': 'text/javascript',
    });
  const html = embed({ 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]' }).replace(
    '<body>',
    '<script type="module" src="/v2/voice-agent-call.js"></script><body>',
  );
  await page.goto(site.publish('/', html));
  await button(page).click();
  await expectState(page, 'connected');
  expect(local.gateway.sessions).toHaveLength(1);
  await button(page).click();
  await expectState(page, 'ended');
  await expectReleased(page);
  expect(complaints).toEqual([]);
});
