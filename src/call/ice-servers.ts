// ICE servers from outside: the attribute, the token endpoint, a gateway. Source: W3C WebRTC 1.0, RTCIceServer;
// RFC 7064 and 7065 for the URL schemes.

import { MAX_SERVERS } from './limits.ts';
import { isRecord, textOf } from './parse.ts';

/** The server that PolyAI documents, where neither the gateway nor the site names one. */
export const PUBLIC_STUN: RTCIceServer = { urls: 'stun:stun.l.google.com:19302' };

const isServerUrl = (url: unknown): url is string => typeof url === 'string' && /^(stun|turn)s?:/.test(url);

/** Whether this browser takes the server; what passes the test of its scheme may still be no address. */
export function isUsable(server: RTCIceServer): boolean {
  try {
    new RTCPeerConnection({ iceServers: [server] }).close();
    return true;
  } catch {
    return false;
  }
}

/** The TURN servers as they are reached where a network blocks UDP: over TCP, or TLS as they are given. */
export function relayOverTcp(servers: readonly RTCIceServer[]): RTCIceServer[] {
  return servers.flatMap((server) => {
    const urls = [server.urls]
      .flat()
      .filter((url) => url.startsWith('turn') && !/^turns:.*transport=udp/.test(url))
      .map((url) => (url.startsWith('turns:') ? url : `${url.split('?', 1)[0] ?? ''}?transport=tcp`));
    return urls.length > 0 ? [{ ...server, urls }] : [];
  });
}

/** The servers of a list that look right; entries without a `stun(s):` or `turn(s):` URL are left out. */
export function parseIceServers(value: unknown): RTCIceServer[] {
  if (!Array.isArray(value)) return [];
  const entries = value.slice(0, MAX_SERVERS).filter(isRecord);
  return entries.flatMap((entry): RTCIceServer[] => {
    const listed: unknown = entry['urls'] ?? entry['url'];
    const urls = [listed].flat().slice(0, MAX_SERVERS).filter(isServerUrl);
    const username = textOf(entry['username']);
    const credential = textOf(entry['credential']);
    if (urls.length === 0 || (urls.some((url) => url.startsWith('turn')) && !(username && credential)))
      return [];
    return [{ urls, ...(username && { username }), ...(credential && { credential }) }];
  });
}
