// Gateways by name, each a lazily loaded chunk. Touches nothing at import.

import { CallError } from '../call/call-error.ts';
import { isRecord } from '../call/parse.ts';
import type { Gateway } from './gateway.ts';

export type GatewayLoader = () => Promise<Gateway>;

const loaders = new Map<string, GatewayLoader>([
  ['polyai', () => import('./polyai.ts').then((module) => module.polyai)],
  ['voisnap', () => import('./voisnap.ts').then((module) => module.voisnap)],
  ['iqra', () => import('./iqra.ts').then((module) => module.iqra)],
  ['http', () => import('./http.ts').then((module) => module.http)],
  ['openai', () => import('./openai.ts').then((module) => module.openai)],
  ['pipecat', () => import('./pipecat.ts').then((module) => module.pipecat)],
  ['whip', () => import('./whip.ts').then((module) => module.whip)],
]);

/** Registers a gateway under a name for the `gateway` attribute; the loader runs when a call first needs it. */
export function defineGateway(name: string, loader: GatewayLoader): void {
  loaders.set(name, loader);
}

/**
 * @throws CallError `configuration` for an unknown name, `gateway-unreachable` when its code cannot be loaded
 */
export async function loadGateway(gateway: string | Gateway): Promise<Gateway> {
  if (typeof gateway !== 'string') {
    return checked(gateway);
  }
  const loader = loaders.get(gateway);
  if (!loader) {
    const known = [...loaders.keys()].join(', ');
    throw new CallError('configuration', `gateway="${gateway}" is unknown; known are: ${known}.`);
  }
  try {
    return checked(await loader());
  } catch (cause) {
    throw CallError.from(
      cause,
      'gateway-unreachable',
      `The code of the gateway "${gateway}" could not be loaded.`,
    );
  }
}

/** An adapter of a page's own may be anything. */
function checked(gateway: Gateway): Gateway {
  const { createSession, rules } = (gateway as Partial<Gateway> | undefined) ?? {};
  if (typeof createSession === 'function' && isRecord(rules)) return gateway;
  throw new CallError(
    'configuration',
    'gateway must be a name or an adapter with rules and createSession().',
  );
}
