// What a site ships: bytes of the script-tag build, eager and lazy. Printed after `npm run build`; read by tests.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const ENTRY = 'voice-agent-call.js';
/** Chunks that a plain PolyAI call loads beside the eager ones. */
const POLYAI_CALL = /\.(call|polyai)-/;

/** Files that `file` names in static imports, itself included. */
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(dist + file, 'utf8');
  for (const [, name] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) closure(name, seen);
  return seen;
}

/** @returns {{file: string, when: 'eager'|'call'|'lazy', raw: number, gzip: number, brotli: number}[]} bytes */
export function sizes() {
  const eager = closure(ENTRY);
  const files = readdirSync(dist).filter((file) => file.endsWith('.js'));
  const call = new Set(files.filter((file) => POLYAI_CALL.test(file)).flatMap((file) => [...closure(file)]));
  return files.map((file) => {
    const code = readFileSync(dist + file);
    return {
      file,
      when: eager.has(file) ? 'eager' : call.has(file) ? 'call' : 'lazy',
      raw: code.length,
      gzip: gzipSync(code, { level: 9 }).length,
      brotli: brotliCompressSync(code).length,
    };
  });
}

/** @returns the sum of the rows that are wanted, in bytes */
export const total = (rows, wanted) =>
  rows
    .filter(({ when }) => wanted.includes(when))
    .reduce(
      (sum, { raw, gzip, brotli }) => ({
        raw: sum.raw + raw,
        gzip: sum.gzip + gzip,
        brotli: sum.brotli + brotli,
      }),
      { raw: 0, gzip: 0, brotli: 0 },
    );

function print() {
  const rows = sizes();
  const line = (name, when, { raw, gzip, brotli }) =>
    console.log(
      name.padEnd(46) +
        when.padEnd(8) +
        [raw, gzip, brotli].map((bytes) => (bytes / 1000).toFixed(1).padStart(8)).join(''),
    );
  console.log(`\n${'kB (1000 B)'.padEnd(54)}     raw    gzip  brotli`);
  for (const row of rows.sort((a, b) => b.raw - a.raw)) line(row.file, row.when, row);
  line('eager: loaded with the page', '', total(rows, ['eager']));
  line('a whole PolyAI call', '', total(rows, ['eager', 'call']));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print();
