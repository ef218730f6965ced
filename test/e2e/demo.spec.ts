// What `npm start` serves: the demo page with the local gateway on its own origin.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { createServer, type ViteDevServer } from 'vite';
import { gateways } from '../../demo/gateways.ts';
import { button, expect, expectState, heard, test } from './support/fixtures.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.use({ permissions: ['microphone'], bypassCSP: true });

let server: ViteDevServer;
let address: string;

test.beforeAll(async () => {
  server = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    server: { port: 0 },
    logLevel: 'error',
  });
  await server.listen();
  address = server.resolvedUrls?.local[0] ?? '';
});

test.afterAll(() => server.close());

test('the demo’s button gives a spoken greeting, and axe finds nothing on the page', async ({ page }) => {
  const violations = async (): Promise<unknown> => {
    await page.evaluate(axe);
    const results = await page.evaluate<AxeResults>('axe.run()');
    return results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };
  await page.goto(address);
  await expect(button(page)).toHaveText('Call Greta');
  expect(await violations()).toEqual([]);
  await button(page).click();
  await expectState(page, 'connected');
  await expect.poll(async () => (await heard(page)).rms, { timeout: 10_000 }).toBeGreaterThan(0.02);
  expect(await violations()).toEqual([]);
  await button(page).click();
  await expectState(page, 'ended');
});

test('every behaviour can be chosen, and the log shows no token', async ({ page }) => {
  await page.goto(address);
  await page.getByLabel('What the gateway does').selectOption('error-AGENT_FAILURE');
  await button(page).click();
  await expectState(page, 'failed');
  await expect(page.getByText('agent-failed').first()).toBeVisible();
});

test('every gateway can be chosen, with its attributes in the tag', async ({ page }) => {
  await page.goto(address);
  for (const [name, attributes] of Object.entries(gateways)) {
    await page.getByLabel('Which gateway').selectOption(name);
    const tag = page.locator('#tag');
    for (const [attribute, value] of Object.entries(attributes))
      await expect(tag).toContainText(`${attribute}="${value}"`);
    await button(page).click();
    await expectState(page, 'connected');
    await button(page).click();
    await expectState(page, 'ended');
  }
  await page.getByLabel('Which gateway').selectOption('polyai');
  await expect(page.locator('#tag')).not.toContainText('agent-id');
});

test('layout, language and theme can be chosen, and the tag to copy has them', async ({ page }) => {
  await page.goto(address);
  await page.getByLabel('floating', { exact: true }).check();
  await page.getByLabel('Language').selectOption('de');
  const launcher = page.locator('voice-agent-call [part~=launcher]');
  await expect(launcher).toContainText('Mit uns sprechen');
  await page.getByLabel('captions', { exact: true }).check();
  await page.getByLabel('devices', { exact: true }).check();
  for (const text of ['layout="floating"', 'lang="de"', 'captions', 'devices'])
    await expect(page.locator('#tag')).toContainText(text);
  await page.getByLabel('Ready theme').selectOption('terminal');
  await expect(launcher).toHaveCSS('border-radius', '0px');
  await launcher.click();
  await button(page).click();
  await expectState(page, 'connected');
  await expect(page.locator('voice-agent-call [part~=meter]')).toBeVisible();
  await button(page).click();
  await expectState(page, 'ended');
});
