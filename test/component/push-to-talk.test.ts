// Push-to-talk: what the far end hears, and everything that ends a hold.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { mount, part, settled } from './support/element.ts';
import { PageGateway } from './support/page-gateway.ts';
import { inCall, key, untilPart, VISITOR_TONE } from './support/talk.ts';
import { assertAccessible } from './support/axe.ts';
import { isSilence, isTone, toneStream } from './support/tone.ts';
import type { VoiceAgentCall } from '../../src/index.ts';
import { en } from '../../src/i18n/en.ts';

const pointer = (target: EventTarget, type: string, init: PointerEventInit = {}): Event => {
  const event = new PointerEvent(type, {
    bubbles: true,
    composed: true,
    cancelable: true,
    isPrimary: true,
    pointerId: 1,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Longer than a press that latches. */
const HELD = 350;

async function talking(attributes: Readonly<Record<string, string>> = {}) {
  const test = await inCall({ 'push-to-talk': '', ...attributes });
  const button = await untilPart<HTMLButtonElement>(test.element, 'mute-button');
  // loaded when it takes a key press for itself
  await until(
    () => {
      const down = key(button, 'keydown', { key: 'Enter', repeat: true });
      return down.defaultPrevented;
    },
    () => 'the talk button',
  );
  return { ...test, button };
}

async function isHeard(element: VoiceAgentCall, button: Element, heard: boolean): Promise<void> {
  await settled(element);
  assert.strictEqual(element.muted, !heard);
  assert.strictEqual(button.getAttribute('aria-pressed'), String(heard));
}

describe('push-to-talk', () => {
  it('is heard while a pointer holds the button, and at no other time', async () => {
    const { element, gateway, button } = await talking();
    const { media } = gateway.session;
    const told: boolean[] = [];
    element.addEventListener('call-mute-change', ({ muted }) => told.push(muted));
    assert.strictEqual(button.textContent?.trim(), 'Hold to talk');
    await isHeard(element, button, false);
    await media.hears(isSilence);
    pointer(button, 'pointerdown');
    await isHeard(element, button, true);
    await media.hears(isTone(VISITOR_TONE));
    await pause(HELD);
    pointer(button, 'pointerup');
    await isHeard(element, button, false);
    await media.hears(isSilence);
    assert.deepEqual(told, [false, true]);
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('is held by Space and Enter too; whatever takes the button away ends a hold', async () => {
    const { element, gateway, button } = await talking();
    const begins: Readonly<Record<string, () => unknown>> = {
      Space: () => key(button, 'keydown', { key: ' ' }),
      Enter: () => key(button, 'keydown', { key: 'Enter' }),
      pointer: () => pointer(button, 'pointerdown'),
    };
    const ends: readonly (readonly [string, string, () => unknown])[] = [
      ['Space', 'its keyup', () => key(button, 'keyup', { key: ' ' })],
      ['Enter', 'its keyup', () => key(button, 'keyup', { key: 'Enter' })],
      ['Enter', 'the focus', () => button.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))],
      ['pointer', 'pointercancel', () => pointer(button, 'pointercancel')],
      ['pointer', 'lostpointercapture', () => pointer(button, 'lostpointercapture')],
      ['pointer', 'the window', () => window.dispatchEvent(new Event('blur'))],
      ['pointer', 'the page', () => document.dispatchEvent(new Event('visibilitychange'))],
    ];
    for (const [by, until_, end] of ends) {
      begins[by]?.();
      await isHeard(element, button, true);
      await pause(by === 'pointer' || until_ === 'the focus' ? 0 : HELD);
      end();
      await settled(element);
      assert.isTrue(element.muted, `${by} ended by ${until_}`);
      pointer(button, 'pointerup');
      await isHeard(element, button, false);
    }
    // the keys' own clicks and a long press's menu are kept from the button
    assert.isTrue(key(button, 'keydown', { key: ' ' }).defaultPrevented);
    assert.isTrue(key(button, 'keyup', { key: ' ' }).defaultPrevented);
    assert.isTrue(pointer(button, 'contextmenu').defaultPrevented);
    assert.strictEqual(getComputedStyle(button).touchAction, 'none');
    await element.hangUp();
    await gateway.dispose();
  });

  it('a short press latches until the next one, and so does a click of assistive technology', async () => {
    const { element, gateway, button } = await talking();
    const tap = (): void => {
      pointer(button, 'pointerdown');
      pointer(button, 'pointerup');
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
    };
    tap();
    await isHeard(element, button, true);
    window.dispatchEvent(new Event('blur'));
    await isHeard(element, button, true);
    await gateway.session.media.hears(isTone(VISITOR_TONE));
    tap();
    await isHeard(element, button, false);
    button.click();
    await isHeard(element, button, true);
    pointer(button, 'pointerdown');
    await isHeard(element, button, false);
    await pause(HELD);
    pointer(button, 'pointerup');
    await isHeard(element, button, false);
    await gateway.session.media.hears(isSilence);
    await element.hangUp();
    await gateway.dispose();
  });

  it('other fingers and other buttons of a mouse neither begin nor end it', async () => {
    const { element, gateway, button } = await talking();
    pointer(button, 'pointerdown', { button: 2 });
    pointer(button, 'pointerdown', { isPrimary: false, pointerId: 2 });
    await isHeard(element, button, false);
    pointer(button, 'pointerdown');
    await pause(HELD);
    pointer(button, 'pointerup', { isPrimary: false, pointerId: 2 });
    await isHeard(element, button, true);
    pointer(button, 'pointerup');
    await isHeard(element, button, false);
    await element.hangUp();
    await gateway.dispose();
  });

  it('every call starts muted, whatever the last one left; a hold ends with its call', async () => {
    const { element, gateway, button } = await talking();
    pointer(button, 'pointerdown');
    await isHeard(element, button, true);
    await element.hangUp();
    await settled(element);
    assert.isTrue(element.muted);
    element.muted = false;
    await element.start();
    assert.isTrue(element.muted);
    await gateway.session.media.hears(isSilence);
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('a modifier that comes while it is held does not leave the line open', async () => {
    for (const release of [
      (button: Element) => key(button, 'keyup', { key: ' ', ctrlKey: true }),
      (button: Element) => key(button, 'keydown', { key: 'Meta', metaKey: true }), // macOS tells no keyup then
    ]) {
      const { element, gateway, button } = await talking();
      key(button, 'keydown', { key: ' ' });
      await isHeard(element, button, true);
      await pause(HELD);
      release(button);
      await isHeard(element, button, false);
      await element.hangUp();
      await gateway.dispose();
    }
  });

  it('is a mute button until its code is there: a hold would open the line at its end', async () => {
    const element = await mount({ 'push-to-talk': '' });
    element.gateway = new PageGateway();
    element.mediaStream = toneStream(VISITOR_TONE);
    void element.start();
    while (!part(element, 'mute-button')) await Promise.resolve();
    const shown = ['aria-label', 'aria-pressed'].map((name) =>
      part(element, 'mute-button')?.getAttribute(name),
    );
    assert.deepEqual(shown, [en.mute, 'true']);
    await until(
      () => part(element, 'mute-button')?.textContent.includes(en.holdToTalk) === true,
      () => 'the talk button',
    );
    await element.hangUp();
  });

  it('that is switched on during a call mutes it, once told', async () => {
    const { element, gateway } = await inCall();
    const told: boolean[] = [];
    element.addEventListener('call-mute-change', ({ muted }) => told.push(muted));
    element.pushToTalk = true;
    await settled(element);
    assert.isTrue(element.muted);
    assert.deepEqual(told, [true]);
    await element.hangUp();
    await gateway.dispose();
  });

  it('mutes nobody for a call that the page calls off', async () => {
    const element = await mount({ 'push-to-talk': '' });
    element.addEventListener('call-start', (event) => event.preventDefault());
    await element.start();
    await settled(element);
    assert.isFalse(element.muted);
  });

  it('without the attribute a call starts heard, and diagnose() mutes nobody', async () => {
    const { element, gateway } = await inCall();
    assert.isFalse(element.muted);
    await element.hangUp();
    await gateway.dispose();
    const idle = await mount({ 'push-to-talk': '' });
    await idle.diagnose();
    assert.isFalse(idle.muted);
  });

  it('axe finds nothing', async () => {
    for (const theme of ['light', 'dark']) {
      document.body.style.background = theme === 'dark' ? '#111' : '#fff';
      const { element, gateway, button } = await talking({ theme, shortcuts: '' });
      await assertAccessible(element);
      button.click();
      await settled(element);
      await assertAccessible(element);
      assert.isAtLeast(button.getBoundingClientRect().height, 44);
      await element.hangUp();
      await gateway.dispose();
      element.remove();
    }
    document.body.style.background = '';
  });
});
