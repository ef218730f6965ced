// The layouts: what is on them in each state, the floating panel's focus, meter and captions, and what a companion of the
// page's own placing does.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer } from './support/alive.ts';
import { until } from './support/calls.ts';
import {
  labelOf,
  mount,
  mountWithFarEnd,
  part,
  press,
  settled,
  untilElementState,
} from './support/element.ts';
import { PageGateway } from './support/page-gateway.ts';
import { toneStream } from './support/tone.ts';
import type { VoiceAgentCall } from '../../src/index.ts';
import { barOf } from '../../src/elements/voice-agent-call-meter.ts';

const untilPart = async (element: VoiceAgentCall, name: string): Promise<HTMLElement> => {
  await until(
    () => part(element, name) !== undefined,
    () => `the part ${name}`,
  );
  return part(element, name) as HTMLElement;
};

const focusedPart = (element: VoiceAgentCall): string => {
  let focused: Element | null = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return element.isConnected ? (focused?.getAttribute('part') ?? focused?.className ?? '') : '';
};

const isOpen = (element: VoiceAgentCall): boolean => part(element, 'panel')?.hidden === false;

async function openPanel(attributes: Readonly<Record<string, string>> = {}): Promise<VoiceAgentCall> {
  const element = await mount({ layout: 'floating', ...attributes });
  await untilPart(element, 'launcher');
  press(element, 'launcher');
  await until(
    () => isOpen(element),
    () => 'the panel',
  );
  await settled(element);
  return element;
}

