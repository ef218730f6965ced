// The keypad: tones that arrive, and where there is none.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer } from './support/alive.ts';
import { until } from './support/calls.ts';
import { mount, part, press, settled, untilElementState } from './support/element.ts';
import { PageGateway } from './support/page-gateway.ts';
import { hasFocus, inCall, key, untilPart } from './support/talk.ts';
import { assertAccessible } from './support/axe.ts';
import { isSilence, isTone } from './support/tone.ts';
import type { VoiceAgentCall } from '../../src/index.ts';

const sender = (): RTCDTMFSender => lastPeer().getSenders()[0]?.dtmf as RTCDTMFSender;

/** Tones as they are played, one after the other. */
function played(): string[] {
  const tones: string[] = [];
  sender().addEventListener('tonechange', ({ tone }) => tone && tones.push(tone));
  return tones;
}

const keysOf = (element: VoiceAgentCall): HTMLButtonElement[] => [
  ...(part(element, 'keypad')?.querySelectorAll<HTMLButtonElement>('[part=key]') ?? []),
];

async function open(element: VoiceAgentCall): Promise<HTMLButtonElement> {
  const toggle = (await untilPart(element, 'keypad')).querySelector<HTMLButtonElement>('[aria-expanded]');
  assert.ok(toggle);
  assert.strictEqual(toggle.textContent?.trim(), 'Keypad');
  assert.strictEqual(toggle.getAttribute('aria-expanded'), 'false');
  assert.isEmpty(keysOf(element));
  toggle.click();
  await settled(element);
  assert.strictEqual(toggle.getAttribute('aria-expanded'), 'true');
  return toggle;
}

describe('the keypad', () => {
  it('sends every digit, also of fast fingers and of the keyboard, and shows them', async () => {
    const { element, gateway } = await inCall({ keypad: '', dir: 'rtl' });
    await open(element);
    assert.isTrue(sender().canInsertDTMF);
    assert.strictEqual(
      keysOf(element)
        .map(({ textContent }) => textContent)
        .join(''),
      '123456789*0#',
    );
    const [one, two, three] = keysOf(element);
    assert.isBelow(one?.getBoundingClientRect().x ?? 0, two?.getBoundingClientRect().x ?? 0);
    const tones = played();
    for (const each of [one, two, three]) each?.click();
    assert.ok(one);
    for (const digit of ['#', '0', 'm', 'A']) key(one, 'keydown', { key: digit });
    key(one, 'keydown', { key: '7', ctrlKey: true });
    key(one, 'keydown', { key: '8', repeat: true });
    await settled(element);
    assert.strictEqual(part(element, 'keypad')?.querySelector('output')?.textContent, '123#0');
    await until(
      () => tones.join('') === '123#0',
      () => `the tones, not ${tones.join('')}`,
    );
    await element.hangUp();
    await settled(element);
    assert.notExists(part(element, 'keypad'));
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('is heard at the far end as the two tones of the key, from a muted visitor too', async () => {
    const gateway = new PageGateway();
    const element = await mount({ keypad: '', muted: '' });
    element.gateway = gateway;
    await element.start();
    const { media } = gateway.session;
    await media.hears(isSilence);
    await open(element);
    const five = keysOf(element)[4];
    for (let times = 0; times < 20; times++) five?.click();
    await media.hears((heard) => [770, 1336].some((tone) => isTone(tone)(heard)));
    await element.hangUp();
    await gateway.dispose();
  });

  it('takes no digit that would not be sent: of a stream of the page’s own while it is muted', async () => {
    const { element, gateway } = await inCall({ keypad: '' });
    await open(element);
    element.muted = true;
    await until(
      () => lastPeer().getSenders()[0]?.track === null,
      () => 'the track to be taken off',
    );
    keysOf(element)[0]?.click();
    await settled(element);
    assert.strictEqual(part(element, 'keypad')?.querySelector('output')?.textContent ?? '', '');
    assert.throws(() => element.sendDigits('1'), 'keypad tones');
    await element.hangUp();
    await gateway.dispose();
  });

  it('takes a # that is written with AltGr', async () => {
    const { element, gateway } = await inCall({ keypad: '' });
    const keypad = await untilPart(element, 'keypad');
    keypad.querySelector('button')?.click();
    await settled(element);
    const one = keypad.querySelector('[part=key]') as HTMLElement;
    key(one, 'keydown', { key: '#', ctrlKey: true, altKey: true, modifierAltGraph: true });
    key(one, 'keydown', { key: '1', ctrlKey: true });
    await settled(element);
    assert.strictEqual(keypad.querySelector('output')?.textContent, '#');
    await element.hangUp();
    await gateway.dispose();
  });

  it('keeps its focus while the visitor is muted, and gives it back in a layout of the page’s own', async () => {
    const companions = ['button', 'keypad', 'mute-button'].map((name) =>
      document.createElement(`voice-agent-call-${name}`),
    );
    for (const name of ['keypad', 'mute-button']) {
      const { element, gateway } = await inCall({}, companions);
      const stood = await untilPart(element, name);
      const target = stood.querySelector('button') ?? stood;
      target.focus();
      element.muted = name === 'keypad';
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.isTrue(hasFocus(target), name);
      gateway.session.events.ended();
      await untilElementState(element, 'ended');
      await settled(element);
      assert.isTrue(hasFocus(part(element, 'button')), name);
      element.remove();
      await gateway.dispose();
    }
  });

  it('is not there where the far end takes no digits', async () => {
    const gateway = new PageGateway({}, (session) => ({
      exchange: async (offer) => {
        const answer = await session.media.answer(
          offer.replace(/a=(rtpmap|fmtp):\d+ (telephone-event|0-1[56]).*\r\n/g, ''),
          {
            gathered: true,
          },
        );
        assert.notMatch(answer, /telephone-event/);
        return answer;
      },
    }));
    const { element } = await inCall({ keypad: '' }, [], gateway);
    await settled(element);
    assert.isFalse(sender().canInsertDTMF);
    assert.notExists(element.shadowRoot?.querySelector('voice-agent-call-keypad'));
    await element.hangUp();
    await gateway.dispose();
  });

  it('gives its focus to the call button when the call ends', async () => {
    const { element, gateway } = await inCall({ keypad: '' });
    await open(element);
    keysOf(element)[0]?.focus();
    gateway.session.events.ended();
    await until(
      () => element.state === 'ended',
      () => 'the end',
    );
    await settled(element);
    assert.isTrue(hasFocus(part(element, 'button')));
    await gateway.dispose();
  });

  it('axe finds nothing, and the keys are large enough', async () => {
    for (const layout of ['inline', 'card', 'floating']) {
      const { element, gateway } = await inCall({ keypad: '', layout, theme: 'light' });
      await open(element);
      await assertAccessible(element);
      for (const each of keysOf(element)) {
        const { width, height } = each.getBoundingClientRect();
        assert.isAtLeast(Math.min(width, height), 44, layout);
      }
      press(element);
      await gateway.dispose();
      element.remove();
    }
  });
});
