// The element's contract: attributes, states, events, methods, slots, parts.

import { assert } from '@esm-bundle/chai';
import { alive, fakeDevice, lastPeer, onGetUserMedia } from './support/alive.ts';
import { cutMedia } from './support/media.ts';
import { until } from './support/calls.ts';
import {
  labelOf,
  mount,
  mountWithFarEnd,
  part,
  press,
  settled,
  untilElementState,
  type TestElement,
} from './support/element.ts';
import { TOKEN } from './support/far-end.ts';
import { isSilence, isTone, toneStream } from './support/tone.ts';
import {
  CallEndEvent,
  CallError,
  CallErrorEvent,
  CallStartEvent,
  CallStateChangeEvent,
  VoiceAgentCall,
} from '../../src/index.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What matches in the tag's own custom states. */
const customStates = (element: Element): string[] =>
  [
    ...[
      'idle',
      'requesting-microphone',
      'connecting',
      'connected',
      'reconnecting',
      'ending',
      'ended',
      'failed',
    ],
    ...['muted', 'agent-speaking', 'user-speaking', 'playback-blocked'],
  ].filter((state) => element.matches(`:state(${state})`));

describe('a call by the button', () => {
  it('goes through every state, with its label, its custom state and its events', async () => {
    const { element, far, events, names } = await mountWithFarEnd({ 'agent-name': 'Ada' });
    assert.strictEqual(element.state, 'idle');
    assert.deepEqual(customStates(element), ['idle']);
    assert.strictEqual(labelOf(element), 'Call Ada');

    let allow: (() => void) | undefined;
    onGetUserMedia(async (constraints) => {
      await new Promise<void>((resolve) => (allow = resolve));
      return fakeDevice(constraints);
    });
    press(element);
    assert.strictEqual(element.state, 'requesting-microphone');
    await settled(element);
    assert.deepEqual(customStates(element), ['requesting-microphone']);
    assert.strictEqual(labelOf(element), 'Cancel');

    await until(
      () => allow !== undefined,
      () => 'the prompt',
    );
    const offer = await far.frame(300).catch(() => undefined);
    assert.isUndefined(offer, 'no offer before the microphone');
    allow?.();
    await untilElementState(element, 'connecting');
    await far.connect();
    await untilElementState(element, 'connected');
    await settled(element);
    assert.include(customStates(element), 'connected');
    assert.strictEqual(labelOf(element), 'Hang up');
    assert.strictEqual(element.call?.sessionId, far.sessionId);
    await wait(1100);
    assert.strictEqual(part(element, 'timer')?.textContent, '0:01');

    press(element);
    await untilElementState(element, 'ended');
    await settled(element);
    assert.deepEqual(customStates(element), ['ended']);
    assert.strictEqual(labelOf(element), 'Call again');

    assert.strictEqual(names()[0], 'call-start');
    assert.strictEqual(names().at(-1), 'call-end');
    const changes = events.filter((event) => event instanceof CallStateChangeEvent);
    assert.deepEqual(
      changes.map(({ previous, state }) => `${previous} → ${state}`),
      [
        'idle → requesting-microphone',
        'requesting-microphone → connecting',
        'connecting → connected',
        'connected → ending',
        'ending → ended',
      ],
    );
    const end = events.at(-1);
    assert.instanceOf(end, CallEndEvent);
    assert.strictEqual(end.reason, 'local');
    assert.closeTo(end.duration, 1.2, 0.8);
    assert.match(end.callSid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.strictEqual(end.sessionId, far.sessionId);
    assert.isTrue(events.every((event) => event.bubbles && event.composed));
    assert.deepEqual(alive(), []);
    assert.notInclude(element.shadowRoot?.innerHTML ?? '', TOKEN);
    await far.dispose();
  });

  it('a second call after the first is a new one', async () => {
    const { element, far, events } = await mountWithFarEnd();
    press(element);
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await untilElementState(element, 'failed');
    await settled(element);
    const firstSid = element.call?.callSid;
    press(element);
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await until(
      () => events.filter((event) => event instanceof CallEndEvent).length === 2,
      () => 'two ends',
    );
    const changes = events.filter((event) => event instanceof CallStateChangeEvent);
    assert.isTrue(
      changes.some(({ previous, state }) => previous === 'failed' && state === 'requesting-microphone'),
    );
    assert.notStrictEqual(element.call?.callSid, firstSid);
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('pressing twice in a row starts one call', async () => {
    const { element, far, names } = await mountWithFarEnd();
    press(element);
    press(element);
    await far.connect();
    await untilElementState(element, 'connected');
    assert.lengthOf(
      names().filter((name) => name === 'call-start'),
      1,
    );
    await element.hangUp();
    await far.dispose();
  });

  it('a double click starts one call and does not cancel it', async () => {
    const { element, far } = await mountWithFarEnd();
    const button = part<HTMLButtonElement>(element, 'button');
    button?.dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, composed: true }));
    await settled(element);
    button?.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, composed: true }));
    await far.connect();
    await untilElementState(element, 'connected');
    await element.hangUp();
    await far.dispose();
  });

  it('pressing again while connecting cancels, and that is no error', async () => {
    const { element, far, events } = await mountWithFarEnd();
    press(element);
    await far.frame();
    press(element);
    await untilElementState(element, 'ended');
    const end = events.at(-1);
    assert.instanceOf(end, CallEndEvent);
    assert.strictEqual(end.reason, 'cancelled');
    assert.strictEqual(end.duration, 0);
    assert.isUndefined(element.error);
    assert.isFalse(events.some((event) => event instanceof CallErrorEvent));
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('`disabled` keeps it from starting', async () => {
    const { element, names } = await mountWithFarEnd({ disabled: '' });
    press(element);
    await wait(50);
    assert.isEmpty(names());
    assert.strictEqual(element.state, 'idle');
  });
});

