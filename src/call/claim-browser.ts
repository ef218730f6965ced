// One call per browser: a second tab is told so before it asks for the microphone. Several widgets of one page may call
// at the same time. Source: W3C Web Locks; a tab that crashes frees its lock, a flag in storage would not.

import { CallError } from './call-error.ts';
import type { Scope } from './cleanup.ts';

const LOCK = 'voice-agent-call';

/** Calls of this page that hold the lock together, and what gives it back. */
let holders = 0;
let giveBack: (() => void) | undefined;

/**
 * Holds the browser's one line until the scope is released. Where there are no Web Locks, nothing is claimed.
 * @throws CallError `busy` when another tab is in a call
 */
export async function claimBrowser(scope: Scope): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return;
  if (holders === 0) {
    const held = await new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        resolve(lock !== null);
        return lock ? new Promise((release) => (giveBack = release)) : undefined;
      };
      // A page without an origin of its own (a sandboxed frame) may not ask.
      locks.request(LOCK, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
    if (!held && holders === 0) throw new CallError('busy', 'Another tab of this browser is in a call.');
  }
  holders++;
  scope.add(() => {
    if (--holders > 0) return;
    giveBack?.();
    giveBack = undefined;
  });
}
