// Consent: asked before the microphone and before any connection, by button and by script; remembered only where the page
// says so.

import { assert } from '@esm-bundle/chai';
import { alive, peerCount, prompts } from './support/alive.ts';
import { until } from './support/calls.ts';
import {
  mountWithFarEnd,
  part,
  press,
  settled,
  untilElementState,
  type TestElement,
} from './support/element.ts';
import type { CallConsentEvent } from '../../src/index.ts';

const attributes = { consent: '', 'privacy-url': '/privacy', 'terms-url': '/terms' };

const untilAsked = (test: TestElement): Promise<void> =>
  until(
    () => part(test.element, 'consent') !== undefined,
    () => 'the question',
  );

/** The buttons of the question: agree, decline. */
const buttons = ({ element }: TestElement): HTMLButtonElement[] => [
  ...(part(element, 'consent')?.querySelectorAll('button') ?? []),
];

const answers = (test: TestElement): CallConsentEvent[] => {
  const events: CallConsentEvent[] = [];
  test.element.addEventListener('call-consent', (event) => events.push(event));
  return events;
};

const focused = ({ element }: TestElement): Element | null | undefined =>
  (part(element, 'consent')?.getRootNode() as ShadowRoot | undefined)?.activeElement;

/** What the browser says about the microphone; returns the way back. */
function permission(state: PermissionState | Promise<PermissionState>): () => void {
  const { query } = Permissions.prototype;
  Permissions.prototype.query = async () =>
    Object.assign(new EventTarget(), {
      name: 'microphone',
      state: await state,
      onchange: null,
    });
  return () => (Permissions.prototype.query = query);
}

afterEach(() => sessionStorage.clear());

