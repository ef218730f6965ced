// Pages with tags that come by their tokens in three ways. No token but the attribute's is in the page's text.

import type { Page } from 'playwright/test';
import { gateways, tokenFor, type GatewayName } from '../../demo/gateways.ts';
import { newSecret, type Secret } from './token-watch.ts';

/** How a token comes to the tag. */
export const sources = ['attribute', 'token-url', 'provider'] as const;

/** One tag. */
export interface Tag {
  readonly name: GatewayName;
  readonly source: (typeof sources)[number];
  readonly secret: Secret;
  /** Of the gateway. */
  readonly origin: string;
}

/** @param behaviour - of the local gateway @param after - the end of the token */
export const newTag = (
  name: GatewayName,
  source: Tag['source'],
  behaviour: string,
  origin: string,
  after?: string,
): Tag => ({ name, source, origin, secret: newSecret(tokenFor(name, behaviour), after) });

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

interface Publisher {
  publish(path: string, text: string, headers?: Readonly<Record<string, string>>): string;
}

/** Where the site hands out the token of a tag. */
const pathOf = (index: number): string => `/token-${index}`;

function markupOf({ name, source, secret, origin }: Tag, index: number): string {
  const { 'gateway-url': path, ...rest } = gateways[name];
  const ways = {
    attribute: { 'connector-token': secret.token },
    'token-url': { 'token-url': pathOf(index) },
    provider: { 'data-token': pathOf(index) },
  };
  const attributes = {
    gateway: name,
    'gateway-url': origin + path,
    'ice-servers': '[]',
    ...rest,
    ...ways[source],
  };
  const list = Object.entries(attributes).map(([attribute, value]) => `${attribute}="${escaped(value)}"`);
  return `<voice-agent-call ${list.join(' ')}></voice-agent-call>`;
}

export function publishTags(site: Publisher, tags: readonly Tag[]): string {
  for (const [index, { secret }] of tags.entries())
    site.publish(pathOf(index), JSON.stringify({ token: secret.token }), {
      'content-type': 'application/json',
    });
  return site.publish(
    '/',
    `<!doctype html><html lang="en"><title>A site</title>
<script type="module" src="/dist/voice-agent-call.js"></script>
${tags.map(markupOf).join('\n')}
<script>
  for (const tag of document.querySelectorAll('[data-token]'))
    tag.tokenProvider = async () => (await fetch(tag.dataset.token)).json();
</script></html>`,
  );
}

const buttons = (page: Page) => page.locator('voice-agent-call [part~=button]').all();

export async function hoverAll(page: Page): Promise<void> {
  for (const button of await buttons(page)) await button.hover();
}

/** Without looking for the place of each: the tags move while their neighbours are pressed. */
export async function pressAll(page: Page): Promise<void> {
  for (const button of await buttons(page)) await button.evaluate((each: HTMLElement) => each.click());
}

/** The state of each call, and the code of its error. */
export const outcomes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('voice-agent-call')].map(({ state, error }) =>
      error ? `${state}: ${error.code}` : state,
    ),
  );
