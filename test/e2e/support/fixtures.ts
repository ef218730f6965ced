// What every end-to-end test has: a site with the built widget, a local gateway in this process, and a visitor whose
// microphone plays a file.

import { chromium, expect, test as base, type Page } from 'playwright/test';
import { startGateway } from '../../../demo/gateway/gateway.ts';
import { Site } from './site.ts';
import { wav, type Stretch } from './sound.ts';
import { watchPage } from './watch.ts';

type Gateway = Awaited<ReturnType<typeof startGateway>>;

export interface Fixtures {
  /** What the visitor's microphone plays, again and again; Chromium's own beeps where it is not set. */
  readonly sound: { readonly stretches: readonly Stretch[] } | undefined;
  readonly site: Site;
  readonly local: Gateway;
  /** What the browser said that it should not: errors, unheard rejections, policy violations, console output. */
  readonly complaints: string[];
}

export const test = base.extend<Fixtures>({
  sound: [undefined, { option: true }],
  page: async ({ page, sound, launchOptions, permissions }, use) => {
    if (!sound) return use(page);
    const args = [...(launchOptions.args ?? []), `--use-file-for-fake-audio-capture=${wav(sound.stretches)}`];
    const browser = await chromium.launch({ ...launchOptions, args });
    await use(await browser.newPage({ permissions: permissions ?? [] }));
    await browser.close();
  },
  // Playwright reads the names of the first parameter; a fixture without needs has an empty pattern there.
  // eslint-disable-next-line no-empty-pattern
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    await site.close();
  },
  // eslint-disable-next-line no-empty-pattern
  local: async ({}, use) => {
    const local = await startGateway();
    await use(local);
    await local.close();
  },
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
      page.on('console', (message) => complaints.push(`console.${message.type()}: ${message.text()}`));
      await page.addInitScript(watchPage);
      await use(complaints);
    },
    { auto: true },
  ],
});

export { expect };

/** The tag and the script that registers it, as a site owner pastes them. */
export const embed = (attributes: Readonly<Record<string, string>>, inside = ''): string =>
  `<!doctype html><html lang="en"><title>A site</title>
<script type="module" src="/dist/voice-agent-call.js"></script>
<body><main><h1>A site</h1><voice-agent-call ${Object.entries(attributes)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ')}>${inside}</voice-agent-call></main></body></html>`;

/** Opens a page with the tag, set to the local gateway. */
export async function visit(
  page: Page,
  site: Site,
  local: Gateway,
  attributes: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const html = embed(
    { 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]', ...attributes },
    '<a slot="fallback" href="tel:+15550100">+1 555 0100</a>',
  );
  await page.goto(site.publish('/', html, headers));
  await expect(button(page)).toBeVisible();
}

export const button = (page: Page) => page.locator('voice-agent-call [part~=button]');
export const muteButton = (page: Page) => page.locator('voice-agent-call [part~=mute-button]');
export const message = (page: Page) => page.locator('voice-agent-call [part~=message]');

export const stateOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.querySelector('voice-agent-call')?.state ?? 'none');

export const expectState = (page: Page, state: string, timeout = 10_000) =>
  expect.poll(() => stateOf(page), { timeout, intervals: [20] }).toBe(state);

/** What the page recorded: see watch.ts. */
export const watched = (page: Page) => page.evaluate(() => window.watched.report());

/** RMS and strongest frequency of the agent's audio in the page, over the last half second. */
export const heard = (page: Page) => page.evaluate(() => window.watched.heard());

/** After a call: told once, and nothing alive. */
export async function expectReleased(page: Page): Promise<void> {
  await expect.poll(async () => (await watched(page)).alive, { timeout: 4000 }).toEqual([]);
  expect((await watched(page)).ends).toHaveLength(1);
}
