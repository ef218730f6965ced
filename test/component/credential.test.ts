// The three ways to a token, and each way they can go wrong.

import { assert } from '@esm-bundle/chai';
import { assertOver, failureOf, prepareCall, watchedCall, type TestCall } from './support/calls.ts';
import { PageGateway } from './support/page-gateway.ts';
import type { HttpAnswer } from './support/wire.ts';
import type { CallErrorCode } from '../../src/call/call-error.ts';
import type { CredentialSource } from '../../src/call/call-request.ts';

/** A call whose token is asked for at the far end's own wire. */
async function withTokenUrl(answer: HttpAnswer): Promise<TestCall> {
  const other = await prepareCall();
  await other.far.wire.http('token', answer);
  return prepareCall({ credential: { tokenUrl: other.far.wire.httpUrl('token') }, limits: { token: 300 } });
}

const tokenOf = async (test: TestCall): Promise<string | undefined> => {
  void test.call.start();
  const { authToken } = await test.far.frame();
  await test.call.hangUp();
  return authToken;
};

describe('token-url', () => {
  it('is asked at the start of the call', async () => {
    const test = await withTokenUrl({ body: { token: 'short-lived', expiresAt: '2999-01-01T00:00:00Z' } });
    assert.strictEqual(await tokenOf(test), 'short-lived');
    await assertOver(test, 'cancelled');
  });

  it('may name the gateway and its ICE servers', async () => {
    const target = await prepareCall();
    const body = { token: 't', gatewayUrl: target.far.url, iceServers: [{ urls: 'stun:127.0.0.1:3478' }] };
    const test = await withTokenUrl({ body });
    void test.call.start();
    assert.strictEqual((await target.far.frame()).authToken, 't');
    assert.isFalse(
      target.far.wire.events.some(({ event }) => event === 'http'),
      'the gateway is not asked for ICE servers',
    );
    await test.call.hangUp();
    await assertOver(test, 'cancelled');
  });

  const wrong: [string, HttpAnswer, CallErrorCode][] = [
    ['401', { status: 401 }, 'unauthorized'],
    ['403', { status: 403 }, 'forbidden'],
    ['404', { status: 404 }, 'configuration'],
    ['429', { status: 429 }, 'busy'],
    ['500', { status: 500 }, 'gateway-error'],
    ['HTML', { body: '<!doctype html>' }, 'protocol'],
    ['no token', { body: {} }, 'protocol'],
    ['a token that is no text', { body: { token: 5 } }, 'protocol'],
    ['a list', { body: ['token'] }, 'protocol'],
    ['an expired token', { body: { token: 't', expiresAt: '2000-01-01T00:00:00Z' } }, 'unauthorized'],
    ['nothing in time', { hang: true }, 'timeout'],
  ];
  for (const [name, answer, code] of wrong)
    it(`${name} is ${code}`, async () => {
      const test = await withTokenUrl(answer);
      const error = await failureOf(test.call.start());
      assert.include(error.message, 'token-url');
      await assertOver(test, 'error', code);
    });

  it('that cannot be reached is gateway-unreachable', async () => {
    const test = await prepareCall({ credential: { tokenUrl: 'http://127.0.0.1:9/token' } });
    await failureOf(test.call.start());
    await assertOver(test, 'error', 'gateway-unreachable');
  });
});

describe('tokenProvider', () => {
  it('that is no function is an error of the configuration', async () => {
    const test = await prepareCall({ credential: { tokenProvider: 'x' as unknown as () => string } });
    assert.include((await failureOf(test.call.start())).message, 'tokenProvider');
    await assertOver(test, 'error', 'configuration');
  });

  const provided: [string, CredentialSource['tokenProvider']][] = [
    ['a text', () => 'from-page'],
    ['a promise', () => Promise.resolve({ token: 'from-page' })],
  ];
  for (const [name, tokenProvider] of provided)
    it(`may answer with ${name}, and is preferred`, async () => {
      const test = await prepareCall({ credential: { token: 'attribute', tokenProvider } });
      assert.strictEqual(await tokenOf(test), 'from-page');
      await assertOver(test, 'cancelled');
    });

  const wrong: [string, () => unknown, CallErrorCode][] = [
    ['throws', () => assert.fail('no'), 'gateway-unreachable'],
    ['rejects', () => Promise.reject(new Error('no')), 'gateway-unreachable'],
    ['answers nothing', () => undefined, 'protocol'],
    ['never answers', () => new Promise(() => undefined), 'timeout'],
  ];
  for (const [name, provider, code] of wrong)
    it(`that ${name} is ${code}`, async () => {
      const tokenProvider = provider as () => string;
      const test = await prepareCall({ credential: { tokenProvider }, limits: { token: 200 } });
      const error = await failureOf(test.call.start());
      assert.include(error.message, 'tokenProvider');
      await assertOver(test, 'error', code);
    });
});

describe('a credential', () => {
  const sources = async (credential: CredentialSource): Promise<PageGateway> => {
    const gateway = new PageGateway();
    const test = watchedCall({ gateway }, { credential });
    await test.call.start();
    await test.call.hangUp();
    await assertOver({ ...test, far: gateway }, 'local');
    return gateway;
  };

  it('of an attribute is what it is: there is nothing to ask again', async () => {
    const { credential } = (await sources({ token: ' t ' })).session;
    assert.strictEqual(credential.token, 't');
    assert.notProperty(credential, 'renew');
  });

  it('may be missing where the gateway needs none', async () => {
    assert.strictEqual((await sources({})).session.credential.token, '');
  });

  it('without a token may hold what else the gateway lives on', async () => {
    const tokenProvider = (): { sessionToken: string } => ({ sessionToken: 's' });
    const { credential } = (await sources({ tokenProvider })).session;
    assert.strictEqual(credential.token, '');
    assert.deepEqual(credential.answer, { sessionToken: 's' });
  });

  it('can be asked for again', async () => {
    let asked = 0;
    const { credential } = (await sources({ tokenProvider: () => `token ${++asked}` })).session;
    assert.strictEqual(credential.token, 'token 1');
    assert.strictEqual((await credential.renew?.())?.token, 'token 2');
  });

  it('brings the page’s headers, or those that its function answers at the time', async () => {
    const fixed = (await sources({ headers: { 'x-site': 'a' } })).session.credential;
    assert.deepEqual(fixed.headers, { 'x-site': 'a' });
    assert.notProperty(fixed, 'renew');
    let asked = 0;
    const fresh = (await sources({ headers: () => ({ 'x-site': String(++asked) }) })).session.credential;
    assert.deepEqual(fresh.headers, { 'x-site': '1' });
    assert.deepEqual((await fresh.renew?.())?.headers, { 'x-site': '2' });
  });

  for (const headers of ['x-site: a', { 'x-site': 5 }, () => 'nothing'])
    it(`with headers that are none (${typeof headers}) is a configuration error`, async () => {
      const gateway = new PageGateway();
      const source = { headers } as unknown as CredentialSource;
      const test = watchedCall({ gateway }, { credential: source });
      const error = await failureOf(test.call.start());
      assert.include(error.message, 'headers');
      await assertOver({ ...test, far: gateway }, 'error', 'configuration');
    });
});
