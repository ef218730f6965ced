// Checks the parts of a request that every gateway shares; the page may have put anything into them.

import { CallError } from './call-error.ts';
import type { CallRequest } from './call-request.ts';
import { parseIceServers } from './ice-servers.ts';

/** @throws CallError `configuration`, naming the attribute at fault */
export function checkRequest({ iceServers, iceTransportPolicy }: CallRequest): void {
  const list: unknown = iceServers;
  if (list !== undefined && (!Array.isArray(list) || parseIceServers(list).length !== list.length))
    throw new CallError(
      'configuration',
      'ice-servers must be a JSON list of {"urls": "stun:…" or "turn:…"}, with username and credential for turn.',
    );
  if (!['all', 'relay'].includes(iceTransportPolicy))
    throw new CallError('configuration', 'ice-transport-policy must be "all" or "relay".');
}
