// What a visitor reaches across the lab's network: one HTTPS server that is the site, the local gateway and a captive
// portal; an address where nothing ever answers; a DNS server. Its parent process asks by IPC what the gateway saw.

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { extname } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGateway } from '../../demo/gateway/gateway.ts';
import type { Heard } from '../../demo/gateway/peer.ts';
import type { GatewaySession } from '../../demo/gateway/session-view.ts';
import { answerNames } from './network-lab-dns.ts';

export const FAR = '10.78.0.1';
/** TCP connects, and nothing ever answers. */
export const SILENT = '10.78.0.9';

/** What a test may ask of a session; see demo/gateway/session-view.ts. */
export type SeenSession = Pick<
  GatewaySession,
  'protocol' | 'offers' | 'closeFrames' | 'sockets' | 'closeCode' | 'connectionState' | 'ended'
> & {
  /** Over the last 300 ms. */
  readonly heard: Heard;
  /** Over the last second: between two beeps there is silence. */
  readonly heardLately: Heard;
};

/** `reset` ends every signalling connection without a word, by a TCP reset. Either is answered with the sessions. */
export type Question = 'sessions' | 'reset';
export type Answer = readonly SeenSession[];

const seen = (session: GatewaySession): SeenSession => {
  const { protocol, offers, closeFrames, sockets, closeCode, connectionState, ended } = session;
  const counts = { protocol, offers, closeFrames, sockets, closeCode, connectionState, ended };
  return { ...counts, heard: session.hears(), heardLately: session.hears(1000) };
};

const root = new URL('../../', import.meta.url);
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.html': 'text/html' };

/** The site: /page?html=… says what it was asked to, /dist/ holds the built widget. */
function answerSite(url: URL, res: ServerResponse): void {
  if (url.pathname === '/page')
    return void res
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(url.searchParams.get('html'));
  if (!/^\/dist\/[\w.-]+$/.test(url.pathname)) return void res.writeHead(404).end();
  const body = readFileSync(fileURLToPath(new URL(url.pathname.slice(1), root)));
  res.writeHead(200, { 'content-type': types[extname(url.pathname)] ?? 'text/plain' }).end(body);
}

/** As hotels do: its own page instead of whatever was asked for, or the way to it. */
function answerPortal(url: URL, res: ServerResponse): boolean {
  if (url.pathname.startsWith('/portal/'))
    res.writeHead(200, { 'content-type': 'text/html' }).end('<title>Welcome to the hotel</title>');
  else if (url.pathname.startsWith('/to-portal/'))
    res.writeHead(302, { location: 'https://portal.test/portal/' }).end();
  else return false;
  return true;
}

export async function serve({ cert, key }: { cert: string; key: string }): Promise<void> {
  // Short: a session that never hears a goodbye is none of the next test's.
  const gateway = createGateway({ graceMs: 5000 });
  const sockets = new Set<Duplex>();
  const urlOf = (req: IncomingMessage): URL => new URL(req.url ?? '/', 'https://voice.test');
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (req, res) => {
    if (!answerPortal(urlOf(req), res) && !gateway.handleRequest(req, res)) answerSite(urlOf(req), res);
  });
  server.on('upgrade', (req, socket: Duplex, head: Buffer) => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    if (!gateway.handleUpgrade(req, socket, head))
      socket.end(
        'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<title>Hotel</title>',
      );
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  const silent = createTcpServer((socket) => socket.on('error', () => socket.destroy()).resume());
  await Promise.all([
    new Promise<void>((resolve) => server.listen(443, FAR, resolve)),
    new Promise<void>((resolve) => silent.listen(443, SILENT, resolve)),
    answerNames(FAR, { 'voice.test': FAR, 'portal.test': FAR, 'silent.test': SILENT }),
  ]);

  const tell = (): void => void process.send?.(gateway.sessions.map(seen) satisfies Answer);
  process.on('message', (question: Question) => {
    if (question === 'reset') for (const socket of sockets) reset(socket);
    tell();
  });
  tell(); // that there is an answer: it has begun
}

/** TLS hides the socket that could be reset; a parent of it is Node's own name for it. */
function reset(socket: Duplex & { _parent?: Socket }): void {
  if (socket._parent) socket._parent.resetAndDestroy();
  else socket.destroy();
}
