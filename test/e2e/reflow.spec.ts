// The built widget on small, zoomed, touched and recoloured screens: nothing is clipped, too small, invisible or moves.

import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright/test';
import { button, embed, expect, expectState, muteButton, test, visit } from './support/fixtures.ts';

const folder = fileURLToPath(new URL('../../test-results/screens/', import.meta.url));
const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const layouts = ['inline', 'card', 'floating'] as const;

const launcher = (page: Page) => page.locator('voice-agent-call [part~=launcher]');
const agree = (page: Page) => page.locator('voice-agent-call [part~=consent] .agree');
const attributes = {
  'agent-name': 'Ada',
  consent: '',
  devices: '',
  keypad: '',
  rating: '',
  shortcuts: '',
  'privacy-url': '/privacy',
  'terms-url': '/terms',
};

/** Reaches each state that has controls of its own, and lets `look` see it. */
async function throughStates(page: Page, layout: string, look: (where: string) => Promise<void>) {
  if (layout === 'floating') {
    await launcher(page).click();
    await expect(page.locator('[part~=panel]')).toBeVisible();
  }
  await look(`${layout}, idle`);
  await button(page).click();
  await expect(agree(page)).toBeVisible();
  await look(`${layout}, consent`);
  await agree(page).click();
  await expectState(page, 'connected');
  await look(`${layout}, connected`);
  for (const settings of ['devices', 'keypad']) {
    await page.locator(`[part~=${settings}] [aria-expanded=false]`).click();
    await look(`${layout}, ${settings}`);
    await page.locator(`[part~=${settings}] [aria-expanded=true]`).click();
  }
  await button(page).click();
  await expectState(page, 'ended');
  await expect(page.locator('[part~=rating]')).toBeVisible();
  await look(`${layout}, ended`);
  await page
    .locator('voice-agent-call')
    .evaluate((tag) => tag.setAttribute('connector-token', 'error-AGENT_FAILURE'));
  await button(page).click();
  await agree(page).click();
  await expectState(page, 'failed');
  await look(`${layout}, failed`);
}

interface Control {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Whether it can be seen, all of it, and pressed, once it has the focus. */
  readonly isReached: boolean;
}

/** Every visible control in the tag's shadow roots, after giving each the focus. */
const controlsOf = (page: Page): Promise<Control[]> =>
  page.evaluate(() => {
    const inside = (root: ParentNode): HTMLElement[] =>
      [...root.querySelectorAll<HTMLElement>('*')].flatMap((each) => [
        ...(each.matches('button, a, select, summary, input') ? [each] : []),
        ...(each.shadowRoot ? inside(each.shadowRoot) : []),
      ]);
    const topmost = (x: number, y: number): Element | null => {
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot) {
        const deeper = hit.shadowRoot.elementFromPoint(x, y);
        if (!deeper || deeper === hit) break;
        hit = deeper;
      }
      return hit;
    };
    const tag = document.querySelector('voice-agent-call');
    return inside(tag?.shadowRoot ?? document)
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => {
        control.focus();
        const { left, right, top, bottom, width, height } = control.getBoundingClientRect();
        const hit = topmost((left + right) / 2, (top + bottom) / 2);
        // browsers scroll by whole pixels
        const isInWindow = left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1;
        return {
          name: (
            control.getAttribute('aria-label') ??
            (control as HTMLInputElement).labels?.[0]?.textContent ??
            control.textContent
          ).trim(),
          width,
          height,
          isReached: isInWindow && hit !== null && (control.contains(hit) || hit.contains(control)),
        };
      });
  });

test.use({ permissions: ['microphone'] });

test.describe('400 % zoom of a window of 1280 × 1024', () => {
  test.use({ viewport: { width: 320, height: 256 } });
  for (const layout of ['card', 'floating'])
    test(`${layout}: nothing sticks out and everything can be pressed`, async ({ page, site, local }) => {
      await visitLayout(page, site, local, layout);
      await throughStates(page, layout, async (where) => {
        const { scrollWidth, clientWidth } = await page.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return { scrollWidth, clientWidth };
        });
        expect(scrollWidth, where).toBeLessThanOrEqual(clientWidth);
        const boxes = await page.locator('voice-agent-call [part]:visible').evaluateAll((parts) =>
          parts
            .filter(
              (part) => part.getBoundingClientRect().right > 320 || part.scrollWidth > part.clientWidth + 1,
            )
            .filter((part) => getComputedStyle(part).display !== 'inline')
            .map((part) => part.outerHTML.slice(0, 80)),
        );
        expect(boxes, where).toEqual([]);
        const controls = await controlsOf(page);
        expect(controls.length, where).toBeGreaterThan(0);
        expect(
          controls.filter(({ isReached }) => !isReached),
          where,
        ).toEqual([]);
      });
    });
});

test.describe('a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  for (const layout of layouts)
    test(`${layout}: every target is 44 px or more`, async ({ page, site, local }) => {
      await visitLayout(page, site, local, layout);
      const seen = new Set<string>();
      await throughStates(page, layout, async (where) => {
        const controls = await controlsOf(page);
        for (const { name } of controls) seen.add(name);
        expect(
          controls.filter(({ width, height }) => Math.min(width, height) < 44),
          where,
        ).toEqual([]);
      });
      expect([...seen]).toEqual(
        expect.arrayContaining(['Call Ada', 'Privacy policy', 'Hang upH', 'Mute', '#', 'Volume', 'Good']),
      );
    });
});

