// Whole calls, the same in every engine that can make one: sound measured at both ends, everything released after.

import { gateways, type GatewayName } from '../../demo/gateways.ts';
import { expect, tag, type EngineTest } from './support/fixtures.ts';
import {
  clickPart,
  expectReleased,
  expectState,
  heard,
  publish,
  run,
  stateOf,
  textOf,
  visit,
  watched,
  type Tab,
} from './support/tab.ts';

const TONE = 440;
const patience = { timeout: 10_000 };

const expectTone = (hears: () => Promise<{ frequency: number }>): Promise<void> =>
  expect.poll(async () => Math.abs((await hears()).frequency - TONE), patience).toBeLessThan(10);

const mutedOf = (tab: Tab) => run(tab, () => document.querySelector('voice-agent-call')?.muted);

/**
 * @param test - its microphone hears {@link TONE}
 * @param hangUps - gateways whose hanging up is tried
 */
export function callSuite(test: EngineTest, hangUps: readonly GatewayName[]): void {
  for (const name of Object.keys(gateways) as GatewayName[])
    test(`${name}: the tone goes there and comes back, and hanging up releases all`, async ({
      tab,
      site,
      local,
    }) => {
      await visit(tab, await publish(site, tag(local, 'echo', name)));
      await clickPart(tab, 'button');
      await expectState(tab, 'connected');
      const session = local.gateway.sessions.at(-1);
      expect(session?.protocol).toBe(name);
      await expectTone(() => Promise.resolve(session?.hears() ?? { frequency: 0 }));
      await expectTone(() => heard(tab));
      await expect.poll(async () => (await heard(tab)).rms, patience).toBeGreaterThan(0.005);
      await clickPart(tab, 'button');
      await expectState(tab, 'ended');
      await expectReleased(tab);
      await expect.poll(() => session?.ended?.by, patience).toBe('client');
    });

  test('mute silences the far end, and gives the voice back', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'echo')));
    await clickPart(tab, 'button');
    await expectState(tab, 'connected');
    const session = local.gateway.sessions.at(-1);
    await expect.poll(() => session?.hears().rms, patience).toBeGreaterThan(0.005);
    await clickPart(tab, 'mute-button');
    await expect.poll(() => session?.hears().rms, patience).toBeLessThan(0.001);
    expect(await mutedOf(tab)).toBe(true);
    await clickPart(tab, 'mute-button');
    await expect.poll(() => session?.hears().rms, patience).toBeGreaterThan(0.005);
    await clickPart(tab, 'button');
    await expectState(tab, 'ended');
    await expectReleased(tab);
  });

  for (const name of hangUps)
    test(`${name}: the agent hangs up`, async ({ tab, site, local }) => {
      await visit(tab, await publish(site, tag(local, 'hang-up', name)));
      await clickPart(tab, 'button');
      await expectState(tab, 'connected');
      await expectState(tab, 'ended', 20_000);
      expect((await watched(tab)).ends).toMatchObject([{ reason: 'remote' }]);
      await expectReleased(tab);
    });

  test('a refused token: text, remedy and the way out; the button calls again', async ({
    tab,
    site,
    local,
  }) => {
    await visit(tab, await publish(site, tag(local, 'refuse')));
    expect(await run(tab, () => document.querySelector('a')?.getClientRects().length)).toBe(0);
    await clickPart(tab, 'button');
    await expectState(tab, 'failed');
    expect((await watched(tab)).errors).toMatchObject([
      { code: 'unauthorized', gatewayCode: 'UNAUTHORIZED' },
    ]);
    expect(await textOf(tab, 'message')).toMatch(/This call isn’t available right now\.\s+Please reach us/);
    expect(await textOf(tab, 'button')).toBe('Call again');
    expect(await run(tab, () => document.querySelector('a')?.getClientRects().length)).toBe(1);
    await expectReleased(tab);
  });

  test('the keyboard calls, mutes and hangs up', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'echo')));
    await tab.press('Tab');
    await tab.press('Enter');
    await expectState(tab, 'connected');
    await tab.press('Tab');
    await tab.press('Space');
    await expect.poll(() => mutedOf(tab), patience).toBe(true);
    expect(await stateOf(tab)).toBe('connected');
    await run(tab, () => document.querySelector('voice-agent-call')?.focus());
    await tab.press('Enter');
    await expectState(tab, 'ended');
    await expectReleased(tab);
  });

  test('a double click makes one call', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'echo')));
    await clickPart(tab, 'button', 2);
    await expectState(tab, 'connected');
    expect(local.gateway.sessions).toHaveLength(1);
    await clickPart(tab, 'button');
    await expectState(tab, 'ended');
    await expectReleased(tab);
  });

  test('taking the tag out of the page ends the call and says goodbye', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'echo')));
    await clickPart(tab, 'button');
    await expectState(tab, 'connected');
    await run(tab, () => {
      const element = document.querySelector('voice-agent-call');
      // its end is told on itself: it is in no document any more
      element?.addEventListener('call-end', ({ reason }) => (document.title = reason));
      element?.remove();
    });
    await expect.poll(() => run(tab, () => document.title), patience).toBe('local');
    await expect.poll(async () => (await watched(tab)).alive, patience).toEqual([]);
    await expect.poll(() => local.gateway.sessions.at(-1)?.ended?.by, patience).toBe('client');
  });
}
