// The microphone's permission, for real.

import { chromium } from 'playwright/test';
import {
  button,
  embed,
  expect,
  expectReleased,
  expectState,
  message,
  test,
  visit,
  watched,
} from './support/fixtures.ts';

test('denied: its own text and remedy, no offer; granted later: the same button calls', async ({
  page,
  context,
  site,
  local,
}) => {
  await visit(page, site, local);
  await button(page).click();
  await expectState(page, 'failed');
  expect((await watched(page)).errors).toMatchObject([{ code: 'microphone-denied' }]);
  await expect(message(page)).toContainText('The microphone was not allowed.');
  await expect(message(page)).toContainText('Click the icon left of the address');
  await expectReleased(page);
  expect(local.gateway.sessions).toHaveLength(0);

  await context.grantPermissions(['microphone']);
  await expect(page.locator('voice-agent-call [part~=status-text]')).toHaveText(
    'The microphone is allowed now.',
  );
  await expect(message(page)).toBeEmpty();
  await expect(button(page)).toHaveText('Call again');
  await button(page).click();
  await expectState(page, 'connected');
  await expect(message(page)).toBeEmpty();
  await button(page).click();
  await expectState(page, 'ended');
});

test.describe('in a frame', () => {
  test.use({ permissions: ['microphone'] });

  test('without allow="microphone" it is told before the prompt', async ({ page, site, local }) => {
    await visit(page, site, local);
    const inner = site.origin.replace('127.0.0.1', 'localhost');
    await page.goto(
      site.publish('/outer', `<!doctype html><title>Outer</title><iframe src="${inner}/"></iframe>`),
    );
    const frame = page.frameLocator('iframe');
    await frame.locator('voice-agent-call [part~=button]').click();
    await expect(frame.locator('voice-agent-call [part~=message]')).toContainText(
      'may not use the microphone',
    );
    expect(local.gateway.sessions).toHaveLength(0);
  });

  test('a Permissions-Policy header that forbids it is told too', async ({ page, site, local }) => {
    await visit(page, site, local, {}, { 'permissions-policy': 'microphone=()' });
    await button(page).click();
    await expectState(page, 'failed');
    expect((await watched(page)).errors).toMatchObject([{ code: 'microphone-blocked' }]);
    await expectReleased(page);
  });
});

test('a page without HTTPS is told before anything is asked', async ({ site, local, launchOptions }) => {
  const args = [...(launchOptions.args ?? []), '--host-resolver-rules=MAP site.test 127.0.0.1'];
  const browser = await chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage();
  site.publish('/', embed({ 'connector-token': 'demo', 'gateway-url': local.url }));
  await page.goto(site.origin.replace('127.0.0.1', 'site.test'));
  await button(page).click();
  await expectState(page, 'failed');
  expect(await page.evaluate(() => document.querySelector('voice-agent-call')?.error?.code)).toBe(
    'insecure-context',
  );
  await expect(message(page)).toContainText('https://');
  expect(local.gateway.socketsOpened).toBe(0);
  await browser.close();
});
