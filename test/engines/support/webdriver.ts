// WebKitGTK on a display of its own, driven over plain WebDriver. Source: W3C WebDriver. Touches three processes (a
// display, the driver, its browser) and one port.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { isRecord, type JsonRecord } from '../../../src/call/parse.ts';
import type { Key, Place, Tab } from './tab.ts';

/** Of the specification's private code points. */
const keys: Readonly<Record<Key, string>> = { Tab: '\uE004', Enter: '\uE007', Space: ' ' };

export class WebDriverTab implements Tab {
  private readonly _driver: string;
  private readonly _session: string;
  private readonly _processes: readonly ChildProcess[];

  private constructor(driver: string, session: string, processes: readonly ChildProcess[]) {
    this._driver = driver;
    this._session = session;
    this._processes = processes;
  }

  static async open(): Promise<WebDriverTab> {
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const processes = [screen];
    try {
      const [number] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
      const port = await freePort();
      const env = { ...process.env, DISPLAY: `:${number.toString().trim()}` };
      processes.push(spawn('WebKitWebDriver', [`--port=${port}`], { env, stdio: 'ignore' }));
      const driver = `http://127.0.0.1:${port}`;
      await ready(driver);
      const answer = await send(driver, 'POST', '/session', { capabilities: {} });
      const session = isRecord(answer) ? String(answer['sessionId']) : '';
      return new WebDriverTab(driver, session, processes);
    } catch (error) {
      await stop(processes);
      throw error;
    }
  }

  async goto(url: string): Promise<void> {
    await this._send('POST', 'url', { url });
  }

  evaluate(expression: string): Promise<unknown> {
    return this._send('POST', 'execute/sync', { script: `return ${expression}`, args: [] });
  }

  async click({ x, y }: Place, count: number): Promise<void> {
    const once = [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    const actions = [{ type: 'pointerMove', x, y }, ...Array.from({ length: count }, () => once).flat()];
    await this._send('POST', 'actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
  }

  async press(key: Key): Promise<void> {
    const value = keys[key];
    const actions = [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ];
    await this._send('POST', 'actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(String(await this._send('GET', 'screenshot')), 'base64');
  }

  async close(): Promise<void> {
    await send(this._driver, 'DELETE', `/session/${this._session}`);
    await stop(this._processes);
  }

  private _send(method: string, command: string, body?: JsonRecord): Promise<unknown> {
    return send(this._driver, method, `/session/${this._session}/${command}`, body);
  }
}

/** @throws Error with the driver's words */
async function send(driver: string, method: string, path: string, body?: JsonRecord): Promise<unknown> {
  const answer = await fetch(driver + path, { method, body: body ? JSON.stringify(body) : null });
  const json: unknown = await answer.json();
  const value = isRecord(json) ? json['value'] : undefined;
  if (!answer.ok) throw new Error(`WebDriver: ${JSON.stringify(value)}`);
  return value;
}

async function ready(driver: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const answered = await send(driver, 'GET', '/status').then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('WebKitWebDriver does not answer.');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Last started, first stopped; a browser ends with its driver. */
async function stop(processes: readonly ChildProcess[]): Promise<void> {
  for (const child of [...processes].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill();
    await gone;
  }
}
