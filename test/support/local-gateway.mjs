// The demo's local gateway beside the component tests, on an origin of its own: GET /local-gateway tells which.
import { createServer } from 'vite';

export function localGateway() {
  let started;
  /** At the first question: most test files need none, and it loads a whole WebRTC stack. */
  const start = async () => {
    // Vite only to load TypeScript; it stays, because the gateway imports more when the first call comes.
    const vite = await createServer({
      configFile: false,
      logLevel: 'error',
      server: { middlewareMode: true, ws: false, watch: null },
      optimizeDeps: { noDiscovery: true },
    });
    const { startGateway } = await vite.ssrLoadModule('/demo/gateway/gateway.ts');
    const { url, close } = await startGateway();
    const stop = async () => {
      await close();
      await vite.close();
    };
    return { origin: new URL(url).origin.replace(/^ws/, 'http'), stop };
  };
  return {
    async middleware(context, next) {
      if (context.path !== '/local-gateway') return next();
      started ??= start();
      context.body = (await started).origin;
    },
    plugin: {
      name: 'local-gateway',
      serverStop: async () => (await started)?.stop(),
    },
  };
}
