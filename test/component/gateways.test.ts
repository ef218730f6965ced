// What the tag does with gateways: names, adapters of a page's own, the attributes they read, and what their waiting,
// texts and transcripts look like.

import { assert } from '@esm-bundle/chai';
import { alive } from './support/alive.ts';
import { until } from './support/calls.ts';
import { mount, part, press, settled, untilElementState } from './support/element.ts';
import { PageGateway, type PageSession } from './support/page-gateway.ts';
import {
  defineGateway,
  type CallError,
  type CallRequest,
  type Session,
  type VoiceAgentCall,
} from '../../src/index.ts';

async function mountWith(
  gateway: PageGateway,
  attributes: Readonly<Record<string, string>> = {},
): Promise<VoiceAgentCall> {
  const element = await mount({ 'ice-servers': '[]', ...attributes });
  element.gateway = gateway;
  return element;
}

const statusText = (element: VoiceAgentCall): string =>
  part(element, 'status-text')?.textContent.trim() ?? '';

/** What is announced to assistive technology. */
function announced(element: VoiceAgentCall): string {
  const status = element.shadowRoot?.querySelector('voice-agent-call-status');
  return status?.shadowRoot?.querySelector('[role=status]')?.textContent.trim() ?? '';
}

async function failureOf(element: VoiceAgentCall): Promise<CallError> {
  await element.start().catch(() => undefined);
  const { error } = element;
  if (!error) throw new Error('The call did not fail');
  return error;
}

describe('the attribute gateway', () => {
  it('takes a name that the page registered', async () => {
    const gateway = new PageGateway();
    defineGateway('of-the-page', () => Promise.resolve(gateway));
    const element = await mount({ gateway: 'of-the-page', 'ice-servers': '[]' });
    await element.start();
    assert.strictEqual(element.call?.codec?.mimeType, 'audio/opus');
    await element.hangUp();
    await gateway.dispose();
    assert.deepEqual(alive(), []);
  });

  it('with an unknown name says which are known', async () => {
    const element = await mount({ gateway: 'carrier-pigeon' });
    const { code, message } = await failureOf(element);
    assert.strictEqual(code, 'configuration');
    for (const name of ['carrier-pigeon', 'polyai', 'voisnap', 'iqra', 'http', 'openai', 'pipecat', 'whip'])
      assert.include(message, name);
  });

  for (const [what, gateway] of [
    ['nothing', null],
    ['no adapter', { name: 'x' }],
    ['an adapter without rules', { name: 'x', createSession: () => undefined }],
  ] as const)
    it(`with ${what} as a property is a configuration error`, async () => {
      const element = await mount();
      element.gateway = (gateway ?? { createSession: 5 }) as unknown as PageGateway;
      assert.strictEqual((await failureOf(element)).code, 'configuration');
    });

  it('whose loader fails, or loads no adapter, says so', async () => {
    defineGateway('offline', () => Promise.reject(new TypeError('no network')));
    defineGateway('empty', () => Promise.resolve(undefined as unknown as PageGateway));
    const offline = await failureOf(await mount({ gateway: 'offline' }));
    assert.strictEqual(offline.code, 'gateway-unreachable');
    assert.instanceOf(offline.cause, TypeError);
    assert.strictEqual((await failureOf(await mount({ gateway: 'empty' }))).code, 'configuration');
  });
});

describe('attributes for gateways', () => {
  it('reach the adapter, and the call-start event before', async () => {
    const gateway = new PageGateway();
    const element = await mountWith(gateway, {
      'agent-id': 'agt_1',
      'business-id': '12',
      'campaign-id': 'c',
      metadata: '{"customer": 5}',
      negotiate: '',
      'connector-token': 't',
    });
    element.headers = { 'x-site': 'a' };
    element.credentials = 'include';
    let seen: Partial<CallRequest> = {};
    element.addEventListener('call-start', ({ request }) => (seen = { ...request, gateway: 'x' }));
    await element.start();
    const wanted: Readonly<Record<string, unknown>> = {
      agentId: 'agt_1',
      businessId: '12',
      campaignId: 'c',
      metadata: { customer: 5 },
      negotiate: true,
      credentials: 'include',
    };
    assert.deepInclude({ ...gateway.session.request }, wanted);
    assert.deepInclude({ ...seen }, wanted);
    assert.notInclude(JSON.stringify(seen), 'x-site', 'headers may hold secrets');
    assert.deepEqual(gateway.session.credential.headers, { 'x-site': 'a' });
    await element.hangUp();
    await gateway.dispose();
  });

  for (const [attribute, value] of [
    ['metadata', 'not JSON'],
    ['metadata', '[1]'],
  ] as const)
    it(`${attribute}="${value}" is named in the error`, async () => {
      const gateway = new PageGateway();
      const element = await mountWith(gateway, { [attribute]: value });
      const { code, message } = await failureOf(element);
      assert.strictEqual(code, 'configuration');
      assert.include(message, attribute);
      assert.lengthOf(gateway.sessions, 0);
    });
});

