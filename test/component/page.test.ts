// What the page does to a running call: freezing, sleep, copies of the tag, changed attributes, two copies of the script;
// and what the visitor reads when the microphone goes.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { changeDevices, Device, plugIn } from './support/devices.ts';
import {
  labelOf,
  mountWithFarEnd,
  part,
  press,
  settled,
  untilElementState,
  type TestElement,
} from './support/element.ts';
import { isTone } from './support/tone.ts';
import { Scope } from '../../src/call/cleanup.ts';
import { CallEndEvent, CallError, type VoiceAgentCall } from '../../src/index.ts';

async function inCall(attributes: Readonly<Record<string, string>> = {}): Promise<TestElement> {
  const test = await mountWithFarEnd(attributes);
  const started = test.element.start();
  await test.far.connect();
  await started;
  await settled(test.element);
  return test;
}

const reasonsOf = ({ events }: TestElement): string[] =>
  events.flatMap((event) => (event instanceof CallEndEvent ? [event.reason] : []));

const shown = (element: VoiceAgentCall): string => part(element, 'status-text')?.textContent ?? '';

const announced = (element: VoiceAgentCall): string =>
  element.shadowRoot
    ?.querySelector('voice-agent-call-status')
    ?.shadowRoot?.querySelector('[role=status]')
    ?.textContent.trim() ?? '';

async function assertLost(test: TestElement): Promise<void> {
  await untilElementState(test.element, 'failed');
  assert.strictEqual(test.element.error?.code, 'connection-lost');
  assert.deepEqual(reasonsOf(test), ['error']);
  await until(
    () => test.far.received.at(-1)?.type === 'close',
    () => 'a goodbye',
  );
  assert.deepEqual(alive(), []);
  await settled(test.element);
  assert.strictEqual(labelOf(test.element), 'Call again');
  await test.far.dispose();
}

describe('a page that sleeps', () => {
  const now = Date.now.bind(Date);
  afterEach(() => (Date.now = now));

  it('ends its call when it is frozen', async () => {
    const test = await inCall();
    document.dispatchEvent(new Event('freeze'));
    assert.strictEqual(test.element.state, 'ending');
    await assertLost(test);
  });

  it('ends its call when it wakes up after longer than a far end waits', async () => {
    const test = await inCall();
    Date.now = () => now() + 31_000;
    await assertLost(test);
  });

  it('goes on with its call after a nap, or when somebody sets the clock back', async () => {
    const test = await inCall();
    Date.now = () => now() + 20_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    Date.now = () => now() - 3_600_000;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.strictEqual(test.element.state, 'connected');
    await test.element.hangUp();
    await test.far.dispose();
  });
});

describe('the tag during a call', () => {
  it('that is cloned makes an idle copy with a call of its own', async () => {
    const test = await inCall();
    const copy = test.element.cloneNode(true) as VoiceAgentCall;
    document.body.append(copy);
    await settled(copy);
    assert.strictEqual(copy.state, 'idle');
    assert.strictEqual(labelOf(copy), 'Call');
    await copy.hangUp();
    copy.remove();
    assert.strictEqual(test.element.state, 'connected');
    await test.element.hangUp();
    assert.deepEqual(reasonsOf(test), ['local']);
    assert.deepEqual(alive(), []);
    await test.far.dispose();
  });

  it('whose attributes change keeps its call; the next one has them', async () => {
    const test = await inCall({ caller: '+1 555 0100' });
    test.element.setAttribute('caller', '+1 555 0199');
    test.element.setAttribute('gateway', 'nobody-knows');
    test.element.setAttribute('connector-token', 'another');
    await settled(test.element);
    assert.strictEqual(test.element.state, 'connected');
    await test.element.hangUp();
    assert.deepEqual(
      test.far.received.map(({ type }) => type).filter((type) => type === 'offer'),
      ['offer'],
    );
    const failure = await test.element.start().catch((error: unknown) => error);
    assert.instanceOf(failure, CallError);
    assert.strictEqual(failure.code, 'configuration');
    assert.include(failure.message, 'nobody-knows');
    await test.far.dispose();
  });
});

describe('two copies of the script', () => {
  it('are one line: calls of one page do not keep each other out', async () => {
    const copy = '/src/call/claim-browser.ts?copy';
    const one = await import('../../src/call/claim-browser.ts');
    const other = (await import(copy)) as typeof one;
    assert.notStrictEqual(one.claimBrowser, other.claimBrowser);
    const [first, second] = [new Scope(), new Scope()];
    await one.claimBrowser(first, false, () => undefined);
    await other.claimBrowser(second, false, () => undefined);
    await first.release();
    const locks = async (): Promise<number> => (await navigator.locks.query()).held?.length ?? 0;
    assert.strictEqual(await locks(), 2, 'the line, and where it is held');
    await second.release();
    for (let round = 0; (await locks()) > 0 && round < 50; round++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    assert.strictEqual(await locks(), 0);
  });
});

describe('what the visitor reads about the microphone', () => {
  it('is what is missing, once it is missing, to see and to hear', async () => {
    const [first, second] = [new Device(440), new Device(880)];
    plugIn(first, 'NotFoundError');
    const test = await inCall();
    first.silence(true);
    await until(
      () => shown(test.element) === 'Your device keeps the microphone silent',
      () => `that it is silent, not "${shown(test.element)}"`,
    );
    assert.strictEqual(announced(test.element), shown(test.element));
    first.unplug();
    await settled(test.element);
    assert.strictEqual(shown(test.element), 'The microphone is gone. Plug one in to go on.');
    assert.strictEqual(announced(test.element), shown(test.element));
    assert.strictEqual(labelOf(test.element), 'Hang up');
    plugIn(second);
    changeDevices();
    await test.far.hears(isTone(880));
    await settled(test.element);
    assert.strictEqual(announced(test.element), 'Connected');
    press(test.element);
    await untilElementState(test.element, 'ended');
    assert.deepEqual(reasonsOf(test), ['local']);
    await test.far.dispose();
  });
});

describe('the agent’s sound', () => {
  it('comes back when the system paused it', async () => {
    const { play } = HTMLMediaElement.prototype;
    const speakers: HTMLMediaElement[] = [];
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      // The far end's ear has a muted one.
      if (!this.muted) speakers.push(this);
      return play.call(this);
    };
    const test = await inCall();
    HTMLMediaElement.prototype.play = play;
    const speaker = speakers.at(-1);
    const plays = (): Promise<void> =>
      until(
        () => speaker?.paused === false,
        () => 'sound',
      );
    await plays();
    speaker?.pause();
    assert.isTrue(speaker?.paused);
    await plays();
    await test.element.hangUp();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.isTrue(speaker?.paused, 'not after the end');
    await test.far.dispose();
  });
});
