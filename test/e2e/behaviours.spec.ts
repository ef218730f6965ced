// Every behaviour of the local gateway: what the visitor ends up with.

import { behaviours } from '../../demo/gateway/behaviours.ts';
import {
  button,
  expect,
  expectReleased,
  expectState,
  message,
  stateOf,
  test,
  visit,
  watched,
} from './support/fixtures.ts';

test.use({ permissions: ['microphone'] });

/** What each ends as: an error code, a hang-up of the far end, or a call that stays up until the visitor ends it. */
const outcomes: Readonly<Record<string, string>> = {
  demo: 'up',
  refuse: 'unauthorized',
  silent: 'connecting',
  slow: 'up',
  garbage: 'up',
  'hang-up': 'remote',
  'hang-up-socket': 'remote',
  drop: 'up',
  'drop-for-good': 'connection-lost',
  'drop-before-answer': 'up',
  'close-1000-early': 'gateway-error',
  'close-1008': 'forbidden',
  'close-4001': 'gateway-error',
  'early-candidates': 'up',
  'second-answer': 'up',
  'foreign-session': 'up',
  'no-session-id': 'protocol',
  'bad-sdp': 'protocol',
  'media-cut': 'reconnecting',
  'no-media': 'connecting',
  'slow-ice': 'up',
  html: 'gateway-error',
  echo: 'up',
  queue: 'up',
  'queue-fails': 'agent-failed',
  'stale-link': 'up',
  'bare-candidates': 'up',
  recvonly: 'up',
  busy: 'gateway-error',
  'error-UNAUTHORIZED': 'unauthorized',
  'error-FORBIDDEN': 'forbidden',
  'error-INVALID_ARGUMENT': 'invalid-argument',
  'error-INVALID_MESSAGE': 'protocol',
  'error-HANDLER_ERROR': 'gateway-error',
  'error-MEDIA_BRIDGE_FAILURE': 'media-failed',
  'error-AGENT_FAILURE': 'agent-failed',
  'error-UNKNOWN_THING': 'gateway-error',
};
const later = Object.entries(outcomes).filter(([name]) => name.startsWith('error-'));
const all = {
  ...outcomes,
  ...Object.fromEntries(later.map(([name, code]) => [name.replace('error-', 'error-later-'), code])),
};

test('the table names every behaviour', () => {
  expect(Object.keys(all).sort()).toEqual(Object.keys(behaviours).sort());
});

for (const [name, outcome] of Object.entries(all))
  test(`${name} → ${outcome}`, async ({ page, site, local, complaints }) => {
    const token = `${name}:${crypto.randomUUID()}`;
    await visit(page, site, local, { 'connector-token': token });
    await button(page).click();

    if (outcome === 'up' || outcome === 'connecting' || outcome === 'reconnecting') {
      await expectState(page, outcome === 'up' ? 'connected' : outcome, 20_000);
      await page.waitForTimeout(outcome === 'up' ? 2200 : 500);
      if (outcome === 'up') expect(await stateOf(page)).toBe('connected');
      await button(page).click();
      await expectState(page, 'ended');
      expect((await watched(page)).ends[0]?.reason).toBe(outcome === 'connecting' ? 'cancelled' : 'local');
      expect((await watched(page)).errors).toEqual([]);
    } else if (outcome === 'remote') {
      await expectState(page, 'ended', 20_000);
      expect((await watched(page)).ends[0]?.reason).toBe('remote');
    } else {
      await expectState(page, 'failed', 20_000);
      expect((await watched(page)).errors.map(({ code }) => code)).toEqual([outcome]);
      await expect(message(page)).toBeVisible();
      await expect(message(page)).not.toContainText('<');
      await expect(page.getByText('+1 555 0100')).toBeVisible();
    }
    await expectReleased(page);
    expect(await page.evaluate(() => 'injected' in window)).toBe(false);

    const { visible, errors } = await watched(page);
    const secret = token.slice(name.length);
    expect(visible + JSON.stringify(errors)).not.toContain(secret);
    expect(complaints.join()).not.toContain(secret);
    expect(site.requests.join()).not.toContain(secret);
    // a socket that is refused, and ICE servers that never come, are said by the browser itself
    expect(complaints.filter((each) => !/WebSocket connection|Failed to load resource/.test(each))).toEqual(
      [],
    );
  });
