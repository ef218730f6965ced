// The oldest browser that PolyAI's documentation names, for real: whole calls in Chromium 72.

import { expect, tag, test as base, type LocalGateway } from './support/fixtures.ts';
import { wav } from '../e2e/support/sound.ts';
import { callSuite } from './call-suite.ts';
import { CdpTab } from './support/cdp.ts';
import { ensureChromium72 } from './support/chrome72.ts';
import { keepPicture } from './support/pictures.ts';
import {
  clickPart,
  complaints,
  expectReleased,
  expectState,
  heard,
  publish,
  run,
  textOf,
  visit,
  watched,
  type Tab,
} from './support/tab.ts';

const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--mute-audio',
  // this build is a few days older than the release, where this is the default
  '--enable-features=RTCUnifiedPlanByDefault',
  '--use-fake-device-for-media-stream',
];
const answers = { granted: '--use-fake-ui-for-media-stream', denied: '--use-fake-ui-for-media-stream=deny' };

interface Chromium72 {
  /** The program, or why there is none. */
  readonly chromium72: Awaited<ReturnType<typeof ensureChromium72>>;
}
interface Visitor {
  readonly microphone: keyof typeof answers;
  /** What the microphone hears; 0 is silence. */
  readonly hz: number;
  readonly tab: Tab;
}

const test = base.extend<Visitor, Chromium72>({
  chromium72: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const found = await ensureChromium72();
      if ('missing' in found) console.log(`Skipped: ${found.missing}`);
      await use(found);
    },
    { scope: 'worker', timeout: 200_000 },
  ],
  microphone: ['granted', { option: true }],
  hz: [440, { option: true }],
  tab: async ({ chromium72, microphone, hz }, use) => {
    if ('missing' in chromium72) return test.skip(true, chromium72.missing);
    const file = `--use-file-for-fake-audio-capture=${wav([{ hz, seconds: 5 }])}`;
    const tab = await CdpTab.open(chromium72.path, [...args, file, answers[microphone]]);
    await use(tab);
    await tab.close();
  },
});

// http and whip hang up by closing the media in order, which this browser does not tell; see below
test.describe('Chromium 72', () => callSuite(test, ['polyai', 'voisnap', 'pipecat']));

test('a far end that closes its media without a word is missed, and the visitor can leave', async ({
  tab,
  site,
  local,
}) => {
  await visit(tab, await publish(site, tag(local, 'hang-up', 'http')));
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await expectState(tab, 'reconnecting', 20_000);
  await clickPart(tab, 'button');
  await expectState(tab, 'ended');
  await expectReleased(tab);
});

test('whip: hanging up deletes the session, though this browser takes no keepalive there', async ({
  tab,
  site,
  local,
}) => {
  await visit(tab, await publish(site, tag(local, 'echo', 'whip')));
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await clickPart(tab, 'button');
  await expectState(tab, 'ended');
  await expect.poll(() => local.gateway.sessions.at(-1)?.closeFrames, { timeout: 10_000 }).toBe(1);
});

test('leaving the page says goodbye', async ({ tab, site, local }) => {
  await visit(tab, await publish(site, tag(local, 'echo')));
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await tab.goto(site.publish('/next', '<!doctype html><title>Next</title>'));
  await expect.poll(() => local.gateway.sessions.at(-1)?.closeFrames, { timeout: 10_000 }).toBe(1);
});

test.describe('with a visitor who listens', () => {
  test.use({ hz: 0 });

  test('it is shown that the agent speaks', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'demo')));
    await clickPart(tab, 'button');
    await expectState(tab, 'connected');
    await expect.poll(async () => (await heard(tab)).rms, { timeout: 10_000 }).toBeGreaterThan(0.02);
    await expect.poll(() => textOf(tab, 'status-text'), { timeout: 10_000 }).toBe('Speaking');
  });
});

/** Pixels between two parts of a row. */
const between = (tab: Tab, left: string, right: string): Promise<number> =>
  run(
    tab,
    (a, b) => {
      const [before, after] = [window.partOf(a), window.partOf(b)].map((part) =>
        part?.getBoundingClientRect(),
      );
      return before && after ? after.left - before.right : NaN;
    },
    left,
    right,
  );

