// The sound settings by keyboard alone, with Chromium's own devices and its real way to a speaker.

import {
  button,
  expect,
  expectReleased,
  expectState,
  heard,
  test,
  visit,
  watched,
} from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });

declare global {
  interface Window {
    live: { tracks: MediaStreamTrack[]; players: Set<HTMLMediaElement> };
  }
}

test('a visitor chooses microphone, speaker and volume by keyboard, during the call', async ({
  page,
  site,
  local,
  complaints,
}) => {
  await page.addInitScript(() => {
    const devices = navigator.mediaDevices;
    const getUserMedia = devices.getUserMedia.bind(devices);
    const { play } = HTMLMediaElement.prototype;
    const live = (window.live = { tracks: [] as MediaStreamTrack[], players: new Set<HTMLMediaElement>() });
    devices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      live.tracks.push(...stream.getTracks());
      return stream;
    };
    HTMLMediaElement.prototype.play = function () {
      live.players.add(this);
      return play.call(this);
    };
  });
  await visit(
    page,
    site,
    local,
    { devices: '' },
    { 'content-security-policy': "default-src 'self'; connect-src ws: http: 'self'" },
  );
  await button(page).focus();
  await page.keyboard.press('Enter');
  await expectState(page, 'connected');
  const settings = page.getByRole('button', { name: 'Sound settings' });
  await settings.focus();
  await page.keyboard.press('Enter');
  await expect(settings).toHaveAttribute('aria-expanded', 'true');

  for (const [name, kind] of [
    ['Microphone', 'audioinput'],
    ['Speaker', 'audiooutput'],
  ] as const) {
    const select = page.getByLabel(name, { exact: true });
    await expect(select.locator('option').nth(1)).toHaveText(/Fake/);
    await page.keyboard.press('Tab');
    await expect(select).toBeFocused();
    await page.keyboard.press('End');
    const id = await select.inputValue();
    expect(id).not.toBe('');
    const used = (): Promise<string[]> =>
      page.evaluate(
        (what) =>
          what === 'audioinput'
            ? window.live.tracks
                .filter((track) => track.readyState === 'live')
                .map((track) => track.getSettings().deviceId ?? '')
            : [...window.live.players].map(({ sinkId }) => sinkId),
        kind,
      );
    await expect.poll(used).toEqual([id]);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  const volumes = (): Promise<number[]> =>
    page.evaluate(() => [...window.live.players].map(({ volume }) => volume));
  await expect.poll(volumes).toEqual([0]);
  await page.keyboard.press('ArrowRight');
  await expect.poll(volumes).toEqual([0.05]);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Play a test tone' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await volumes()).length).toBe(2);

  await expect.poll(async () => (await heard(page)).rms, { timeout: 10_000 }).toBeGreaterThan(0.02);
  await button(page).press('Enter');
  await expectState(page, 'ended');
  await expectReleased(page);
  const { states, violations } = await watched(page);
  expect(states).not.toContain('reconnecting');
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
});
