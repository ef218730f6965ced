// WebKitGTK, the only WebKit that Debian has: found where it is installed, installed where apt may. Touches the system's
// packages only, and only where something is missing.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that its tests need, and Debian's packages that have them. */
const packages = { WebKitWebDriver: 'webkit2gtk-driver', Xvfb: 'xvfb' };

const isInstalled = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, name)));

const missing = (): string[] =>
  Object.entries(packages)
    .filter(([program]) => !isInstalled(program))
    .map(([, name]) => name);

/** Whether the command succeeded. */
const runs = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, {
    stdio: 'ignore',
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

/** Answers what is missing; installs it before, where it may. */
export function ensureWebKitGtk(): string[] {
  const names = missing();
  if (names.length === 0 || process.platform !== 'linux' || !isInstalled('apt-get')) return names;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !runs('sudo', '-n', 'true')) return names;
  const apt = (...args: string[]): boolean =>
    isRoot ? runs('apt-get', ...args) : runs('sudo', '-n', 'apt-get', ...args);
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...names);
  return missing();
}
