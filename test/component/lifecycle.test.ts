// Each phase of a call × each way out of it: a true state, told once, and nothing left alive.

import { assert } from '@esm-bundle/chai';
import { alive, fakeDevice, lastPeer, onGetUserMedia } from './support/alive.ts';
import {
  assertOver,
  connectedCall,
  failureOf,
  prepareCall,
  untilState,
  type TestCall,
} from './support/calls.ts';
import { cutMedia } from './support/media.ts';
import { AGENT_TONE } from './support/far-end.ts';
import { isSilence, isSound, isTone, listen, toneStream } from './support/tone.ts';

/** How to bring a new call into each phase; each resolves there. */
const phases: Readonly<Record<string, (test: TestCall) => Promise<void>>> = {
  'before the code of the call is loaded': async ({ call }) => {
    void call.start();
    await Promise.resolve();
  },
  'while the microphone prompt is open': async ({ call, far }) => {
    onGetUserMedia(() => new Promise(() => undefined));
    void call.start();
    await far.wire.next('open');
  },
  'while ICE servers are fetched': async ({ call, far }) => {
    await far.wire.http('api/v1/ice-servers', { hang: true });
    void call.start();
    await far.wire.next('http');
    await far.wire.next('open');
    await untilState(call, 'connecting');
  },
  'while the socket connects': async ({ call, far }) => {
    await far.wire.hang(true);
    void call.start();
    await far.wire.next('hang');
    await untilState(call, 'connecting');
  },
  'while the answer is awaited': async ({ call, far }) => {
    void call.start();
    await far.frame();
  },
  'after the answer, before media': async ({ call, far }) => {
    void call.start();
    await far.sendAnswer(await far.accept(await far.frame(), true));
    await far.frame(); // a candidate: the answer was taken
  },
  connected: async ({ call, far }) => {
    void call.start();
    await far.connect();
    await untilState(call, 'connected');
  },
  reconnecting: async ({ call, far }) => {
    void call.start();
    await far.connect();
    await untilState(call, 'connected');
    cutMedia(lastPeer());
    await untilState(call, 'reconnecting');
  },
};

const up = ['connected', 'reconnecting'];
const hasSocket = (phase: string): boolean =>
  !['before the code of the call is loaded', 'while the socket connects'].includes(phase);

describe('every way out of every phase', () => {
  for (const [phase, reach] of Object.entries(phases)) {
    const isUp = up.includes(phase);

    it(`hang-up ${phase}`, async () => {
      const test = await prepareCall();
      await reach(test);
      const started = test.call.start();
      await test.call.hangUp();
      assert.deepEqual(alive(), [], 'hangUp() resolves when everything is released');
      await started; // a cancel is no error
      await assertOver(test, isUp ? 'local' : 'cancelled');
    });

    if (hasSocket(phase)) {
      it(`remote hang-up ${phase}`, async () => {
        const test = await prepareCall();
        await reach(test);
        await test.far.send({ type: 'close', sessionId: test.far.sessionId });
        if (isUp) await assertOver(test, 'remote');
        else await assertOver(test, 'error', 'gateway-error');
      });

      it(`error of the gateway ${phase}`, async () => {
        const test = await prepareCall();
        await reach(test);
        await test.far.sendError('AGENT_FAILURE');
        await assertOver(test, 'error', 'agent-failed');
      });
    }
  }

  it('a microphone that comes after the cancel is stopped', async () => {
    let answer = (): void => undefined;
    onGetUserMedia(
      (constraints) => new Promise((resolve) => (answer = () => void fakeDevice(constraints).then(resolve))),
    );
    const test = await prepareCall();
    void test.call.start();
    await test.far.wire.next('open');
    await test.call.hangUp();
    answer();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await assertOver(test, 'cancelled');
  });

  it('releases microphone and peer at once, and gives a stalled goodbye 2 s', async () => {
    const test = await connectedCall({ limits: { goodbye: 300 } });
    await test.far.wire.stall();
    const hungUp = test.call.hangUp();
    assert.strictEqual(test.call.state, 'ending');
    assert.notInclude(alive().join(), 'microphone');
    assert.notInclude(alive().join(), 'peer');
    await hungUp;
    assert.strictEqual(test.call.state, 'ended');
    await test.far.dispose();
    await test.call.hangUp();
  });

  it('hanging up twice ends once, and a failure stays one', async () => {
    const test = await connectedCall();
    await Promise.all([test.call.hangUp(), test.call.hangUp()]);
    await test.call.hangUp();
    await assertOver(test, 'local');

    const failing = await prepareCall();
    const started = failing.call.start();
    await failing.far.frame();
    await failing.far.sendError('UNAUTHORIZED');
    await failureOf(started);
    await failing.call.hangUp();
    await assertOver(failing, 'error', 'unauthorized');
  });

  it('starts once, however often it is asked', async () => {
    const test = await prepareCall();
    const started = [test.call.start(), test.call.start(), test.call.start()];
    await test.far.connect();
    await Promise.all(started);
    assert.lengthOf(
      test.far.received.filter(({ type }) => type === 'offer'),
      1,
    );
    await test.call.hangUp();
    await assertOver(test, 'local');
  });
});

