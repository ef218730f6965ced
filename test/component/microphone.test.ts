// Each cause of a missing microphone has its own code, text and remedy.

import { assert } from '@esm-bundle/chai';
import { alive, onGetUserMedia } from './support/alive.ts';
import { mountWithFarEnd, part, settled } from './support/element.ts';
import { CallError, callErrorCodes, type CallErrorCode } from '../../src/index.ts';
import { helpOf } from '../../src/elements/microphone-help.ts';
import { en } from '../../src/i18n/en.ts';

const refusals: [string, string, CallErrorCode][] = [
  ['NotAllowedError', 'Permission denied', 'microphone-denied'],
  ['NotAllowedError', 'Permission dismissed', 'microphone-denied'],
  ['NotAllowedError', 'Permission denied by system', 'microphone-blocked'],
  ['PermissionDeniedError', '', 'microphone-denied'],
  ['SecurityError', '', 'microphone-blocked'],
  ['NotFoundError', 'Requested device not found', 'microphone-not-found'],
  ['OverconstrainedError', '', 'microphone-not-found'],
  ['NotReadableError', 'Could not start audio source', 'microphone-in-use'],
  ['AbortError', 'Starting audioinput failed', 'microphone-in-use'],
];

async function failure(): Promise<{ error: CallError; text: string }> {
  const { element, far } = await mountWithFarEnd();
  const error: unknown = await element.start().catch((cause: unknown) => cause);
  assert.instanceOf(error, CallError);
  await settled(element);
  assert.strictEqual(element.state, 'failed');
  const text = part(element, 'message')?.textContent ?? '';
  assert.isEmpty(far.received, 'no offer without a microphone');
  // where there was none, one that is plugged in is looked out for, as long as the element is there
  const allowed = error.code === 'microphone-not-found' ? /devicechange/ : /^$/;
  assert.deepEqual(
    alive().filter((each) => !allowed.test(each)),
    [],
  );
  element.remove();
  await settled(element);
  assert.deepEqual(alive(), []);
  await far.dispose();
  return { error, text };
}

describe('a missing microphone', () => {
  for (const [name, message, code] of refusals)
    it(`${name} "${message}" is ${code}`, async () => {
      onGetUserMedia(() => Promise.reject(new DOMException(message, name)));
      const { error, text } = await failure();
      assert.strictEqual(error.code, code);
      const isSystem = message.includes('by system');
      const { text: told, remedy } = en.errors[isSystem ? 'microphone-blocked-by-system' : code];
      assert.include(text, told);
      // a refusal is undone in another place in each browser
      assert.include(text, code === 'microphone-denied' ? (helpOf(en) ?? '?') : remedy);
      assert.notInclude(text, name);
    });

  it('a policy that forbids it is told before the prompt', async () => {
    onGetUserMedia(() => assert.fail('asked'));
    Object.defineProperty(document, 'featurePolicy', {
      configurable: true,
      value: { allowsFeature: () => false },
    });
    try {
      const { error } = await failure();
      assert.strictEqual(error.code, 'microphone-blocked');
      assert.include(error.message, 'allow="microphone"');
    } finally {
      Reflect.deleteProperty(document, 'featurePolicy');
    }
  });

  it('an insecure page is told before the prompt', async () => {
    Object.defineProperty(window, 'isSecureContext', { configurable: true, value: false });
    try {
      assert.strictEqual((await failure()).error.code, 'insecure-context');
    } finally {
      Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
    }
  });

  it('a browser without WebRTC is told before the prompt', async () => {
    const connection = window.RTCPeerConnection;
    Reflect.deleteProperty(window, 'RTCPeerConnection');
    try {
      assert.strictEqual((await failure()).error.code, 'unsupported-browser');
    } finally {
      window.RTCPeerConnection = connection;
    }
  });
});

describe('odd browsers', () => {
  it('a stream without audio is no microphone', async () => {
    onGetUserMedia(() => Promise.resolve(new MediaStream()));
    assert.strictEqual((await failure()).error.code, 'microphone-not-found');
  });
});

describe('the texts of errors', () => {
  it('are there for every code, and those of the microphone differ', () => {
    for (const code of callErrorCodes) {
      assert.isNotEmpty(en.errors[code].text, code);
      assert.isNotEmpty(en.errors[code].remedy, code);
    }
    const microphone = callErrorCodes.filter((code) => code.startsWith('microphone'));
    assert.lengthOf(new Set(microphone.map((code) => en.errors[code].text)), microphone.length);
    assert.lengthOf(new Set(microphone.map((code) => en.errors[code].remedy)), microphone.length);
  });
});
