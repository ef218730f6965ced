// Every state on a narrow phone, light, dark and right to left: nothing sticks out. The pictures are kept in
// test-results/screens for somebody to look at.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { button, expect, expectState, muteButton, test, visit } from './support/fixtures.ts';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const looks = {
  light: { theme: 'light', background: '#fff', dir: 'ltr' },
  dark: { theme: 'dark', background: '#15181e', dir: 'ltr' },
  rtl: { theme: 'light', background: '#f4f1ea', dir: 'rtl' },
};

interface Scene {
  /** The behaviour of the gateway. */
  readonly token: string;
  reach(page: Page): Promise<void>;
}

const call = async (page: Page, state: string): Promise<void> => {
  await button(page).click();
  await expectState(page, state, 20_000);
};
const neverAnswer = (): void => {
  navigator.mediaDevices.getUserMedia = () => new Promise(() => undefined);
};
const neverPlay = (): void => {
  HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'));
};

const scenes: Readonly<Record<string, Scene>> = {
  idle: { token: 'demo', reach: () => Promise.resolve() },
  'requesting-microphone': {
    token: 'demo',
    reach: async (page) => {
      await page.evaluate(neverAnswer);
      await call(page, 'requesting-microphone');
    },
  },
  connecting: { token: 'silent', reach: (page) => call(page, 'connecting') },
  listening: {
    token: 'hang-up',
    reach: async (page) => {
      await call(page, 'connected');
      await expect(page.locator('[part~=status-text]')).toHaveText('Listening', { timeout: 8000 });
    },
  },
  speaking: {
    token: 'demo',
    reach: async (page) => {
      await call(page, 'connected');
      await expect(page.locator('[part~=status-text]')).toHaveText('Ada is speaking', { timeout: 8000 });
    },
  },
  muted: {
    token: 'demo',
    reach: async (page) => {
      await call(page, 'connected');
      await muteButton(page).click();
    },
  },
  'playback-blocked': {
    token: 'demo',
    reach: async (page) => {
      await page.evaluate(neverPlay);
      await call(page, 'connected');
      await expect(button(page)).toHaveText('Turn on sound');
    },
  },
  reconnecting: { token: 'media-cut', reach: (page) => call(page, 'reconnecting') },
  ended: {
    token: 'demo',
    reach: async (page) => {
      await call(page, 'connected');
      await page.waitForTimeout(300);
      await call(page, 'ended');
    },
  },
  failed: { token: 'error-AGENT_FAILURE', reach: (page) => call(page, 'failed') },
};

test.use({ permissions: ['microphone'], viewport: { width: 320, height: 240 }, deviceScaleFactor: 2 });

for (const [name, { token, reach }] of Object.entries(scenes))
  test(`${name} fits on 320 px, light, dark and right to left`, async ({ page, site, local }) => {
    mkdirSync(folder, { recursive: true });
    await visit(page, site, local, { 'connector-token': token, 'agent-name': 'Ada' });
    await reach(page);
    for (const [look, { theme, background, dir }] of Object.entries(looks)) {
      await page.evaluate(
        ([theme, background, dir]) => {
          document.querySelector('voice-agent-call')?.setAttribute('theme', theme);
          document.body.style.background = background;
          document.documentElement.dir = dir;
        },
        [theme, background, dir] as const,
      );
      await page.screenshot({ path: `${folder}${name}-${look}.png` });
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth, look).toBeLessThanOrEqual(clientWidth);
      const boxes = await page
        .locator('voice-agent-call [part]:visible')
        .evaluateAll((parts) =>
          parts
            .map((part) => part.getBoundingClientRect())
            .filter(({ right, left }) => left < 0 || right > 320),
        );
      expect(boxes, look).toEqual([]);
    }
  });
