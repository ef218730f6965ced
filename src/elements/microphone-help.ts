// What helps a visitor who refused the microphone: where this browser lets them undo it, and when they have. Sources: the
// browsers' own menus; W3C Permissions. Reads the user agent only to choose a text.

import type { Scope } from '../call/cleanup.ts';
import type { Messages } from '../i18n/messages.ts';

/** In this order: every browser of iOS is in its settings, and each names those before it. */
const texts: readonly (readonly [RegExp, keyof Messages & `allowIn${string}`])[] = [
  [/iPhone|iPad|iPod/, 'allowInIos'],
  [/Android/, 'allowInAndroid'],
  [/Firefox\//, 'allowInFirefox'],
  [/Chrome\/|Chromium\//, 'allowInChrome'],
  [/Safari\//, 'allowInSafari'],
];

/** Where the permission is given back in this browser; undefined for one that is not known. */
export function helpOf(messages: Messages): string | undefined {
  const { userAgent, maxTouchPoints } = navigator;
  // iPads say that they are Macs, which have no touch screen.
  const agent = /Macintosh/.test(userAgent) && maxTouchPoints > 1 ? 'iPad' : userAgent;
  const key = texts.find(([pattern]) => pattern.test(agent))?.[1];
  return key && messages[key];
}

/** Calls back when the visitor has allowed the microphone, in browsers that tell. */
export async function whenMicrophoneAllowed(scope: Scope, allowed: () => void): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'microphone' });
    if (scope.released) return;
    scope.listen(status, 'change', () => status.state === 'granted' && allowed());
  } catch {
    // a browser that does not know the question (Firefox before 131, Safari before 16)
  }
}
