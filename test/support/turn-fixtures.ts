// What the tests of TURN have beside the others': a TURN server for each, and a browser whose network they choose.

import { chromium } from 'playwright/test';
import { startGateway } from '../../demo/gateway/gateway.ts';
import { test as base, watched } from '../e2e/support/fixtures.ts';
import { wav } from '../e2e/support/sound.ts';
import { ensureCoturn } from './coturn.mjs';
import { whyNoNamespace, withoutUdp } from './no-udp.ts';
import { hideTcpOfFarEnd, watchRelays } from './relay-watch.ts';
import { startTurn, type Turn, type TurnUrl } from './turn.ts';

/** What the gateway hands out: a way to the TURN server, and for how many seconds it is good. */
export interface HandedOut {
  readonly url: TurnUrl;
  readonly validFor?: number;
}

export interface TurnFixtures {
  readonly turn: Turn;
  readonly handedOut: readonly HandedOut[];
  /**
   * Where UDP ends: nowhere, at the browser, whose policy lets no UDP of WebRTC out (companies set it), or at a
   * firewall, which drops it without a word.
   */
  readonly udp: 'open' | 'against-policy' | 'dropped';
  /** Whether the far end can be reached over TCP without a TURN server; most gateways cannot. */
  readonly directTcp: boolean;
  /** Whether the browser trusts the certificate of the TURN server. */
  readonly trusted: boolean;
}

/** The second is for Playwright's headless shell, which has no policies. */
const policy = ['--webrtc-ip-handling-policy', '--force-webrtc-ip-handling-policy'].map(
  (flag) => `${flag}=disable_non_proxied_udp`,
);

export const test = base.extend<TurnFixtures, { coturn: string | undefined }>({
  handedOut: [[], { option: true }],
  udp: ['open', { option: true }],
  directTcp: [false, { option: true }],
  trusted: [true, { option: true }],

  // eslint-disable-next-line no-empty-pattern
  coturn: [async ({}, use) => use(await ensureCoturn()), { scope: 'worker', timeout: 16 * 60_000 }],

  turn: async ({ coturn }, use, info) => {
    if (coturn === undefined) return info.skip(true, 'no coturn here: install it or set TURNSERVER_PATH');
    const turn = await startTurn(coturn);
    await use(turn);
    if (info.status !== info.expectedStatus)
      await info.attach('coturn', { body: turn.log(), contentType: 'text/plain' });
    await turn.stop();
  },

  local: async ({ turn, handedOut }, use) => {
    const iceServers = handedOut.map(({ url, validFor }) => turn.server(url, validFor));
    // Short: a route given up between offer and answer leaves a session that never hears a goodbye.
    const local = await startGateway({ iceServers, graceMs: 3000 });
    await use(local);
    await local.close();
  },

  page: async (
    { turn, site, local, udp, directTcp, trusted, sound, launchOptions, permissions },
    use,
    info,
  ) => {
    const reason = udp === 'dropped' ? whyNoNamespace() : undefined;
    if (reason !== undefined) return info.skip(true, reason);
    const program = launchOptions.executablePath ?? chromium.executablePath();
    const ports = [site.origin, local.url].map((url) => Number(new URL(url).port));
    const network = udp === 'dropped' ? await withoutUdp(program, [...ports, ...turn.ports]) : undefined;
    const browser = await chromium.launch({
      ...launchOptions,
      executablePath: network?.program ?? program,
      args: [
        ...(launchOptions.args ?? []),
        ...(sound ? [`--use-file-for-fake-audio-capture=${wav(sound.stretches)}`] : []),
        // Chromium checks a TURN server's certificate as it does a site's; only this one key is let through
        ...(trusted ? [`--ignore-certificate-errors-spki-list=${turn.pin}`] : []),
        ...(udp === 'against-policy' ? policy : []),
        ...(network ? ['--no-sandbox'] : []), // it is root in there
      ],
    });
    const page = await browser.newPage({ permissions: permissions ?? [] });
    await page.addInitScript(watchRelays);
    if (udp === 'against-policy' && !directTcp) await page.addInitScript(hideTcpOfFarEnd);
    await use(page);
    if (info.status !== info.expectedStatus) {
      const seen = page.evaluate(async () => ({
        peers: await window.relays.peers(),
        texts: window.relays.statusTexts(),
      }));
      const body = JSON.stringify([await seen.catch(String), await watched(page).catch(String)], null, 2);
      await info.attach('page', { body, contentType: 'application/json' });
    }
    await browser.close();
    await network?.close();
  },
});
