// Keyboard shortcuts: what each key does, and everywhere that it does nothing.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { mount, part, settled, untilElementState } from './support/element.ts';
import { PageGateway } from './support/page-gateway.ts';
import { hasFocus, inCall, key, untilPart, VISITOR_TONE } from './support/talk.ts';
import { assertAccessible } from './support/axe.ts';
import { isSilence, isTone } from './support/tone.ts';
import type { VoiceAgentCall } from '../../src/index.ts';

/** Their code is loaded: a key that is held down is taken, and presses nothing. */
async function untilLoaded(element: VoiceAgentCall): Promise<void> {
  await until(
    () => key(element, 'keydown', { key: 'm', repeat: true }).defaultPrevented,
    () => 'the shortcuts',
  );
}

async function withShortcuts(
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Node[] = [],
) {
  const test = await inCall({ shortcuts: '', ...attributes }, children);
  await untilLoaded(test.element);
  return test;
}

describe('shortcuts', () => {
  it('M mutes and unmutes, H hangs up, and the buttons say so', async () => {
    const { element, gateway } = await withShortcuts();
    const { media } = gateway.session;
    const mute = await untilPart(element, 'mute-button');
    const button = part(element, 'button');
    assert.strictEqual(mute.getAttribute('aria-keyshortcuts'), 'M');
    assert.strictEqual(button?.getAttribute('aria-keyshortcuts'), 'H');
    assert.deepEqual(
      [mute, button].map((each) => each?.querySelector('kbd[part=shortcut][aria-hidden=true]')?.textContent),
      ['M', 'H'],
    );
    await media.hears(isTone(VISITOR_TONE));
    mute.focus();
    key(mute, 'keydown', { key: 'm' });
    assert.isTrue(element.muted);
    await media.hears(isSilence);
    key(mute, 'keydown', { key: 'M', shiftKey: true });
    assert.isFalse(element.muted);
    await media.hears(isTone(VISITOR_TONE));
    key(mute, 'keydown', { key: 'h' });
    await untilElementState(element, 'ended');
    await settled(element);
    assert.isTrue(hasFocus(part(element, 'button')));
    assert.isFalse(part(element, 'button')?.hasAttribute('aria-keyshortcuts'));
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('H cancels a call that is being set up', async () => {
    const gateway = new PageGateway({}, () => ({ exchange: () => new Promise<string>(() => undefined) }));
    const element = await mount({ shortcuts: '' });
    element.gateway = gateway;
    void element.start();
    await untilElementState(element, 'connecting');
    await untilLoaded(element);
    const reasons: string[] = [];
    element.addEventListener('call-end', ({ reason }) => reasons.push(reason));
    key(element, 'keydown', { key: 'h' });
    await untilElementState(element, 'ended');
    assert.deepEqual(reasons, ['cancelled']);
    await gateway.dispose();
  });

  it('are the letters that a key writes, or its place in another script', async () => {
    const { element, gateway } = await withShortcuts();
    const mutes = (init: KeyboardEventInit & { key: string }): boolean => {
      const before = element.muted;
      key(element, 'keydown', init);
      return element.muted !== before;
    };
    assert.isTrue(mutes({ key: 'ь', code: 'KeyM' }));
    assert.isTrue(mutes({ key: 'm', code: 'Semicolon' }));
    assert.isFalse(mutes({ key: ',', code: 'KeyM' }));
    assert.isFalse(mutes({ key: 'x', code: 'KeyM' }));
    assert.isFalse(mutes({ key: 'Meta', code: 'KeyM' }));
    await element.hangUp();
    await gateway.dispose();
  });

  it('do nothing with a modifier, in a field, outside of the tag, without a call, without the attribute', async () => {
    const form = document.createElement('form');
    form.slot = 'fallback';
    const note = document.createElement('p');
    note.contentEditable = 'true';
    form.append(...['input', 'select', 'textarea'].map((name) => document.createElement(name)), note);
    const { element, gateway } = await withShortcuts({}, [form]);
    const fields = [...form.children];
    assert.lengthOf(fields, 4);
    const assertIgnored = (target: Element, init: KeyboardEventInit = {}): void => {
      for (const letter of ['m', 'h'])
        assert.isFalse(key(target, 'keydown', { ...init, key: letter }).defaultPrevented);
      assert.strictEqual(element.state, 'connected');
      assert.isFalse(element.muted);
    };
    for (const modifier of ['ctrlKey', 'altKey', 'metaKey', 'isComposing'])
      assertIgnored(element, { [modifier]: true });
    for (const field of fields) assertIgnored(field);
    assertIgnored(document.body);
    element.shortcuts = false;
    await settled(element);
    assertIgnored(element);
    assert.notExists(part(element, 'shortcut'));
    element.shortcuts = true;
    await settled(element);
    assert.isTrue(key(form, 'keydown', { key: 'm' }).defaultPrevented, 'a form without a field in focus');
    await element.hangUp();
    await settled(element);
    assert.isFalse(key(element, 'keydown', { key: 'h' }).defaultPrevented);
    await gateway.dispose();
  });

  it('with push-to-talk M is held to talk, wherever it is let go', async () => {
    const { element, gateway } = await withShortcuts({ 'push-to-talk': '' });
    const { media } = gateway.session;
    await media.hears(isSilence);
    key(element, 'keydown', { key: 'm' });
    assert.isFalse(element.muted);
    await media.hears(isTone(VISITOR_TONE));
    await new Promise((resolve) => setTimeout(resolve, 350));
    key(element, 'keydown', { key: 'm', repeat: true });
    key(document.body, 'keyup', { key: 'x' });
    assert.isFalse(element.muted);
    key(document.body, 'keyup', { key: 'm' });
    assert.isTrue(element.muted);
    await media.hears(isSilence);
    key(element, 'keydown', { key: 'm' });
    key(element, 'keyup', { key: 'm' });
    assert.isFalse(element.muted, 'latched');
    key(element, 'keydown', { key: 'm' });
    assert.isTrue(element.muted);
    key(element, 'keyup', { key: 'm' });
    key(element, 'keydown', { key: 'm' });
    element.remove();
    assert.isTrue(element.muted, 'the tag goes');
    await untilElementState(element, 'ended');
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('axe finds nothing', async () => {
    const { element, gateway } = await withShortcuts({ layout: 'card', theme: 'light' });
    await assertAccessible(element);
    await element.hangUp();
    await gateway.dispose();
  });
});