it('metadata that contains itself is named in the error', async () => {
  const metadata: Record<string, unknown> = {};
  metadata['self'] = metadata;
  const element = await mountWith(new PageGateway());
  element.metadata = metadata;
  const { code, message } = await failureOf(element);
  assert.strictEqual(code, 'configuration');
  assert.include(message, 'metadata');
});

describe('while a call is set up', () => {
  const opening = (open: (session: PageSession) => Promise<void>): PageGateway =>
    new PageGateway({}, (session): Partial<Session> => ({ open: () => open(session) }));

  it('the place in the gateway’s line is shown and announced, and a press leaves the line', async () => {
    const gateway = opening(({ events }) => {
      events.waiting(2);
      return new Promise<never>(() => undefined);
    });
    const element = await mountWith(gateway);
    press(element);
    await until(
      () => statusText(element) === 'You are number 2 in line',
      () => statusText(element),
    );
    assert.strictEqual(announced(element), 'You are number 2 in line');
    gateway.session.events.waiting();
    await settled(element);
    assert.strictEqual(statusText(element), 'Waiting in line…');
    press(element);
    await untilElementState(element, 'ended');
    assert.strictEqual(gateway.session.closed, 1);
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });

  it('the line’s end is shown, and the call comes about', async () => {
    let proceed = (): void => undefined;
    const gateway = opening(({ events }) => {
      events.waiting(1);
      return new Promise((resolve) => (proceed = resolve));
    });
    const element = await mountWith(gateway);
    const shown = new Set<string>();
    const seen = new Set<string | null | undefined>();
    new MutationObserver(() => {
      shown.add(announced(element));
      seen.add(part(element, 'status-text')?.textContent);
    }).observe(element.shadowRoot?.querySelector('voice-agent-call-status')?.shadowRoot ?? element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    press(element);
    await until(
      () => shown.has('You are number 1 in line'),
      () => [...shown].join(),
    );
    seen.clear();
    proceed();
    await untilElementState(element, 'connected');
    await settled(element);
    assert.include([...seen], 'Connecting…');
    await element.hangUp();
    await gateway.dispose();
  });

  it('another route is shown and announced', async () => {
    const gateway: PageGateway = new PageGateway({}, () => ({
      open: () => (gateway.sessions.length > 1 ? new Promise<never>(() => undefined) : Promise.resolve()),
    }));
    const element = await mountWith(gateway, {
      'ice-transport-policy': 'relay',
      'ice-servers': '[{"urls": "turn:127.0.0.1:3999?transport=tcp", "username": "u", "credential": "p"}]',
    });
    press(element);
    await until(
      () => statusText(element) === 'Trying another route…',
      () => statusText(element),
      15_000,
    );
    assert.strictEqual(announced(element), 'Trying another route…');
    await element.hangUp();
    assert.deepEqual(alive(), []);
    await gateway.dispose();
  });
});

describe('texts of a gateway', () => {
  it('are events with text, and a growing line of the transcript replaces itself', async () => {
    const gateway = new PageGateway();
    const element = await mountWith(gateway);
    const texts: string[] = [];
    const entries: unknown[] = [];
    element.addEventListener('call-message', ({ text }) => texts.push(text));
    element.addEventListener('call-transcript', ({ entry }) => entries.push(entry));
    await element.start();
    const { events } = gateway.session;
    events.message('<b>hello</b>');
    events.transcript({ speaker: 'user', text: 'Hi', final: true });
    events.transcript({ id: '1', speaker: 'agent', text: 'Hel', final: false });
    events.transcript({ id: '1', speaker: 'agent', text: 'Hello', final: true });
    events.transcript({ id: '2', speaker: 'agent', text: 'You', final: false });
    assert.deepEqual(texts, ['<b>hello</b>']);
    assert.lengthOf(entries, 4);
    assert.deepEqual(
      element.transcript.map(({ text }) => text),
      ['Hi', 'Hello', 'You'],
    );
    await element.hangUp();
    await gateway.dispose();
  });

  it('without end are told without end, and the last thousand are kept', async () => {
    const gateway = new PageGateway();
    const element = await mountWith(gateway);
    let told = 0;
    element.addEventListener('call-transcript', () => told++);
    await element.start();
    for (let line = 0; line < 1100; line++)
      gateway.session.events.transcript({ speaker: 'agent', text: String(line), final: true });
    assert.strictEqual(told, 1100);
    assert.lengthOf(element.transcript, 1000);
    assert.deepEqual([element.transcript[0]?.text, element.transcript.at(-1)?.text], ['100', '1099']);
    await element.hangUp();
    await gateway.dispose();
  });
});
