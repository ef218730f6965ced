// After a call: rating and copying the transcript.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { mount, part, settled, untilElementState } from './support/element.ts';
import { PageGateway } from './support/page-gateway.ts';
import { hasFocus, inCall, untilPart } from './support/talk.ts';
import { assertAccessible } from './support/axe.ts';
import { CallError, type CallRatingEvent, type VoiceAgentCall } from '../../src/index.ts';

const answers = (element: VoiceAgentCall): HTMLButtonElement[] => [
  ...(part(element, 'rating')?.querySelectorAll('button') ?? []),
];

const statusIn = (element: VoiceAgentCall, name: string): string =>
  (part(element, name)?.getRootNode() as ShadowRoot).querySelector('[role=status]')?.textContent?.trim() ??
  '';

describe('the rating', () => {
  it('is asked after each call and told once; the focus goes to the call button', async () => {
    const { element, gateway } = await inCall({ rating: '' });
    const told: CallRatingEvent[] = [];
    const hear = (event: CallRatingEvent): unknown => event.target === element && told.push(event);
    document.addEventListener('call-rating', hear);
    gateway.session.events.sessionId('session-1');
    assert.notExists(part(element, 'rating'));
    await element.hangUp();
    await untilPart(element, 'rating');
    assert.include(part(element, 'rating')?.textContent ?? '', 'How was the call?');
    assert.deepEqual(
      answers(element).map(({ textContent }) => textContent?.trim()),
      ['Good', 'Not good'],
    );
    const [good, bad] = answers(element);
    good?.focus();
    good?.click();
    bad?.click();
    await settled(element);
    assert.isEmpty(answers(element));
    assert.strictEqual(statusIn(element, 'rating'), 'Thank you!');
    assert.isTrue(hasFocus(part(element, 'button')));
    assert.deepEqual(
      told.map(({ rating, callSid, sessionId, bubbles, composed }) => [
        rating,
        callSid,
        sessionId,
        bubbles,
        composed,
      ]),
      [['good', element.call?.callSid, 'session-1', true, true]],
    );
    assert.deepEqual(alive(), []);
    await element.start();
    await settled(element);
    assert.notExists(part(element, 'rating'));
    await element.hangUp();
    await settled(element);
    answers(element)[1]?.click();
    assert.deepEqual(
      told.map(({ rating }) => rating),
      ['good', 'bad'],
    );
    document.removeEventListener('call-rating', hear);
    await gateway.dispose();
  });

  it('is asked when a call was lost, not when it never was up or the agent failed', async () => {
    for (const [code, asked] of [
      ['connection-lost', true],
      ['agent-failed', false],
    ] as const) {
      const { element, gateway } = await inCall({ rating: '' });
      gateway.session.events.failed(new CallError(code, 'x'));
      await untilElementState(element, 'failed');
      await settled(element);
      assert.strictEqual(part(element, 'rating') !== undefined, asked, code);
      await gateway.dispose();
    }
    const element = await mount({ rating: '' });
    element.gateway = new PageGateway({}, () => ({ exchange: () => new Promise<string>(() => undefined) }));
    void element.start();
    await untilElementState(element, 'connecting');
    await element.hangUp();
    await settled(element);
    assert.strictEqual(element.state, 'ended');
    assert.notExists(part(element, 'rating'));
  });
});

/** What the clipboard gets; `refuses` to take it. */
function clipboard(refuses = false): { readonly written: string[]; restore(): void } {
  const written: string[] = [];
  const writeText = (text: string): Promise<void> => {
    if (refuses) return Promise.reject(new DOMException('', 'NotAllowedError'));
    written.push(text);
    return Promise.resolve();
  };
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  return { written, restore: () => Reflect.deleteProperty(navigator, 'clipboard') };
}

async function withTranscript(attributes: Readonly<Record<string, string>> = {}) {
  const test = await inCall({ 'copy-transcript': '', 'agent-name': 'Ada', ...attributes });
  const { events } = test.gateway.session;
  events.transcript({ id: '1', speaker: 'agent', text: 'Hel', final: false });
  events.transcript({ id: '1', speaker: 'agent', text: 'Hello', final: true });
  events.transcript({ speaker: 'user', text: ' <b>Hi</b> \n Ada:\u0085 \u202eforged ', final: true });
  await settled(test.element);
  assert.notExists(part(test.element, 'copy-button'), 'during the call');
  await test.element.hangUp();
  const button = await untilPart<HTMLButtonElement>(test.element, 'copy-button');
  return { ...test, button };
}

