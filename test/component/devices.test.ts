// Microphones that come and go during a call: it goes on with the next one, or says what is missing.

import { assert } from '@esm-bundle/chai';
import { alive, lastPeer, onGetUserMedia } from './support/alive.ts';
import { assertOver, connectedCall, prepareCall, until, type TestCall } from './support/calls.ts';
import { changeDevices, Device, plugIn } from './support/devices.ts';
import { AGENT_TONE } from './support/far-end.ts';
import { isSilence, isTone, listen } from './support/tone.ts';

const noticesOf = ({ events }: TestCall): unknown[] =>
  events.flatMap((event) => (event.type === 'notice' ? [event.notice?.kind] : []));

const untilNotice = (test: TestCall, kind: string | undefined): Promise<void> =>
  until(
    () => noticesOf(test).length > 0 && noticesOf(test).at(-1) === kind,
    () => `the notice ${kind}, not ${JSON.stringify(noticesOf(test))}`,
  );

const hangUp = async (test: TestCall): Promise<void> => {
  await test.call.hangUp();
  await assertOver(test, 'local');
};

describe('a microphone that is unplugged', () => {
  it('is followed by the next one, without a gap in the call', async () => {
    const [first, second] = [new Device(440), new Device(880)];
    const seen = plugIn(first, second);
    const test = await connectedCall();
    await test.far.hears(isTone(440));
    first.unplug();
    await test.far.hears(isTone(880));
    assert.deepEqual(noticesOf(test), ['microphone-lost', undefined]);
    assert.strictEqual(seen.asked, 2);
    assert.strictEqual(first.listeners, 0);
    assert.notInclude(test.states, 'reconnecting');
    second.unplug();
    assert.strictEqual(noticesOf(test).at(-1), 'microphone-lost');
    await hangUp(test);
    assert.strictEqual(second.listeners, 0);
  });

  it('leaves a muted visitor muted', async () => {
    const [first, second] = [new Device(440), new Device(880)];
    plugIn(first, second);
    const test = await connectedCall({ muted: true });
    first.unplug();
    await untilNotice(test, undefined);
    assert.isFalse(second.track.enabled);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await test.far.hears(isSilence, 2000);
    test.call.setMuted(false);
    await test.far.hears(isTone(880));
    await hangUp(test);
  });

  it('with no other there: the agent is still heard, and one that is plugged in is used', async () => {
    const first = new Device(440);
    plugIn(first, 'NotFoundError');
    const test = await connectedCall();
    first.unplug();
    await untilNotice(test, 'microphone-lost');
    assert.strictEqual(test.call.state, 'connected');
    const [receiver] = lastPeer().getReceivers();
    assert.ok(receiver);
    await listen(new MediaStream([receiver.track]), isTone(AGENT_TONE));
    plugIn(new Device(880));
    changeDevices();
    await untilNotice(test, undefined);
    await test.far.hears(isTone(880));
    await hangUp(test);
  });

  it('with no other for too long ends the call as `microphone-not-found`', async () => {
    const first = new Device(440);
    plugIn(first, 'NotFoundError');
    const test = await connectedCall({ limits: { microphone: 300 } });
    first.unplug();
    await assertOver(test, 'error', 'microphone-not-found');
  });

  it('because its permission was taken back ends the call as `microphone-denied`', async () => {
    const first = new Device(440);
    plugIn(first, 'NotAllowedError');
    const test = await connectedCall();
    first.unplug();
    await assertOver(test, 'error', 'microphone-denied');
  });

  it('and taken by another program is tried again until that lets go', async () => {
    const first = new Device(440);
    const seen = plugIn(first, 'NotReadableError', new Device(880));
    const test = await connectedCall();
    first.unplug();
    await test.far.hears(isTone(880));
    assert.strictEqual(seen.asked, 3);
    await hangUp(test);
  });

  it('while the call is set up is followed, too', async () => {
    const [first, second] = [new Device(440), new Device(880)];
    plugIn(first, second);
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    first.unplug();
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    await test.far.hears(isTone(880));
    assert.deepEqual(noticesOf(test), []);
    await hangUp(test);
  });

  it('with none left while the call is set up is told when it is up', async () => {
    const first = new Device(440);
    plugIn(first, 'NotFoundError');
    const test = await prepareCall();
    const started = test.call.start();
    const offer = await test.far.frame();
    first.unplug();
    await test.far.sendAnswer(await test.far.accept(offer));
    await test.far.trickle();
    await started;
    await untilNotice(test, 'microphone-lost');
    await hangUp(test);
  });

  it('one that comes after the end is stopped', async () => {
    const [first, late] = [new Device(440), new Device(880)];
    plugIn(first);
    const test = await connectedCall();
    let grant: (stream: MediaStream) => void = () => undefined;
    onGetUserMedia(() => new Promise((resolve) => (grant = resolve)));
    first.unplug();
    await test.call.hangUp();
    grant(late.stream);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    assert.strictEqual(late.track.readyState, 'ended');
    assert.deepEqual(alive(), []);
    await assertOver(test, 'local');
  });

  it('one prompt at a time, however often the devices change', async () => {
    const first = new Device(440);
    plugIn(first);
    const test = await connectedCall();
    const open: ((stream: MediaStream) => void)[] = [];
    onGetUserMedia(() => new Promise((resolve) => open.push(resolve)));
    first.unplug();
    for (let change = 0; change < 5; change++) changeDevices();
    assert.lengthOf(open, 1);
    open[0]?.(new Device(880).stream);
    await untilNotice(test, undefined);
    await test.far.hears(isTone(880));
    assert.lengthOf(open, 1);
    await hangUp(test);
  });
});

