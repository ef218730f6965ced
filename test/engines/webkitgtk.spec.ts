// A browser without WebRTC, for real: WebKitGTK. The tag is there and looks right, a press says what helps, and the page
// around it is unharmed.

import { expect, tag, test as base } from './support/fixtures.ts';
import { keepPicture } from './support/pictures.ts';
import {
  clickPart,
  complaints,
  expectReleased,
  expectState,
  publish,
  run,
  textOf,
  visit,
  watched,
  type Tab,
} from './support/tab.ts';
import { WebDriverTab } from './support/webdriver.ts';
import { ensureWebKitGtk } from './support/webkitgtk.ts';

const test = base.extend<{ tab: Tab }, { missing: readonly string[] }>({
  missing: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const missing = ensureWebKitGtk();
      if (missing.length > 0) console.log(`Skipped: no WebKitGTK here, install ${missing.join(' and ')}`);
      await use(missing);
    },
    { scope: 'worker', timeout: 700_000 },
  ],
  tab: async ({ missing }, use) => {
    test.skip(missing.length > 0, 'no WebKitGTK');
    const tab = await WebDriverTab.open();
    await use(tab);
    await tab.close();
  },
});

test.beforeEach(async ({ tab }) => {
  const there = await run(tab, () => [typeof RTCPeerConnection, typeof navigator.mediaDevices]);
  expect(there, 'a WebKitGTK that has WebRTC belongs to the calls').toEqual(['undefined', 'undefined']);
});

test('a press tells that this browser cannot call, what helps, and the way out', async ({
  tab,
  site,
  local,
}) => {
  const page = await publish(site, `<button id="other">Other</button> ${tag(local, 'echo')}`);
  await visit(tab, page);
  expect(await textOf(tab, 'button')).toBe('Call');
  await keepPicture(tab, 'webkitgtk-idle');
  await clickPart(tab, 'button');
  await expectState(tab, 'failed');
  await keepPicture(tab, 'webkitgtk-failed');
  expect((await watched(tab)).errors).toMatchObject([{ code: 'unsupported-browser' }]);
  expect(await textOf(tab, 'message')).toMatch(
    /This browser cannot make calls\.\s+Open this page in a current/,
  );
  expect(await run(tab, () => document.querySelector('a')?.getClientRects().length)).toBe(1);
  expect(local.gateway.socketsOpened).toBe(0);
  await expectReleased(tab);

  // The page goes on.
  const pressed = await run(tab, () => {
    const other = document.querySelector<HTMLElement>('#other');
    other?.addEventListener('click', () => other.append('!'));
    other?.click();
    return other?.textContent;
  });
  expect(pressed).toBe('Other!');
});

test('start() rejects with the same error, and a second press tells it again', async ({
  tab,
  site,
  local,
}) => {
  await visit(tab, await publish(site, tag(local, 'echo')));
  const code = await run(tab, () =>
    document
      .querySelector('voice-agent-call')
      ?.start()
      .then(
        () => 'resolved',
        (error: unknown) => (error as { code: string }).code,
      ),
  );
  expect(code).toBe('unsupported-browser');
  await tab.press('Tab');
  await tab.press('Enter');
  await expect.poll(async () => (await watched(tab)).ends.length).toBe(2);
  await expectState(tab, 'failed');
  expect(await complaints(tab)).toEqual([]);
});

test('diagnose() names the problem', async ({ tab, site, local }) => {
  await visit(tab, await publish(site, tag(local, 'echo')));
  const report = await run(tab, () => document.querySelector('voice-agent-call')?.diagnose());
  expect(report).toMatchObject({
    problem: { code: 'unsupported-browser' },
    microphones: 0,
    candidateTypes: [],
  });
  expect(await complaints(tab)).toEqual([]);
});