/** The rules beside a part that the browser did not drop. */
const rulesOf = (tab: Tab, name: string): Promise<string> =>
  run(
    tab,
    (part) => {
      const { styleSheets } = window.partOf(part)?.getRootNode() as ShadowRoot;
      return [...styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n');
    },
    name,
  );

test('idle, in a call and failed: nothing sticks to its neighbour', async ({ tab, site, local }) => {
  await visit(
    tab,
    await publish(site, tag(local, 'error-later-AGENT_FAILURE', 'polyai', { 'agent-name': 'Ada' })),
  );
  await keepPicture(tab, 'chrome72-idle');
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await keepPicture(tab, 'chrome72-connected');
  expect(await between(tab, 'button', 'mute-button')).toBeGreaterThan(4);
  expect(await between(tab, 'mute-button', 'timer')).toBeGreaterThan(4);
  expect(await between(tab, 'timer', 'status')).toBeGreaterThan(4);
  await expectState(tab, 'failed');
  await keepPicture(tab, 'chrome72-failed');
});

// a headless browser has no mouse that hovers, so what it would do is read
test('the button answers a mouse', async ({ tab, site, local }) => {
  await visit(tab, await publish(site, tag(local, 'echo')));
  expect(await rulesOf(tab, 'button')).toContain('button:hover');
});

test.describe('with a visitor who says no', () => {
  test.use({ microphone: 'denied' });

  test('the microphone is denied: its own text and remedy, no offer', async ({ tab, site, local }) => {
    await visit(tab, await publish(site, tag(local, 'echo')));
    await clickPart(tab, 'button');
    await expectState(tab, 'failed');
    expect((await watched(tab)).errors).toMatchObject([{ code: 'microphone-denied' }]);
    expect(await textOf(tab, 'message')).toContain('The microphone was not allowed.');
    expect(local.gateway.sessions).toHaveLength(0);
    await expectReleased(tab);
  });
});

test('a strict policy is kept with a nonce for the styles, which this browser needs', async ({
  tab,
  site,
  local,
}) => {
  const { host } = new URL(local.url);
  const policy = [
    ...["default-src 'none'", "script-src 'self' 'nonce-abc'", "style-src 'nonce-abc'"],
    `connect-src ws://${host} http://${host}`,
    'img-src data:', // now and then of that browser's own style sheet
  ].join('; ');
  const head = '<script nonce="abc">window.litNonce = "abc";</script>';
  const headers = { 'content-security-policy': policy };
  await visit(tab, await publish(site, tag(local, 'echo'), { head, headers }));
  expect(await run(tab, () => getComputedStyle(window.partOf('button') ?? document.body).borderRadius)).toBe(
    '999px',
  );
  await clickPart(tab, 'button');
  await expectState(tab, 'connected');
  await clickPart(tab, 'button');
  await expectState(tab, 'ended');
  await expectReleased(tab);
});

// Older browsers are not to be had; what they lack is. The page is left alone, its label and its way out are readable.

const fallbackPage = (local: LocalGateway): string =>
  tag(local, 'echo').replace('<a ', 'Talk to our workshop <a ');
const readable = /Talk to our workshop \+1 555 0100/;

test('without custom elements nothing is touched and nothing complains', async ({ tab, site, local }) => {
  const head = '<script>delete window.customElements;</script>';
  await tab.goto(await publish(site, fallbackPage(local), { head }));
  expect(await run(tab, () => typeof customElements)).toBe('undefined');
  expect(site.requests.filter((path) => path.includes('.element-'))).toHaveLength(1);
  expect(await run(tab, () => document.body.innerText)).toMatch(readable);
  expect(await complaints(tab)).toEqual([]);
});

test('a script that the browser cannot read does no harm', async ({ tab, site, local }) => {
  // this browser stops at `?.` as older ones stop at what it still reads
  site.publish('/dist/voice-agent-call.js', 'globalThis?.name;', { 'content-type': 'text/javascript' });
  await tab.goto(await publish(site, fallbackPage(local)));
  expect(await run(tab, () => document.querySelector('voice-agent-call:not(:defined)') !== null)).toBe(true);
  expect(await run(tab, () => document.body.innerText)).toMatch(readable);
  expect((await complaints(tab)).join()).toContain('Unexpected token');
});
