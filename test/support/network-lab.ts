// A small network lab: a visitor's network and the far end's, two Linux network namespaces that only a relay of ours
// joins (network-lab.py), so that every packet of a call, UDP and TCP, can be delayed, lost or cut. Touches a temporary
// folder; the namespaces go with the processes.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './certificate.ts';
import type { Answer, Question, SeenSession } from './network-lab-far-end.ts';

const relayProgram = fileURLToPath(new URL('network-lab.py', import.meta.url));
const farEndProgram = fileURLToPath(new URL('network-lab-far-end.mjs', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

/** Who is not root may be root of the namespaces. */
const isRoot = process.getuid?.() === 0;
const unshare = ['unshare', ...(isRoot ? [] : ['-r']), '-nm'];

/** Why there can be no lab here, in one line; undefined where there can. */
export function whyNoLab(): string | undefined {
  const [command = '', ...flags] = unshare;
  const trial = 'ip tuntap add mode tun dev trial; ip rule add from 10.78.1.2 table 100; python3 --version';
  const { status, stderr, error } = spawnSync(command, [...flags, 'sh', '-ec', trial], { encoding: 'utf8' });
  if (status === 0) return undefined;
  const [why] = error ? [error.message] : stderr.trim().split('\n');
  return `no network lab can be made here (namespaces, /dev/net/tun, python3): ${why || `exit code ${status}`}`;
}

export type Card = 'wlan0' | 'wwan0';
type Dropped = 'all' | 'udp' | 'tcp' | `${'udp' | 'tcp'}/${number}`;

/** How the network is from now on; what is not named stays. */
export interface Conditions {
  /** Milliseconds each way. */
  readonly delay?: number;
  /** Milliseconds on top of it, at most; the order of the packets is kept. */
  readonly jitter?: number;
  /** Share of the packets that are lost, each way. */
  readonly loss?: number;
  /** Bits per second, each way; 0 for any number. */
  readonly rate?: number;
  /** What vanishes without a word. */
  readonly drop?: readonly Dropped[];
  /** The visitor's network cards. The first that is up is used; one that goes down loses its address. */
  readonly cards?: Readonly<Partial<Record<Card, boolean>>>;
}

/** A quick network, and one card. */
export const clear: Conditions = {
  ...{ delay: 0, jitter: 0, loss: 0, rate: 0, drop: [] },
  cards: { wlan0: true, wwan0: false },
};

/** Packets that went through since the lab was opened, both ways together, by card. */
export type Traffic = Readonly<Record<Card, Readonly<Record<'tcp' | 'udp', number>>>>;

export interface NetworkLab {
  /** To be started instead of the browser's program, in the visitor's network. */
  readonly program: string;
  /** Of the far end's certificate; see certificate.ts. */
  readonly pin: string;
  /** The network is like this from now on; resolves, once it is, to what went through so far. */
  set(conditions: Conditions): Promise<Traffic>;
  /** What the gateway saw since the lab was opened. */
  sessions(): Promise<readonly SeenSession[]>;
  /** The far end's side of every signalling connection ends with a TCP reset. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** A command in the namespaces of the relay, but for the network, which is named. */
const inside = (relay: ChildProcess, network: string): string[] => {
  const namespaces = `/proc/${relay.pid}/ns`;
  const user = isRoot ? [] : [`--user=${namespaces}/user`, '--preserve-credentials'];
  return ['nsenter', ...user, `--mount=${namespaces}/mnt`, `--net=${network || `${namespaces}/net`}`];
};

/** A program that starts another one with its arguments; it keeps its open files. */
function writeStarter(path: string, command: readonly string[]): string {
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  writeFileSync(path, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Ends a program of ours, which is waited for. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL'); // nothing of theirs outlives them
  await exit;
}

/** @param program - the browser's */
export async function openLab(program: string): Promise<NetworkLab> {
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-call-lab-'));
  const [command = '', ...flags] = unshare;
  const relay = spawn(command, [...flags, 'python3', relayProgram], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(relay.stdout)[Symbol.asyncIterator]();
  const nextLine = async <T>(): Promise<T> => {
    const line = await lines.next();
    if (line.done) throw new Error('The relay of the network lab has ended.');
    return JSON.parse(line.value) as T;
  };
  const { farNetwork, farAddress } = await nextLine<{ farNetwork: string; farAddress: string }>();
  const { pin, ...certificate } = makeCertificate(folder, farAddress);

  const [enter = '', ...into] = inside(relay, farNetwork);
  const farEnd = spawn(
    enter,
    [...into, `--wd=${root}`, process.execPath, farEndProgram, JSON.stringify(certificate)],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  // One question after the other, so that the next message is the answer.
  const gone = new AbortController();
  farEnd.once('exit', () => gone.abort(new Error('The far end of the network lab has ended.')));
  const messages = on(farEnd, 'message', { signal: gone.signal });
  const nextMessage = async (): Promise<Answer> => ((await messages.next()).value as [Answer])[0];
  await nextMessage();

  let last: Promise<unknown> = Promise.resolve();
  /** Questions of one test at the same time wait for each other. */
  const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
    const asked = last.then(ask);
    last = asked.catch(() => undefined);
    return asked;
  };
  const ask = (question: Question): Promise<Answer> =>
    inTurn(() => {
      farEnd.send(question);
      return nextMessage();
    });

  return {
    pin,
    program: writeStarter(join(folder, 'browser'), [...inside(relay, ''), program]),
    set: (conditions) =>
      inTurn(() => {
        relay.stdin.write(`${JSON.stringify(conditions)}\n`);
        return nextLine<Traffic>();
      }),
    sessions: () => ask('sessions'),
    reset: async () => void (await ask('reset')),
    async close(): Promise<void> {
      await Promise.all([stop(farEnd), stop(relay)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
