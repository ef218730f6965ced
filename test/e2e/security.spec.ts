// The token in every scenario of every gateway, from each source: it is asked for late and once, is nowhere but where the
// protocol forces it, and is forgotten after the call.

import type { Page } from 'playwright/test';
import { gateways, type GatewayName } from '../../demo/gateways.ts';
import { textsInHeap } from '../support/heap.ts';
import {
  hoverAll,
  newTag,
  outcomes,
  pressAll,
  publishTags,
  sources,
  type Tag,
} from '../support/token-page.ts';
import { forced, inQuery, logged, whileUp, type Places } from '../support/token-places.ts';
import { TokenWatch } from '../support/token-watch.ts';
import { expect, test, type Fixtures } from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });
test.describe.configure({ mode: 'parallel' });

const names = Object.keys(gateways) as GatewayName[];

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

/** Calls that fail: what the gateway does, and what they end as. */
const failures = {
  refused: ['nobody', 'failed: unauthorized'],
  error: ['error-HANDLER_ERROR', 'failed: gateway-error'],
  garbage: ['bad-sdp', 'failed: protocol'],
  unreachable: ['echo', 'failed: gateway-unreachable'],
} as const;
type Failure = keyof typeof failures;

const expectAll = (page: Page, tags: readonly Tag[], outcome: (index: number) => string) =>
  expect.poll(() => outcomes(page), { timeout: 20_000 }).toEqual(tags.map((_, index) => outcome(index)));

/** The token was seen in all of `wanted`, and nowhere beside those and `tolerated`. */
function expectOnlyIn(watch: TokenWatch, { secret }: Tag, wanted: Places, tolerated: Places = {}): void {
  const places = watch.placesOf(secret);
  const unforced = places.filter((place) => !(place in wanted || place in tolerated));
  expect(unforced, watch.textsWith(secret, unforced).join('\n')).toEqual([]);
  expect(places).toEqual(expect.arrayContaining(Object.keys(wanted)));
}

const tokenRequests = ({ requests }: Fixtures['site']): string[] =>
  requests.filter((path) => path.startsWith('/token-')).sort();

for (const name of names) {
  test(`${name}: in a good call, and one whose page is left, the token is only where the protocol forces it`, async ({
    page,
    site,
    local,
  }) => {
    const tags = sources.map((source) => newTag(name, source, 'echo', local.origin));
    const watch = await TokenWatch.on(page);
    await page.goto(publishTags(site, tags));
    await hoverAll(page);
    expect(tokenRequests(site), 'not before the press').toEqual([]);
    await pressAll(page);
    await expectAll(page, tags, () => 'connected');
    await pressAll(page);
    await expectAll(page, tags, () => 'ended');
    expect(tokenRequests(site), 'once').toEqual(['/token-1', '/token-2']);
    await watch.look();
    for (const tag of tags) expectOnlyIn(watch, tag, forced[name]);

    await pressAll(page);
    await expectAll(page, tags, () => 'connected');
    await watch.look();
    await page.goto(site.publish('/next', '<!doctype html><title>Next</title>'));
    await watch.look();
    for (const tag of tags) expectOnlyIn(watch, tag, forced[name], whileUp);
    const alive = () => local.gateway.sessions.filter(({ ended }) => !ended).length;
    await expect.poll(alive, { timeout: 15_000 }).toBe(0);
  });

  test(`${name}: in a call that fails the token is only where the protocol forces it`, async ({
    page,
    site,
    local,
  }) => {
    const cases = (Object.keys(failures) as Failure[]).flatMap((failure) =>
      sources.map((source) => {
        const origin = failure === 'unreachable' ? NOWHERE : local.origin;
        return { failure, tag: newTag(name, source, failures[failure][0], origin) };
      }),
    );
    const tags = cases.map(({ tag }) => tag);
    const watch = await TokenWatch.on(page);
    await page.goto(publishTags(site, tags));
    await pressAll(page);
    await expectAll(page, tags, (index) => failures[cases[index]?.failure ?? 'error'][1]);
    await watch.look();
    for (const { failure, tag } of cases)
      if (name === 'polyai' && failure === 'refused')
        expectOnlyIn(watch, tag, { ...forced.polyai, ...inQuery, ...logged });
      else expectOnlyIn(watch, tag, {}, forced[name]);
  });
}

