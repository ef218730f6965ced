// The README's examples, run as they stand; only the token and the gateway's address are the local gateway's.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { gateways, tokenFor, type GatewayName } from '../../demo/gateways.ts';
import {
  button,
  expect,
  expectReleased,
  expectState,
  heard,
  test,
  visit,
  watched,
  type Fixtures,
} from './support/fixtures.ts';
import type { CallStartEvent } from '../../src/elements/events.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, text]) => text ?? '');
const examples = blocks('html');
/** The tags of the table of gateways. */
const rows = [...readme.matchAll(/^\| `(<voice-agent-call [^`]*>)`/gm)].map(([, tag]) => tag ?? '');

/** Sends every call to the local gateway's side of its protocol; a gateway of the page's own speaks the plain one. */
function redirect(page: Page, local: Fixtures['local']): Promise<unknown> {
  const origin = new URL(local.url).origin.replace(/^ws/, 'http');
  const paths = Object.fromEntries(
    Object.entries(gateways).map(([name, attributes]) => [name, origin + attributes['gateway-url']]),
  );
  return page.addInitScript((urls) => {
    const amend = ({ request }: CallStartEvent): void => {
      const name = typeof request.gateway === 'string' ? request.gateway : '';
      Object.assign(request, { gatewayUrl: urls[name] ?? urls['http'], iceServers: [] });
    };
    addEventListener('call-start', amend, true);
  }, paths);
}

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
    await redirect(page, local);
    const html = `<!doctype html><html lang="en"><title>Example</title>${example}</html>`;
    await page.goto(site.publish('/', html.replace('YOUR-CONNECTOR-TOKEN', 'demo')));
    if (example.includes('layout="floating"')) await page.locator('[part~=launcher]').click();
    await button(page).click();
    if (example.includes('consent=')) await page.locator('[part~=agree-button]').click();
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

for (const row of rows)
  test(`the table's ${row} calls`, async ({ page, site, local, complaints }) => {
    const name = (/gateway="(\w+)"/.exec(row)?.[1] ?? 'polyai') as GatewayName;
    const token = tokenFor(name, 'demo');
    site.publish('/voice-token', JSON.stringify({ token }));
    await redirect(page, local);
    const tag = row.replace('connector-token="…"', `connector-token="${token}"`);
    const script = '<script type="module" src="/dist/voice-agent-call.js"></script>';
    await page.goto(site.publish('/', `<!doctype html><title>Row</title>${script}${tag}</voice-agent-call>`));
    await button(page).click();
    await expectState(page, 'connected');
    expect(local.gateway.sessions.at(-1)?.protocol).toBe(name);
    await expect.poll(async () => (await heard(page)).rms, { timeout: 10_000 }).toBeGreaterThan(0.02);
    await button(page).click();
    await expectState(page, 'ended');
    await expectReleased(page);
    expect(complaints).toEqual([]);
  });

test('the table has a row for every gateway', () => {
  expect(rows).toHaveLength(Object.keys(gateways).length);
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
