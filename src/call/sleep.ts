// Notices that the page was frozen or the machine slept through a part of the call. Sources: Page Lifecycle (`freeze`),
// RFC 7675: after 30 s without a sign of life the far end must stop sending.

import type { Scope } from './cleanup.ts';

const CONSENT = 30_000;
const INTERVAL = 1_000;

/**
 * Calls back when no far end can have waited: a call must not go on with an open microphone when the lid opens again
 * hours later. Timers in a hidden tab run late, but not by so much while a microphone is open.
 */
export function watchSleep(scope: Scope, slept: () => void): void {
  scope.listen(document, 'freeze', slept);
  let last = Date.now();
  scope.every(INTERVAL, () => {
    const now = Date.now();
    if (now - last > CONSENT) slept();
    last = now;
  });
}
