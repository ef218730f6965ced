// A real aiortc server for the tests: Python with aiortc is found, or installed where apt may, and started.
// Touches the system's packages only where it is missing, and ends with the test process.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
const log = join(results, 'aiortc.log');
const server = fileURLToPath(new URL('../e2e/aiortc/server.py', import.meta.url));
const minutes = 60_000;

/** Debian's and Ubuntu's packages belong to the system's Python, which need not be the first on the path. */
const python = process.env['PYTHON_PATH'] ?? '/usr/bin/python3';
const packages = ['python3-aiortc', 'python3-aiohttp'];

/** What the server heard of its last caller over the last second, and whether the caller closed the media. */
export interface Heard {
  /** The strongest one, in Hz. */
  readonly frequency: number;
  readonly rms: number;
  readonly left: boolean;
}

export interface AiortcServer {
  /** Of the offer's endpoint. It knows no CORS, so a page needs it on its own origin. */
  readonly offerUrl: string;
  /** `null` before the first call. */
  heard(): Promise<Heard | null>;
  /** Closes the server's side of the last call. */
  hangUp(): Promise<void>;
  stop(): Promise<void>;
}

const isThere = (): boolean =>
  existsSync(python) &&
  spawnSync(python, ['-c', 'import aiortc, aiohttp'], { timeout: minutes }).status === 0;

/** Runs a command with its output in the log. Resolves to whether it succeeded; never rejects. */
async function run(command: string, ...args: readonly string[]): Promise<boolean> {
  mkdirSync(results, { recursive: true });
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    stdio: ['ignore', output, output],
    timeout: 5 * minutes,
    killSignal: 'SIGKILL',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0;
  } catch {
    return false;
  } finally {
    closeSync(output);
  }
}

/** @returns why it could not be tried */
async function install(): Promise<string | undefined> {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return 'there is no apt to install it';
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !(await run('sudo', '-n', 'true'))) return 'only root may install it';
  const apt = (...args: readonly string[]): Promise<boolean> =>
    isRoot ? run('apt-get', ...args) : run('sudo', '-n', 'apt-get', ...args);
  console.log(`Installing ${packages.join(' and ')} (log: ${log})`);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...packages);
  return undefined;
}

/**
 * Finds aiortc, and installs it where it is missing and may be installed.
 * @returns why there is none, where the tests are to be left out
 * @throws Error where it should have been there
 */
export async function ensureAiortc(): Promise<string | undefined> {
  if (isThere()) return undefined;
  const why = await install();
  if (isThere()) return undefined;
  const advice = `apt-get install ${packages.join(' ')}, or set PYTHON_PATH`;
  if (why === undefined) throw new Error(`No aiortc, and it could not be installed (log: ${log}): ${advice}`);
  return `${python} has no aiortc, and ${why}: ${advice}`;
}

export async function startAiortc(): Promise<AiortcServer> {
  const child = spawn(python, [server], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const ready = once(child.stdout, 'data') as Promise<[Buffer]>;
  const failed = exited.then(() => Promise.reject(new Error(`${server} ended at once`)));
  const [port] = await Promise.race([ready, failed]);
  const origin = `http://127.0.0.1:${Number(port.toString())}`;
  return {
    offerUrl: `${origin}/api/voice/offer`,
    heard: async () => (await (await fetch(`${origin}/heard`)).json()) as Heard | null,
    hangUp: async () => void (await fetch(`${origin}/hang-up`, { method: 'POST' })),
    stop: async () => {
      child.stdin.end(); // it ends with its standard input
      await exited;
    },
  };
}
