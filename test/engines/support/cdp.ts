// A tab of a Chromium that is too old for Playwright, driven over the DevTools protocol. Touches one browser process
// with a profile of its own, and one socket to it.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { isRecord, parseJson, type JsonRecord } from '../../../src/call/parse.ts';
import type { Key, Place, Tab } from './tab.ts';

const keys: Readonly<Record<Key, JsonRecord>> = {
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
  Enter: { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' },
  Space: { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' },
};

interface Waiting {
  resolve(result: JsonRecord): void;
  reject(error: Error): void;
}

export class CdpTab implements Tab {
  private readonly _waiting = new Map<number, Waiting>();
  private readonly _process: ChildProcess;
  private readonly _profile: string;
  private readonly _socket: WebSocket;
  private _onLoad: () => void = () => undefined;
  private _lastId = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this._process = process;
    this._profile = profile;
    this._socket = socket;
    socket.on('message', (data: Buffer) => this._receive(parseJson(data.toString())));
    socket.on('close', () => {
      for (const { reject } of this._waiting.values()) reject(new Error('The browser is gone.'));
    });
  }

  /** Starts the browser and takes its first tab. */
  static async open(program: string, args: readonly string[]): Promise<CdpTab> {
    const profile = mkdtempSync(join(tmpdir(), 'voice-agent-call-profile-'));
    const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
    const child = spawn(program, [...args, ...own], { stdio: ['ignore', 'ignore', 'pipe'] });
    try {
      const socket = new WebSocket(await firstPage(await devTools(child)));
      await once(socket, 'open');
      const tab = new CdpTab(child, profile, socket);
      await tab._send('Page.enable');
      return tab;
    } catch (error) {
      await end(child, profile);
      throw error;
    }
  }

  async goto(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => (this._onLoad = resolve));
    await this._send('Page.navigate', { url });
    await loaded;
  }

  async evaluate(expression: string): Promise<unknown> {
    const how = { awaitPromise: true, returnByValue: true, userGesture: false };
    const { result, exceptionDetails } = await this._send('Runtime.evaluate', { expression, ...how });
    if (exceptionDetails !== undefined) throw new Error(`In the page: ${JSON.stringify(exceptionDetails)}`);
    return isRecord(result) ? result['value'] : undefined;
  }

  async click(place: Place, count: number): Promise<void> {
    const mouse = (type: string, more: JsonRecord = {}) =>
      this._send('Input.dispatchMouseEvent', { type, ...place, ...more });
    await mouse('mouseMoved');
    for (let clickCount = 1; clickCount <= count; clickCount++)
      for (const type of ['mousePressed', 'mouseReleased']) await mouse(type, { button: 'left', clickCount });
  }

  async press(key: Key): Promise<void> {
    for (const type of ['keyDown', 'keyUp'])
      await this._send('Input.dispatchKeyEvent', { type, ...keys[key] });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(String((await this._send('Page.captureScreenshot'))['data']), 'base64');
  }

  async close(): Promise<void> {
    this._socket.terminate();
    await end(this._process, this._profile);
  }

  private _send(method: string, params: JsonRecord = {}): Promise<JsonRecord> {
    return new Promise((resolve, reject) => {
      const id = ++this._lastId;
      this._waiting.set(id, { resolve, reject });
      this._socket.send(JSON.stringify({ id, method, params }));
    });
  }

  private _receive(message: unknown): void {
    if (!isRecord(message)) return;
    const { id, result, error, method } = message;
    if (method === 'Page.loadEventFired') this._onLoad();
    if (typeof id !== 'number') return;
    const waiting = this._waiting.get(id);
    this._waiting.delete(id);
    if (isRecord(result)) waiting?.resolve(result);
    else waiting?.reject(new Error(JSON.stringify(error)));
  }
}

async function end(child: ChildProcess, profile: string): Promise<void> {
  const gone = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await gone;
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** Resolves to the origin of its DevTools. */
function devTools(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString();
      const host = /listening on ws:\/\/([^/]+)\//.exec(said)?.[1];
      if (host) resolve(`http://${host}`);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The browser ended with ${code}: ${said}`)));
  });
}

/** Resolves to the address of its first page, which is there a moment after the DevTools are. */
async function firstPage(origin: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const targets: unknown = await (await fetch(`${origin}/json/list`)).json();
    const page = Array.isArray(targets)
      ? targets.filter(isRecord).find(({ type }) => type === 'page')
      : undefined;
    if (page) return String(page['webSocketDebuggerUrl']);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The browser opened no page.');
}
