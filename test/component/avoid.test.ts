// The floating launcher keeps off what the page names, wherever that is, whenever it comes and goes; and what it left can
// be pressed.

import { assert } from '@esm-bundle/chai';
import { until } from './support/calls.ts';
import { mount, part } from './support/element.ts';
import type { VoiceAgentCall } from '../../src/index.ts';
import { wayOut } from '../../src/elements/avoid.ts';

const boxOf = (element: VoiceAgentCall): DOMRect | undefined =>
  part(element, 'launcher')?.getBoundingClientRect();

/** A banner over the whole width, at an edge of the window. */
function banner(edge: 'top' | 'bottom', height = 80): HTMLElement {
  const element = document.createElement('button');
  element.className = 'cookies';
  Object.assign(element.style, {
    position: 'fixed',
    [edge]: '0',
    left: '0',
    right: '0',
    height: `${height}px`,
    width: '100%',
    zIndex: '10',
  });
  document.body.append(element);
  return element;
}

async function launcher(attributes: Readonly<Record<string, string>> = {}): Promise<VoiceAgentCall> {
  const element = await mount({ layout: 'floating', avoid: '.cookies', ...attributes });
  await until(
    () => (boxOf(element)?.height ?? 0) > 0,
    () => 'the launcher',
  );
  return element;
}

const untilBottom = (element: VoiceAgentCall, isRight: (bottom: number) => boolean): Promise<void> =>
  until(
    () => isRight(boxOf(element)?.bottom ?? NaN),
    () => `the launcher at ${String(boxOf(element)?.bottom)} of ${innerHeight}`,
  );

afterEach(() => document.querySelectorAll('.cookies').forEach((each) => each.remove()));

it('moves up for a banner that comes, grows, hides and goes', async () => {
  const element = await launcher();
  const home = boxOf(element)?.bottom ?? 0;
  const cookies = banner('bottom');
  await untilBottom(element, (bottom) => bottom <= innerHeight - 80);
  assert.closeTo(boxOf(element)?.bottom ?? 0, innerHeight - 88, 1);
  cookies.style.height = '120px';
  await untilBottom(element, (bottom) => bottom <= innerHeight - 120);
  cookies.style.display = 'none';
  await untilBottom(element, (bottom) => bottom === home);
  cookies.style.display = '';
  await untilBottom(element, (bottom) => bottom < home);
  cookies.remove();
  await untilBottom(element, (bottom) => bottom === home);
});

it('leaves the banner’s buttons to the visitor', async () => {
  const element = await launcher();
  const { x, y } = boxOf(element) as DOMRect;
  const cookies = banner('bottom');
  cookies.style.zIndex = '0';
  await untilBottom(element, (bottom) => bottom <= innerHeight - 80);
  assert.strictEqual(document.elementFromPoint(x + 5, y + 5), cookies);
  const { x: left, y: top } = boxOf(element) as DOMRect;
  assert.strictEqual(document.elementFromPoint(left + 20, top + 20), element);
});

it('at the top moves down; a selector that is none, and the attribute’s end, leave it where it is', async () => {
  banner('top', 60);
  const element = await launcher({ placement: 'top-end' });
  await until(
    () => (boxOf(element)?.top ?? 0) >= 60,
    () => `the launcher at ${String(boxOf(element)?.top)}`,
  );
  element.avoid = '<<<';
  await until(
    () => (boxOf(element)?.top ?? 99) < 60,
    () => `the launcher at ${String(boxOf(element)?.top)}`,
  );
  element.removeAttribute('avoid');
  await element.updateComplete;
  assert.isBelow(boxOf(element)?.top ?? 99, 60);
});

it('follows a banner that slides in or is moved in, and not one that is hidden', async () => {
  const style = document.createElement('style');
  style.textContent = '@keyframes in { from { transform: translateY(100%) } to { transform: none } }';
  document.head.append(style);
  const element = await launcher();
  const home = boxOf(element)?.bottom ?? 0;
  for (const [before, after] of [
    [{ animation: 'in 0.3s' }, {}],
    [{ bottom: '-100px' }, { bottom: '0' }],
    [{ visibility: 'hidden' }, { visibility: 'visible' }],
  ]) {
    const cookies = banner('bottom');
    Object.assign(cookies.style, before);
    if (!before?.animation) await untilBottom(element, (bottom) => bottom === home);
    Object.assign(cookies.style, after);
    await untilBottom(element, (bottom) => bottom <= innerHeight - 80);
    cookies.remove();
    await untilBottom(element, (bottom) => bottom === home);
  }
  style.remove();
});

it('stays in the window where something fills it', async () => {
  const element = await launcher();
  const home = boxOf(element)?.bottom ?? 0;
  banner('bottom').style.height = '60%';
  await untilBottom(element, (bottom) => bottom < home);
  banner('bottom').style.height = '100%';
  await untilBottom(element, (bottom) => bottom === home);
});

it('as a sheet on a phone begins above it', async () => {
  const frame = document.createElement('iframe');
  Object.assign(frame, { width: '390', height: '700' });
  document.body.append(frame);
  const page = frame.contentDocument as Document;
  const script = page.createElement('script');
  Object.assign(script, { type: 'module', src: new URL('../../src/index.ts', import.meta.url).href });
  const cookies = page.createElement('div');
  cookies.className = 'cookies';
  Object.assign(cookies.style, { position: 'fixed', left: '0', right: '0', bottom: '0', height: '80px' });
  const element = page.createElement('voice-agent-call');
  element.setAttribute('layout', 'floating');
  element.setAttribute('avoid', '.cookies');
  page.body.append(cookies, element);
  page.head.append(script);
  await until(
    () => part(element, 'launcher') !== undefined,
    () => 'the launcher in the frame',
  );
  part(element, 'launcher')?.click();
  await until(
    () => part(element, 'panel')?.getBoundingClientRect().bottom === 700 - 80 - 8,
    () => `the sheet at ${String(part(element, 'panel')?.getBoundingClientRect().bottom)}`,
  );
  frame.remove();
});

describe('wayOut()', () => {
  const box = new DOMRect(900, 700, 100, 50);
  it('passes what is beside or beyond, and climbs over one banner after the other', () => {
    assert.strictEqual(wayOut(box, [new DOMRect(0, 700, 300, 100)], false), 0);
    assert.strictEqual(wayOut(box, [new DOMRect(0, 0, 2000, 100)], false), 0);
    assert.strictEqual(wayOut(box, [new DOMRect(0, 740, 2000, 0)], false), 0);
    const low = new DOMRect(0, 720, 2000, 80);
    const high = new DOMRect(0, 640, 2000, 60);
    for (const both of [
      [low, high],
      [high, low],
    ])
      assert.strictEqual(wayOut(box, both, false), 750 - 640 + 8);
  });
});
