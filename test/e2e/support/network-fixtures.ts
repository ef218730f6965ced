// What the tests of the network have beside the others': a lab for each worker, and a browser in its visitor's network.

import { chromium } from 'playwright/test';
import type { SeenSession } from '../../support/network-lab-far-end.ts';
import { clear, openLab, whyNoLab, type NetworkLab } from '../../support/network-lab.ts';
import { hideTcpOfFarEnd } from '../../support/relay-watch.ts';
import { test as base, watched } from './fixtures.ts';
import { watchNetwork } from './network-page.ts';
import { wav } from './sound.ts';

export type Sessions = () => Promise<readonly SeenSession[]>;

export interface NetworkFixtures {
  readonly lab: NetworkLab;
  /** The sessions that began in this test. */
  readonly sessions: Sessions;
}

const reason = whyNoLab();

export const test = base.extend<NetworkFixtures, { sharedLab: NetworkLab | undefined }>({
  sharedLab: [
    async ({ launchOptions }, use) => {
      if (reason !== undefined) {
        console.log(`The tests of the network are skipped: ${reason}`);
        return use(undefined);
      }
      const lab = await openLab(launchOptions.executablePath ?? chromium.executablePath());
      await use(lab);
      await lab.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  lab: async ({ sharedLab }, use, info) => {
    if (!sharedLab) return info.skip(true, reason);
    await sharedLab.set(clear);
    await use(sharedLab);
  },

  sessions: async ({ lab }, use) => {
    const before = (await lab.sessions()).length;
    await use(async () => (await lab.sessions()).slice(before));
  },

  page: async ({ lab, sessions, sound, launchOptions, permissions }, use, info) => {
    const browser = await chromium.launch({
      ...launchOptions,
      executablePath: lab.program,
      args: [
        ...(launchOptions.args ?? []),
        ...(sound ? [`--use-file-for-fake-audio-capture=${wav(sound.stretches)}`] : []),
        `--ignore-certificate-errors-spki-list=${lab.pin}`,
        '--no-sandbox', // it is root in there
      ],
    });
    const page = await browser.newPage({ permissions: permissions ?? [] });
    await page.addInitScript(watchNetwork);
    // Most gateways take no TCP, and here UDP is what is lost.
    await page.addInitScript(hideTcpOfFarEnd);
    await use(page);
    if (info.status !== info.expectedStatus) {
      const timeline = await page.evaluate(() => window.network.timeline()).catch(String);
      const seen = { timeline, page: await watched(page).catch(String), sessions: await sessions() };
      await info.attach('seen', { body: JSON.stringify(seen, null, 2), contentType: 'application/json' });
    }
    await browser.close();
  },
});