describe('methods', () => {
  it('start() resolves when connected, is shared, and hangUp() resolves when all is released', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    assert.strictEqual(element.start(), started);
    await far.connect();
    await started;
    assert.strictEqual(element.state, 'connected');
    await element.hangUp();
    assert.strictEqual(element.state, 'ended');
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('start() rejects with the CallError, and may be left alone', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    void started; // were it reported as unhandled, this file would fail
    await far.frame();
    await far.sendError('FORBIDDEN');
    await untilElementState(element, 'failed');
    const error = await started.catch((cause: unknown) => cause);
    assert.instanceOf(error, CallError);
    assert.strictEqual(error, element.error);
    assert.strictEqual(error.code, 'forbidden');
    assert.isFalse(error.retryable);
    await far.dispose();
  });

  it('start() resolves when the call is cancelled', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    await far.frame();
    await element.hangUp();
    await started;
    assert.strictEqual(element.state, 'ended');
    await far.dispose();
  });

  it('start() during `ending` waits for it and makes a new call', async () => {
    const { element, far, names } = await mountWithFarEnd();
    const first = element.start();
    await far.connect();
    await first;
    const hungUp = element.hangUp();
    assert.strictEqual(element.state, 'ending');
    void element.start();
    await hungUp;
    await untilElementState(element, 'connecting');
    assert.lengthOf(
      names().filter((name) => name === 'call-start'),
      2,
    );
    await element.hangUp();
    await far.dispose();
  });

  it('hangUp() takes back a start() that waits for the end, and so does removing the element', async () => {
    const { element, far, names } = await mountWithFarEnd();
    const started = element.start();
    await far.connect();
    await started;
    void element.hangUp();
    const again = element.start();
    await element.hangUp();
    await again;
    assert.strictEqual(element.state, 'ended');
    assert.lengthOf(
      names().filter((name) => name === 'call-start'),
      1,
    );
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('start() outside the document is refused', async () => {
    const error: unknown = await document
      .createElement('voice-agent-call')
      .start()
      .catch((cause: unknown) => cause);
    assert.instanceOf(error, CallError);
    assert.strictEqual(error.code, 'configuration');
  });

  it('hangUp() without a call does nothing', async () => {
    const { element, names } = await mountWithFarEnd();
    await element.hangUp();
    assert.isEmpty(names());
  });

  it('sendMessage() and sendDigits() say what they miss', async () => {
    const { element, far } = await mountWithFarEnd();
    assert.throws(() => element.sendMessage('hello'), CallError, 'no call up');
    const started = element.start();
    await far.connect();
    await started;
    assert.throws(() => element.sendMessage('hello'), CallError, 'polyai');
    assert.throws(() => element.sendDigits('12x'), CallError, 'Digits');
    element.sendDigits('1#'); // both browsers negotiate telephone events with each other
    await element.hangUp();
    await far.dispose();
  });

  it('diagnose() tells what there is, without a token', async () => {
    const { element, far } = await mountWithFarEnd();
    const report = await element.diagnose();
    assert.isUndefined(report.problem);
    assert.isAtLeast(report.microphones, 1);
    assert.include(report.candidateTypes, 'host');
    assert.notInclude(JSON.stringify(report), TOKEN);
    const started = element.start();
    await far.connect();
    await started;
    const inCall = await element.diagnose();
    assert.strictEqual(inCall.call?.sessionId, far.sessionId);
    assert.oneOf(inCall.call?.quality?.level, ['good', 'fair', 'poor']);
    await element.hangUp();
    element.setAttribute('ice-servers', '[{');
    assert.deepInclude((await element.diagnose()).problem, { code: 'configuration' });
    await far.dispose();
  });
});

describe('events', () => {
  it('call-start can call the call off', async () => {
    const { element, events } = await mountWithFarEnd();
    element.addEventListener('call-start', (event) => event.preventDefault(), { once: true });
    await element.start();
    assert.strictEqual(element.state, 'idle');
    assert.lengthOf(events, 1);
    assert.deepEqual(alive(), []);
  });

  it('a listener of call-start may ask first: start() in it joins, hangUp() calls off', async () => {
    const { element, far, names } = await mountWithFarEnd();
    element.addEventListener(
      'call-start',
      (event) => {
        event.preventDefault();
        void element.start();
      },
      { once: true },
    );
    await element.start();
    assert.strictEqual(element.state, 'idle');
    element.addEventListener('call-start', () => void element.hangUp(), { once: true });
    await element.start();
    assert.strictEqual(element.state, 'idle');
    assert.deepEqual(names(), ['call-start', 'call-start']);
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('hangUp() and start() inside every change of state leave a true state', async () => {
    const { element, far, events } = await mountWithFarEnd();
    const started = element.start();
    element.addEventListener('call-state-change', ({ state }) => {
      if (state === 'ending') void element.hangUp();
    });
    let restarts = 0;
    element.addEventListener('call-state-change', ({ state }) => {
      if (state === 'failed' && restarts++ === 0) void element.start();
    });
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await started.catch(() => undefined);
    await until(
      () => restarts === 1 && element.state === 'connecting',
      () => 'the second call',
    );
    const order = events.map((event) => (event instanceof CallStateChangeEvent ? event.state : event.type));
    assert.deepEqual(order.slice(order.indexOf('ending')), [
      'ending',
      'failed',
      'call-error',
      'call-end',
      'call-start',
      'requesting-microphone',
      'connecting',
    ]);
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('are heard in their order by everybody, also where a listener hangs up or starts again', async () => {
    const { element, far, events } = await mountWithFarEnd();
    element.addEventListener('call-state-change', ({ state }) => {
      if (state === 'connecting') void element.hangUp();
    });
    let again = 0;
    element.addEventListener('call-end', () => {
      if (again++ === 0) void element.start();
    });
    await element.start();
    await until(
      () => again === 2,
      () => 'two ends',
    );
    const once = ['call-start', 'requesting-microphone', 'connecting', 'ending', 'ended', 'call-end'];
    const order = events.map((event) => (event instanceof CallStateChangeEvent ? event.state : event.type));
    assert.deepEqual(order, [...once, ...once]);
    await far.dispose();
  });

  it('a start() in a listener is taken back by a hangUp() after it', async () => {
    const { element, far, names } = await mountWithFarEnd();
    element.addEventListener('call-end', () => {
      void element.start();
      void element.hangUp();
    });
    void element.start();
    await far.frame();
    await element.hangUp();
    await wait(200);
    assert.strictEqual(element.state, 'ended');
    assert.lengthOf(
      names().filter((name) => name === 'call-start'),
      1,
    );
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('call-start shows a request without the token, and takes amendments', async () => {
    const { element, far } = await mountWithFarEnd();
    let shown = '';
    element.addEventListener('call-start', (event) => {
      assert.instanceOf(event, CallStartEvent);
      shown = JSON.stringify(event.request);
      event.request.caller = '+14155551234';
      event.request.variantId = 'b';
    });
    void element.start();
    const offer = await far.frame();
    assert.notInclude(shown, TOKEN);
    assert.strictEqual(offer['caller'], '+14155551234');
    assert.strictEqual(offer['variantId'], 'b');
    await element.hangUp();
    await far.dispose();
  });
});

describe('attributes', () => {
  it('reach the offer under the gateway’s names', async () => {
    const { element, far } = await mountWithFarEnd({
      mode: 'traditional',
      caller: 'a',
      callee: 'b',
      'call-sid': 'sid-1',
      'account-id': 'c',
      'project-id': 'd',
      'variant-id': 'e',
      'agent-version-override': '{"artifactVersion":"f","lambdaDeploymentVersion":"g"}',
    });
    void element.start();
    const { authToken, data, type, sessionId, ...fields } = await far.frame();
    assert.deepEqual([authToken, data.type, type, sessionId], [TOKEN, 'offer', 'offer', '']);
    assert.deepEqual(fields, {
      mode: 'traditional',
      caller: 'a',
      callee: 'b',
      callSid: 'sid-1',
      accountId: 'c',
      projectId: 'd',
      variantId: 'e',
      agentVersionOverride: { artifactVersion: 'f', lambdaDeploymentVersion: 'g' },
    });
    await element.hangUp();
    await far.dispose();
  });

  const wrong: [Record<string, string>, string][] = [
    [{ 'connector-token': '' }, 'connector-token'],
    [{ 'connector-token': '   ' }, 'connector-token'],
    [{ 'ice-servers': '[{' }, 'ice-servers'],
    [{ 'ice-servers': '[{"urls":"stun:"}]' }, 'ice-servers'],
    [{ 'ice-transport-policy': 'some' }, 'ice-transport-policy'],
    [{ 'agent-version-override': 'x' }, 'agent-version-override'],
    [{ gateway: 'nope' }, 'nope'],
    [{ 'gateway-url': 'ws://example.com/' }, 'gateway-url'],
    [{ 'token-url': 'http://example.com/' }, 'token-url'],
  ];
  for (const [attributes, named] of wrong)
    it(`${JSON.stringify(attributes)} is an error that names it, before the microphone`, async () => {
      let asked = false;
      onGetUserMedia(() => {
        asked = true;
        return new Promise(() => undefined);
      });
      const { element, events } = await mountWithFarEnd(attributes);
      const error: unknown = await element.start().catch((cause: unknown) => cause);
      assert.instanceOf(error, CallError);
      assert.strictEqual(error.code, 'configuration');
      assert.include(error.message, named);
      assert.isFalse(asked);
      assert.strictEqual(element.state, 'failed');
      assert.instanceOf(events.at(-1), CallEndEvent);
      assert.deepEqual(alive(), []);
    });

  it('that are taken away again, or garbage in properties, are errors that name them', async () => {
    const { element } = await mountWithFarEnd();
    element.removeAttribute('connector-token');
    const message = (): Promise<string> => element.start().then(String, (error: Error) => error.message);
    assert.include(await message(), 'connector-token');
    Object.assign(element, { connectorToken: 5 });
    assert.include(await message(), 'connector-token');
    Object.assign(element, { connectorToken: 'x', gateway: {} });
    assert.include(await message(), 'gateway');
    Object.assign(element, { gateway: 'polyai', mediaStream: {} });
    assert.include(await message(), 'mediaStream');
    element.mediaStream = undefined;
    element.addEventListener('call-start', ({ request }) => Object.assign(request, { gateway: null }), {
      once: true,
    });
    assert.include(await message(), 'gateway');
    assert.strictEqual(element.error?.code, 'configuration');
    assert.deepEqual(alive(), []);
  });

  it('are written by the element only for `muted`', async () => {
    const { element, far } = await mountWithFarEnd();
    const before = element.getAttributeNames();
    const started = element.start();
    await far.connect();
    await started;
    element.muted = true;
    await settled(element);
    assert.deepEqual(element.getAttributeNames(), [...before, 'muted']);
    await element.hangUp();
    await far.dispose();
  });

  it('set before the upgrade are taken over', async () => {
    const early = document.createElement('div');
    early.innerHTML = '<voice-agent-call connector-token="x" muted agent-name="Bo"></voice-agent-call>';
    document.body.append(early);
    const element = early.querySelector('voice-agent-call');
    assert.ok(element);
    await settled(element);
    assert.isTrue(element.muted);
    assert.strictEqual(labelOf(element), 'Call Bo');
    early.remove();
  });
});

describe('mute', () => {
  it('silences the far end, by button and by attribute, and tells so once', async () => {
    const { element, far, names } = await mountWithFarEnd();
    element.mediaStream = toneStream(440);
    const started = element.start();
    await far.connect();
    await started;
    await settled(element);
    await far.hears(isTone(440));
    press(element, 'mute-button');
    await settled(element);
    assert.isTrue(element.hasAttribute('muted'));
    assert.strictEqual(part(element, 'mute-button')?.getAttribute('aria-pressed'), 'true');
    assert.include(customStates(element), 'muted');
    await far.hears(isSilence);
    element.removeAttribute('muted');
    await settled(element);
    await far.hears(isTone(440));
    assert.lengthOf(
      names().filter((name) => name === 'call-mute-change'),
      2,
    );
    await element.hangUp();
    await far.dispose();
  });
});

describe('a listener that mutes again', () => {
  it('is obeyed by the microphone, not only by the attribute', async () => {
    const { element, far } = await mountWithFarEnd({ muted: '' });
    element.addEventListener('call-mute-change', () => (element.muted = true));
    let track: MediaStreamTrack | undefined;
    onGetUserMedia(async (constraints) => {
      const stream = await fakeDevice(constraints);
      [track] = stream.getAudioTracks();
      return stream;
    });
    const started = element.start();
    await far.connect();
    await started;
    element.muted = false;
    await settled(element);
    assert.isTrue(element.muted);
    assert.isFalse(track?.enabled);
    await element.hangUp();
    await far.dispose();
  });
});

describe('the element in the document', () => {
  it('keeps its call when moved', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    await far.connect();
    await started;
    const place = document.createElement('section');
    document.body.append(place);
    place.append(element);
    await wait(100);
    assert.strictEqual(element.state, 'connected');
    await element.hangUp();
    place.remove();
    await far.dispose();
  });

  it('ends its call when removed, with a goodbye', async () => {
    const { element, far } = await mountWithFarEnd();
    const ended = new Promise((resolve) => element.addEventListener('call-end', resolve));
    const started = element.start();
    await far.connect();
    await started;
    element.remove();
    await ended;
    assert.strictEqual(element.state, 'ended');
    assert.deepEqual(alive(), []);
    await until(
      () => far.received.at(-1)?.type === 'close',
      () => 'a close frame',
    );
    await far.dispose();
  });

  const phases: Readonly<Record<string, (test: TestElement) => Promise<void>>> = {
    'the code of the call is loading': () => Promise.resolve(),
    'the microphone prompt is open': async ({ far }) => {
      await far.wire.next('open');
    },
    'the answer is awaited': async ({ far }) => {
      await far.frame();
    },
    'media is awaited': async ({ far }) => {
      await far.sendAnswer(await far.accept(await far.frame(), true));
      await far.frame();
    },
    reconnecting: async ({ element, far }) => {
      await far.connect();
      await untilElementState(element, 'connected');
      cutMedia(lastPeer());
      assert.strictEqual(element.state, 'reconnecting');
    },
  };
  for (const [phase, reach] of Object.entries(phases))
    it(`ends its call when removed while ${phase}`, async () => {
      const test = await mountWithFarEnd();
      const { element, far } = test;
      const ends: string[] = [];
      element.addEventListener('call-end', ({ reason }) => ends.push(reason));
      if (phase.includes('prompt')) onGetUserMedia(() => new Promise(() => undefined));
      const started = element.start();
      await reach(test);
      element.remove();
      await started;
      await untilElementState(element, 'ended');
      assert.deepEqual(ends, [phase === 'reconnecting' ? 'local' : 'cancelled']);
      assert.deepEqual(alive(), []);
      await far.dispose();
    });

  it('says goodbye when the page goes away', async () => {
    const { element, far } = await mountWithFarEnd();
    const started = element.start();
    await far.connect();
    await started;
    window.dispatchEvent(new PageTransitionEvent('pagehide'));
    assert.strictEqual(element.state, 'ending');
    await untilElementState(element, 'ended');
    await until(
      () => far.received.at(-1)?.type === 'close',
      () => 'a close frame',
    );
    assert.deepEqual(alive(), []);
    await far.dispose();
  });

  it('two of them are in calls of their own', async () => {
    const [one, two] = [await mountWithFarEnd(), await mountWithFarEnd()];
    const started = [one.element.start(), two.element.start()];
    await Promise.all([one.far.connect(), two.far.connect()]);
    await Promise.all(started);
    await one.element.hangUp();
    assert.strictEqual(two.element.state, 'connected');
    await two.element.hangUp();
    assert.deepEqual(alive(), []);
    await Promise.all([one.far.dispose(), two.far.dispose()]);
  });
});

describe('blocked autoplay', () => {
  it('shows `playback-blocked`, and one press heals it without hanging up', async () => {
    const { element, far } = await mountWithFarEnd();
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('gesture', 'NotAllowedError'));
    try {
      const started = element.start();
      await far.connect();
      await started;
      await until(
        () => element.matches(':state(playback-blocked)'),
        () => 'playback-blocked',
      );
    } finally {
      HTMLMediaElement.prototype.play = play;
    }
    await settled(element);
    assert.strictEqual(labelOf(element), 'Turn on sound');
    press(element);
    await until(
      () => !element.matches(':state(playback-blocked)'),
      () => 'sound',
    );
    assert.strictEqual(element.state, 'connected');
    await settled(element);
    assert.strictEqual(labelOf(element), 'Hang up');
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await far.dispose();
  });
});

describe('properties before the upgrade', () => {
  it('count for a start() right after it', async () => {
    class Late extends VoiceAgentCall {}
    const element = document.createElement('voice-agent-late') as VoiceAgentCall;
    Object.assign(element, { connectorToken: 'x', gatewayUrl: 'ftp://example.com/' });
    document.body.append(element);
    customElements.define('voice-agent-late', Late);
    const error: unknown = await element.start().catch((cause: unknown) => cause);
    assert.instanceOf(error, CallError);
    assert.include(error.message, 'gateway-url');
    element.remove();
  });
});

describe('slots and texts', () => {
  const slotted = (name: string, text: string): HTMLElement => {
    const span = document.createElement('span');
    span.slot = name;
    span.textContent = text;
    return span;
  };
  const visible = (element: Element): boolean => element.getClientRects().length > 0;

  it('a label of the page’s is the button’s before a call', async () => {
    const element = await mount({}, ['Talk to us']);
    assert.strictEqual(labelOf(element), 'Talk to us');
  });

  it('white space is no label', async () => {
    const element = await mount({}, ['\n  ']);
    assert.strictEqual(labelOf(element), 'Call');
  });

  it('one that is added later is taken', async () => {
    const element = await mount();
    element.append('Later');
    await wait(0);
    await settled(element);
    assert.strictEqual(labelOf(element), 'Later');
  });

  it('`fallback` shows on a failure only', async () => {
    const phone = slotted('fallback', '+1 555 0100');
    const element = await mount({}, [phone]);
    assert.isFalse(visible(phone));
    assert.strictEqual(labelOf(element), 'Call');
    await element.start().catch(() => undefined);
    await settled(element);
    assert.isTrue(visible(phone));
  });

  it('`icon`, `status` and `message` replace their defaults', async () => {
    const children = ['icon', 'status', 'message'].map((name) => slotted(name, name));
    const element = await mount({}, children);
    await element.start().catch(() => undefined);
    await settled(element);
    assert.deepEqual(children.map(visible), [true, true, true]);
    assert.notInclude(part(element, 'message')?.innerText ?? '', 'available');
  });

  it('every failure has a text and a remedy, and the page may replace them', async () => {
    const element = await mount();
    await element.start().catch(() => undefined);
    await settled(element);
    assert.include(part(element, 'message')?.textContent ?? '', 'isn’t available');
    element.texts = {
      callAgain: 'Once more',
      errors: { configuration: { text: 'Closed.', remedy: 'Write to us.' } },
    };
    await settled(element);
    assert.strictEqual(labelOf(element), 'Once more');
    const paragraphs = part(element, 'message')?.querySelectorAll('p') ?? [];
    assert.deepEqual(
      [...paragraphs].map(({ textContent }) => textContent),
      ['Closed.', 'Write to us.'],
    );
  });

  it('a text that is none is left out', async () => {
    const element = await mount();
    Object.assign(element, {
      texts: { call: undefined, cancel: 5, errors: { busy: null, timeout: { text: 'T' } } },
    });
    await settled(element);
    assert.strictEqual(labelOf(element), 'Call');
  });

  it('companions anywhere inside the tag are the layout', async () => {
    const box = document.createElement('div');
    box.append(document.createElement('voice-agent-call-button'));
    const element = await mount({ 'agent-name': 'Ada' }, [box]);
    assert.strictEqual(labelOf(element), 'Call Ada');
    assert.isUndefined(element.shadowRoot?.querySelector('[part="base"]') ?? undefined);
  });

  it('a companion alone renders nothing and breaks nothing', async () => {
    const button = document.createElement('voice-agent-call-button');
    document.body.append(button);
    await button.updateComplete;
    assert.strictEqual(button.shadowRoot?.querySelector('button'), null);
    button.remove();
  });
});