test('polyai: a token that no header takes goes into the query', async ({ page, site, local }) => {
  const tags = sources.map((source) => newTag('polyai', source, 'echo', local.origin, ' é✓\u202e'));
  const watch = await TokenWatch.on(page);
  await page.goto(publishTags(site, tags));
  await pressAll(page);
  await expectAll(page, tags, () => 'connected');
  await pressAll(page);
  await expectAll(page, tags, () => 'ended');
  await watch.look();
  for (const tag of tags)
    expectOnlyIn(watch, tag, { 'socket frame': 'as ever', ...inQuery }, { ...forced.polyai, ...logged });
});

test('voisnap: the browser logs the address of a hub that is lost for good', async ({
  page,
  site,
  local,
}) => {
  const tags = sources.map((source) => newTag('voisnap', source, 'drop-for-good', local.origin));
  const watch = await TokenWatch.on(page);
  let refusals = 0;
  page.on('console', (message) => (refusals += message.text().includes('WebSocket connection') ? 1 : 0));
  await page.goto(publishTags(site, tags));
  await pressAll(page);
  await expectAll(page, tags, () => 'connected');
  await expect.poll(() => refusals, { timeout: 15_000 }).toBeGreaterThanOrEqual(tags.length);
  await pressAll(page);
  await expectAll(page, tags, () => 'ended');
  await watch.look();
  for (const tag of tags) expectOnlyIn(watch, tag, { ...forced.voisnap, ...logged });
});

test('the page’s memory holds the token while a call is up, and not after it', async ({
  context,
  site,
  local,
}) => {
  // Without the watchers of the others, which hold what they saw, and with tokens that the page itself does not hold.
  const page = await context.newPage();
  const held = async (tags: readonly Tag[]): Promise<string[]> => {
    const texts = await textsInHeap(page);
    return tags.flatMap(({ name, secret }) =>
      texts.some((text) => text.includes(secret.core)) ? [name] : [],
    );
  };
  const good = names.map((name) => newTag(name, 'provider', 'echo', local.origin));
  await page.goto(publishTags(site, good));
  await pressAll(page);
  await expectAll(page, good, () => 'connected');
  expect(await held(good)).toEqual(names);
  await pressAll(page);
  await expectAll(page, good, () => 'ended');
  expect(await held(good)).toEqual([]);

  for (const failure of ['refused', 'garbage'] as const) {
    const [behaviour, outcome] = failures[failure];
    const tags = names.map((name) => newTag(name, 'provider', behaviour, local.origin));
    await page.goto(publishTags(site, tags));
    await pressAll(page);
    await expectAll(page, tags, () => outcome);
    expect(await held(tags), failure).toEqual([]);
  }
});

test('the watch finds a token wherever it is', async ({ page, site, local }) => {
  const tag = newTag('polyai', 'attribute', 'echo', local.origin);
  const watch = await TokenWatch.on(page);
  await page.goto(publishTags(site, [tag]));
  await expect(page.locator('voice-agent-call [part~=button]')).toBeVisible();
  await watch.look();
  expect(watch.placesOf(tag.secret), 'the page’s own attribute is left out').toEqual([]);
  await page.evaluate(async ({ token }) => {
    const element = document.querySelector('voice-agent-call');
    if (!element) throw new Error('no tag');
    const hidden = new Error('outer', { cause: { inner: new Map([['key', [btoa(`x${token}`)]]]) } });
    element.dispatchEvent(new CustomEvent('call-error', { detail: hidden }));
    element.shadowRoot?.append(document.createComment(token));
    Reflect.set(element, '_late', { deep: { token } });
    Object.defineProperty(element, 'diagnose', { value: () => Promise.resolve({ browser: token }) });
    localStorage.setItem('key', JSON.stringify(token));
    document.title = token;
    console.debug({ token });
    new BroadcastChannel('c').postMessage(token);
    void navigator.locks.request(token, () => new Promise(() => undefined));
    performance.mark(token);
    history.replaceState(null, '', `?${new URLSearchParams({ token }).toString()}`);
    await fetch(`/next?${encodeURIComponent(token)}`, { headers: { 'x-other': btoa(token) } });
    await fetch('/next', { method: 'POST', body: btoa(`xx${token}`), headers: { authorization: token } });
    setTimeout(() => {
      throw new Error(token);
    });
    await new Promise((resolve) => setTimeout(resolve));
  }, tag.secret);
  await watch.look();
  await expect
    .poll(() => watch.placesOf(tag.secret))
    .toEqual(
      [
        ...['authorization', 'console', 'diagnose', 'dom', 'event', 'locks', 'message', 'page error'],
        ...['performance', 'property', 'referer', 'request body', 'request header', 'request url'],
        ...['storage', 'window'],
      ].sort(),
    );
});
