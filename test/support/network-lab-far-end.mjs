// Started by network-lab.ts in the far end's network: loads the TypeScript of network-lab-far-end.ts, and ends with the
// process that asked.
import { createServer } from 'vite';

process.once('disconnect', () => process.exit());

// Vite only to load TypeScript; it stays, because the gateway imports more when the first call comes.
const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const { serve } = await vite.ssrLoadModule('/test/support/network-lab-far-end.ts');
await serve(JSON.parse(process.argv[2]));