describe('audio', () => {
  it('flows both ways, and mute silences the far end', async () => {
    const test = await connectedCall({ mediaStream: toneStream(440) });
    await test.far.hears(isTone(440));
    test.call.setMuted(true);
    await test.far.hears(isSilence);
    test.call.setMuted(false);
    await test.far.hears(isTone(440));
    const [receiver] = lastPeer().getReceivers();
    assert.ok(receiver);
    await listen(new MediaStream([receiver.track]), isTone(AGENT_TONE));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('comes from the real (fake) device', async () => {
    const test = await connectedCall();
    await test.far.hears(isSound);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a call can start muted', async () => {
    const test = await connectedCall({ mediaStream: toneStream(440), muted: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await test.far.hears(isSilence, 1000);
    test.call.setMuted(false);
    await test.far.hears(isTone(440));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('leaves the tracks of the page’s stream as the page set them', async () => {
    const mediaStream = toneStream(440);
    const [track] = mediaStream.getAudioTracks();
    assert.ok(track);
    track.enabled = false;
    const test = await connectedCall({ mediaStream });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.isFalse(track.enabled);
    await test.far.hears(isSilence, 1000);
    track.enabled = true;
    await test.far.hears(isTone(440));
    test.call.setMuted(true);
    assert.isTrue(track.enabled);
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('a stream of the page without audio is an error of the configuration', async () => {
    const test = await prepareCall({ mediaStream: new MediaStream() });
    await failureOf(test.call.start());
    await assertOver(test, 'error', 'configuration');
  });

  it('never stops a stream of the page', async () => {
    const mediaStream = toneStream(440);
    const test = await connectedCall({ mediaStream });
    await test.call.hangUp();
    assert.strictEqual(mediaStream.getAudioTracks()[0]?.readyState, 'live');
    await assertOver(test, 'local');
  });

  it('tells who is speaking, and how good the path is', async () => {
    const test = await connectedCall({ mediaStream: toneStream(440) });
    const speaking = () => test.events.filter((event) => event.type === 'speaking').at(-1);
    await untilSpoken(() => speaking()?.agent === true && speaking()?.user === true);
    test.call.setMuted(true);
    await untilSpoken(() => speaking()?.user === false);
    await untilSpoken(() => test.events.some((event) => event.type === 'quality'));
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  async function untilSpoken(condition: () => boolean): Promise<void> {
    const end = performance.now() + 8000;
    while (!condition()) {
      assert.isBelow(performance.now(), end, 'told in time');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
});

describe('media loss', () => {
  it('shows `reconnecting` at once and comes back', async () => {
    const test = await connectedCall();
    const restore = cutMedia(lastPeer());
    assert.strictEqual(test.call.state, 'reconnecting');
    restore();
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('ends as `connection-lost` after the limit', async () => {
    const test = await connectedCall({ limits: { mediaLoss: 200 } });
    cutMedia(lastPeer());
    await assertOver(test, 'error', 'connection-lost');
  });

  it('is seen for real when the far peer goes silent', async function () {
    this.timeout(40_000);
    const test = await connectedCall({ limits: { mediaLoss: 1000 } });
    test.far.peer.close();
    await untilState(test.call, 'failed', 35_000);
    assert.include(test.states, 'reconnecting');
    await assertOver(test, 'error', 'connection-lost');
  });

  it('is `media-failed` when no path is found at all', async () => {
    const test = await prepareCall();
    const started = test.call.start();
    await test.far.sendAnswer(await test.far.accept(await test.far.frame(), true));
    await test.far.frame(); // a candidate: the answer was taken
    cutMedia(lastPeer(), 'failed');
    await failureOf(started);
    await assertOver(test, 'error', 'media-failed');
  });

  it('the limit of the set-up does not end a call that is up', async () => {
    const test = await connectedCall({ limits: { setUp: 2000 } });
    await new Promise((resolve) => setTimeout(resolve, 2300));
    assert.strictEqual(test.call.state, 'connected');
    await test.call.hangUp();
    await assertOver(test, 'local');
  });

  it('fails as `timeout` when set-up takes too long', async () => {
    const test = await prepareCall({ limits: { setUp: 300 } });
    const error = await failureOf(test.call.start());
    assert.isTrue(error.retryable);
    await assertOver(test, 'error', 'timeout');
  });
});
