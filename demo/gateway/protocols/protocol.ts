// What one protocol of the gateway is: its HTTP routes, its sockets, and what it shares with the others. Types only.

import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Route } from '../exchange.ts';
import type { Session } from '../session.ts';

/** What the protocols share. */
export interface House {
  /** All sessions, oldest first; a protocol adds its own. */
  readonly sessions: Session[];
  /** What is handed out where a protocol hands out ICE servers. */
  readonly iceServers: readonly RTCIceServer[];
  /** How long a session waits for a new socket when it has lost its own, in ms. */
  readonly graceMs: number;
  /** SignalR: how long nothing is sent before a ping is, in ms. */
  readonly keepAliveMs: number;
  /** SignalR: how long a client may be silent, in ms. */
  readonly silenceMs: number;
}

export interface SocketRoute {
  readonly path: string;
  /** The most bytes of one message. */
  readonly largestMessage: number;
  /** The HTTP status that the upgrade is refused with; undefined where it is not. */
  refuses?(req: IncomingMessage): number | undefined;
  open(socket: WebSocket, req: IncomingMessage): void;
}

export interface Protocol {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  /** Frees what no session holds. */
  close?(): void;
}
