import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { behaviourName, behaviours } from './behaviours.ts';
import type { Session } from './session.ts';
import type { GatewaySession } from './session-view.ts';
import { serveSocket } from './sockets.ts';

export type { GatewaySession } from './session-view.ts';

/** Path of the signalling socket. */
export const SIGNAL_PATH = '/api/v1/webrtc/signal';
const ICE_PATH = '/api/v1/ice-servers';
const HEALTH_PATH = '/health';

/** The most bytes of one frame; an offer of a browser has about 5 KB. */
const LARGEST_FRAME = 256 * 1024;

export interface GatewayOptions {
  /** What the request for ICE servers is answered with; none by default. */
  iceServers?: readonly RTCIceServer[];
  /** How long a session waits for a new socket when it has lost its own, in ms; 20 000 by default. */
  graceMs?: number;
}

export interface LocalGateway {
  /** Handles /health and /api/v1/ice-servers (and CORS preflight); false when the path is not the gateway's. */
  handleRequest(req: IncomingMessage, res: ServerResponse): boolean;
  /** Handles the upgrade of the signalling path; false for any other (Vite's HMR socket shares the server). */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Every session since the start, oldest first. */
  readonly sessions: readonly GatewaySession[];
  /** Signalling sockets since the start, whether or not they said whose they are. */
  readonly socketsOpened: number;
  /** Signalling sockets that are open now. */
  readonly socketsOpen: number;
  /** Ends every session and frees everything, so that the process can exit. */
  close(): Promise<void>;
}

/** A gateway without a server of its own: what it handles is passed in. */
export function createGateway({ iceServers = [], graceMs = 20_000 }: GatewayOptions = {}): LocalGateway {
  const sessions: Session[] = [];
  const unanswered = new Set<ServerResponse>();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  let socketsOpened = 0;
  sockets.on('connection', (socket) => {
    socketsOpened++;
    serveSocket(socket, sessions, graceMs);
  });

  function answerIceServers(req: IncomingMessage, res: ServerResponse): void {
    const name = behaviourName(tokenOf(req));
    if (name === undefined) return answer(res, 401, { error: 'invalid auth token' });
    if (behaviours[name]?.iceServers !== 'never') return answer(res, 200, { iceServers });
    unanswered.add(res);
    res.on('close', () => unanswered.delete(res));
  }

  return {
    sessions,
    get socketsOpened() {
      return socketsOpened;
    },
    get socketsOpen() {
      return sockets.clients.size;
    },
    handleRequest(req, res): boolean {
      const path = pathOf(req);
      if (path !== HEALTH_PATH && path !== ICE_PATH) return false;
      // The page may come from another origin than the gateway, as it does in production.
      res.setHeader('Access-Control-Allow-Origin', '*');
      res.setHeader('Access-Control-Allow-Headers', 'Authorization');
      res.setHeader('Cache-Control', 'no-store');
      if (req.method === 'OPTIONS') res.writeHead(204).end();
      else if (req.method !== 'GET') answer(res, 405, { error: 'method not allowed' });
      else if (path === ICE_PATH) answerIceServers(req, res);
      else answer(res, 200, { status: 'ok', activeSessions: sessions.filter(({ ended }) => !ended).length });
      return true;
    },
    handleUpgrade(req, socket, head): boolean {
      if (pathOf(req) !== SIGNAL_PATH) return false;
      if (sessions.some((session) => session.refusesSockets)) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      } else {
        sockets.handleUpgrade(req, socket, head, (client) => sockets.emit('connection', client, req));
      }
      return true;
    },
    async close(): Promise<void> {
      for (const session of sessions) session.dispose();
      for (const res of unanswered) res.destroy();
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}

/** A gateway with a server of its own. @param options - `port` 0 (the default) takes a free one */
export async function startGateway(
  options: GatewayOptions & { port?: number; host?: '127.0.0.1' } = {},
): Promise<{ url: string; gateway: LocalGateway; close: () => Promise<void> }> {
  const { port = 0, host = '127.0.0.1', ...rest } = options;
  const gateway = createGateway(rest);
  const server = createServer((req, res) => {
    if (!gateway.handleRequest(req, res)) answer(res, 404, { error: 'not found' });
  });
  server.on('upgrade', (req, socket, head) => {
    if (!gateway.handleUpgrade(req, socket, head))
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `ws://${host}:${address.port}${SIGNAL_PATH}`,
    gateway,
    async close(): Promise<void> {
      await gateway.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const pathOf = (req: IncomingMessage): string => (req.url ?? '').split('?', 1)[0] ?? '';

/** The token of the Authorization header, or else of the query; '' without one. */
function tokenOf(req: IncomingMessage): string {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  return bearer ?? new URLSearchParams((req.url ?? '').split('?')[1]).get('token') ?? '';
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
