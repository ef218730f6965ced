// gateway="http" against a server that is neither ours nor JavaScript: Python's aiortc, as people deploy it.

import type { Page } from 'playwright/test';
import { ensureAiortc, startAiortc, type AiortcServer } from '../support/aiortc.ts';
import {
  button,
  embed,
  expect,
  expectReleased,
  expectState,
  heard,
  test,
  watched,
  type Fixtures,
} from './support/fixtures.ts';

/** What the agent hums, and what the visitor's microphone plays. */
const AGENT = 700;
const VISITOR = 440;

test.use({ permissions: ['microphone'], sound: { stretches: [{ hz: VISITOR, seconds: 5 }] } });

let server: AiortcServer;

test.beforeAll(async () => {
  test.setTimeout(600_000); // apt may have much to fetch
  const missing = await ensureAiortc();
  if (missing !== undefined) console.log(`The tests against aiortc are left out: ${missing}`);
  test.skip(missing !== undefined, missing);
  server = await startAiortc();
});

test.afterAll(async () => {
  await (server as AiortcServer | undefined)?.stop();
});

/** Opens a page with the tag and calls. The server knows no CORS, so its endpoint is on the page's origin. */
async function call(page: Page, site: Fixtures['site'], query = ''): Promise<void> {
  await page.route('**/api/voice/offer*', async (route) => {
    const { search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: server.offerUrl + search }) });
  });
  const tag = embed({ gateway: 'http', 'gateway-url': `/api/voice/offer${query}`, 'ice-servers': '[]' });
  await page.goto(site.publish('/', tag));
  await button(page).click();
  await expectState(page, 'connected');
}

const expectVisitorHeard = () =>
  expect
    .poll(async () => {
      const { frequency = 0, rms = 0 } = (await server.heard()) ?? {};
      return rms > 0.01 && Math.abs(frequency - VISITOR) < 10;
    })
    .toBe(true);

const expectAgentHeard = (page: Page) =>
  expect
    .poll(async () => {
      const { frequency, rms } = await heard(page);
      return rms > 0.01 && Math.abs(frequency - AGENT) < 10;
    })
    .toBe(true);

async function hangUp(page: Page): Promise<void> {
  await button(page).click();
  await expectState(page, 'ended');
  await expectReleased(page);
  expect((await watched(page)).ends).toMatchObject([{ reason: 'local' }]);
  await expect.poll(async () => (await server.heard())?.left).toBe(true);
}

for (const [what, query] of [
  ['an answer as aiortc writes it', ''],
  ['an answer without codec parameters', '?answer=no-fmtp'],
] as const)
  test(`${what}: each side hears the other, and the visitor hangs up`, async ({ page, site, complaints }) => {
    await call(page, site, query);
    await expectVisitorHeard();
    await expectAgentHeard(page);
    await hangUp(page);
    expect(complaints).toEqual([]);
  });

test('an answer that only receives: the visitor is heard, and the page is told that the agent is not', async ({
  page,
  site,
}) => {
  await call(page, site, '?answer=recvonly');
  await expectVisitorHeard();
  await expect
    .poll(async () => (await watched(page)).visible, { timeout: 15_000 })
    .toContain('"level":"none"');
  expect(await heard(page)).toEqual({ rms: 0, frequency: 0 });
  await hangUp(page);
});

test('the server hangs up by closing its side', async ({ page, site, complaints }) => {
  await call(page, site);
  await expectAgentHeard(page);
  await server.hangUp();
  await expectState(page, 'ended');
  expect((await watched(page)).ends).toMatchObject([{ reason: 'remote' }]);
  await expectReleased(page);
  expect(complaints).toEqual([]);
});
