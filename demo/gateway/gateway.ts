// The local gateway: every protocol on one origin, with one list of sessions. Node only.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Exchange, matchPath, pathOf, type Route } from './exchange.ts';
import { http } from './protocols/http.ts';
import { iqra } from './protocols/iqra.ts';
import { openai } from './protocols/openai.ts';
import { pipecat } from './protocols/pipecat.ts';
import { polyai, SIGNAL_PATH } from './protocols/polyai.ts';
import type { House } from './protocols/protocol.ts';
import { voisnap } from './protocols/voisnap.ts';
import { whip } from './protocols/whip.ts';
import { Refusal } from './refusal.ts';
import type { GatewaySession } from './session-view.ts';

export type { GatewaySession } from './session-view.ts';
export { SIGNAL_PATH } from './protocols/polyai.ts';

/** Everything that a page of another origin must be able to read. */
const EXPOSED = 'Location, ETag, Link, Retry-After';

export interface GatewayOptions {
  /** What is handed out as ICE servers; none by default. */
  iceServers?: readonly RTCIceServer[];
  /** How long a session waits for a new socket when it has lost its own, in ms; 20 000 by default. */
  graceMs?: number;
  /** SignalR: how long nothing is sent before a ping is, in ms; 15 000 by default. */
  keepAliveMs?: number;
  /** SignalR: how long a client may be silent, in ms; 30 000 by default. */
  silenceMs?: number;
}

export interface LocalGateway {
  /** Handles a request to any of the protocols' paths; false when the path is not the gateway's. */
  handleRequest(req: IncomingMessage, res: ServerResponse): boolean;
  /** Handles the upgrade of a signalling path; false for any other (Vite's HMR socket shares the server). */
  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Every session since the start, oldest first. */
  readonly sessions: readonly GatewaySession[];
  /** Sockets since the start, whether or not they said whose they are. */
  readonly socketsOpened: number;
  /** Sockets that are open now. */
  readonly socketsOpen: number;
  /** Ends every session and frees everything, so that the process can exit. */
  close(): Promise<void>;
}

/** A gateway without a server of its own: what it handles is passed in. */
export function createGateway(options: GatewayOptions = {}): LocalGateway {
  const { iceServers = [], graceMs = 20_000, keepAliveMs = 15_000, silenceMs = 30_000 } = options;
  const house: House = { sessions: [], iceServers, graceMs, keepAliveMs, silenceMs };
  const protocols = [polyai, voisnap, iqra, http, openai, pipecat, whip].map((open) => open(house));
  const routes = protocols.flatMap((protocol) => protocol.routes);
  const unanswered = new Set<ServerResponse>();
  let socketsOpened = 0;
  const doors = protocols
    .flatMap((protocol) => protocol.sockets)
    .map((route) => {
      const server = new WebSocketServer({ noServer: true, maxPayload: route.largestMessage });
      server.on('connection', (socket, req: IncomingMessage) => {
        socketsOpened++;
        socket.on('error', () => undefined); // 'close' follows and says it all
        route.open(socket, req);
      });
      return { route, server };
    });

  return {
    sessions: house.sessions,
    get socketsOpened() {
      return socketsOpened;
    },
    get socketsOpen() {
      return doors.reduce((sum, { server }) => sum + server.clients.size, 0);
    },
    handleRequest(req, res): boolean {
      for (const route of routes) {
        const params = matchPath(route.path, pathOf(req));
        if (!params) continue;
        unanswered.add(res);
        res.on('close', () => unanswered.delete(res));
        void serve(route, new Exchange(req, res, params), res);
        return true;
      }
      return false;
    },
    handleUpgrade(req, socket, head): boolean {
      const door = doors.find(({ route }) => matchPath(route.path, pathOf(req)));
      if (!door) return false;
      const status = door.route.refuses?.(req);
      if (status !== undefined) refuseUpgrade(socket, status);
      else
        door.server.handleUpgrade(req, socket, head, (client) => door.server.emit('connection', client, req));
      return true;
    },
    async close(): Promise<void> {
      for (const protocol of protocols) protocol.close?.();
      for (const session of house.sessions) session.dispose();
      for (const res of unanswered) res.destroy();
      for (const { server } of doors) {
        for (const client of server.clients) client.terminate();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Answers one request, and its preflight: the page may come from another origin, as it does in production. */
async function serve(route: Route, exchange: Exchange, res: ServerResponse): Promise<void> {
  const methods = Object.keys(route.methods).join(', ');
  res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Access-Control-Allow-Methods', methods);
  res.setHeader('Access-Control-Allow-Headers', route.allows);
  res.setHeader('Access-Control-Expose-Headers', EXPOSED);
  res.setHeader('Cache-Control', 'no-store');
  const { method = '' } = exchange.req;
  if (method === 'OPTIONS') return exchange.answer(204);
  try {
    const handle = Object.hasOwn(route.methods, method) ? route.methods[method] : undefined;
    if (!handle) {
      res.setHeader('Allow', methods);
      throw new Refusal('METHOD_NOT_ALLOWED', 'method not allowed');
    }
    await handle(exchange);
  } catch (error) {
    if (res.headersSent || res.destroyed) return;
    route.refuse(exchange, error instanceof Refusal ? error : new Refusal('HANDLER_ERROR', 'It failed'));
  }
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [404, 'Not Found'],
  [503, 'Service Unavailable'],
]);

const refuseUpgrade = (socket: Duplex, status: number): unknown =>
  socket.end(`HTTP/1.1 ${status} ${REASONS.get(status) ?? 'Refused'}\r\nConnection: close\r\n\r\n`);

/** A gateway with a server of its own. @param options - `port` 0 (the default) takes a free one */
export async function startGateway(
  options: GatewayOptions & { port?: number; host?: '127.0.0.1' } = {},
): Promise<{
  /** PolyAI's signalling address. */
  url: string;
  /** Where the other protocols' paths begin. */
  origin: string;
  gateway: LocalGateway;
  close: () => Promise<void>;
}> {
  const { port = 0, host = '127.0.0.1', ...rest } = options;
  const gateway = createGateway(rest);
  const server = createServer((req, res) => {
    if (gateway.handleRequest(req, res)) return;
    res.writeHead(404, { 'Content-Type': 'application/json' }).end('{"error":"not found"}');
  });
  server.on('upgrade', (req, socket, head) => {
    if (!gateway.handleUpgrade(req, socket, head)) refuseUpgrade(socket, 404);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `ws://${host}:${address.port}${SIGNAL_PATH}`,
    origin: `http://${host}:${address.port}`,
    gateway,
    async close(): Promise<void> {
      await gateway.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