describe('the layout', () => {
  it('inline has no frame, card has one, and a name that is none is inline', async () => {
    for (const [layout, expected] of [
      ['inline', 'inline'],
      ['card', 'card'],
      ['<b>', 'inline'],
    ] as const) {
      const element = await mount({ layout });
      assert.strictEqual(part(element, 'base')?.className, expected);
      assert.strictEqual(labelOf(element), 'Call');
    }
  });

  it('is set by properties as by attributes, as frameworks do', async () => {
    const element = await mount();
    assert.deepEqual(element.getAttributeNames(), []);
    element.layout = 'floating';
    element.placement = 'top-start';
    element.theme = 'dark';
    await settled(element);
    const { position, top, left, colorScheme } = getComputedStyle(element);
    assert.deepEqual([position, colorScheme], ['fixed', 'dark']);
    assert.deepEqual([top, left], ['20px', '20px']);
  });

  it('changes at once and keeps its call', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    await far.connect();
    await started;
    element.layout = 'card';
    await untilPart(element, 'meter');
    element.layout = 'floating';
    await untilPart(element, 'launcher');
    assert.strictEqual(element.state, 'connected');
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('card fits into what it is in', async () => {
    const narrow = document.createElement('div');
    narrow.style.inlineSize = '200px';
    document.body.append(narrow);
    const element = await mount({ layout: 'card', 'agent-name': 'A name that takes some room' });
    narrow.append(element);
    await settled(element);
    const base = part(element, 'base');
    assert.isAtMost(base?.getBoundingClientRect().width ?? 999, 200);
    assert.isAtMost(base?.scrollWidth ?? 999, 200);
    narrow.remove();
  });
});

describe('the floating layout', () => {
  it('is a launcher that opens and closes a named panel, by button and by Escape; the focus goes along', async () => {
    const element = await openPanel({ 'agent-name': 'Ada' });
    const launcher = part<HTMLButtonElement>(element, 'launcher');
    assert.strictEqual(launcher?.getAttribute('aria-expanded'), 'true');
    assert.strictEqual(part(element, 'panel')?.getAttribute('aria-label'), 'Ada');
    assert.strictEqual(focusedPart(element), 'button');
    part(element, 'button')?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await until(
      () => !isOpen(element),
      () => 'the panel to close',
    );
    await settled(element);
    assert.strictEqual(launcher?.getAttribute('aria-expanded'), 'false');
    assert.strictEqual(focusedPart(element), 'launcher');
  });

  it('opens for a call that a script starts, goes on when closed, and opens for a failure', async () => {
    const { element, far } = await mountWithFarEnd({ layout: 'floating' });
    await untilPart(element, 'launcher');
    const started = element.start();
    await far.connect();
    await started;
    await settled(element);
    assert.isTrue(isOpen(element));
    press(element, 'launcher');
    await settled(element);
    assert.isFalse(isOpen(element));
    assert.strictEqual(element.state, 'connected');
    await far.send({ type: 'error', sessionId: far.sessionId, code: 'AGENT_FAILURE', error: 'x' });
    await untilElementState(element, 'failed');
    await settled(element);
    assert.isTrue(isOpen(element));
    await far.dispose();
  });

  it('opens by itself around a call that is up, and for one that failed, and takes nobody’s focus', async () => {
    const { element, far } = await mountWithFarEnd();
    const field = document.createElement('input');
    document.body.append(field);
    const started = element.start();
    await far.connect();
    await started;
    field.focus();
    element.layout = 'floating';
    await untilPart(element, 'launcher');
    assert.isTrue(isOpen(element));
    assert.strictEqual(document.activeElement, field);
    press(element, 'launcher');
    await settled(element);
    assert.isFalse(isOpen(element));
    field.focus();
    await far.send({ type: 'error', sessionId: far.sessionId, code: 'AGENT_FAILURE', error: 'x' });
    await untilElementState(element, 'failed');
    await settled(element);
    assert.isTrue(isOpen(element));
    assert.strictEqual(document.activeElement, field);
    field.remove();
    await far.dispose();
  });

  it('stands in its corner, above the page', async () => {
    for (const [placement, left, top] of [
      ['', false, false],
      ['bottom-start', true, false],
      ['top-end', false, true],
      ['top-start', true, true],
    ] as const) {
      const element = await mount({ layout: 'floating', placement });
      const { x, y, right, bottom } = (await untilPart(element, 'launcher')).getBoundingClientRect();
      assert.strictEqual(x < innerWidth - right, left, placement);
      assert.strictEqual(y < innerHeight - bottom, top, placement);
      assert.strictEqual(getComputedStyle(element).position, 'fixed');
      element.remove();
    }
  });
});

describe('the meter', () => {
  it('moves with the voices, and nothing of it runs at rest', async () => {
    const { element, far } = await mountWithFarEnd({ layout: 'card' });
    element.mediaStream = toneStream(440);
    assert.notExists(part(element, 'meter'));
    const started = element.start();
    await far.connect();
    await started;
    const meter = await untilPart(element, 'meter');
    assert.strictEqual(meter.getAttribute('aria-hidden'), 'true');
    for (const side of ['agent', 'user'])
      await until(
        () => Number(meter.querySelector<HTMLElement>(`.${side}`)?.style.getPropertyValue('--_level')) > 0.3,
        () => `the bar of the ${side}`,
      );
    await element.hangUp();
    await settled(element);
    assert.notExists(part(element, 'meter'));
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('shows decibels, because a linear bar would hardly move', () => {
    assert.strictEqual(barOf(0), 0);
    assert.strictEqual(barOf(1), 1);
    assert.closeTo(barOf(0.01), 2 / 6, 0.01);
  });
});

describe('the captions', () => {
  it('are the transcript as text, by speaker; the agent’s final lines are announced', async () => {
    const gateway = new PageGateway();
    const element = await mount({ captions: '', 'agent-name': 'Ada' });
    element.gateway = gateway;
    await element.start();
    const { events } = gateway.session;
    events.transcript({ speaker: 'user', text: '<img src=x onerror=alert(1)>', final: true });
    events.transcript({ id: '1', speaker: 'agent', text: 'Hel', final: false });
    const captions = await untilPart(element, 'captions');
    const log = (): string =>
      (captions.getRootNode() as ShadowRoot).querySelector('[role=log]')?.textContent ?? '';
    assert.strictEqual(log(), '');
    events.transcript({ id: '1', speaker: 'agent', text: 'Hello', final: true });
    await settled(element);
    assert.deepEqual(
      [...captions.querySelectorAll('p')].map(({ textContent }) => textContent),
      ['You:<img src=x onerror=alert(1)>', 'Ada:Hello'],
    );
    assert.notExists(captions.querySelector('img'));
    assert.strictEqual(log(), 'Ada: Hello');
    await element.hangUp();
    await gateway.dispose();
  });

  it('follow the talk, unless somebody scrolled back to read', async () => {
    const gateway = new PageGateway();
    const element = await mount({ captions: '' });
    element.gateway = gateway;
    await element.start();
    const say = async (count: number): Promise<void> => {
      for (let line = 0; line < count; line++)
        gateway.session.events.transcript({ speaker: 'agent', text: `Line ${line}`, final: true });
      await settled(element);
    };
    await say(1);
    const captions = await untilPart(element, 'captions');
    await say(40);
    const end = (): number => captions.scrollHeight - captions.clientHeight;
    assert.isAbove(end(), 0);
    assert.closeTo(captions.scrollTop, end(), 2);
    captions.scrollTop = 0;
    await say(5);
    assert.strictEqual(captions.scrollTop, 0);
    await element.hangUp();
    await gateway.dispose();
  });
});

describe('companions that the page places', () => {
  it('are loaded when they are there', async () => {
    const element = await mount({}, [
      document.createElement('voice-agent-call-button'),
      document.createElement('voice-agent-call-meter'),
    ]);
    await customElements.whenDefined('voice-agent-call-meter');
    const gateway = new PageGateway();
    element.gateway = gateway;
    await element.start();
    await untilPart(element, 'meter');
    assert.strictEqual(lastPeer().connectionState, 'connected');
    await element.hangUp();
    await gateway.dispose();
  });
});
