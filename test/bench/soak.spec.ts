// A thousand calls in one page, in two browsers: what stays in memory, and whether calls get slower. Figures; only that
// every call connected and ended once is asserted.

import { embed, expect, test } from '../e2e/support/fixtures.ts';
import { startGatewayProcess } from './support/gateway-process.ts';
import {
  hasStockFirefox,
  soakChromium,
  soakFirefox,
  type Memory,
  type SoakBrowser,
} from './support/soak-browsers.ts';
import { soakScript, type Calls } from './support/soak-page.ts';
import { median, table } from './support/table.ts';

const CALLS = 1000;
/** The first and the last so many are compared. */
const EDGE = 100;
/** Calls in a row of each page, where two take turns. */
const TURN = 10;

interface Soak {
  readonly name: string;
  readonly connected: number;
  readonly ends: number;
  readonly errors: readonly string[];
  readonly first: Memory;
  readonly last: Memory;
  /** Per call, in ms: at the beginning, at the end, and in a fresh page that took turns with the end. */
  readonly times: Readonly<Record<'first' | 'last' | 'fresh', number>>;
  readonly inMemory: Readonly<Record<string, number>>;
}

const makeCalls = (page: SoakBrowser, count: number): Promise<Calls> =>
  page.evaluate<Calls>(`soak(${count})`);

/** @param open - opens a page that shares its process with no other */
async function soak(open: () => Promise<SoakBrowser>, address: string): Promise<Soak> {
  const opened: SoakBrowser[] = [];
  const visit = async (): Promise<SoakBrowser> => {
    const page = await open();
    opened.push(page);
    await page.goto(address);
    return page;
  };
  try {
    const page = await visit();
    const batches = [await makeCalls(page, EDGE)];
    const first = await page.memory();
    while (batches.length < CALLS / EDGE - 1) batches.push(await makeCalls(page, EDGE));
    // What else the machine does slows both alike.
    const fresh = await visit();
    const turns: Calls[] = [];
    const freshTurns: Calls[] = [];
    for (let call = 0; call < EDGE; call += TURN) {
      freshTurns.push(await makeCalls(fresh, TURN));
      turns.push(await makeCalls(page, TURN));
    }
    batches.push(...turns);
    const last = await page.memory();
    return {
      name: page.name,
      connected: batches.reduce((sum, { connected }) => sum + connected, 0),
      ends: await page.evaluate<number>('ends'),
      errors: batches.flatMap(({ errors }) => errors),
      first,
      last,
      times: { first: timeOf(batches.slice(0, 1)), last: timeOf(turns), fresh: timeOf(freshTurns) },
      inMemory: await page.evaluate<Record<string, number>>('inMemory'),
    };
  } finally {
    for (const page of opened) await page.close();
  }
}

const timeOf = (batches: readonly Calls[]): number => median(batches.flatMap(({ times }) => times));

function show(soaks: readonly Soak[]): void {
  const row = (title: string, cell: (one: Soak) => string | number) => [title, ...soaks.map(cell)];
  const mb = (kB: number): string => (kB / 1000).toFixed(2);
  const kinds = Object.keys(soaks[0]?.inMemory ?? {});
  table(`${CALLS} calls in one page, each connected and hung up`, [
    row('', ({ name }) => name),
    row('connected', ({ connected }) => connected),
    row(`heap after call ${EDGE} (MB, after GC)`, ({ first }) => mb(first.heap)),
    row(`heap after call ${CALLS}`, ({ last }) => mb(last.heap)),
    row('growth', ({ first, last }) => mb(last.heap - first.heap)),
    // Firefox keeps about 20 kB of native memory for each peer connection that was: of hand-written calls, too.
    row('growth of the whole process (MB)', ({ first, last }) => mb(last.process - first.process)),
    row(`ms per call, first ${EDGE} (median)`, ({ times }) => times.first.toFixed(0)),
    row(`ms per call, last ${EDGE}`, ({ times }) => times.last.toFixed(0)),
    row('... and in a fresh page taking turns with it', ({ times }) => times.fresh.toFixed(0)),
    row('last to fresh', ({ times }) => (times.last / times.fresh).toFixed(2)),
    ...kinds.map((kind) => row(`${kind} in memory`, ({ inMemory }) => inMemory[kind] ?? NaN)),
    row(`more nodes than after call ${EDGE}`, ({ first, last }) => last.nodes - first.nodes),
    row('more listeners', ({ first, last }) => last.listeners - first.listeners),
  ]);
}

test('a thousand calls in one page', async ({ browser, site }) => {
  test.setTimeout(900_000);
  const gateway = await startGatewayProcess();
  const soaks: Soak[] = [];
  try {
    const tag = { 'connector-token': 'demo', 'gateway-url': gateway.url, 'ice-servers': '[]', mode: 'echo' };
    site.publish('/soak.js', soakScript, { 'content-type': 'text/javascript' });
    const html = embed(tag).replace('<script', '<script src="/soak.js"></script><script');
    const address = site.publish('/', html);
    const run = (open: () => Promise<SoakBrowser>): Promise<Soak> =>
      Promise.race([soak(open, address), gateway.crashed]);
    soaks.push(await run(() => soakChromium(browser)));
    if (hasStockFirefox()) soaks.push(await run(soakFirefox));
    else console.log('Without Firefox: there is no stock one. Install it or set FIREFOX_PATH.');
  } finally {
    await gateway.stop();
  }
  show(soaks);
  for (const { name, connected, ends, errors } of soaks)
    expect({ name, connected, ends, errors }).toEqual({ name, connected: CALLS, ends: CALLS, errors: [] });
});