const visitLayout = async (
  page: Page,
  site: Parameters<typeof visit>[1],
  local: Parameters<typeof visit>[2],
  layout: string,
): Promise<void> => {
  const html = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A site</title>
    <script type="module" src="/dist/voice-agent-call.js"></script><p>Some words before it.</p>
    <voice-agent-call connector-token="demo" gateway-url="${local.url}" ice-servers="[]" layout="${layout}"
      ${Object.entries(attributes)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')}><a slot="fallback" href="tel:+15550100">+1 555 0100</a></voice-agent-call>`;
  await page.goto(site.publish('/', html));
  await expect(layout === 'floating' ? launcher(page) : button(page)).toBeVisible();
};

/** Colours as the browser paints them. */
const colours = (page: Page) =>
  page.evaluate(() => {
    const deep = (root: ParentNode, selector: string): Element | undefined =>
      root.querySelector(selector) ??
      [...root.querySelectorAll('*')]
        .map(({ shadowRoot }) => shadowRoot && deep(shadowRoot, selector))
        .find((found) => found !== null && found !== undefined);
    const style = (selector: string, pseudo?: string): CSSStyleDeclaration => {
      const element = deep(document, selector);
      if (!element) throw new Error(`No ${selector}`);
      return getComputedStyle(element, pseudo);
    };
    const button = style('[part~=button]');
    return {
      border: `${button.borderTopStyle} ${button.borderTopWidth}`,
      borderColour: button.borderTopColor,
      base: style('[part~=base]').backgroundColor,
      indicator: style('[part~=status]', '::before').backgroundColor,
      mute: style('[part~=mute-button]').backgroundColor,
      muteIcon: deep(document, '[part~=mute-button]')?.querySelectorAll('path').length,
    };
  });

for (const [name, media] of [
  ['forced colours', { forcedColors: 'active' }],
  ['more contrast', { contrast: 'more' }],
] as const)
  test(`${name}: borders, indicator and mute can be seen`, async ({ page, site, local }) => {
    mkdirSync(folder, { recursive: true });
    await page.emulateMedia(media);
    await visit(page, site, local, { layout: 'card', 'agent-name': 'Ada' });
    await button(page).click();
    await expectState(page, 'connected');
    const heard = await colours(page);
    await page.screenshot({ path: `${folder}${name.replace(' ', '-')}.png` });
    await muteButton(page).click();
    await page.mouse.move(0, 0);
    const muted = await colours(page);
    await page.screenshot({ path: `${folder}${name.replace(' ', '-')}-muted.png` });
    expect(heard.border).toBe('solid 1px');
    expect(['rgba(0, 0, 0, 0)', heard.base]).not.toContain(heard.borderColour);
    expect(['rgba(0, 0, 0, 0)', heard.base]).not.toContain(heard.indicator);
    expect(muted.muteIcon).not.toBe(heard.muteIcon);
    if ('forcedColors' in media) expect(muted.mute).not.toBe(heard.mute);
    await button(page).click();
    await expectState(page, 'ended');
  });

const rule = /```css\n([^]*?)```/.exec(readme)?.[1] ?? '';

for (const layout of layouts)
  test(`${layout}: nothing moves when the script comes late`, async ({ page, site }) => {
    let arrive = (): void => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    await page.route('**/dist/voice-agent-call.js', async (route) => {
      await arrived;
      await route.continue();
    });
    const html = `<!doctype html><html lang="en"><title>Shift</title><style>${rule}</style>
      <script type="module" src="/dist/voice-agent-call.js"></script><p>Above</p>
      <voice-agent-call connector-token="demo" layout="${layout}">Talk to our workshop</voice-agent-call><p>Below</p>`;
    await page.goto(site.publish('/', html), { waitUntil: 'commit' });
    await expect(page.getByText('Below')).toBeVisible();
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    const top = () => page.getByText('Below').evaluate((below) => below.getBoundingClientRect().top);
    const before = await top();
    arrive();
    await expect(layout === 'floating' ? launcher(page) : button(page)).toBeVisible();
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
  });

test('where the question for consent cannot be loaded the call fails and says so, and asks for nothing', async ({
  page,
  site,
  local,
}) => {
  await page.route(/consent-/, (route) => route.abort());
  await visit(page, site, local, { consent: '' });
  await button(page).click();
  await expectState(page, 'failed');
  await expect(page.locator('[part~=message]')).toContainText('could not be reached');
  await expect(page.locator('[slot=fallback]')).toBeVisible();
  expect(local.gateway.sessions).toEqual([]);
  await page.unroute(/consent-/);
  await button(page).click();
  await expect(agree(page)).toBeVisible();
});

test('where the panel cannot be loaded, its button stands in the corner and calls', async ({
  page,
  site,
  local,
}) => {
  await page.route('**/*voice-agent-call-panel*', (route) => route.abort());
  await page.goto(
    site.publish(
      '/',
      embed({ 'connector-token': 'demo', 'gateway-url': local.url, 'ice-servers': '[]', layout: 'floating' }),
    ),
  );
  await button(page).click();
  await expectState(page, 'connected');
  await button(page).click();
  await expectState(page, 'ended');
});
