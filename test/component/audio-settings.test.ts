// Microphone, speaker and volume: changed during a call, kept for the next ones, and the companion that shows them.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer, onGetUserMedia, peerCount, prompts } from './support/alive.ts';
import { assertAccessible } from './support/axe.ts';
import { assertOver, connectedCall, failureOf, prepareCall, until, type TestCall } from './support/calls.ts';
import { changeDevices, Device } from './support/devices.ts';
import { mount, mountWithFarEnd, part, press, settled, type TestElement } from './support/element.ts';
import { isSilence, isTone, listen, toneStream } from './support/tone.ts';
import type { AudioSettings, VoiceAgentCall } from '../../src/index.ts';

type Plugged = () => Device | string;

/** The microphones by id, `''` being the system's choice; a name is that of an error. Returns the ids asked for. */
function microphones(plugged: Readonly<Record<string, Plugged>>): string[] {
  const asked: string[] = [];
  onGetUserMedia(({ audio }) => {
    const { exact = '' } = ((audio as MediaTrackConstraints).deviceId ?? {}) as { exact?: string };
    asked.push(exact);
    const device = plugged[exact]?.() ?? 'OverconstrainedError';
    return typeof device === 'string'
      ? Promise.reject(new DOMException('no device', device))
      : Promise.resolve(device.stream);
  });
  return asked;
}

const audio = (settings: Partial<AudioSettings>): AudioSettings => ({
  microphoneId: undefined,
  speakerId: undefined,
  volume: 1,
  ...settings,
});

const hangUp = async (test: TestCall): Promise<void> => {
  await test.call.hangUp();
  await assertOver(test, 'local');
};

/** What the browser tells of devices and what it is told of speakers, instead of the real ones. */
const { enumerateDevices } = MediaDevices.prototype;
const sinks = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'setSinkId');
let routed: { element: HTMLMediaElement; id: string }[] = [];

function list(...devices: [kind: MediaDeviceKind, deviceId: string, label?: string][]): void {
  navigator.mediaDevices.enumerateDevices = () =>
    Promise.resolve(
      devices.map(
        ([kind, deviceId, label = '']) => ({ kind, deviceId, label, groupId: '' }) as MediaDeviceInfo,
      ),
    );
}

beforeEach(() => {
  routed = [];
  HTMLMediaElement.prototype.setSinkId = function (id: string) {
    routed.push({ element: this, id });
    return Promise.resolve();
  };
});

afterEach(() => {
  navigator.mediaDevices.enumerateDevices = enumerateDevices;
  if (sinks) Object.defineProperty(HTMLMediaElement.prototype, 'setSinkId', sinks);
});