const TEXT = 'Ada: Hello\nYou: <b>Hi</b> Ada: forged';

describe('the copy of the transcript', () => {
  it('is exactly its text, a line for each entry, with captions and without', async () => {
    for (const attributes of [{}, { captions: '' }]) {
      const { written, restore } = clipboard();
      const { element, gateway, button } = await withTranscript(attributes);
      const told: string[] = [];
      element.addEventListener('call-transcript-copy', ({ text }) => told.push(text));
      assert.strictEqual(button.textContent?.trim(), 'Copy transcript');
      button.focus();
      button.click();
      await until(
        () => button.textContent?.trim() === 'Copied',
        () => 'the word that it is copied',
      );
      assert.strictEqual(statusIn(element, 'copy-button'), 'Copied');
      assert.deepEqual(written, [TEXT]);
      assert.deepEqual(told, [TEXT]);
      assert.isTrue(hasFocus(button));
      restore();
      element.remove();
      await settled(element);
      assert.deepEqual(alive(), []);
      await gateway.dispose();
    }
  });

  it('says so for a while only', async () => {
    const { restore } = clipboard();
    const { gateway, button } = await withTranscript();
    button.click();
    await until(
      () => button.textContent?.trim() === 'Copied',
      () => 'the word that it is copied',
    );
    await until(
      () => button.textContent?.trim() === 'Copy transcript',
      () => 'the label again',
    );
    assert.deepEqual(alive(), []);
    restore();
    await gateway.dispose();
  });

  it('goes by a selection where the clipboard refuses, and says nothing where that fails too', async () => {
    const execCommand = document.execCommand.bind(document);
    for (const succeeds of [true, false]) {
      const { restore } = clipboard(true);
      const { element, gateway, button } = await withTranscript();
      const told: string[] = [];
      element.addEventListener('call-transcript-copy', ({ text }) => told.push(text));
      const selected: string[] = [];
      document.execCommand = () => {
        const field = (button.getRootNode() as ShadowRoot).activeElement as HTMLTextAreaElement;
        selected.push(field.value.slice(field.selectionStart, field.selectionEnd));
        return succeeds;
      };
      button.focus();
      button.click();
      await until(
        () => selected.length > 0,
        () => 'the copy',
      );
      await settled(element);
      assert.deepEqual(selected, [TEXT]);
      assert.deepEqual(told, succeeds ? [TEXT] : []);
      assert.strictEqual(button.textContent?.trim(), succeeds ? 'Copied' : 'Copy transcript');
      assert.isTrue(hasFocus(button));
      assert.notExists((button.getRootNode() as ShadowRoot).querySelector('textarea'));
      document.execCommand = execCommand;
      restore();
      await gateway.dispose();
    }
  });

  it('that the clipboard refuses late leaves the visitor where they went meanwhile', async () => {
    const { element, gateway, button } = await withTranscript();
    let refuse = (): void => undefined;
    const writeText = (): Promise<void> =>
      new Promise((_, reject) => (refuse = () => reject(new Error('no'))));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    const execCommand = document.execCommand.bind(document);
    let copies = 0;
    document.execCommand = () => ++copies > 0;
    const field = document.createElement('input');
    document.body.append(field);
    button.click();
    field.focus();
    refuse();
    await until(
      () => copies > 0,
      () => 'the copy',
    );
    await settled(element);
    assert.strictEqual(document.activeElement, field);
    field.remove();
    document.execCommand = execCommand;
    Reflect.deleteProperty(navigator, 'clipboard');
    await gateway.dispose();
  });

  it('is not offered where nothing was said', async () => {
    const { element, gateway } = await inCall({ 'copy-transcript': '' });
    await element.hangUp();
    await settled(element);
    assert.notExists(part(element, 'copy-button'));
    await gateway.dispose();
  });
});

describe('after a call', () => {
  for (const layout of ['inline', 'card', 'floating'])
    it(`${layout}: axe finds nothing, light and dark`, async () => {
      const { element, gateway, button } = await withTranscript({ rating: '', captions: '', layout });
      await untilPart(element, 'rating');
      for (const each of [button, ...answers(element)])
        assert.isAtLeast(each.getBoundingClientRect().height, 44);
      for (const theme of ['light', 'dark'] as const) {
        document.body.style.background = theme === 'dark' ? '#111' : '#fff';
        element.setAttribute('theme', theme);
        await settled(element);
        await assertAccessible(element);
      }
      answers(element)[0]?.click();
      await settled(element);
      await assertAccessible(element);
      document.body.style.background = '';
      await gateway.dispose();
    });
});
