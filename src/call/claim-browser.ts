// One call per browser: a second tab is told so before it asks for the microphone, and may take the line over. Several
// widgets of one page may call at the same time, of whatever version. Source: W3C Web Locks; a tab that crashes frees
// its locks, a flag in storage would stay.

import { CallError } from './call-error.ts';
import type { Scope } from './cleanup.ts';

const LOCK = 'voice-agent-call';
/** Begins the name of a second lock, which says in its rest where the call is. */
const PAGE = 'voice-agent-call in ';
/** Of the page's title, in characters, as it is told in the other tab. */
const MAX_TITLE = 80;

/** This page's hold on the line, shared by all copies of this module on it. */
interface Line {
  /** What each call that asked for it, or has it, does when another tab takes the line. */
  readonly calls: Set<() => void>;
  /** Whether this page has it; there from the question on, so that whoever comes meanwhile shares the answer. */
  claim?: Promise<boolean> | undefined;
  giveBack?: (() => void) | undefined;
  /** Settles when the browser has it back: who asks before would be told that it is taken. */
  leaving?: Promise<unknown> | undefined;
}

const shared = globalThis as unknown as Record<symbol, Line | undefined>;
const key = Symbol.for('voice-agent-call.line');
const line: Line = (shared[key] ??= { calls: new Set() });

/**
 * Holds the browser's one line until the scope is released. Where there are no Web Locks, nothing is claimed.
 * @param takeOver - ends the calls of another tab
 * @param onTaken - another tab took the line
 * @throws CallError `busy` when another tab is in a call, with that page's title
 */
export async function claimBrowser(scope: Scope, takeOver: boolean, onTaken: () => void): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return;
  line.calls.add(onTaken);
  scope.add(() => {
    line.calls.delete(onTaken);
    giveBackUnused();
  });
  await line.leaving;
  if (await (line.claim ??= hold(locks, takeOver))) return;
  throw new CallError('busy', 'Another tab of this browser is in a call.', {
    elsewhere: await pageOfCall(locks),
  });
}

function giveBackUnused(): void {
  if (line.calls.size === 0) line.giveBack?.();
}

/** Resolves to whether this page has the line now. */
function hold(locks: LockManager, takeOver: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      if (!lock) {
        line.claim = undefined;
        return undefined;
      }
      const over = new Promise<void>((release) => {
        line.giveBack = () => {
          line.claim = line.giveBack = undefined;
          line.leaving = asked;
          release();
        };
      });
      const page = (document.title || location.pathname).slice(0, MAX_TITLE);
      locks.request(PAGE + page, { mode: 'shared' }, () => over).catch(() => undefined);
      giveBackUnused(); // whoever asked has hung up meanwhile
      return over;
    };
    const asked = locks.request(LOCK, takeOver ? { steal: true } : { ifAvailable: true }, held).catch(() => {
      const { giveBack } = line;
      line.claim = undefined;
      if (!giveBack) return resolve(true); // a page without an origin of its own (a sandboxed frame) may not ask
      giveBack();
      for (const onTaken of [...line.calls]) onTaken(); // another tab took it
    });
  });
}

async function pageOfCall(locks: LockManager): Promise<string> {
  const { held = [] } = await locks.query().catch(() => ({ held: [] }));
  const name = held.map((lock) => lock.name ?? '').find((lock) => lock.startsWith(PAGE));
  return name?.slice(PAGE.length) ?? '';
}
