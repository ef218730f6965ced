// Which browsers the tests run in: found where they are installed, fetched where none is.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, firefox } from 'playwright';

const root = fileURLToPath(new URL('..', import.meta.url));
const log = join(root, 'test-results', 'browsers.log');
const minutes = 60_000;

const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const firefoxNames = ['firefox-esr', 'firefox'];

const windowsRoots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
  .map((name) => process.env[name])
  .filter((folder) => folder !== undefined);

const installedChromium = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: windowsRoots.flatMap((folder) => [
    join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
    join(folder, 'Chromium', 'Application', 'chrome.exe'),
  ]),
};

const installedFirefox = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: windowsRoots.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
};

const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** Names can stand for a stub (a snap that is not there) or lack a library; what prints its version works. */
const runs = (path) =>
  isFile(path) &&
  (process.platform !== 'linux' || spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0);

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function fromEnvironment(...names) {
  const name = names.find((candidate) => process.env[candidate]);
  if (name === undefined) return undefined;
  const path = process.env[name];
  if (!isFile(path)) throw new Error(`${name} names a file that does not exist: ${path}`);
  return path;
}

function playwrightPath(type) {
  try {
    return type.executablePath();
  } catch {
    return ''; // a platform that Playwright has no build for
  }
}

/** @returns {import('./browsers.d.mts').Browser | undefined} */
export function findChromium() {
  const named = fromEnvironment('CHROMIUM_PATH', 'CHROME_PATH');
  if (named !== undefined) return { path: named };
  const places = installedChromium[process.platform] ?? onPath(chromiumNames);
  const path = [...places, playwrightPath(chromium)].find(runs);
  return path === undefined ? undefined : { path };
}

/** Playwright's own Firefox is patched: only Playwright can drive it. */
export function findFirefox() {
  const patched = playwrightPath(firefox);
  const named = fromEnvironment('FIREFOX_PATH');
  if (named !== undefined) return named === patched ? { path: named, patched: true } : { path: named };
  const path = (installedFirefox[process.platform] ?? onPath(firefoxNames)).find(runs);
  if (path !== undefined) return { path };
  return runs(patched) ? { path: patched, patched: true } : undefined;
}

/** Runs a command with its output in the log. Resolves to whether it succeeded; never rejects. */
function run(command, args, time) {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const output = openSync(log, 'a');
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', output, output],
      shell: process.platform === 'win32',
      timeout: time,
      killSignal: 'SIGKILL',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  }).finally(() => closeSync(output));
}

const isRoot = () => process.getuid?.() === 0;
let listsUpdated;

async function installPackage(name) {
  if (process.platform !== 'linux') return;
  const sudo = isRoot() ? [] : ['sudo', '-n'];
  if (!isRoot() && !(await run('sudo', ['-n', 'true'], minutes / 6))) return;
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    return run(command, rest, 10 * minutes);
  };
  listsUpdated ??= apt('update');
  await listsUpdated;
  await apt('install', '-y', '--no-install-recommends', name);
}

async function installWithPlaywright(name, find) {
  await run('npx', ['--no-install', 'playwright', 'install', name], 5 * minutes);
  if (find() !== undefined || !isRoot() || process.platform !== 'linux') return;
  const downloaded = playwrightPath(name === 'firefox' ? firefox : chromium);
  if (isFile(downloaded)) await run('npx', ['--no-install', 'playwright', 'install-deps', name], 5 * minutes);
}

async function obtain(find, ...ways) {
  for (const way of ways) {
    const found = find();
    if (found !== undefined) return found;
    await way();
  }
  return find();
}

/**
 * Finds the browsers and installs what is missing. Chromium is required, Firefox is not.
 * @returns {Promise<import('./browsers.d.mts').Browsers>}
 */
export async function ensureBrowsers() {
  if (findChromium() === undefined) console.log(`No Chromium found: installing one (log: ${log})`);
  const foundChromium = await obtain(
    findChromium,
    () => installWithPlaywright('chromium', findChromium),
    () => installPackage('chromium'),
  );
  if (foundChromium === undefined) {
    throw new Error(
      `No Chromium, and none could be installed: install Chrome or set CHROMIUM_PATH (log: ${log})`,
    );
  }
  console.log(`Chromium: ${foundChromium.path}`);

  if (findFirefox() === undefined) console.log(`No Firefox found: installing one (log: ${log})`);
  const foundFirefox = await obtain(
    findFirefox,
    () => installPackage('firefox-esr'),
    () => installWithPlaywright('firefox', findFirefox),
  );
  if (foundFirefox === undefined) {
    console.log(
      'No Firefox: its component tests are left out. Install Firefox or set FIREFOX_PATH to run them.',
    );
    return { chromium: foundChromium };
  }
  console.log(`Firefox: ${foundFirefox.path}`);
  return { chromium: foundChromium, firefox: foundFirefox };
}

/** The Chromium flags that every test wants; the fake microphone plays a beep each second. */
export const chromiumArgs = [
  '--use-fake-device-for-media-stream',
  '--disable-background-networking',
  '--no-first-run',
  '--mute-audio',
  ...(isRoot() ? ['--no-sandbox'] : []),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureBrowsers().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
