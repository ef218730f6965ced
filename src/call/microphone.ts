// The microphone and the browser's preconditions for it. Sources: W3C Media Capture and Streams (error names),
// Permissions Policy. A stream handed in by the page is used and never stopped.

import { CallError, type CallErrorCode } from './call-error.ts';
import type { Scope } from './cleanup.ts';

/** What `getUserMedia` rejects with, old names included. */
const codeByName: Readonly<Record<string, CallErrorCode>> = {
  NotAllowedError: 'microphone-denied',
  PermissionDeniedError: 'microphone-denied',
  SecurityError: 'microphone-blocked',
  NotFoundError: 'microphone-not-found',
  DevicesNotFoundError: 'microphone-not-found',
  OverconstrainedError: 'microphone-not-found',
  NotReadableError: 'microphone-in-use',
  TrackStartError: 'microphone-in-use',
  AbortError: 'microphone-in-use',
};

/** Chromium's own interface, behind `Permissions-Policy` and `<iframe allow>`; other browsers have none. */
interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

const policyForbids = (): boolean =>
  (document as PolicyDocument).featurePolicy?.allowsFeature('microphone') === false;

/**
 * Says what cannot work before anyone is asked for anything.
 * @param forMicrophone - not needed for a stream of the page's own
 * @throws CallError `insecure-context`, `unsupported-browser` or `microphone-blocked`
 */
export function assertBrowser(forMicrophone = true): void {
  if (!isSecureContext)
    throw new CallError('insecure-context', 'Calls need a page served by HTTPS (or localhost).');
  if (
    typeof RTCPeerConnection === 'undefined' ||
    !(navigator.mediaDevices as Partial<MediaDevices> | undefined)?.getUserMedia
  )
    throw new CallError('unsupported-browser', 'This browser has no WebRTC.');
  if (forMicrophone && policyForbids()) throw blockedByPolicy();
}

const blockedByPolicy = (cause?: unknown): CallError =>
  new CallError(
    'microphone-blocked',
    'The Permissions-Policy header forbids the microphone, or the iframe lacks allow="microphone".',
    { cause },
  );

/**
 * The page's own stream.
 * @throws CallError `configuration` for one without an audio track
 */
export function assertStream(given: MediaStream): MediaStream {
  if (given instanceof MediaStream && given.getAudioTracks().length > 0) return given;
  throw new CallError('configuration', 'mediaStream must be a MediaStream with an audio track.');
}

/**
 * Opens the microphone. One that arrives after the scope's release is stopped at once.
 * @param deviceId - the visitor's choice; where that one is gone the system's serves, so that no call fails for it
 * @throws CallError `microphone-denied`, `-blocked`, `-not-found` or `-in-use`
 */
export async function openMicrophone(scope: Scope, deviceId?: string): Promise<MediaStream> {
  let stream: MediaStream;
  try {
    stream = await ask(deviceId); // nothing in between: it must not be alive without the scope
  } catch (cause) {
    if (deviceId && !scope.released && codeOf(cause) === 'microphone-not-found') return openMicrophone(scope);
    throw await microphoneError(cause);
  }
  scope.add(() => stream.getTracks().forEach((track) => track.stop()));
  if (stream.getAudioTracks().length === 0)
    throw new CallError('microphone-not-found', 'The browser gave a stream without an audio track.');
  return stream;
}

const ask = (deviceId?: string): Promise<MediaStream> =>
  navigator.mediaDevices.getUserMedia({
    audio: {
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId && { deviceId: { exact: deviceId } }),
    },
  });

const codeOf = (cause: unknown): CallErrorCode =>
  codeByName[cause instanceof Error ? cause.name : ''] ?? 'microphone-in-use';

async function microphoneError(cause: unknown): Promise<CallError> {
  const { name = '', message = '' } = cause instanceof Error ? cause : {};
  const code = codeOf(cause);
  // Chromium says "by system" where the operating system, not the visitor, refused.
  if (code === 'microphone-denied' && /system/i.test(message))
    return new CallError(
      'microphone-blocked',
      'The operating system keeps the microphone from the browser.',
      { bySystem: true, cause },
    );
  if (code === 'microphone-denied' && (await frameForbids())) return blockedByPolicy(cause);
  return new CallError(code, `The microphone could not be opened (${name}).`, { cause });
}

/** Firefox has no policy interface; there a frame's missing `allow` shows as a refusal without any device listed. */
async function frameForbids(): Promise<boolean> {
  if (self === top || 'featurePolicy' in document) return false;
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return !devices.some((device) => device.kind === 'audioinput');
}
