// A browser in a network that lets no UDP through: a namespace of Linux whose only ways out are the TCP ports that it is
// given. Touches a temporary folder; the namespace goes with the browser.

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inside = fileURLToPath(new URL('no-udp.mjs', import.meta.url));

/** Who is not root may be root of the namespace. */
const unshare = ['unshare', process.getuid?.() === 0 ? '-n' : '-rn'] as const;

/** Why there can be no such network here; undefined where there can. */
export function whyNoNamespace(): string | undefined {
  const [command, flags] = unshare;
  const { status, stderr, error } = spawnSync(
    command,
    [flags, 'ip', ...'link add card type veth peer name wall'.split(' ')],
    { encoding: 'utf8' },
  );
  if (status === 0) return undefined;
  return `no network namespace can be made here: ${error?.message ?? stderr.trim()}`;
}

export interface NoUdp {
  /** To be started instead of the browser's program. */
  readonly program: string;
  close(): Promise<void>;
}

/** @param ports - of this machine's 127.0.0.1 that are reached by TCP, at the same address */
export async function withoutUdp(program: string, ports: readonly number[]): Promise<NoUdp> {
  const folder = mkdtempSync(join(tmpdir(), 'voice-agent-call-no-udp-'));
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const servers = await Promise.all(
    ports.map(async (port) => {
      const server = createServer((from) => {
        const to = keep(connect(port, '127.0.0.1'));
        keep(from).pipe(to).pipe(from);
        from.on('error', () => to.destroy()).on('close', () => to.destroy());
        to.on('error', () => from.destroy()).on('close', () => from.destroy());
      });
      await new Promise<void>((resolve, reject) =>
        server.once('error', reject).listen(join(folder, String(port)), resolve),
      );
      return server;
    }),
  );
  const start = join(folder, 'browser');
  const command = [...unshare, process.execPath, inside, folder, ports.join(), program];
  const quoted = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  writeFileSync(start, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(start, 0o755);
  return {
    program: start,
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server: Server) => new Promise((done) => server.close(done))));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
