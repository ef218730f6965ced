// Every gateway by the built tag, in calls with measured audio both ways; and one page with a tag for each system.

import type { Page } from 'playwright/test';
import { gateways, tokenFor, type GatewayName } from '../../demo/gateways.ts';
import {
  button,
  expect,
  expectReleased,
  expectState,
  heard,
  test,
  watched,
  type Fixtures,
} from './support/fixtures.ts';

/** The tag for one gateway of the local one. */
function tag(name: GatewayName, behaviour: string, local: Fixtures['local']): string {
  const origin = new URL(local.url).origin.replace(/^ws/, 'http');
  const { 'gateway-url': path, ...rest } = gateways[name];
  const attributes = {
    gateway: name,
    'gateway-url': origin + path,
    'connector-token': tokenFor(name, behaviour),
    'ice-servers': '[]',
    ...rest,
  };
  const list = Object.entries(attributes).map(([attribute, value]) => `${attribute}='${value}'`);
  return `<voice-agent-call ${list.join(' ')}></voice-agent-call>`;
}

const pageOf = (...tags: readonly string[]): string => `<!doctype html><html lang="en"><title>A site</title>
<script type="module" src="/dist/voice-agent-call.js"></script><body><main>${tags.join('\n')}</main></body></html>`;

const names = Object.keys(gateways) as GatewayName[];

test.use({ permissions: ['microphone'], sound: { stretches: [{ hz: 440, seconds: 5 }] } });

for (const name of names) {
  test(`${name}: a tone goes there and comes back, and hanging up releases all`, async ({
    page,
    site,
    local,
    complaints,
  }) => {
    await page.goto(site.publish('/', pageOf(tag(name, 'echo', local))));
    await button(page).click();
    await expectState(page, 'connected');
    const session = local.gateway.sessions.at(-1);
    expect(session?.protocol).toBe(name);
    await expect.poll(() => session?.hears().frequency, { timeout: 8000 }).toBeCloseTo(440, -1);
    await expect
      .poll(async () => Math.abs((await heard(page)).frequency - 440) < 10, { timeout: 8000 })
      .toBe(true);
    const codec = await page.evaluate(() => document.querySelector('voice-agent-call')?.call?.codec);
    expect(codec).toMatchObject({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 });
    expect(codec?.sdpFmtpLine).toContain('useinbandfec=1');
    await button(page).click();
    await expectState(page, 'ended');
    await expectReleased(page);
    await expect.poll(() => session?.ended?.by, { timeout: 8000 }).toBe('client');
    expect(complaints).toEqual([]);
  });

  test(`${name}: the agent hangs up`, async ({ page, site, local }) => {
    await page.goto(site.publish('/', pageOf(tag(name, 'hang-up', local))));
    await button(page).click();
    await expectState(page, 'ended', 20_000);
    // looked up afterwards: on a busy machine it may be over before it is seen
    expect((await watched(page)).states).toContain('connected');
    expect((await watched(page)).ends).toMatchObject([{ reason: 'remote' }]);
    await expectReleased(page);
  });
}

test.describe('a page with a tag for each system', () => {
  const four: readonly GatewayName[] = ['polyai', 'voisnap', 'iqra', 'http'];
  const states = (page: Page): Promise<(string | undefined)[]> =>
    page.evaluate(() => [...document.querySelectorAll('voice-agent-call')].map((call) => call.state));

  test('is in four calls at the same time, each heard at its far end', async ({
    page,
    site,
    local,
    complaints,
  }) => {
    await page.goto(site.publish('/', pageOf(...four.map((name) => tag(name, 'echo', local)))));
    for (const index of four.keys()) await button(page).nth(index).click();
    await expect.poll(() => states(page), { timeout: 15_000 }).toEqual(four.map(() => 'connected'));
    const { sessions } = local.gateway;
    expect(sessions.map(({ protocol }) => protocol).sort()).toEqual([...four].sort());
    for (const session of sessions)
      await expect
        .poll(() => session.hears().frequency, { message: session.protocol, timeout: 8000 })
        .toBeCloseTo(440, -1);
    expect(await states(page)).toEqual(four.map(() => 'connected'));

    // One ends, the others go on.
    await button(page).nth(1).click();
    await expect.poll(async () => (await states(page))[1]).toBe('ended');
    expect(await states(page)).toEqual(['connected', 'ended', 'connected', 'connected']);
    for (const index of [0, 2, 3]) await button(page).nth(index).click();
    await expect.poll(() => states(page)).toEqual(four.map(() => 'ended'));
    await expect.poll(async () => (await watched(page)).alive, { timeout: 4000 }).toEqual([]);
    expect((await watched(page)).ends).toHaveLength(4);
    expect(complaints).toEqual([]);
  });
});
