// What assistive technology gets in each state: axe finds nothing, one polite announcement per change, focus stays.

import { assert } from '@esm-bundle/chai';
import { assertAccessible } from './support/axe.ts';
import { cutMedia } from './support/media.ts';
import { fakeDevice, lastPeer, onGetUserMedia } from './support/alive.ts';
import { until } from './support/calls.ts';
import {
  mountWithFarEnd,
  part,
  press,
  settled,
  untilElementState,
  type TestElement,
} from './support/element.ts';

const connect = async ({ element, far }: TestElement): Promise<void> => {
  const started = element.start();
  await far.connect();
  await started;
};

const states: Readonly<Record<string, (test: TestElement) => Promise<void>>> = {
  idle: () => Promise.resolve(),
  'requesting-microphone': async ({ element }) => {
    onGetUserMedia(() => new Promise(() => undefined));
    void element.start();
    await untilElementState(element, 'requesting-microphone');
  },
  connecting: async ({ element, far }) => {
    void element.start();
    await far.frame();
  },
  connected: connect,
  'connected, muted': async (test) => {
    test.element.muted = true;
    await connect(test);
  },
  reconnecting: async (test) => {
    await connect(test);
    cutMedia(lastPeer());
  },
  ended: async (test) => {
    await connect(test);
    await test.element.hangUp();
  },
  failed: async ({ element, far }) => {
    void element.start();
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await untilElementState(element, 'failed');
  },
};

async function openPanel(element: TestElement['element']): Promise<void> {
  await until(
    () => part(element, 'launcher') !== undefined,
    () => 'the launcher',
  );
  press(element, 'launcher');
  await settled(element);
}

/** Not `:focus`, which Firefox keeps from a page in the background. */
const hasFocus = (element: Element | undefined): boolean =>
  element !== undefined && (element.getRootNode() as ShadowRoot).activeElement === element;

describe('accessibility', () => {
  for (const [name, reach] of Object.entries(states))
    for (const [theme, background] of [
      ['light', '#fff'],
      ['dark', '#111'],
    ] as const)
      it(`${name}, ${theme}: axe finds nothing, in either direction`, async () => {
        const test = await mountWithFarEnd({ theme, 'agent-name': 'Ada' });
        document.body.style.background = background;
        await reach(test);
        await settled(test.element);
        await assertAccessible(test.element);
        test.element.dir = 'rtl';
        await assertAccessible(test.element);
        document.body.style.background = '';
        await test.element.hangUp();
        await test.far.dispose();
      });

  for (const layout of ['card', 'floating'])
    for (const [name, reach] of Object.entries(states))
      it(`${layout}, ${name}: axe finds nothing, light and dark`, async () => {
        const test = await mountWithFarEnd({ layout, captions: '', 'agent-name': 'Ada', theme: 'light' });
        if (layout === 'floating') await openPanel(test.element);
        await reach(test);
        await settled(test.element);
        await assertAccessible(test.element);
        test.element.theme = 'dark';
        await settled(test.element);
        await assertAccessible(test.element);
        await test.element.hangUp();
        await test.far.dispose();
      });

  for (const layout of ['inline', 'card', 'floating'])
    it(`${layout}, asking for consent: axe finds nothing`, async () => {
      const test = await mountWithFarEnd({
        layout,
        consent: '',
        'privacy-url': '/privacy',
        'terms-url': '/terms',
      });
      if (layout === 'floating') await openPanel(test.element);
      press(test.element);
      await until(
        () => part(test.element, 'consent') !== undefined,
        () => 'the question',
      );
      await settled(test.element);
      await assertAccessible(test.element);
      await test.element.hangUp();
      await test.far.dispose();
    });

  it('announces each state that lasts once, and a failure as an alert', async () => {
    let allow = (): void => undefined;
    onGetUserMedia(async (constraints) => {
      await new Promise<void>((resolve) => (allow = resolve));
      return fakeDevice(constraints);
    });
    const test = await mountWithFarEnd();
    const { element } = test;
    const root = element.shadowRoot?.querySelector('voice-agent-call-status')?.shadowRoot;
    const region = root?.querySelector('[role=status]');
    assert.ok(region);
    const said: string[] = [];
    const observer = new MutationObserver(() => {
      const text = region.textContent.trim();
      if (text !== said.at(-1)) said.push(text);
    });
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    const started = element.start();
    await until(
      () => said.length > 0,
      () => 'what the browser asks for',
    );
    allow();
    onGetUserMedia(undefined);
    await test.far.connect();
    await started;
    await new Promise((resolve) => setTimeout(resolve, 1500)); // speaking comes and goes meanwhile
    await test.far.sendError('AGENT_FAILURE');
    await untilElementState(element, 'failed');
    await settled(element);
    observer.disconnect();
    // connecting lasts only on a slow machine
    assert.deepEqual(
      said.filter((text) => text && text !== 'Connecting…'),
      ['Please allow the microphone', 'Connected'],
    );
    assert.strictEqual(said.at(-1), '');
    assert.include(root?.querySelector('[role=alert]')?.textContent ?? '', 'The assistant isn’t available');
    await test.far.dispose();
  });

  it('keeps the focus on the one button through a whole call', async () => {
    const test = await mountWithFarEnd();
    const button = part<HTMLButtonElement>(test.element, 'button');
    button?.focus();
    press(test.element);
    await test.far.connect();
    await untilElementState(test.element, 'connected');
    await settled(test.element);
    press(test.element);
    await untilElementState(test.element, 'ended');
    await settled(test.element);
    assert.strictEqual(part(test.element, 'button'), button);
    assert.isTrue(hasFocus(button));
    await test.far.dispose();
  });

  it('gives the focus of the mute button to the call button when the far end hangs up', async () => {
    const test = await mountWithFarEnd();
    await connect(test);
    await settled(test.element);
    part<HTMLButtonElement>(test.element, 'mute-button')?.focus();
    await test.far.send({ type: 'close', sessionId: test.far.sessionId });
    await untilElementState(test.element, 'ended');
    await settled(test.element);
    assert.isTrue(hasFocus(part(test.element, 'button')));
    await test.far.dispose();
  });

  it('a key that is held down is one press', async () => {
    const test = await mountWithFarEnd();
    const button = part<HTMLButtonElement>(test.element, 'button');
    const held = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, cancelable: true });
    button?.dispatchEvent(held);
    assert.isTrue(held.defaultPrevented);
    const first = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true });
    button?.dispatchEvent(first);
    assert.isFalse(first.defaultPrevented);
  });

  it('buttons are at least 44 px high', async () => {
    const test = await mountWithFarEnd();
    await connect(test);
    await settled(test.element);
    for (const name of ['button', 'mute-button'])
      assert.isAtLeast(part(test.element, name)?.getBoundingClientRect().height ?? 0, 44, name);
    await test.element.hangUp();
    await test.far.dispose();
  });
});
