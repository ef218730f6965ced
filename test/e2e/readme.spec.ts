// The README's examples, run as they stand; only the token and the gateway's address are the local gateway's.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { button, expect, expectReleased, expectState, test, visit, watched } from './support/fixtures.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');
const examples = blocks('html');

test.use({ permissions: ['microphone'] });

test('there are examples to run', () => {
  expect(examples.length).toBeGreaterThanOrEqual(5);
});

for (const [index, example] of examples.entries())
  test(`example ${index + 1} calls, and ends: ${/<voice-agent-call [^>]*>/.exec(example)?.[0]}`, async ({
    page,
    site,
    local,
    complaints,
  }) => {
    site.publish('/voice-token', JSON.stringify({ token: 'demo' }));
    await page.addInitScript((url) => {
      addEventListener(
        'call-start',
        ({ request }) => Object.assign(request, { gatewayUrl: url, iceServers: [] }),
        true,
      );
    }, local.url);
    const html = `<!doctype html><html lang="en"><title>Example</title>${example}</html>`;
    await page.goto(site.publish('/', html.replace('YOUR-CONNECTOR-TOKEN', 'demo')));
    await button(page).click();
    await expectState(page, 'connected');
    const session = local.gateway.sessions.at(-1);
    if (example.includes('request.caller')) {
      expect(session?.offer).toMatchObject({ caller: '+14155551234' });
      await expect(page.locator('#log')).toHaveText('connected');
    }
    if (example.includes('accent')) await expect(button(page)).toHaveCSS('border-radius', '8px');
    await button(page).click();
    await expectState(page, 'ended');
    if (example.includes('#log')) await expect(page.locator('#log')).toContainText('local after');
    await expectReleased(page);
    expect((await watched(page)).errors).toEqual([]);
    expect(complaints).toEqual([]);
  });

test('the rule before the script arrives keeps the page from moving', async ({ page, site }) => {
  const rule = blocks('css')[0] ?? '';
  const html = `<!doctype html><html lang="en"><title>Shift</title><style>${rule}</style><p>Above</p>
    <voice-agent-call connector-token="demo"></voice-agent-call><p id="below">Below</p>`;
  await page.goto(site.publish('/', html));
  const top = () => page.locator('#below').evaluate((below) => below.getBoundingClientRect().top);
  const before = await top();
  await page.addScriptTag({ url: '/dist/voice-agent-call.js', type: 'module' });
  await expect(button(page)).toBeVisible();
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
});

test('the policy it names suffices', async ({ page, site, local }) => {
  const policy = /```\n(script-src [^`]*)```/.exec(readme)?.[1] ?? '';
  const gateway = new URL(local.url);
  const served = policy
    .replace('wss://webrtc-gateway.us-1.platform.polyai.app', `ws://${gateway.host}`)
    .replace('https://webrtc-gateway.us-1.platform.polyai.app', `http://${gateway.host}`)
    .replace(/\s+/g, ' ');
  expect(served).not.toContain('polyai.app');
  const headers = {
    'content-security-policy': `default-src 'none'; require-trusted-types-for 'script'; ${served}`,
  };
  await visit(page, site, local, {}, headers);
  await button(page).click();
  await expectState(page, 'connected');
  await button(page).click();
  await expectState(page, 'ended');
  expect((await watched(page)).violations).toEqual([]);
});