describe('another microphone during a call', () => {
  it('is heard over the same connection; the last one is stopped only when it is there', async () => {
    const [first, second] = [new Device(440), new Device(880)];
    let before: string | undefined;
    microphones({
      '': () => first,
      studio: () => {
        before = first.track.readyState;
        return second;
      },
    });
    const test = await connectedCall();
    await test.far.hears(isTone(440));
    const peer = lastPeer();
    const count = peerCount();
    await test.call.setAudio(audio({ microphoneId: 'studio' }));
    assert.deepEqual([before, first.track.readyState, first.listeners], ['live', 'ended', 0]);
    await test.far.hears(isTone(880));
    assert.deepEqual([lastPeer() === peer, peerCount()], [true, count]);
    assert.notInclude(test.states, 'reconnecting');
    await hangUp(test);
    assert.strictEqual(second.track.readyState, 'ended');
  });

  it('leaves a muted visitor muted', async () => {
    const second = new Device(880);
    microphones({ '': () => new Device(440), studio: () => second });
    const test = await connectedCall({ muted: true });
    await test.call.setAudio(audio({ microphoneId: 'studio' }));
    assert.isFalse(second.track.enabled);
    await test.far.hears(isSilence);
    assert.isTrue(test.call.muted);
    test.call.setMuted(false);
    await test.far.hears(isTone(880));
    await hangUp(test);
  });

  it('that cannot be opened leaves the present one in place', async () => {
    const first = new Device(440);
    microphones({ desk: () => first, studio: () => 'NotAllowedError' });
    const test = await connectedCall({ audio: audio({ microphoneId: 'desk' }) });
    const switched = test.call.setAudio(audio({ microphoneId: 'studio', volume: 0.5 }));
    assert.strictEqual((await failureOf(switched)).code, 'microphone-denied');
    assert.deepEqual(test.call.audio, audio({ microphoneId: 'desk', volume: 0.5 }));
    assert.strictEqual(first.track.readyState, 'live');
    await test.far.hears(isTone(440));
    await hangUp(test);
  });

  it('where the browser opens one at a time comes after the present one is stopped', async () => {
    const first = new Device(440);
    const asked = microphones({
      '': () => first,
      studio: () => (first.track.readyState === 'live' ? 'NotReadableError' : new Device(880)),
    });
    const test = await connectedCall();
    await test.call.setAudio(audio({ microphoneId: 'studio' }));
    assert.deepEqual(asked, ['', 'studio', 'studio']);
    await test.far.hears(isTone(880));
    await hangUp(test);
  });

  it('that another program holds is given up for the one before', async () => {
    const devices = [new Device(440), new Device(660)];
    microphones({ '': () => devices.shift() ?? 'NotFoundError', studio: () => 'NotReadableError' });
    const test = await connectedCall();
    const switched = test.call.setAudio(audio({ microphoneId: 'studio' }));
    assert.strictEqual((await failureOf(switched)).code, 'microphone-in-use');
    await test.far.hears(isTone(660));
    assert.strictEqual(test.call.audio.microphoneId, undefined);
    assert.isFalse(test.events.some((event) => event.type === 'notice' && event.notice));
    await hangUp(test);
  });

  it('with none left afterwards is looked for, and told', async () => {
    const first = new Device(440);
    const devices: (Device | string)[] = [first];
    microphones({ '': () => devices.shift() ?? 'NotReadableError', studio: () => 'NotReadableError' });
    const test = await connectedCall();
    await failureOf(test.call.setAudio(audio({ microphoneId: 'studio' })));
    assert.deepInclude(test.events.at(-1), { type: 'notice', notice: { kind: 'microphone-lost' } });
    devices.push(new Device(660));
    changeDevices();
    await test.far.hears(isTone(660));
    await hangUp(test);
  });

  it('chosen while the first is asked for, and chosen again at once: the last choice serves', async () => {
    const [desk, studio] = [new Device(440), new Device(880)];
    const asked = microphones({ '': () => new Device(330), desk: () => desk, studio: () => studio });
    const test = await prepareCall();
    const started = test.call.start();
    await until(
      () => asked.length === 1,
      () => 'the first microphone',
    );
    const choices = ['desk', 'studio'].map((id) => test.call.setAudio(audio({ microphoneId: id })));
    await test.far.connect();
    await started;
    await Promise.all(choices);
    await test.far.hears(isTone(880));
    assert.strictEqual(asked.at(-1), 'studio');
    assert.notStrictEqual(desk.track.readyState, asked.includes('desk') ? 'live' : 'ended');
    await hangUp(test);
  });

  it('that arrives after the end is stopped', async () => {
    const late = new Device(880);
    microphones({ '': () => new Device(440) });
    const test = await connectedCall();
    const asked: ((stream: MediaStream) => void)[] = [];
    onGetUserMedia(() => new Promise((resolve) => asked.push(resolve)));
    const switched = test.call.setAudio(audio({ microphoneId: 'studio' }));
    await until(
      () => asked.length === 1,
      () => 'the question for it',
    );
    await test.call.hangUp();
    asked[0]?.(late.stream);
    await switched;
    assert.strictEqual(late.track.readyState, 'ended');
    await assertOver(test, 'local');
  });
});

describe('a chosen microphone', () => {
  it('that is gone at the start gives way to the system’s choice', async () => {
    const asked = microphones({ '': () => new Device(440) });
    const test = await connectedCall({ audio: audio({ microphoneId: 'gone' }) });
    assert.deepEqual(asked, ['gone', '']);
    await test.far.hears(isTone(440));
    await hangUp(test);
  });

  it('that is unplugged is followed by the system’s, and serves again when it is back', async () => {
    const plugged: Record<string, Plugged> = {};
    const settings = { deviceId: 'default', groupId: 'laptop' };
    const first = new Device(440, { deviceId: 'headset' });
    microphones(plugged);
    Object.assign(plugged, { headset: () => first, '': () => new Device(660, settings) });
    const test = await connectedCall({ audio: audio({ microphoneId: 'headset' }) });
    await test.far.hears(isTone(440));
    delete plugged['headset'];
    first.unplug();
    await test.far.hears(isTone(660));
    list(['audioinput', 'headset']);
    plugged['headset'] = () => new Device(880, { deviceId: 'headset' });
    changeDevices();
    await test.far.hears(isTone(880));
    await hangUp(test);
  });
});

