// Checks the parts of a request that every gateway shares; the page may have put anything into them.

import { CallError } from './call-error.ts';
import type { CallRequest } from './call-request.ts';
import { isUsable, parseIceServers } from './ice-servers.ts';
import { isRecord } from './parse.ts';

const texts = [
  ...(['gatewayUrl', 'region', 'callSid', 'mode', 'caller', 'callee'] as const),
  ...(['accountId', 'projectId', 'variantId', 'agentId', 'businessId', 'campaignId'] as const),
];

/** Whether a property of the page's can be sent. */
function isJson(value: unknown): boolean {
  try {
    return isRecord(value) && JSON.stringify(value) !== '';
  } catch {
    return false; // it contains itself, or a BigInt
  }
}

/** @throws CallError `configuration`, naming the attribute at fault */
export function checkRequest({ iceServers, iceTransportPolicy, ...request }: CallRequest): void {
  const { metadata, credentials = 'omit' } = request;
  if (metadata !== undefined && !isJson(metadata))
    throw new CallError('configuration', 'metadata must be a JSON object.');
  if (!['omit', 'same-origin', 'include'].includes(credentials))
    throw new CallError('configuration', 'credentials must be "omit", "same-origin" or "include".');
  for (const name of texts)
    if (!['string', 'undefined'].includes(typeof request[name]))
      throw new CallError('configuration', `${name} must be a text.`);
  if (!request.callSid) throw new CallError('configuration', 'callSid must not be empty.');

  const list: unknown = iceServers;
  const servers = parseIceServers(list);
  if (
    list !== undefined &&
    (!Array.isArray(list) || servers.length !== list.length || !servers.every(isUsable))
  )
    throw new CallError(
      'configuration',
      'ice-servers must be a JSON list of {"urls": "stun:…" or "turn:…"}, with username and credential for turn.',
    );
  if (!['all', 'relay'].includes(iceTransportPolicy))
    throw new CallError('configuration', 'ice-transport-policy must be "all" or "relay".');
}
