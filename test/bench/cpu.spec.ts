// `npm run bench`: what a call costs while it goes on, with and without the level meter, beside a hand-written one. All
// processes of the browser, in rounds that take turns; nothing here is asserted.

import { chromium, type Browser, type Page } from 'playwright/test';
import { embed, expect, test } from '../e2e/support/fixtures.ts';
import { baseline } from './baseline.html.ts';
import { median, table } from './support/table.ts';

const ROUNDS = 5;
/** What is measured of each call, in ms. */
const WINDOW = 8_000;

/** Seconds of processor time that all processes of the browser have used. */
async function cpuTime(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, process) => sum + process.cpuTime, 0);
}

/** Scripts, styles and layouts of the page's main thread so far. */
async function work(page: Page): Promise<Readonly<Record<string, number>>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

test('processor time of a call, with the meter and without', async ({ site, local, launchOptions }) => {
  test.setTimeout(400_000);
  const attributes = { 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]' };
  const pages = {
    'hand-written': site.publish('/bare', baseline(local.url)),
    inline: site.publish('/inline', embed(attributes)),
    'card, with the meter': site.publish('/card', embed({ ...attributes, layout: 'card' })),
  };
  const names = Object.keys(pages) as (keyof typeof pages)[];
  const used: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const browser = await chromium.launch(launchOptions);
      const page = await browser.newPage({ permissions: ['microphone'] });
      await page.goto(pages[name]);
      await page.locator('button').first().click();
      await page.waitForTimeout(3_000);
      if (name !== 'hand-written')
        await expect(page.locator('voice-agent-call')).toHaveJSProperty('state', 'connected');
      const before = await cpuTime(browser);
      await page.waitForTimeout(WINDOW);
      (used[name] ??= []).push((await cpuTime(browser)) - before);
      await browser.close();
    }
  const share = (name: string): number => (median(used[name] ?? []) / WINDOW) * 100_000;
  const ratio = (name: string): string =>
    median((used[name] ?? []).map((each, round) => each / (used['hand-written']?.[round] ?? NaN))).toFixed(2);
  table(`Processor time of a call, all processes, median of ${ROUNDS} rounds that take turns`, [
    ['', '% of a core', 'ratio'],
    ...names.map((name) => [name, share(name).toFixed(1), ratio(name)]),
  ]);
});

test('the main thread at rest', async ({ browser, site }) => {
  const page = await browser.newPage();
  await page.goto(site.publish('/rest', embed({ 'connector-token': 'demo', layout: 'card', captions: '' })));
  await page.waitForTimeout(2_000);
  const before = await work(page);
  await page.waitForTimeout(10_000);
  const after = await work(page);
  const since = (key: string): string => (((after[key] ?? 0) - (before[key] ?? 0)) * 1000).toFixed(2);
  table('A card before its call, 10 s of doing nothing (ms of the main thread)', [
    ['scripts', 'styles', 'layout', 'all tasks'],
    [since('ScriptDuration'), since('RecalcStyleDuration'), since('LayoutDuration'), since('TaskDuration')],
  ]);
  await page.close();
});
