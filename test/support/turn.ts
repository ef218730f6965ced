// A TURN server for one test: coturn on loopback, with a certificate and credentials of its own. Touches a folder under
// the system's temporary one, gone with the server; no configuration of the system and no port but its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCertificate, type Certificate } from './certificate.ts';
import { sessionsIn, type TurnSession } from './turn-log.ts';

const HOST = '127.0.0.1';

/** A port may be taken between the moment it was found free and the server's start. */
const ATTEMPTS = 3;
const START_LIMIT = 10_000;
const STOP_LIMIT = 3_000;

/** How a server is named to the browser; `any` leaves the transport out, which means UDP. */
export type TurnUrl = 'any' | 'udp' | 'tcp' | 'tls';

export interface Turn {
  /** Of the listener for UDP and TCP, and of the one for TLS. */
  readonly ports: readonly [plain: number, tls: number];
  /** Of the certificate's key, as Chromium's `--ignore-certificate-errors-spki-list` takes it. */
  readonly pin: string;
  /**
   * An entry for `iceServers`.
   * @param validFor - seconds; with a negative number the server answers 401
   */
  server(url: TurnUrl, validFor?: number): RTCIceServer & { urls: string };
  /** The sessions that are over, see turn-log.ts. */
  sessions(): TurnSession[];
  log(): string;
  stop(): Promise<void>;
}

/** @param path - of `turnserver`, see coturn.mjs */
export async function startTurn(path: string): Promise<Turn> {
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-call-turn-'));
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const certificate = makeCertificate(folder, HOST);
    for (let attempt = 1; ; attempt++) {
      const secret = randomBytes(16).toString('hex');
      const log = join(folder, `log-${attempt}`);
      const ports = [await freePort(), await freePort()] as const;
      const child = spawn(path, serverArgs(ports, certificate, secret, folder, log), { stdio: 'ignore' });
      const kill = (): void => void child.kill('SIGKILL'); // where the test's process goes, the server goes
      process.once('exit', kill);
      const stop = async (): Promise<void> => {
        process.off('exit', kill);
        await end(child);
      };
      const problem = await started(child, log, ports);
      if (problem === undefined)
        return turn(ports, certificate, secret, log, () => stop().finally(removeFolder));
      await stop();
      if (attempt === ATTEMPTS) throw new Error(`coturn did not start: ${problem}\n${textOf(log)}`);
    }
  } catch (error) {
    removeFolder();
    throw error;
  }
}

function turn(
  ports: Turn['ports'],
  certificate: Certificate,
  secret: string,
  log: string,
  stop: () => Promise<void>,
): Turn {
  const [plain, tls] = ports;
  const urls: Readonly<Record<TurnUrl, string>> = {
    any: `turn:${HOST}:${plain}`,
    udp: `turn:${HOST}:${plain}?transport=udp`,
    tcp: `turn:${HOST}:${plain}?transport=tcp`,
    tls: `turns:${HOST}:${tls}?transport=tcp`,
  };
  return {
    ports,
    pin: certificate.pin,
    server(url, validFor = 3600) {
      const username = `${Math.floor(Date.now() / 1000) + validFor}:visitor`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      return { urls: urls[url], username, credential };
    },
    sessions: () => sessionsIn(textOf(log)),
    log: () => textOf(log),
    stop,
  };
}

function serverArgs(
  [plain, tls]: Turn['ports'],
  { cert, key }: Certificate,
  secret: string,
  folder: string,
  log: string,
): string[] {
  return [
    '-n', // no configuration file
    ...['--listening-ip', HOST, '--relay-ip', HOST],
    ...['--listening-port', String(plain), '--tls-listening-port', String(tls)],
    ...['--cert', cert, '--pkey', key, '--no-dtls'],
    // long-term credentials that expire: the user's name is the time, the password its signature with the secret
    ...['--lt-cred-mech', '--use-auth-secret', `--static-auth-secret=${secret}`, '--realm', 'test.invalid'],
    // the far end is on this machine; refused by coturn while its command line interface has no password
    ...['--allow-loopback-peers', '--no-cli'],
    ...['--db', join(folder, 'db'), '--pidfile', join(folder, 'pid')],
    ...['--log-file', log, '--simple-log', '--no-stdout-log', '--verbose'],
  ];
}

/** A port that is free for TCP and for UDP. */
async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, HOST);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = createSocket('udp4');
    const free = await new Promise<boolean>((resolve) => {
      socket.once('error', () => resolve(false)).bind(port, HOST, () => resolve(true));
    });
    socket.close();
    await new Promise((resolve) => server.close(resolve));
    if (free) return port;
  }
}

const textOf = (log: string): string => {
  try {
    return readFileSync(log, 'utf8');
  } catch {
    return ''; // not there yet
  }
};

/** Waits until every listener is open. @returns what kept the server from it */
async function started(
  child: ChildProcess,
  log: string,
  [plain, tls]: Turn['ports'],
): Promise<string | undefined> {
  let problem: string | undefined;
  child.once('error', (error) => (problem = error.message));
  child.once('exit', (code, signal) => (problem = `ended with ${code ?? signal}`));
  const listeners = [
    `UDP listener opened on *: ${HOST}:${plain}`,
    `TCP listener opened on *: ${HOST}:${tls}`,
  ];
  for (let waited = 0; waited < START_LIMIT && problem === undefined; waited += 50) {
    const text = textOf(log);
    if (listeners.every((listener) => new RegExp(listener).test(text))) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return problem ?? `not listening after ${START_LIMIT} ms`;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  await gone;
  clearTimeout(timer);
}
