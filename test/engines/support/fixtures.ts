// What the tests of every engine have: a site with the built widget, the local gateway, and tags set to it.

import { expect, test as base, type TestType } from 'playwright/test';
import { startGateway } from '../../../demo/gateway/gateway.ts';
import { gateways, tokenFor, type GatewayName } from '../../../demo/gateways.ts';
import { Site } from '../../e2e/support/site.ts';
import type { Tab } from './tab.ts';

export type LocalGateway = Awaited<ReturnType<typeof startGateway>>;

interface Fixtures {
  readonly site: Site;
  readonly local: LocalGateway;
}

/** What a spec of an engine makes of it: each test has a fresh tab of that engine. */
export type EngineTest = TestType<Fixtures & { readonly tab: Tab }, object>;

export const test = base.extend<Fixtures>({
  // Playwright reads the names of the first parameter; a fixture without needs has an empty pattern there.
  // eslint-disable-next-line no-empty-pattern
  site: async ({}, use) => {
    const site = await Site.open();
    await use(site);
    await site.close();
  },
  // eslint-disable-next-line no-empty-pattern
  local: async ({}, use) => {
    const local = await startGateway();
    await use(local);
    await local.close();
  },
});

export { expect };

/** The tag for one gateway of the local one, which does what `behaviour` says, with a way out inside. */
export function tag(
  local: LocalGateway,
  behaviour: string,
  gateway: GatewayName = 'polyai',
  more: Readonly<Record<string, string>> = {},
): string {
  const origin = new URL(local.url).origin.replace(/^ws/, 'http');
  const { 'gateway-url': path, ...rest } = gateways[gateway];
  const attributes = {
    gateway,
    'gateway-url': origin + path,
    'connector-token': tokenFor(gateway, behaviour),
    'ice-servers': '[]',
    ...rest,
    ...more,
  };
  const list = Object.entries(attributes).map(([name, value]) => `${name}='${value}'`);
  return `<voice-agent-call ${list.join(' ')}>${wayOut}</voice-agent-call>`;
}

const wayOut = '<a slot="fallback" href="tel:+15550100">+1 555 0100</a>';
