// A tab of any browser, whichever protocol drives it, and what a test asks of one. Pages are lowered to what the oldest
// browser reads, and record their own complaints, so that no test depends on what a protocol can tell.

import { expect } from 'playwright/test';
import { transformWithOxc } from 'vite';
import { watchPage, type Report } from '../../e2e/support/watch.ts';
import type { Site } from '../../e2e/support/site.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type Key = 'Tab' | 'Enter' | 'Space';

export interface Tab {
  goto(url: string): Promise<void>;
  /** The value of an expression; a promise is awaited. It must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A real press of the mouse; twice is a double click. */
  click(place: Place, count: number): Promise<void>;
  press(key: Key): Promise<void>;
  /** A picture, PNG. */
  screenshot(): Promise<Buffer>;
}

declare global {
  interface Window {
    /** Errors, unheard rejections and console output of the page. */
    complaints: string[];
    /** The element with this part, through shadow roots. */
    partOf(name: string): HTMLElement | undefined;
  }
}

/** Runs in the page before anything else, beside e2e's watch.ts. */
function preparePage(): void {
  window.complaints = [];
  const complain = (kind: string, what: unknown): void => {
    window.complaints.push(
      `${kind}: ${what instanceof Error ? `${what.message} ${what.stack ?? ''}` : String(what)}`,
    );
  };
  // captured: what could not be loaded does not bubble
  window.addEventListener(
    'error',
    (event) => complain('error', event.error ?? event.message ?? event.target),
    true,
  );
  window.addEventListener('unhandledrejection', ({ reason }) => complain('unheard', reason));
  for (const level of ['log', 'info', 'warn', 'error'] as const)
    console[level] = (...words: unknown[]) => complain(`console.${level}`, words.map(String).join(' '));

  const find = (root: ParentNode, name: string): HTMLElement | undefined => {
    for (const each of root.querySelectorAll<HTMLElement>('*')) {
      if ((each.getAttribute('part') ?? '').split(' ').includes(name)) return each;
      const inner = each.shadowRoot ? find(each.shadowRoot, name) : undefined;
      if (inner) return inner;
    }
    return undefined;
  };
  window.partOf = (name) => find(document, name);
}

/** What is watched must be there for a moment, also where the browser has none. */
const WATCH = `{
  const hasNone = typeof RTCPeerConnection === 'undefined';
  if (hasNone) window.RTCPeerConnection = class {};
  (${String(watchPage)})();
  if (hasNone) delete window.RTCPeerConnection;
}`;

/** A script in the syntax of the oldest browser. */
async function lowered(script: string): Promise<string> {
  return (await transformWithOxc(script, 'page.js', { target: 'chrome72', sourcemap: false })).code;
}

/** Runs a function in the page and resolves to what it answers. */
export async function run<T, A extends readonly unknown[]>(
  tab: Tab,
  pageFunction: (...args: A) => T | Promise<T>,
  ...args: A
): Promise<T> {
  const source = await lowered(
    `(${String(pageFunction)})(${args.map((each) => JSON.stringify(each)).join()})`,
  );
  return (await tab.evaluate(source.trim().replace(/;$/, ''))) as T;
}

/** The address of a page with these tags, which is watched from its start. Its policy, if any, must allow `'self'`. */
export async function publish(
  site: Site,
  tags: string,
  { head = '', headers = {} }: { head?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const script = await lowered(`(${String(preparePage)})(); ${WATCH}`);
  site.publish('/watch.js', script, { 'content-type': 'text/javascript' });
  return site.publish(
    '/',
    `<!doctype html><html lang="en"><title>A site</title><link rel="icon" href="data:,"><script src="/watch.js"></script>${head}
<script type="module" src="/dist/voice-agent-call.js"></script><body><main><h1>A site</h1>${tags}</main></body></html>`,
    headers,
  );
}

/** Opens a page and waits for its button. */
export async function visit(tab: Tab, url: string): Promise<void> {
  await tab.goto(url);
  await expect
    .poll(() => run(tab, () => window.partOf('button') !== undefined), { timeout: 10_000 })
    .toBe(true);
}

export async function clickPart(tab: Tab, name: string, count = 1): Promise<void> {
  const place = await run(
    tab,
    (part) => {
      const box = window.partOf(part)?.getBoundingClientRect();
      return box && { x: Math.round(box.left + box.width / 2), y: Math.round(box.top + box.height / 2) };
    },
    name,
  );
  if (!place) throw new Error(`There is no part "${name}".`);
  await tab.click(place, count);
}

/** What the visitor reads in a part. */
export const textOf = (tab: Tab, name: string): Promise<string> =>
  run(tab, (part) => (window.partOf(part)?.innerText ?? '').trim(), name);

export const stateOf = (tab: Tab): Promise<string> =>
  run(tab, () => document.querySelector('voice-agent-call')?.state ?? 'none');

export const expectState = (tab: Tab, state: string, timeout = 15_000): Promise<void> =>
  expect.poll(() => stateOf(tab), { timeout, intervals: [50] }).toBe(state);

/** RMS and strongest frequency of the agent's audio in the page. */
export const heard = (tab: Tab) => run(tab, () => window.watched.heard());

export const watched = (tab: Tab): Promise<Report> => run(tab, () => window.watched.report());

export const complaints = (tab: Tab): Promise<string[]> => run(tab, () => window.complaints);

/** After a call: told once, nothing alive, nothing complained about. */
export async function expectReleased(tab: Tab): Promise<void> {
  await expect.poll(async () => (await watched(tab)).alive, { timeout: 5000 }).toEqual([]);
  expect((await watched(tab)).ends).toHaveLength(1);
  expect((await watched(tab)).violations).toEqual([]);
  expect(await complaints(tab)).toEqual([]);
}
