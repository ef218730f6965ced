// How to undo a refused microphone, by browser, and that it is undone.

import { assert } from '@esm-bundle/chai';
import { alive, onGetUserMedia } from './support/alive.ts';
import { mountWithFarEnd, part, settled, untilElementState } from './support/element.ts';
import { until } from './support/calls.ts';
import { toneStream } from './support/tone.ts';
import { helpOf } from '../../src/elements/microphone-help.ts';
import { en } from '../../src/i18n/en.ts';

/** Of real browsers. */
const agents: readonly (readonly [agent: string, touch: number, text: string | undefined])[] = [
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    0,
    en.allowInChrome,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    0,
    en.allowInChrome,
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 0, en.allowInFirefox],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    0,
    en.allowInSafari,
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    5,
    en.allowInIos,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
    5,
    en.allowInIos,
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    5,
    en.allowInAndroid,
  ],
  ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 5, en.allowInAndroid],
  ['Something else', 0, undefined],
];

const denied = (): Promise<MediaStream> => Promise.reject(new DOMException('no', 'NotAllowedError'));

describe('the help for a refused microphone', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'userAgent');
    Reflect.deleteProperty(navigator, 'maxTouchPoints');
  });

  it('names the place in this browser', () => {
    for (const [agent, touch, text] of agents) {
      Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => agent });
      Object.defineProperty(navigator, 'maxTouchPoints', { configurable: true, get: () => touch });
      assert.strictEqual(helpOf(en), text, agent);
    }
  });

  it('is shown, unless the page has a remedy of its own', async () => {
    onGetUserMedia(denied);
    const { element, far } = await mountWithFarEnd();
    await element.start().catch(() => undefined);
    await untilElementState(element, 'failed');
    await settled(element);
    const shown = (): string => part(element, 'message')?.textContent ?? '';
    assert.include(shown(), helpOf(en) ?? '?');
    element.texts = { errors: { 'microphone-denied': { text: 'No microphone', remedy: 'Ask Bob.' } } };
    await settled(element);
    assert.include(shown(), 'Ask Bob.');
    assert.notInclude(shown(), helpOf(en) ?? '?');
    await far.dispose();
  });

  it('gives way when the microphone is allowed, until the next call', async () => {
    const status = Object.assign(new EventTarget(), { state: 'denied' });
    const { query } = Permissions.prototype;
    navigator.permissions.query = () => Promise.resolve(status as PermissionStatus);
    try {
      onGetUserMedia(denied);
      const { element, far } = await mountWithFarEnd();
      await element.start().catch(() => undefined);
      await settled(element);
      status.dispatchEvent(new Event('change'));
      await settled(element);
      assert.include(part(element, 'message')?.textContent, 'The microphone was not allowed.');
      status.state = 'granted';
      status.dispatchEvent(new Event('change'));
      await until(
        () => part(element, 'status-text')?.textContent === en.microphoneReady,
        () => 'that it is allowed',
      );
      assert.strictEqual(part(element, 'message')?.textContent.trim(), '');
      onGetUserMedia(undefined);
      const started = element.start();
      await far.connect();
      await started;
      await settled(element);
      assert.notStrictEqual(part(element, 'status-text')?.textContent, en.microphoneReady);
      await element.hangUp();
      await far.dispose();
    } finally {
      navigator.permissions.query = query;
    }
  });

  it('gives way when a microphone was plugged in after none was found', async () => {
    onGetUserMedia(() => Promise.reject(new DOMException('', 'NotFoundError')));
    const enumerate = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    let devices: readonly Pick<MediaDeviceInfo, 'kind'>[] = [{ kind: 'audiooutput' }];
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve(devices as MediaDeviceInfo[]);
    const { element, far } = await mountWithFarEnd();
    const text = (): string | null | undefined => part(element, 'status-text')?.textContent;
    try {
      await element.start().catch(() => undefined);
      await settled(element);
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.include(part(element, 'message')?.textContent, en.errors['microphone-not-found'].text);
      devices = [{ kind: 'audioinput' }];
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      await until(
        () => text() === en.microphoneFound,
        () => `that there is one: ${String(text())}`,
      );
      assert.strictEqual(part(element, 'message')?.textContent.trim(), '');
    } finally {
      navigator.mediaDevices.enumerateDevices = enumerate;
      await far.dispose();
    }
  });

  it('looks out for nothing where the element went while its call ended', async () => {
    onGetUserMedia(() => Promise.reject(new DOMException('', 'NotFoundError')));
    const { element, far } = await mountWithFarEnd();
    element.addEventListener('call-state-change', ({ state }) => state === 'ending' && element.remove());
    await element.start().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.strictEqual(element.state, 'failed');
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('knows a system that keeps the microphone back from a page that may not have it', async () => {
    for (const [error, key] of [
      [new DOMException('Permission denied by system', 'NotAllowedError'), 'microphone-blocked-by-system'],
      [new DOMException('', 'SecurityError'), 'microphone-blocked'],
    ] as const) {
      onGetUserMedia(() => Promise.reject(error));
      const { element, far } = await mountWithFarEnd();
      await element.start().catch(() => undefined);
      await settled(element);
      const { text, remedy } = en.errors[key];
      assert.strictEqual(element.error?.code, 'microphone-blocked');
      assert.include(part(element, 'message')?.textContent, text);
      assert.include(part(element, 'message')?.textContent, remedy);
      await far.dispose();
    }
  });

  it('points to the browser’s question while it is there, where it is at the top', async () => {
    onGetUserMedia(() => new Promise(() => undefined));
    const { element, far } = await mountWithFarEnd();
    const pointer = (): Element | null | undefined => part(element, 'status')?.querySelector('.pointer');
    assert.notExists(pointer());
    void element.start();
    await untilElementState(element, 'requesting-microphone');
    await settled(element);
    assert.strictEqual(part(element, 'status-text')?.textContent, en.connecting, 'it may be allowed already');
    assert.notExists(pointer());
    await until(
      () => pointer() instanceof Element,
      () => 'the arrow',
    );
    assert.strictEqual(part(element, 'status-text')?.textContent, en.requestingMicrophone);
    element.texts = { requestingMicrophone: 'Say yes' };
    await settled(element);
    assert.strictEqual(
      part(element, 'status-text')?.textContent,
      'Say yes',
      'other words are no new question',
    );
    await element.hangUp();
    element.mediaStream = toneStream(440);
    let seen = false;
    element.addEventListener('call-state-change', () => {
      void settled(element).then(() => (seen ||= pointer() instanceof Element));
    });
    const started = element.start();
    await far.connect();
    await started;
    await element.hangUp();
    assert.isFalse(seen, 'nobody asks for a stream of the page’s own');
    await settled(element);
    assert.notExists(pointer());
    await far.dispose();
  });
});