describe('consent', () => {
  it('comes before everything else; agreeing calls', async () => {
    const test = await mountWithFarEnd(attributes);
    const heard = answers(test);
    const before = [prompts, peerCount(), test.far.wire.events.length];
    press(test.element);
    await untilAsked(test);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual([prompts, peerCount(), test.far.wire.events.length], before);
    assert.strictEqual(test.element.state, 'idle');
    assert.deepEqual(test.names(), []);
    assert.strictEqual(focused(test), buttons(test)[0]);
    const links = [...(part(test.element, 'consent')?.querySelectorAll('a') ?? [])];
    assert.deepEqual(
      links.map(({ href, rel }) => [new URL(href).pathname, rel]),
      [
        ['/privacy', 'noopener'],
        ['/terms', 'noopener'],
      ],
    );
    buttons(test)[0]?.click();
    await test.far.connect();
    await untilElementState(test.element, 'connected');
    assert.notExists(part(test.element, 'consent'));
    assert.lengthOf(heard, 1);
    assert.isTrue(heard[0]?.granted);
    assert.include(heard[0]?.text, 'automated voice assistant');
    assert.deepEqual([heard[0]?.privacyUrl, heard[0]?.termsUrl], ['/privacy', '/terms']);
    assert.deepEqual(Object.keys(sessionStorage), [], 'nothing is remembered');
    await test.element.hangUp();
    press(test.element);
    await untilAsked(test);
    buttons(test)[1]?.click();
    await settled(test.element);
    await test.far.dispose();
  });

  it('that is declined, by button, by Escape, by hangUp() or by removal, leaves nothing', async () => {
    const before = [prompts, peerCount()];
    for (const decline of [
      (test: TestElement) => buttons(test)[1]?.click(),
      (test: TestElement) =>
        buttons(test)[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
      (test: TestElement) => void test.element.hangUp(),
      (test: TestElement) => test.element.remove(),
    ]) {
      const test = await mountWithFarEnd(attributes);
      const heard = answers(test);
      const started = test.element.start();
      await untilAsked(test);
      decline(test);
      await started;
      assert.deepEqual(
        heard.map(({ granted }) => granted),
        [false],
      );
      assert.strictEqual(test.element.state, 'idle');
      assert.deepEqual(test.names(), []);
      assert.deepEqual(alive(), []);
      if (test.element.isConnected) {
        await settled(test.element);
        assert.strictEqual(part(test.element, 'button')?.matches('button'), true);
        assert.strictEqual(
          (part(test.element, 'button')?.getRootNode() as ShadowRoot).activeElement?.localName,
          'button',
        );
      }
      await test.far.dispose();
    }
    assert.deepEqual([prompts, peerCount()], before);
  });

  it('is remembered for the visit where the page says so, for the same documents', async () => {
    const visit = { ...attributes, consent: 'visit' };
    const test = await mountWithFarEnd(visit);
    press(test.element);
    await untilAsked(test);
    buttons(test)[0]?.click();
    await test.far.connect();
    await untilElementState(test.element, 'connected');
    await test.element.hangUp();
    await test.far.dispose();

    const next = await mountWithFarEnd(visit);
    const heard = answers(next);
    press(next.element);
    await next.far.connect();
    await untilElementState(next.element, 'connected');
    assert.deepEqual(heard, []);
    await next.element.hangUp();
    await next.far.dispose();

    const other = await mountWithFarEnd({ ...visit, 'terms-url': '/terms-2' });
    press(other.element);
    await untilAsked(other);
    await other.element.hangUp();
    await other.far.dispose();
  });

  it('takes words of the page, and links only to pages', async () => {
    const test = await mountWithFarEnd({ ...attributes, 'privacy-url': 'javascript:alert(1)' });
    const heard = answers(test);
    const words = document.createElement('span');
    words.slot = 'consent';
    words.textContent = 'We record this call.';
    test.element.append(words);
    press(test.element);
    await untilAsked(test);
    assert.deepEqual(
      [...(part(test.element, 'consent')?.querySelectorAll('a') ?? [])].map(({ pathname }) => pathname),
      ['/terms'],
    );
    buttons(test)[1]?.click();
    assert.strictEqual(heard[0]?.text, 'We record this call.');
    await test.far.dispose();
  });

  it('opens the floating panel, and does not keep it open', async () => {
    const test = await mountWithFarEnd({ ...attributes, layout: 'floating' });
    void test.element.start();
    await untilAsked(test);
    await until(
      () => part(test.element, 'panel')?.hidden === false,
      () => 'the panel',
    );
    press(test.element, 'launcher');
    await settled(test.element);
    assert.isTrue(part(test.element, 'panel')?.hidden);
    await test.element.hangUp();
    await test.far.dispose();
  });

  it('is asked once, however often the button is pressed', async () => {
    const test = await mountWithFarEnd(attributes);
    const heard = answers(test);
    const starts = [test.element.start(), test.element.start()];
    await untilAsked(test);
    buttons(test)[0]?.click();
    await test.far.connect();
    await Promise.all(starts);
    assert.lengthOf(heard, 1);
    await test.element.hangUp();
    assert.lengthOf(
      test.names().filter((name) => name === 'call-end'),
      1,
    );
    await test.far.dispose();
  });

  it('can say why the microphone is needed, where the browser is going to ask', async () => {
    const test = await mountWithFarEnd({ 'microphone-reason': '' });
    const heard = answers(test);
    const restore = permission('prompt');
    press(test.element);
    await untilAsked(test);
    restore();
    assert.include(part(test.element, 'consent')?.textContent, 'Your browser will now ask for it.');
    assert.notInclude(part(test.element, 'consent')?.textContent, 'automated');
    assert.deepEqual(
      buttons(test).map(({ textContent }) => textContent),
      ['Continue', 'No, thank you'],
    );
    buttons(test)[0]?.click();
    await test.far.connect();
    await untilElementState(test.element, 'connected');
    assert.deepEqual(heard, [], 'no consent was asked for');
    await test.element.hangUp();
    await test.far.dispose();
  });

  it('says nothing about a microphone that is allowed already', async () => {
    const test = await mountWithFarEnd({ 'microphone-reason': '' });
    const restore = permission('granted');
    press(test.element);
    await test.far.connect();
    await untilElementState(test.element, 'connected');
    restore();
    await test.element.hangUp();
    await test.far.dispose();
  });

  it('is not asked any more by a call that was hung up while the browser was looked at', async () => {
    const test = await mountWithFarEnd({ ...attributes, 'microphone-reason': '' });
    let tell = (): void => undefined;
    const restore = permission(new Promise<PermissionState>((resolve) => (tell = () => resolve('prompt'))));
    const started = test.element.start();
    await test.element.hangUp();
    tell();
    await started;
    restore();
    assert.notExists(part(test.element, 'consent'));
    assert.strictEqual(test.element.state, 'idle');
    await test.far.dispose();
  });

  it('is asked in a layout of the page’s own too', async () => {
    const test = await mountWithFarEnd(attributes);
    test.element.append(document.createElement('voice-agent-call-button'));
    await settled(test.element);
    const started = test.element.start();
    await untilAsked(test);
    buttons(test)[1]?.click();
    await started;
    assert.strictEqual(test.element.state, 'idle');
    await test.far.dispose();
  });
});
