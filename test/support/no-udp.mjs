// Runs a program in a network that lets no UDP through, as a company's firewall does: node no-udp.mjs <folder>
// <port,port,…> <program> <arguments…>. To be started in a network namespace of its own (see no-udp.ts), where it makes
// one network card whose packets nobody ever answers, and hands TCP connections to the ports on through sockets in the
// folder, the only way out.
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

const HOST = '127.0.0.1';
const [folder, ports, program, ...args] = process.argv.slice(2);

for (const command of [
  'link set lo up',
  'link add card type veth peer name wall',
  'addr add 10.77.0.2/24 dev card',
  'link set card up',
  'link set wall up',
  // a router that takes everything and says nothing: a refusal would tell the browser at once
  'neigh add 10.77.0.1 lladdr 02:00:00:00:00:01 dev card',
  'route add default via 10.77.0.1',
]) {
  const { status, stderr } = spawnSync('ip', command.split(' '), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${command}: ${stderr}`);
}

const listening = (ports ? ports.split(',') : []).map(async (port) => {
  const server = createServer((inside) => {
    const outside = connect(join(folder, port));
    inside.pipe(outside).pipe(inside);
    for (const [one, other] of [
      [inside, outside],
      [outside, inside],
    ])
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(Number(port), HOST, resolve));
  // A port that nobody has would be refused at once, too.
  const silent = createSocket('udp4');
  await new Promise((resolve, reject) => silent.once('error', reject).bind(Number(port), HOST, resolve));
});
await Promise.all(listening);

// Playwright talks to its browser through file descriptors 3 and 4.
const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', 'inherit', 'inherit'] });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
