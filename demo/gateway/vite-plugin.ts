// The gateway on Vite's own server. Knows Vite and the gateway's two handlers.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin } from 'vite';
import { createGateway } from './gateway.ts';

/** The part of Vite's dev and preview servers that both have in common. */
interface Server {
  middlewares: {
    use(handle: (req: IncomingMessage, res: ServerResponse, next: () => void) => void): unknown;
  };
  httpServer: {
    on(event: 'upgrade', listener: (req: IncomingMessage, socket: Duplex, head: Buffer) => void): unknown;
    on(event: 'close', listener: () => void): unknown;
  } | null;
}

/** Puts the local gateway on the origin of Vite's dev and preview servers, and closes it with them. */
export function localGateway(): Plugin {
  const attach = ({ middlewares, httpServer }: Server): void => {
    const gateway = createGateway();
    middlewares.use((req, res, next) => {
      if (!gateway.handleRequest(req, res)) next();
    });
    // Vite's own listener takes the HMR socket; each ignores the other's.
    httpServer?.on('upgrade', (req, socket, head) => gateway.handleUpgrade(req, socket, head));
    httpServer?.on('close', () => void gateway.close());
  };
  return { name: 'local-gateway', configureServer: attach, configurePreviewServer: attach };
}
