// The code under test as one module. A call loads its code by `import()`, which costs the runner's loader a trip to another
// thread each time, for a hundred thousand calls; in a bundle it is a promise, in the same order at every run.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as Source from './source-entry.ts';

const entry = fileURLToPath(new URL('source-entry.ts', import.meta.url));

async function bundle(): Promise<typeof Source> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      write: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  if (!('output' in built)) throw new Error('The bundle is not one');
  const [chunk, ...more] = built.output.filter(({ type }) => type === 'chunk');
  if (chunk?.type !== 'chunk' || more.length > 0) throw new Error('The bundle has not one chunk');
  // A file rather than a `data:` URL, which each line of each stack would repeat.
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-call-'));
  try {
    const file = join(folder, 'source.mjs');
    writeFileSync(file, chunk.code);
    return (await import(pathToFileURL(file).href)) as typeof Source;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const source = await bundle();
