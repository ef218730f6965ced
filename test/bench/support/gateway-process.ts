// The local gateway in a process of its own: a thousand ended sessions, and the garbage collections for them, are then
// not in the process that drives the browser. Touches that process only.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SIGNAL_PATH } from '../../../demo/gateway/protocols/polyai.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export interface GatewayProcess {
  /** PolyAI's signalling address. */
  readonly url: string;
  /** Rejects when it ends by itself: its WebRTC stack is native code. */
  readonly crashed: Promise<never>;
  stop(): Promise<void>;
}

export async function startGatewayProcess(): Promise<GatewayProcess> {
  const child = fork('test/support/local-gateway-process.mjs', { cwd: root });
  const gone = once(child, 'exit');
  const first: unknown[] = await Promise.race([once(child, 'message'), gone]);
  const [origin] = first;
  if (typeof origin !== 'string') throw new Error('The local gateway could not be started.');
  let stopping = false;
  const crashed = gone.then(([code, signal]: unknown[]): Promise<never> => {
    if (stopping) return new Promise(() => undefined);
    throw new Error(`The local gateway ended by itself: ${String(signal ?? code)}`);
  });
  crashed.catch(() => undefined); // looked at by those who race against it
  return {
    url: origin.replace(/^http/, 'ws') + SIGNAL_PATH,
    crashed,
    async stop() {
      stopping = true;
      child.kill('SIGKILL'); // natural ends of a process with native audio sources crash
      await gone;
    },
  };
}
