// The built widget by keyboard alone and through the eyes of a screen reader: whole calls, as transcripts.

import type { Page } from 'playwright/test';
import { AccessibilityTree, announcements, collectAnnouncements } from './support/accessibility-tree.ts';
import { button, expect, expectState, test, type Fixtures } from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });

/** The tag between two links of the page. */
async function open(page: Page, site: Fixtures['site'], url: string, attributes: string): Promise<void> {
  const html = `<!doctype html><html lang="en"><title>A site</title>
    <script type="module" src="/dist/voice-agent-call.js"></script>
    <main><a href="#1">Before</a>
    <voice-agent-call ${attributes} connector-token="demo" gateway-url="${url}" ice-servers="[]" agent-name="Ada"
      ><a slot="fallback" href="tel:+15550100">+1 555 0100</a></voice-agent-call>
    <a href="#2">After</a></main></html>`;
  await page.goto(site.publish('/', html));
  const first = page.locator('voice-agent-call').locator('[part~=button], [part~=launcher]');
  await expect(first.filter({ visible: true }).first()).toBeVisible();
}

/**
 * Presses the keys of a transcript and compares what has the focus after each. A line is `key → role "name" states`, and
 * in brackets the state of the call that is awaited.
 */
async function walk(page: Page, expected: readonly string[]): Promise<void> {
  const tree = await AccessibilityTree.open(page);
  const transcript: string[] = [];
  for (const line of expected) {
    const [, key = '', what = '', state] = /^(\S+) → (.*?)(?: \((.*)\))?$/.exec(line) ?? [];
    await page.keyboard.press(key);
    if (state) await expectState(page, state);
    // the browser writes its tree a little after the page
    await expect.poll(() => tree.focused(), { message: transcript.join('\n') }).toBe(what);
    transcript.push(line);
  }
}

test('a whole call in a card by keyboard', async ({ page, site, local }) => {
  await open(page, site, local.url, 'layout="card"');
  await walk(page, [
    'Tab → link "Before"',
    'Tab → button "Call Ada"',
    'Enter → button "Hang up" (connected)',
    'Tab → button "Mute" pressed=false',
    'Space → button "Mute" pressed=true',
    'Enter → button "Mute" pressed=false',
    'Shift+Tab → button "Hang up"',
    'Space → button "Call again" (ended)',
    'Enter → button "Hang up" (connected)',
    'Tab → button "Mute" pressed=false',
    'Tab → link "After"',
    'Shift+Tab → button "Mute" pressed=false',
    'Shift+Tab → button "Hang up"',
    'Enter → button "Call again" (ended)',
  ]);
});

test('a whole call in the floating panel by keyboard', async ({ page, site, local }) => {
  await open(page, site, local.url, 'layout="floating"');
  await walk(page, [
    'Tab → link "Before"',
    'Tab → button "Talk to us" expanded=false',
    'Enter → button "Call Ada"',
    'Enter → button "Hang up" (connected)',
    'Tab → button "Mute" pressed=false',
    'Space → button "Mute" pressed=true',
    'Space → button "Mute" pressed=false',
    'Tab → button "Connected" expanded=true',
    'Shift+Tab → button "Mute" pressed=false',
    'Shift+Tab → button "Hang up"',
    'Enter → button "Call again" (ended)',
    'Enter → button "Hang up" (connected)',
    'Escape → button "Connected" expanded=false (connected)',
    'Enter → button "Hang up"',
    'Enter → button "Call again" (ended)',
    'Shift+Tab → button "Close"',
    'Escape → button "Talk to us" expanded=false',
    'Tab → link "After"',
  ]);
});

/** Compares what a virtual cursor meets between the two links of the page; the timer runs. */
const expectHeard = (page: Page, tree: AccessibilityTree, expected: readonly string[]): Promise<void> =>
  expect
    .poll(async () => (await tree.lines()).map((line) => line.replace(/\d+ seconds?/, '… seconds')))
    .toEqual(['link "Before"', ...expected, 'link "After"']);

/** Without what is told only where it lasts: on a slow machine. */
const announced = async (page: Page): Promise<string[]> =>
  (await announcements(page)).filter((text) => !/allow the microphone|Connecting/.test(text));

test('what a screen reader is told of a whole call', async ({ page, site, local }) => {
  await page.addInitScript(collectAnnouncements);
  await open(page, site, local.url, 'layout="card"');
  const tree = await AccessibilityTree.open(page);
  await expectHeard(page, tree, ['button "Call Ada"']);
  await button(page).click();
  await expectState(page, 'connected');
  const inCall = (muted: boolean): string[] => [
    'button "Hang up"',
    `button "Mute" pressed=${muted}`,
    'timer "Call duration: … seconds"',
    'status "Connected"',
  ];
  await expectHeard(page, tree, inCall(false));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expectHeard(page, tree, inCall(true));
  await button(page).click();
  await expectState(page, 'ended');
  await expectHeard(page, tree, [
    'button "Call again"',
    'timer "Call duration: … seconds"',
    'status "Call ended"',
  ]);
  expect(await announced(page)).toEqual(['status: Connected', 'status: Call ended']);
});

test('what a screen reader is told of a failed call', async ({ page, site, local }) => {
  await page.addInitScript(collectAnnouncements);
  await open(page, site, local.url, 'layout="floating" connector-token="error-AGENT_FAILURE"');
  const tree = await AccessibilityTree.open(page);
  await expectHeard(page, tree, ['button "Talk to us" expanded=false']);
  await page.locator('[part~=launcher]').click();
  const panel = (...inside: string[]): string[] => [
    'dialog "Ada"',
    'button "Close"',
    ...inside,
    'button "Talk to us" expanded=true',
  ];
  await expectHeard(page, tree, panel('button "Call Ada"'));
  await button(page).click();
  await expectState(page, 'failed');
  await expectHeard(
    page,
    tree,
    panel(
      'button "Call again"',
      'alert "The assistant isn’t available at the moment. Please try again shortly."',
      'paragraph "The assistant isn’t available at the moment."',
      'paragraph "Please try again shortly."',
      'link "+1 555 0100"',
    ),
  );
  expect(await announced(page)).toEqual([
    'alert: The assistant isn’t available at the moment. Please try again shortly.',
  ]);
});

test('a closed panel tells how the call goes on', async ({ page, site, local }) => {
  await page.addInitScript(collectAnnouncements);
  await open(page, site, local.url, 'layout="floating"');
  await page.locator('[part~=launcher]').click();
  await button(page).click();
  await expectState(page, 'connected');
  await page.keyboard.press('Escape');
  await expect(page.locator('[part~=panel]')).toBeHidden();
  await page.evaluate(() => document.querySelector('voice-agent-call')?.hangUp());
  await expect.poll(() => announced(page)).toEqual(['status: Connected', 'status: Call ended']);
});
