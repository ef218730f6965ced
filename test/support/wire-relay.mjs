// A WebSocket and HTTP server whose behaviour the test page itself scripts.
//
//   /wire/<id>/far   what the test opens: events come out of it, commands go in
//   /silent-udp      the address of a UDP port that never answers
//   /wire/<id>/…     sockets of the code under test, and its requests, answered as the test said
//
// The client side, with the types of the events and the commands, is test/component/support/wire.ts.
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { WebSocketServer } from 'ws';

const address = /^\/wire\/([\w-]+)\/(.+)$/;
const defaultAnswers = new Map([['api/v1/ice-servers', { status: 200, body: { iceServers: [] } }]]);
const notFound = { status: 404, body: { error: 'no answer was set for this path' } };

function parse(url) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, id, rest] = address.exec(pathname) ?? [];
  return { id, path: rest?.replace(/^http\//, ''), query: Object.fromEntries(searchParams) };
}

/** What one test has going: its control socket, the sockets of the code under test, and the answers it has set. */
class Room {
  far;
  #backlog = [];
  #sockets = new Map();
  #waiting = new Map();
  #pending = new Set();
  #answers = new Map();
  #replies = new Map();
  #refusing = false;
  #hanging = false;
  #last = 0;
  #server;

  constructor(server) {
    this.#server = server;
  }

  report(event) {
    if (this.far) this.far.send(JSON.stringify(event));
    else this.#backlog.push(event);
  }

  control(far) {
    this.far = far;
    for (const event of this.#backlog.splice(0)) this.report(event);
    far.on('message', (data) => {
      const { seq, ...command } = JSON.parse(data.toString());
      let error;
      try {
        this.#obey(command);
      } catch (thrown) {
        error = thrown.message;
      }
      far.send(JSON.stringify({ event: 'done', seq, error }));
    });
  }

  // ---- the sockets of the code under test

  upgrade(request, raw, head) {
    const socket = ++this.#last;
    const { path, query } = parse(request.url);
    const about = { socket, path, query };
    if (this.#refusing) {
      this.report({ event: 'refuse', ...about });
      raw.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const accept = () => {
      this.#waiting.delete(socket);
      this.#server.handleUpgrade(request, raw, head, (ws) => this.#accepted(ws, about));
    };
    if (!this.#hanging) return accept();
    this.report({ event: 'hang', ...about });
    const gone = () => {
      if (this.#waiting.delete(socket)) this.report({ event: 'close', socket, code: 1006, reason: '' });
      raw.destroy();
    };
    // a socket tells of its end only when it is read
    raw.once('end', gone).once('close', gone).resume();
    this.#waiting.set(socket, { accept: () => (raw.off('end', gone).off('close', gone), accept()), raw });
  }

  #accepted(ws, about) {
    const { socket } = about;
    this.#sockets.set(socket, ws);
    this.report({ event: 'open', ...about, protocol: ws.protocol });
    ws.on('message', (data, isBinary) => {
      if (isBinary) this.report({ event: 'binary', socket, bytes: [...data] });
      else this.report({ event: 'text', socket, data: data.toString() });
    });
    ws.on('close', (code, reason) => {
      this.#sockets.delete(socket);
      this.report({ event: 'close', socket, code, reason: reason.toString() });
    });
    ws.on('error', () => {}); // its close follows
  }

  #socket(number = Math.max(...this.#sockets.keys())) {
    const ws = this.#sockets.get(number);
    if (!ws) throw new Error(Number.isFinite(number) ? `socket ${number} is not open` : 'no socket is open');
    return ws;
  }

  #obey({ do: what, socket, ...command }) {
    switch (what) {
      case 'send':
        return this.#socket(socket).send(command.data);
      case 'send-binary':
        return this.#socket(socket).send(Buffer.from(command.bytes));
      case 'close':
        return this.#socket(socket).close(command.code, command.reason);
      case 'terminate':
        return this.#socket(socket).terminate();
      case 'stall':
        return this.#socket(socket).pause();
      case 'refuse':
        this.#refusing = command.on;
        return;
      case 'hang':
        this.#hanging = command.on;
        if (!command.on) for (const { accept } of [...this.#waiting.values()]) accept();
        return;
      case 'http':
        this.#answers.set(command.path.replace(/^\//, ''), command);
        return;
      case 'reply':
        this.#replies.get(command.request)?.(command);
        return;
      default:
        throw new Error(`unknown command: ${what}`);
    }
  }

  // ---- HTTP

  async answer(context) {
    const { path, query } = parse(context.url);
    const body = await text(context.req);
    const { method, headers } = context;
    const request = ++this.#last;
    let answer = this.#answers.get(`${method} ${path}`) ?? this.#answers.get(path);
    answer ??= defaultAnswers.get(path) ?? notFound;
    const reply = new Promise((resolve) => this.#replies.set(request, resolve));
    this.report({ event: 'http', request, method, path, query, headers, body });
    const left = new Promise((resolve) => context.res.once('close', resolve));
    void left.then(() => {
      if (!context.res.writableFinished) this.report({ event: 'http-abort', method, path });
    });
    const waits = [left];
    if (answer.byReply) waits.push(reply.then((given) => (answer = given)));
    else if (!answer.hang) waits.push(new Promise((resolve) => setTimeout(resolve, answer.delay ?? 0)));
    this.#pending.add(context.req.socket);
    await Promise.race(waits);
    this.#pending.delete(context.req.socket);
    this.#replies.delete(request);
    context.status = answer.status ?? 200;
    context.body = answer.body ?? '';
    context.set({ 'cache-control': 'no-store', ...answer.headers });
  }

  dispose() {
    this.far = undefined;
    for (const ws of this.#sockets.values()) ws.terminate();
    for (const { raw } of this.#waiting.values()) raw.destroy();
    for (const raw of this.#pending) raw.destroy();
  }
}

async function text(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export function wireRelay() {
  const rooms = new Map();
  const sockets = new WebSocketServer({ noServer: true });

  function room(id) {
    if (!rooms.has(id)) rooms.set(id, new Room(sockets));
    return rooms.get(id);
  }

  function upgrade(request, raw, head) {
    const { id, path } = parse(request.url);
    if (id === undefined) return; // the dev server's own socket
    raw.on('error', () => raw.destroy());
    if (path === 'far') {
      sockets.handleUpgrade(request, raw, head, (far) => {
        room(id).control(far);
        far.once('close', () => {
          room(id).dispose();
          rooms.delete(id);
        });
      });
    } else {
      room(id).upgrade(request, raw, head);
    }
  }

  const silent = createSocket('udp4').unref();

  /** Not loopback: a browser that gathers at another interface could not send there. */
  function silentAddress() {
    const addresses = Object.values(networkInterfaces()).flat();
    const own = addresses.find(({ family, internal }) => family === 'IPv4' && !internal);
    return `${own?.address ?? '127.0.0.1'}:${silent.address().port}`;
  }

  return {
    middleware(context, next) {
      if (context.path === '/silent-udp') return void (context.body = silentAddress());
      const { id } = parse(context.url);
      return id === undefined ? next() : room(id).answer(context);
    },
    plugin: {
      name: 'wire-relay',
      serverStart({ server }) {
        server.on('upgrade', upgrade);
        return new Promise((resolve) => silent.bind(0, resolve));
      },
      serverStop() {
        for (const each of rooms.values()) each.dispose();
        silent.close();
      },
    },
  };
}
