// The line of Iqra's middleware: a SignalR hub that says once when it is the visitor's turn. It tells no places and
// forgets whoever was not connected, so each connection registers anew.
// Source: protocols/iqra.md, sections 2.3 and 5. How long the visitor waits in all is the call's to limit.

import { CallError } from '../call/call-error.ts';
import { cancelled, type Scope } from '../call/cleanup.ts';
import { urlOf } from './iqra-frames.ts';
import { Hub } from './signalr.ts';

/** Milliseconds. */
const OPEN_LIMIT = 10_000;
/** Before each attempt to connect again; the places in the line are kept meanwhile. */
const DELAYS = [0, 2_000, 10_000];
/** A connection that lasted so long was a good one, and earns new attempts. */
const STABLE = 10_000;

/**
 * Resolves to the signalling URL.
 * @param id - of the place in the line
 * @throws CallError `gateway-error` where the turn failed, `gateway-unreachable` after the last attempt
 */
export async function waitInLine(hubUrl: string, id: string, scope: Scope): Promise<string> {
  for (let attempt = 0; !scope.released;) {
    const since = performance.now();
    const session = await connect(hubUrl, id, scope);
    if (session !== undefined) {
      const url = urlOf(session);
      if (url) return url;
      throw new CallError('protocol', 'The gateway called the visitor up without a signalling URL.');
    }
    if (performance.now() - since > STABLE) attempt = 0;
    const delay = DELAYS[attempt++];
    if (delay === undefined)
      throw new CallError('gateway-unreachable', 'The gateway’s line was lost and not found again.');
    await scope.delay(delay);
  }
  throw cancelled;
}

/** One connection; resolves to the session, or to `undefined` when it is lost before. */
async function connect(hubUrl: string, id: string, scope: Scope): Promise<unknown> {
  let hub: Hub | undefined;
  try {
    return await new Promise<unknown>((resolve, reject) => {
      const lost = (cause: unknown): void => {
        if (cause instanceof CallError && cause.code !== 'gateway-unreachable') reject(cause);
        else resolve(undefined);
      };
      const opening = (hub = new Hub(hubUrl, OPEN_LIMIT, {
        event(target, [session]) {
          if (target === 'SessionReady') resolve(session ?? null);
          if (target === 'SessionFailed')
            reject(
              new CallError('gateway-error', 'The gateway could not start the session when it was due.'),
            );
        },
        closed: lost,
      }));
      // kept to the end: a call is over when the last socket has agreed to close
      scope.add(() => opening.close());
      opening.opened.then(() => opening.invoke('Register', id)).catch(lost);
    });
  } finally {
    void hub?.close();
  }
}
