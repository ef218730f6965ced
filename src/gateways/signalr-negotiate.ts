// SignalR's negotiation: one request that tells where the hub is, for hosts that want to be asked first.
// Source: dotnet/aspnetcore TransportProtocols.md. Touches `fetch` only.

import { CallError } from '../call/call-error.ts';
import { isRecord, textOf } from '../call/parse.ts';
import { gatewayUrl } from './gateway-url.ts';
import { jsonOf, send } from './http-request.ts';

const MAX_REDIRECTS = 5;

/**
 * Asks the hub's host where to connect, for hosts that want to be asked first, and follows it elsewhere. The headers
 * go to the first one only: another gets the token that it asks for.
 * @param url - of the hub, with its query
 * @returns the `ws(s):` URL to connect to
 * @throws CallError `gateway-error` where the host refuses, `protocol` for what is no answer, or as {@link send} does
 */
export async function negotiate(
  url: URL,
  headers: Headers,
  signal: AbortSignal,
  credentials?: RequestCredentials,
): Promise<URL> {
  let token: string | undefined;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const asked = new URL(url.href);
    asked.searchParams.delete('access_token'); // the header has it, and browsers list the URLs of requests
    asked.protocol = asked.protocol.replace('ws', 'http');
    asked.pathname = asked.pathname.replace(/\/?$/, '/negotiate');
    asked.searchParams.set('negotiateVersion', '1');
    const answer = jsonOf(await send(asked, { method: 'POST', headers, credentials, signal }));
    if (!isRecord(answer)) break;
    if ((answer['error'] ?? undefined) !== undefined)
      throw new CallError('gateway-error', 'The host of the hub refuses the negotiation.');
    const elsewhere = textOf(answer['url']);
    const id = textOf(answer['connectionToken']) ?? textOf(answer['connectionId']);
    if (elsewhere) {
      url = redirected(elsewhere);
      token = textOf(answer['accessToken']);
      headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
    } else if (id && takesWebSockets(answer['availableTransports'])) {
      const found = new URL(url.href.replace(/^http/, 'ws'));
      found.searchParams.set('id', id);
      if (token) found.searchParams.set('access_token', token);
      return found;
    } else break;
  }
  throw new CallError('protocol', 'The negotiation with the host of the hub leads to no WebSocket.');
}

function redirected(url: string): URL {
  try {
    return gatewayUrl(url, 'http');
  } catch {
    throw new CallError(
      'protocol',
      'The host of the hub sends to an address that is not encrypted, or none.',
    );
  }
}

const takesWebSockets = (transports: unknown): boolean =>
  !Array.isArray(transports) ||
  transports.some((each) => isRecord(each) && each['transport'] === 'WebSockets');