describe('speaker and volume', () => {
  it('are the agent’s at once; a speaker that is gone gives way to the system’s', async () => {
    list(['audiooutput', 'headset']);
    const test = await connectedCall({ audio: audio({ speakerId: 'headset', volume: 0.25 }) });
    const untilRouted = (id: string): Promise<void> =>
      until(
        () => routed.at(-1)?.id === id,
        () => `the speaker "${id}", not "${routed.at(-1)?.id}"`,
      );
    await untilRouted('headset');
    const { element } = routed[0] as (typeof routed)[0];
    assert.strictEqual(element.volume, 0.25);
    await test.call.setAudio(audio({ speakerId: 'headset', volume: 7 }));
    assert.strictEqual(element.volume, 1);
    await test.call.setAudio(audio({ speakerId: 'unknown', volume: NaN }));
    await untilRouted('');
    assert.strictEqual(element.volume, 1);
    await test.call.setAudio(audio({ speakerId: 'headset', volume: 0 }));
    await untilRouted('headset');
    assert.strictEqual(element.volume, 0);
    list();
    changeDevices();
    await untilRouted('');
    assert.isTrue(routed.every((one) => one.element === element));
    await hangUp(test);
  });

  it('of two quick choices the last serves, however long the first takes to find', async () => {
    list(['audiooutput', 'headset']);
    const found = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    navigator.mediaDevices.enumerateDevices = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return found();
    };
    const test = await connectedCall();
    const slow = test.call.setAudio(audio({ speakerId: 'headset' }));
    await Promise.all([slow, test.call.setAudio(audio({}))]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.strictEqual(routed.at(-1)?.id ?? '', '');
    await hangUp(test);
  });
});

const shown = <E extends Element>(element: VoiceAgentCall, selector: string): E | undefined =>
  part(element, 'devices')?.querySelector<E>(selector) ?? undefined;

const namesIn = (element: VoiceAgentCall, id: string): string[] | undefined => {
  const select = shown<HTMLSelectElement>(element, `#${id}`);
  return select && [...select.options].map(({ text }) => text);
};

async function open(element: VoiceAgentCall): Promise<void> {
  await until(
    () => shown(element, '[aria-expanded]') !== undefined,
    () => 'the sound settings',
  );
  shown<HTMLButtonElement>(element, '[aria-expanded]')?.click();
  await settled(element);
}

const untilNames = (element: VoiceAgentCall, id: string, names: readonly string[]): Promise<void> =>
  until(
    () => JSON.stringify(namesIn(element, id)) === JSON.stringify(names),
    () => `${id}: ${JSON.stringify(names)}, not ${JSON.stringify(namesIn(element, id))}`,
  );

const choose = (element: VoiceAgentCall, id: string, value: string): void => {
  const select = shown<HTMLSelectElement>(element, `#${id}`);
  if (!select) throw new Error(`No ${id}`);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};

const connect = async ({ element, far }: TestElement): Promise<void> => {
  const started = element.start();
  await far.connect();
  await started;
  await settled(element);
};

const SYSTEM = 'System default';