describe('a microphone that the system silences', () => {
  it('is told after a second, and when it is over', async () => {
    const device = new Device(440);
    plugIn(device);
    const test = await connectedCall();
    device.silence(true);
    assert.deepEqual(noticesOf(test), []);
    await untilNotice(test, 'microphone-silent');
    device.silence(false);
    assert.deepEqual(noticesOf(test), ['microphone-silent', undefined]);
    await hangUp(test);
  });

  it('for a moment only is not told', async () => {
    const device = new Device(440);
    plugIn(device);
    const test = await connectedCall();
    device.silence(true);
    device.silence(false);
    await new Promise((resolve) => setTimeout(resolve, 1300));
    assert.deepEqual(noticesOf(test), []);
    await hangUp(test);
  });

  it('does not undo the visitor’s mute', async () => {
    const device = new Device(440);
    plugIn(device);
    const test = await connectedCall({ muted: true });
    device.silence(true);
    await untilNotice(test, 'microphone-silent');
    device.silence(false);
    assert.isFalse(device.track.enabled);
    assert.isTrue(test.call.muted);
    await hangUp(test);
  });
});

describe('the system’s choice of a microphone', () => {
  const { enumerateDevices } = MediaDevices.prototype;
  const choose = (groupId: string): void => {
    const chosen = { kind: 'audioinput', deviceId: 'default', groupId, label: '' } as MediaDeviceInfo;
    navigator.mediaDevices.enumerateDevices = () => Promise.resolve([chosen]);
  };
  afterEach(() => (navigator.mediaDevices.enumerateDevices = enumerateDevices));

  it('is followed when it changes', async () => {
    const first = new Device(440, { deviceId: 'default', groupId: 'laptop' });
    const second = new Device(880, { deviceId: 'default', groupId: 'headset' });
    const seen = plugIn(first, second);
    const test = await connectedCall();
    choose('laptop');
    changeDevices();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.strictEqual(seen.asked, 1, 'another device came, the choice is the same');
    choose('headset');
    changeDevices();
    await test.far.hears(isTone(880));
    assert.strictEqual(first.track.readyState, 'ended');
    assert.notInclude(noticesOf(test), 'microphone-lost');
    await hangUp(test);
  });

  it('that cannot be opened changes nothing', async () => {
    const first = new Device(440, { deviceId: 'default', groupId: 'laptop' });
    plugIn(first, 'NotReadableError');
    const test = await connectedCall();
    choose('headset');
    changeDevices();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.far.hears(isTone(440));
    await hangUp(test);
  });

  it('that cannot be opened while the present one goes is looked for again', async () => {
    const first = new Device(440, { deviceId: 'default', groupId: 'laptop' });
    plugIn(first);
    const test = await connectedCall();
    let refuse = (): void => undefined;
    onGetUserMedia(
      () =>
        new Promise((_, reject) => {
          refuse = () => reject(new DOMException('gone', 'NotReadableError'));
        }),
    );
    choose('headset');
    changeDevices();
    await new Promise((resolve) => setTimeout(resolve, 100));
    first.unplug();
    plugIn(new Device(880));
    refuse();
    await test.far.hears(isTone(880));
    await hangUp(test);
  });

  it('is not followed by a visitor who is on a device of their own', async () => {
    const seen = plugIn(new Device(440, { deviceId: 'studio', groupId: 'studio' }));
    const test = await connectedCall();
    choose('headset');
    changeDevices();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.strictEqual(seen.asked, 1);
    await hangUp(test);
  });
});
