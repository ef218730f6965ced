// The TURN server of the tests, coturn: found where it is installed, installed where apt may. Plain JavaScript, so that
// test/run.mjs can use it before the tests. Touches the system's packages only, and only where something is missing.
import { spawn } from 'node:child_process';
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const results = fileURLToPath(new URL('../../test-results/', import.meta.url));
const log = join(results, 'coturn.log');
const minutes = 60_000;

/** Commands that the tests of TURN need, and Debian's packages that have them. */
const packages = { turnserver: 'coturn', openssl: 'openssl' };
/** Without these some of the tests are left out, see no-udp.ts. */
const wishes = { ip: 'iproute2' };

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** @param {string} name */
const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isProgram);

/** The server's path, or undefined where there is none. */
export function findCoturn() {
  const named = process.env.TURNSERVER_PATH;
  if (!named) return onPath('turnserver');
  if (!isProgram(named)) throw new Error(`TURNSERVER_PATH names no program: ${named}`);
  return named;
}

const missing = (wanted) =>
  Object.entries(wanted)
    .filter(([command]) => (command === 'turnserver' ? findCoturn() : onPath(command)) === undefined)
    .map(([, name]) => name);

/** Runs a command with its output in the log. Resolves to whether it succeeded; never rejects. */
function run(command, ...args) {
  mkdirSync(results, { recursive: true });
  const output = openSync(log, 'a');
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', output, output],
      timeout: 5 * minutes,
      killSignal: 'SIGKILL',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  }).finally(() => closeSync(output));
}

async function install(names) {
  const isRoot = process.getuid?.() === 0;
  if (onPath('apt-get') === undefined || !(isRoot || (await run('sudo', '-n', 'true')))) return;
  const asRoot = (...command) => run(...(isRoot ? command : ['sudo', '-n', ...command]));
  console.log(`Installing ${names.join(' and ')} (log: ${log})`);
  await asRoot('apt-get', 'update');
  await asRoot('apt-get', 'install', '-y', '--no-install-recommends', ...names);
  // The package comes with a public server that starts at once; these tests start their own, on loopback.
  const hasSystemd = existsSync('/run/systemd/system');
  if (names.includes(packages.turnserver) && hasSystemd)
    await asRoot('systemctl', 'disable', '--now', 'coturn');
}

let ensured;

/**
 * Finds coturn and installs it where it is missing: its path, or undefined on a platform without it (Windows, or macOS
 * where nobody installed it), where the tests of TURN are left out.
 * @returns {Promise<string | undefined>}
 */
export function ensureCoturn() {
  ensured ??= ensure();
  return ensured;
}

async function ensure() {
  if (process.platform !== 'linux') return missing(packages).length === 0 ? findCoturn() : undefined;
  const absent = missing({ ...packages, ...wishes });
  if (absent.length > 0) await install(absent);
  const names = missing(packages);
  if (names.length > 0)
    throw new Error(
      `The tests of TURN need ${names.join(' and ')}: apt-get install ${names.join(' ')}, or set TURNSERVER_PATH`,
    );
  return findCoturn();
}