describe('the sound settings', () => {
  for (const layout of ['inline', 'card', 'floating'])
    it(`${layout}: closed at first, native controls with names, axe finds nothing, nothing is asked for`, async () => {
      list(['audioinput', 'a', 'Headset'], ['audiooutput', 'b', 'Loudspeaker']);
      const before = prompts;
      const element = await mount({ devices: '', layout, theme: 'light' });
      if (layout === 'floating') {
        await until(
          () => part(element, 'launcher') !== undefined,
          () => 'the launcher',
        );
        press(element, 'launcher');
      }
      await open(element);
      await untilNames(element, 'microphone', [SYSTEM, 'Headset']);
      await untilNames(element, 'speaker', [SYSTEM, 'Loudspeaker']);
      for (const theme of ['light', 'dark'] as const) {
        element.setAttribute('theme', theme);
        document.body.style.background = theme === 'dark' ? '#111' : '#fff';
        await settled(element);
        await assertAccessible(element);
      }
      document.body.style.background = '';
      const controls = [...(part(element, 'devices')?.querySelectorAll('button, select, input') ?? [])];
      assert.lengthOf(controls, 5);
      for (const control of controls) {
        assert.isAtLeast(control.getBoundingClientRect().height, 44, control.id);
        (control as HTMLElement).focus();
        assert.strictEqual((control.getRootNode() as ShadowRoot).activeElement, control);
      }
      assert.strictEqual(prompts, before);
      shown<HTMLButtonElement>(element, '[aria-expanded]')?.click();
      await settled(element);
      assert.notExists(shown(element, 'select'));
      assert.deepEqual(alive(), []);
    });

  it('before the permission list what has an id by number, later by name, as text', async () => {
    list(['audioinput', ''], ['audiooutput', '']);
    const before = prompts;
    const element = await mount({ devices: '' });
    await open(element);
    await untilNames(element, 'microphone', [SYSTEM]);
    list(['audioinput', 'default'], ['audioinput', 'a'], ['audioinput', 'b'], ['audiooutput', 'c']);
    changeDevices();
    await untilNames(element, 'microphone', [SYSTEM, 'Device 1', 'Device 2']);
    await untilNames(element, 'speaker', [SYSTEM, 'Device 1']);
    assert.strictEqual(prompts, before);
    list(['audioinput', 'a', '<b>Desk</b>']);
    element.remove();
    document.body.append(element); // moved: it listens on
    await settled(element);
    changeDevices();
    await untilNames(element, 'microphone', [SYSTEM, '<b>Desk</b>']);
    element.remove();
    assert.deepEqual(alive(), []);
  });

  it('change a call: the microphone is heard, names come with it, nothing is alive afterwards', async () => {
    list();
    const test = await mountWithFarEnd({ devices: '' });
    const { element, far } = test;
    await open(element);
    microphones({ '': () => new Device(440), studio: () => new Device(880) });
    list(['audioinput', 'studio', 'Studio']);
    await connect(test);
    await untilNames(element, 'microphone', [SYSTEM, 'Studio']);
    await far.hears(isTone(440));
    choose(element, 'microphone', 'studio');
    assert.strictEqual(element.microphoneId, 'studio');
    await far.hears(isTone(880));
    assert.notInclude(
      test.events.flatMap((event) => ('state' in event ? [event.state] : [])),
      'reconnecting',
    );
    const volume = shown<HTMLInputElement>(element, '#volume');
    assert.ok(volume);
    volume.value = '0.5';
    volume.dispatchEvent(new Event('input', { bubbles: true }));
    await settled(element);
    assert.strictEqual(element.volume, 0.5);
    assert.strictEqual(routed[0]?.element.volume, 0.5);
    assert.strictEqual(volume.getAttribute('aria-valuetext'), '50%');
    await element.hangUp();
    shown<HTMLButtonElement>(element, '[aria-expanded]')?.click();
    await settled(element);
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('go back to the microphone that serves when the chosen one cannot be opened', async () => {
    list(['audioinput', 'desk', 'Desk'], ['audioinput', 'studio', 'Studio']);
    microphones({ desk: () => new Device(440), studio: () => 'NotAllowedError' });
    const test = await mountWithFarEnd({ devices: '' });
    const { element } = test;
    element.microphoneId = 'desk';
    await open(element);
    await connect(test);
    await untilNames(element, 'microphone', [SYSTEM, 'Desk', 'Studio']);
    choose(element, 'microphone', 'studio');
    await until(
      () => element.microphoneId === 'desk',
      () => `the last choice, not ${element.microphoneId}`,
    );
    await settled(element);
    assert.strictEqual(shown<HTMLSelectElement>(element, '#microphone')?.value, 'desk');
    assert.strictEqual(element.state, 'connected');
    assert.isUndefined(element.error);
    await element.hangUp();
    await test.far.dispose();
  });

  it('offer no microphone where the page gave a stream, and show a device that is gone as the system’s', async () => {
    list(['audiooutput', 'b', 'Loudspeaker']);
    const element = await mount({ devices: '' });
    element.speakerId = 'gone';
    await open(element);
    await untilNames(element, 'speaker', [SYSTEM, 'Loudspeaker']);
    assert.strictEqual(shown<HTMLSelectElement>(element, '#speaker')?.value, '');
    assert.exists(shown(element, '#microphone'));
    element.mediaStream = toneStream(440);
    await settled(element);
    assert.notExists(shown(element, '#microphone'));
  });

  it('play a tone through the chosen speaker, as loud as chosen, and leave nothing of it', async () => {
    list(['audiooutput', 'headset', 'Headset']);
    const element = await mount({ devices: '' });
    element.speakerId = 'headset';
    element.volume = 0.5;
    await open(element);
    const button = shown<HTMLButtonElement>(element, '.tone');
    button?.click();
    await until(
      () => routed.length === 1,
      () => 'the speaker',
    );
    const played = routed[0] as (typeof routed)[0];
    assert.strictEqual(played.id, 'headset');
    assert.strictEqual(played.element.volume, 0.5);
    await listen(played.element.srcObject as MediaStream, isTone(660), 3000);
    element.devices = false;
    await until(
      () => alive().length === 0,
      () => alive().join(),
    );
    assert.isNull(played.element.srcObject);
  });

  it('a tone ends by itself, and when it is played again', async () => {
    list();
    const element = await mount({ devices: '' });
    await open(element);
    const button = shown<HTMLButtonElement>(element, '.tone');
    const count = (what: RegExp): number => alive().filter((one) => what.test(one)).length;
    button?.click();
    await until(
      () => routed.length === 1,
      () => 'the first',
    );
    button?.click();
    await until(
      () => routed.length === 2 && count(/audio context/) === 1,
      () => `one tone, not ${alive().join()}`,
    );
    assert.isNull(routed[0]?.element.srcObject);
    await until(
      () => count(/audio context|timer/) === 0,
      () => alive().join(),
    );
    assert.isNull(routed[1]?.element.srcObject);
  });
});
