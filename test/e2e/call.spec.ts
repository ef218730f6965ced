// A whole call from the built tag to the local gateway, measured at both ends.

import {
  button,
  expect,
  expectReleased,
  expectState,
  heard,
  muteButton,
  test,
  visit,
} from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });

test.describe('with a visitor who hums', () => {
  test.use({ sound: { stretches: [{ hz: 440, seconds: 5 }] } });

  test('echo: the tone arrives at the gateway and comes back; mute silences it; hanging up releases all', async ({
    page,
    site,
    local,
    complaints,
  }) => {
    await visit(page, site, local, { mode: 'echo' });
    await button(page).click();
    await expectState(page, 'connected');
    const session = local.gateway.sessions.at(-1);
    // Both of one moment: between two sounds are gaps. The browser's noise suppression takes a steady tone down, never
    // to nothing.
    const isTone = (sound?: { frequency: number; rms: number }): boolean =>
      sound !== undefined && Math.abs(sound.frequency - 440) < 10 && sound.rms > 0.01;
    await expect.poll(() => isTone(session?.hears()), { timeout: 8000 }).toBe(true);
    await expect.poll(async () => isTone(await heard(page)), { timeout: 8000 }).toBe(true);

    await muteButton(page).click();
    await expect.poll(() => session?.hears().rms, { timeout: 4000 }).toBeLessThan(0.001);
    await muteButton(page).click();
    await expect.poll(() => session?.hears().rms, { timeout: 4000 }).toBeGreaterThan(0.01);

    await button(page).click();
    await expectState(page, 'ended');
    await expectReleased(page);
    await expect.poll(() => session?.ended?.by).toBe('client');
    expect(session).toMatchObject({ offers: 1, closeFrames: 1, sockets: 1 });
    expect((session?.candidatesInOffer ?? 0) + (session?.candidates ?? 0)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});

test.describe('with a visitor who is silent', () => {
  test.use({ sound: { stretches: [{ hz: 0, seconds: 5 }] } });

  test('the spoken greeting is heard in the page, and shown', async ({ page, site, local }) => {
    await visit(page, site, local);
    await button(page).click();
    await expectState(page, 'connected');
    await expect.poll(async () => (await heard(page)).rms, { timeout: 8000 }).toBeGreaterThan(0.02);
    await expect
      .poll(() => page.evaluate(() => document.querySelector(':state(agent-speaking)') !== null), {
        timeout: 4000,
      })
      .toBe(true);
    await expect(page.locator('voice-agent-call [part~=status-text]')).toHaveText('Speaking');
    // a beep has one frequency, speech wanders
    const frequencies = new Set<number>();
    for (let look = 0; look < 12; look++) {
      frequencies.add(Math.round((await heard(page)).frequency / 50));
      await page.waitForTimeout(150);
    }
    expect(frequencies.size).toBeGreaterThan(4);
    await button(page).click();
    await expectState(page, 'ended');
    await expectReleased(page);
  });
});

test.describe('with a visitor who says something and waits', () => {
  test.use({
    sound: {
      stretches: [
        { hz: 0, seconds: 9 },
        { hz: 660, seconds: 1.5 },
        { hz: 0, seconds: 9 },
      ],
    },
  });

  test('the agent answers with its own words and the sentence played back', async ({ page, site, local }) => {
    await visit(page, site, local);
    await button(page).click();
    await expectState(page, 'connected');
    const session = () => local.gateway.sessions.at(-1);
    await expect.poll(() => session()?.agent.turns, { timeout: 20_000 }).toBeGreaterThan(0);
    await expect
      .poll(async () => Math.abs((await heard(page)).frequency - 660) < 15, {
        timeout: 8000,
        intervals: [50],
      })
      .toBe(true);
    await button(page).click();
    await expectState(page, 'ended');
  });
});

test.describe('with a visitor who interrupts', () => {
  test.use({
    sound: {
      stretches: [
        { hz: 0, seconds: 1.5 },
        { hz: 550, seconds: 8 },
      ],
    },
  });

  test('barge-in stops the greeting', async ({ page, site, local }) => {
    await visit(page, site, local);
    await button(page).click();
    await expectState(page, 'connected');
    const session = () => local.gateway.sessions.at(-1);
    await expect.poll(() => session()?.agent.interruptions, { timeout: 10_000, intervals: [20] }).toBe(1);
    await expect
      .poll(async () => (await heard(page)).rms, { timeout: 2000, intervals: [20] })
      .toBeLessThan(0.005);
    await button(page).click();
    await expectState(page, 'ended');
  });
});
