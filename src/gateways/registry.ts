// Gateways by name, each a lazily loaded chunk. Touches nothing at import.

import { CallError } from '../call/call-error.ts';
import type { Gateway } from './gateway.ts';

export type GatewayLoader = () => Promise<Gateway>;

const loaders = new Map<string, GatewayLoader>([
  ['polyai', () => import('./polyai.ts').then((module) => module.polyai)],
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
    if (typeof (gateway as Partial<Gateway> | null)?.createSession === 'function') return gateway;
    throw new CallError('configuration', 'gateway must be a name or an adapter with createSession().');
  }
  const loader = loaders.get(gateway);
  if (!loader) {
    const known = [...loaders.keys()].join(', ');
    throw new CallError('configuration', `gateway="${gateway}" is unknown; known are: ${known}.`);
  }
  try {
    return await loader();
  } catch (cause) {
    throw CallError.from(
      cause,
      'gateway-unreachable',
      `The code of the gateway "${gateway}" could not be loaded.`,
    );
  }
}
