// The two browsers of a soak, and what each can tell about the memory of a page after a garbage collection. Touches one
// browser process and, on Linux, what /proc tells of the page's.

import { readFileSync } from 'node:fs';
import { launch as launchFirefox } from 'puppeteer-core';
import type { Browser } from 'playwright/test';
import { isRecord } from '../../../src/call/parse.ts';
import { findFirefox } from '../../browsers.mjs';

/** In kB (1000 B), and counts. */
export interface Memory {
  /** JavaScript objects in use. */
  readonly heap: number;
  /** The page's process, native code too. Chromium: its private memory, told by Linux; Firefox: what it allocated. */
  readonly process: number;
  readonly nodes: number;
  readonly listeners: number;
}

export interface SoakBrowser {
  readonly name: string;
  goto(url: string): Promise<void>;
  /** The value of an expression; a promise is awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Collects garbage first. */
  memory(): Promise<Memory>;
  close(): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Collects garbage once a second until nothing that was counted is left, at most for 20 s: Firefox keeps an audio
 * element that was heard for about ten seconds, whoever played it.
 */
async function collect(once: () => Promise<unknown>, evaluate: SoakBrowser['evaluate']): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await once();
    await wait(1000); // what was collected is counted in tasks
    const left = await evaluate<number>('Object.values(inMemory).reduce((sum, count) => sum + count)');
    if (left === 0 && round > 2) return;
  }
}

export async function soakChromium(browser: Browser): Promise<SoakBrowser> {
  const page = await browser.newPage({ permissions: ['microphone'] });
  const session = await page.context().newCDPSession(page);
  const system = await browser.newBrowserCDPSession();
  const evaluate: SoakBrowser['evaluate'] = (expression) => page.evaluate(expression);
  return {
    name: `Chromium ${browser.version().split('.', 1)[0]}`,
    goto: async (url) => void (await page.goto(url)),
    evaluate,
    async memory() {
      await collect(() => session.send('HeapProfiler.collectGarbage'), evaluate);
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      const { processInfo } = await system.send('SystemInfo.getProcessInfo');
      const busiest = processInfo
        .filter(({ type }) => type === 'renderer')
        .sort((a, b) => b.cpuTime - a.cpuTime)[0];
      return {
        heap: usedSize / 1000,
        process: privateMemory(busiest?.id),
        nodes,
        listeners: jsEventListeners,
      };
    },
    close: () => page.close(),
  };
}

/** NaN where the system does not tell. */
function privateMemory(pid: number | undefined): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return (Number(/^Private_Dirty:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024) / 1000;
  } catch {
    return NaN;
  }
}

const prefs = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'media.peerconnection.ice.loopback': true,
  'media.cubeb.force_mock_context': true,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'dom.testing.testutils.enabled': true, // gives the page TestUtils.gc()
};

/** The part of puppeteer's own connection that reaches what its pages do not: the browser's own documents. */
interface BiDi {
  readonly connection: { send(method: string, params: object): Promise<{ result: unknown }> };
}

/** One line of about:memory. */
type Report = readonly [process: string, path: string, amount: number];

/** Runs in the browser's own window, with its privileges. */
const READ_REPORTS = `(async () => {
  const reports = [];
  const manager = Cc['@mozilla.org/memory-reporter-manager;1'].getService(Ci.nsIMemoryReporterManager);
  const take = (process, path, kind, units, amount) => reports.push([process, path, amount]);
  await new Promise((resolve) => manager.getReports(take, null, resolve, null, false));
  return JSON.stringify(reports.filter(([process]) => process.startsWith('web')));
})()`;

/** Through every shadow root. Runs in the page. */
function elementsIn(root: ParentNode): number {
  const all = [...root.querySelectorAll('*')];
  return all.reduce((sum, { shadowRoot }) => sum + (shadowRoot ? elementsIn(shadowRoot) : 0), all.length);
}

/** Playwright's own cannot be driven over BiDi. */
export function hasStockFirefox(): boolean {
  const found = findFirefox();
  return found !== undefined && !found.patched;
}

export async function soakFirefox(): Promise<SoakBrowser> {
  const executablePath = findFirefox()?.path;
  if (executablePath === undefined) throw new Error('There is no Firefox.');
  const browser = await launchFirefox({
    browser: 'firefox',
    executablePath,
    args: ['-remote-allow-system-access'],
    extraPrefsFirefox: prefs,
    protocolTimeout: 600_000,
  });
  const page = await browser.newPage();
  const evaluate: SoakBrowser['evaluate'] = (expression) => page.evaluate(expression) as Promise<never>;
  const { connection } = browser as unknown as BiDi;
  const reports = async (): Promise<readonly Report[]> => {
    const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome', maxDepth: 0 });
    const { contexts } = tree.result as { contexts: readonly { context: string }[] };
    const target = { context: contexts[0]?.context };
    const read = { expression: READ_REPORTS, awaitPromise: true, target };
    const { result } = (await connection.send('script.evaluate', read)).result as { result: unknown };
    if (!isRecord(result)) throw new Error('Firefox told no memory reports.');
    return JSON.parse(String(result['value'])) as readonly Report[];
  };
  return {
    name: `Firefox ${/\d+/.exec(await browser.version())?.[0]}`,
    goto: async (url) => void (await page.goto(url)),
    evaluate,
    async memory() {
      await collect(() => page.evaluate('TestUtils.gc()'), evaluate);
      const all = await reports();
      const ours = `window-objects/top(${new URL(page.url()).origin.replace(/\//g, '\\')}`;
      const process = all.find(([, path]) => path.includes(ours))?.[0];
      const sum = (matches: (path: string) => boolean): number =>
        all.reduce(
          (total, [name, path, amount]) => total + (name === process && matches(path) ? amount : 0),
          0,
        );
      return {
        heap: sum((path) => path.startsWith('js-main-runtime/') && !path.includes('/unused')) / 1000,
        process: sum((path) => path === 'heap-allocated') / 1000,
        nodes: await evaluate<number>(`(${String(elementsIn)})(document)`),
        listeners: sum((path) => path.includes(ours) && path.endsWith('event-listeners')),
      };
    },
    close: () => browser.close(),
  };
}
