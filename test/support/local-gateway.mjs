// The demo's local gateway beside the component tests, on an origin of its own: GET /local-gateway tells which.
// In a process of its own: its WebRTC stack is native code, and a fault of it shall not take the test runner along.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('local-gateway-process.mjs', import.meta.url));

export function localGateway() {
  let child;
  let origin;
  /** At the first question: most test files need none. */
  const start = () =>
    new Promise((resolve, reject) => {
      child = fork(program);
      child.once('message', resolve);
      child.once('exit', (code, signal) => {
        if (child) console.error(`The local gateway ended by itself: ${signal ?? code}`);
        origin = child = undefined;
        reject(new Error('The local gateway could not be started.'));
      });
    });
  return {
    async middleware(context, next) {
      if (context.path !== '/local-gateway') return next();
      origin ??= start();
      context.body = await origin;
    },
    plugin: {
      name: 'local-gateway',
      serverStop() {
        const running = child;
        child = undefined;
        running?.kill('SIGKILL'); // natural ends of a process with native audio sources crash
      },
    },
  };
}
