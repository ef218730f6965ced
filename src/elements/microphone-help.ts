// What helps a visitor who refused the microphone: where this browser lets them undo it, and when they have. Sources: the
// browsers' own menus; W3C Permissions. Reads the user agent only to choose a text.

import type { CallErrorCode } from '../call/call-error.ts';
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

/** Whether the browser asks at the top left of its window, where an arrow can point; elsewhere it asks in the middle. */
export const asksAtTop = (): boolean =>
  /Firefox\/|Chrome\/|Chromium\//.test(navigator.userAgent) && !/Android|Mobile/.test(navigator.userAgent);

/** What is better than it was when the call failed. */
type Change = 'microphone-allowed' | 'microphone-found';

const watchers: Partial<Record<CallErrorCode, (scope: Scope, change: (change: Change) => void) => void>> = {
  'microphone-denied': (scope, change) => void whenAllowed(scope, () => change('microphone-allowed')),
  'microphone-not-found': (scope, change) => whenFound(scope, () => change('microphone-found')),
};

/** Calls back when the visitor has undone what a call failed of, in browsers that tell. */
export function whenMicrophoneUsable(
  scope: Scope,
  code: CallErrorCode,
  change: (change: Change) => void,
): void {
  watchers[code]?.(scope, change);
}

async function whenAllowed(scope: Scope, allowed: () => void): Promise<void> {
  const status = await microphonePermission();
  if (!status || scope.released) return;
  scope.listen(status, 'change', () => status.state === 'granted' && allowed());
}

function whenFound(scope: Scope, found: () => void): void {
  scope.listen(navigator.mediaDevices, 'devicechange', () => {
    navigator.mediaDevices.enumerateDevices().then(
      (devices) => {
        if (!scope.released && devices.some(({ kind }) => kind === 'audioinput')) found();
      },
      () => undefined, // the next change may tell
    );
  });
}

/** Undefined in a browser that does not know the question (Firefox before 131, Safari before 16). */
async function microphonePermission(): Promise<PermissionStatus | undefined> {
  try {
    return await navigator.permissions.query({ name: 'microphone' });
  } catch {
    return undefined;
  }
}

/** Whether the browser is going to ask; also where it does not say. */
export const willPrompt = async (): Promise<boolean> =>
  ((await microphonePermission())?.state ?? 'prompt') === 'prompt';
