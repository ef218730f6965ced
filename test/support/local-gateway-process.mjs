// Started by local-gateway.mjs: serves the local gateway, tells its origin, and ends with the process that asked.
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

process.once('disconnect', () => process.exit());

// Vite only to load TypeScript; it stays, because the gateway imports more when the first call comes.
const vite = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../..', import.meta.url)),
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { startGateway } = await vite.ssrLoadModule('/demo/gateway/gateway.ts');
const { origin } = await startGateway();
process.send(origin);
