// Calls through a real TURN server (coturn, see ../support/turn.ts), with the audio measured at both ends: over UDP, TCP
// and TLS, with credentials that have expired, and in networks that let no UDP through.
// Alone: npx playwright test turn.spec --config test/playwright.config.ts --project e2e

import type { Page } from 'playwright/test';
import type { LocalGateway } from '../../demo/gateway/gateway.ts';
import {
  echo,
  expectCall,
  expectNoPath,
  expectRelayed,
  hangUp,
  relays,
  statusTexts,
} from '../support/turn-calls.ts';
import { test, type HandedOut } from '../support/turn-fixtures.ts';
import { allocationsIn, refusedUsersIn } from '../support/turn-log.ts';
import type { Turn, TurnUrl } from '../support/turn.ts';
import { button, expect, expectState, visit, watched } from './support/fixtures.ts';

// beeps: the browser's noise suppression takes a steady tone down
const stretches = [440, 0].map((hz) => ({ hz, seconds: 0.5 }));

test.use({ permissions: ['microphone'], sound: { stretches } });
test.describe.configure({ timeout: 120_000 });

for (const transport of ['udp', 'tcp', 'tls'] as const)
  test(`through TURN over ${transport}`, async ({ page, site, local, turn, complaints }) => {
    await visit(page, site, local, echo([turn.server(transport)]));
    await expectCall(page, local.gateway, transport);
    const [peer] = await relays(page);
    expect([...new Set(peer?.candidates)]).toEqual([`relay/${transport}`]);
    await hangUp(page, local.gateway);
    await expectRelayed(turn, transport);
    expect(complaints).toEqual([]);
  });

test.describe('from the gateway', () => {
  test.use({ handedOut: [{ url: 'tcp' }] });

  test('a TURN server that only the gateway names is used', async ({ page, site, local, turn }) => {
    await visit(page, site, local, echo([]));
    await expectCall(page, local.gateway, 'tcp');
    await hangUp(page, local.gateway);
    await expectRelayed(turn, 'tcp');
  });
});

/** Whichever of the two works, the call uses it. */
for (const [works, own, handedOut] of [
  ['the tag’s', { url: 'tcp' }, { url: 'udp', validFor: -60 }],
  ['the gateway’s', { url: 'udp', validFor: -60 }, { url: 'tcp' }],
] satisfies [string, HandedOut, HandedOut][])
  test.describe('from the tag and from the gateway', () => {
    test.use({ handedOut: [handedOut] });

    test(`the browser is given both, and ${works} works`, async ({ page, site, local, turn }) => {
      await visit(page, site, local, echo([turn.server(own.url, own.validFor)]));
      await expectCall(page, local.gateway, 'tcp');
      const [peer, ...more] = await relays(page);
      expect(more).toEqual([]);
      const given = [own, handedOut].map(({ url }) => turn.server(url).urls);
      expect([...(peer?.urls ?? [])].sort()).toEqual(given.sort());
      await hangUp(page, local.gateway);
      await expectRelayed(turn, 'tcp');
    });
  });

test('credentials that have expired: no path for the audio', async ({ page, site, local, turn }) => {
  const servers = (['udp', 'tcp', 'tls'] as const).map((url) => turn.server(url, -60));
  await visit(page, site, local, echo(servers));
  await expectNoPath(page);
  expect((await relays(page)).flatMap(({ candidates }) => candidates)).toEqual([]);
  // asked of the server: the browser does not always tell the page what it was answered before the offer
  expect(refusedUsersIn(turn.log())).toContain(servers[0]?.username);
  expect(allocationsIn(turn.log())).toBe(0);
});

test('through TURN only, without a TURN server: no path for the audio', async ({ page, site, local }) => {
  await visit(page, site, local, echo([]));
  await expectNoPath(page);
  expect(await statusTexts(page)).not.toContain('Trying another route…');
});

test.describe('a certificate that nobody vouches for', () => {
  test.use({ trusted: false });

  test('TURN over TLS is not used', async ({ page, site, local, turn }) => {
    await visit(page, site, local, echo([turn.server('tls')]));
    await expectNoPath(page);
    expect((await relays(page)).flatMap(({ candidates }) => candidates)).toEqual([]);
    expect(allocationsIn(turn.log())).toBe(0);
  });
});

/** The call comes up over TURN/TCP, which nobody named; on the way the status line says so, and no failure is told. */
async function expectAnotherRoute(
  { page, local, turn }: { page: Page; local: { gateway: LocalGateway }; turn: Turn },
  text: string,
): Promise<void> {
  await expectCall(page, local.gateway, 'tcp');
  const texts = await statusTexts(page);
  expect(texts).toContain(text);
  expect(texts.at(-1)).not.toBe(text);
  await hangUp(page, local.gateway);
  await expectRelayed(turn, 'tcp');
  const { states } = await watched(page);
  expect(states).toEqual(['requesting-microphone', 'connecting', 'connected', 'ending', 'ended']);
}

for (const udp of ['against-policy', 'dropped'] as const)
  test.describe(`UDP is ${udp}`, () => {
    test.use({ udp });

    for (const url of ['any', 'udp'] satisfies TurnUrl[])
      test(`a TURN server named for ${url}: another route, over TCP`, async ({ page, site, local, turn }) => {
        await visit(page, site, local, echo([turn.server(url)], 'all'));
        await expectAnotherRoute({ page, local, turn }, 'Trying another route…');
        const [first, second, ...more] = await relays(page);
        expect(first).toMatchObject({ policy: 'all', urls: [turn.server(url).urls] });
        expect(second).toMatchObject({ policy: 'relay', urls: [turn.server('tcp').urls] });
        expect(more).toEqual([]);
      });

    test('a TURN server named for TCP: no other route is needed', async ({ page, site, local, turn }) => {
      await visit(page, site, local, echo([turn.server('any'), turn.server('tcp')], 'all'));
      await expectCall(page, local.gateway, 'tcp');
      expect(await statusTexts(page)).not.toContain('Trying another route…');
      await hangUp(page, local.gateway);
      await expectRelayed(turn, 'tcp');
    });
  });

test.describe('with a text of the page’s own', () => {
  test.use({ udp: 'against-policy', handedOut: [{ url: 'any' }] });

  test('another route to the gateway’s TURN server', async ({ page, site, local, turn }) => {
    await visit(page, site, local, echo([], 'all'));
    await page.evaluate(() => {
      const tag = document.querySelector('voice-agent-call');
      if (tag) Object.assign(tag, { texts: { rerouting: 'One moment, another way' } });
    });
    await expectAnotherRoute({ page, local, turn }, 'One moment, another way');
  });
});

test.describe('UDP is against-policy, and the far end takes TCP', () => {
  test.use({ udp: 'against-policy', directTcp: true });

  test('no candidate is found, and the call comes up all the same', async ({ page, site, local }) => {
    await visit(page, site, local, echo([], 'all'));
    await button(page).click();
    await expectState(page, 'connected', 20_000);
    const session = local.gateway.sessions.at(-1);
    expect(session?.candidatesInOffer).toBe(0);
    await expect.poll(() => session?.hears().rms, { timeout: 10_000 }).toBeGreaterThan(0.01);
    await hangUp(page, local.gateway);
  });
});

test.describe('UDP is dropped', () => {
  test.use({ udp: 'dropped' });

  test('without a TURN server the visitor reads that another network helps', async ({
    page,
    site,
    local,
  }) => {
    await visit(page, site, local, echo([], 'all'));
    await expectNoPath(page);
  });
});
