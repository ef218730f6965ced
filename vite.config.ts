// The build (one file for a script tag, its lazy chunks beside it; or the npm entries) and the demo server in one.

import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { localGateway } from './demo/gateway/vite-plugin.ts';

/** Chrome 72 and Firefox 60 are the floor that the gateway's documentation names; Safari 14.1. */
const target = ['chrome72', 'edge79', 'firefox67', 'safari14'];

export default defineConfig(({ command, mode }) => ({
  plugins:
    command === 'serve'
      ? [localGateway(), openDemo()]
      : [smallerStyles(), plainImports(), ...(mode === 'npm' ? [] : [themes()])],
  build: {
    target,
    // The floor has no `modulepreload` of its own, and a polyfill would fetch what is meant to be lazy.
    modulePreload: false,
    reportCompressedSize: false,
    sourcemap: true,
    ...(mode === 'npm' ? npmEntries : tagFile),
  },
}));

/** Loaded with the page: the idle button and whatever must exist once (errors, the registry of gateways). */
const eager =
  /node_modules|src\/(index|define|elements)\.ts|src\/elements\/(?!avoid|shortcuts|push-to-talk|device-list|test-tone|voice-agent-call-(meter|captions|consent|panel|devices|keypad|rating|copy))|src\/i18n\/(en|messages|languages)\.ts|src\/gateways\/registry|src\/call\/(call|call-state|call-error|cleanup|limits|parse)\.ts/;

/** Loaded with every call: the engine, and the two small helpers of the default gateway that others share. */
const alwaysInCall = /src\/call\/(?!diagnose)|src\/gateways\/(json-socket|gateway-url)/;

/**
 * `dist/voice-agent-call.js` for a script tag. It only names the eager chunk: lazy chunks import that one by its own
 * name, so that `voice-agent-call.js?ver=1` (WordPress adds such) is not a second copy of everything.
 */
const tagFile = {
  outDir: 'dist',
  emptyOutDir: true,
  // Not library mode: that one leaves an ES file unminified.
  rollupOptions: {
    input: { 'voice-agent-call': 'src/index.ts' },
    preserveEntrySignatures: 'strict' as const,
    output: {
      entryFileNames: '[name].js',
      chunkFileNames: 'voice-agent-call.[name]-[hash].js',
      codeSplitting: {
        groups: [
          { name: 'element', test: eager, priority: 2 },
          { name: 'call', test: alwaysInCall, priority: 1 },
        ],
      },
    },
  },
};

/** `dist/npm/*.js`, with lit left to the site's own bundler so that a page has one copy of it. */
const npmEntries = {
  outDir: 'dist/npm',
  emptyOutDir: false,
  minify: false,
  lib: {
    entry: {
      index: 'src/index.ts',
      define: 'src/define.ts',
      elements: 'src/elements.ts',
      testing: 'src/testing.ts',
    },
    formats: ['es' as const],
  },
  rollupOptions: { external: [/^lit/, /^@lit\//], output: { chunkFileNames: '[name]-[hash].js' } },
};

/** `dist/themes/*.css`, as they are. */
function themes() {
  return {
    name: 'themes',
    buildStart(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): void }) {
      const folder = new URL('src/themes/', import.meta.url);
      for (const file of readdirSync(folder))
        this.emitFile({
          type: 'asset',
          fileName: `themes/${file}`,
          source: readFileSync(new URL(file, folder), 'utf8'),
        });
    },
  };
}

/** Style sheets in template literals are text to every minifier: their indentation goes here. */
function smallerStyles() {
  return {
    name: 'smaller-styles',
    transform(code: string, id: string) {
      if (!id.includes('/src/elements/')) return null;
      const shrink = (sheet: string): string => sheet.replace(/\/\*[^]*?\*\//g, '').replace(/\s*\n\s*/g, '');
      return { code: code.replace(/css`[^`]*`/g, shrink), map: null };
    },
  };
}

/**
 * A dynamic import as it is. Vite wraps each in a helper that preloads style sheets, of which there are none, and that
 * would tell the page's window of every failure.
 */
function plainImports() {
  return {
    name: 'plain-imports',
    enforce: 'pre' as const,
    load(id: string) {
      return id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null;
    },
  };
}

/** `/` is the demo page. */
function openDemo() {
  return {
    name: 'open-demo',
    configureServer({ middlewares }: { middlewares: { use(handler: Middleware): void } }) {
      middlewares.use((request, _response, next) => {
        if (request.url === '/') request.url = '/demo/';
        next();
      });
    },
  };
}

type Middleware = (request: { url?: string | undefined }, response: unknown, next: () => void) => void;
