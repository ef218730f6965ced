// What a support desk wants to know about a browser, a microphone and a network. Loaded when asked for; opens no call
// and no microphone, and holds no token, no address and no device name.

import type { Gateway } from '../gateways/gateway.ts';
import type { Call, CallOptions } from './call.ts';
import { CallError, type CallErrorCode } from './call-error.ts';
import type { CallRequest } from './call-request.ts';
import { getCredential, tokenKind } from './credential.ts';
import { Scope } from './cleanup.ts';
import { assertBrowser } from './microphone.ts';
import { PUBLIC_STUN } from './ice-servers.ts';
import { qualityOf, sampleOf, type CallQuality } from './quality.ts';
import { checkRequest } from './check-request.ts';

export interface DiagnosticReport {
  /** What would keep a call from starting, found without asking for anything. */
  readonly problem: { readonly code: CallErrorCode; readonly message: string } | undefined;
  readonly browser: string;
  /** `unknown` where the browser does not tell. */
  readonly microphonePermission: PermissionState | 'unknown';
  readonly microphones: number;
  readonly online: boolean;
  /** Kinds of ICE candidates found with the tag's own servers: `host`, `srflx`, `relay`. */
  readonly candidateTypes: readonly string[];
  readonly call:
    | {
        readonly callSid: string;
        readonly sessionId: string | undefined;
        readonly quality: CallQuality | undefined;
      }
    | undefined;
}

/** Milliseconds; gathering through a server that does not answer has no end of its own. */
const GATHERING_LIMIT = 3000;

export async function diagnose(options: CallOptions, call: Call | undefined): Promise<DiagnosticReport> {
  const { request } = options;
  const problem = await problemOf(options);
  const devices =
    (await (navigator.mediaDevices as MediaDevices | undefined)?.enumerateDevices().catch(() => [])) ?? [];
  return {
    problem,
    browser: navigator.userAgent,
    microphonePermission: await permission(),
    microphones: devices.filter(({ kind }) => kind === 'audioinput').length,
    online: navigator.onLine,
    candidateTypes: problem?.code === 'unsupported-browser' ? [] : await candidateTypes(request),
    call: call && {
      callSid: call.options.request.callSid,
      sessionId: call.sessionId,
      quality: await callQuality(call),
    },
  };
}

async function problemOf({
  request,
  credential,
  mediaStream,
  gateway,
}: CallOptions): Promise<DiagnosticReport['problem']> {
  try {
    assertBrowser(mediaStream === undefined);
    checkRequest(request);
    const adapter: Gateway = await gateway();
    adapter.check?.(request, tokenKind(credential));
    getCredential(credential, adapter.rules.token === 'required', new Scope(), 0);
    return undefined;
  } catch (cause) {
    if (cause instanceof CallError) return { code: cause.code, message: cause.message };
    throw cause;
  }
}

async function permission(): Promise<PermissionState | 'unknown'> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state;
  } catch {
    return 'unknown';
  }
}

async function candidateTypes({ iceServers, iceTransportPolicy }: CallRequest): Promise<string[]> {
  const scope = new Scope();
  const found = new Set<string>();
  try {
    const connection = new RTCPeerConnection({ iceServers: iceServers ?? [PUBLIC_STUN], iceTransportPolicy });
    scope.add(() => connection.close());
    connection.createDataChannel('diagnose');
    const gathered = new Promise<void>((resolve) =>
      scope.listen<RTCPeerConnectionIceEvent>(connection, 'icecandidate', ({ candidate }) => {
        const type = / typ (\w+)/.exec(candidate?.candidate ?? '')?.[1];
        if (type) found.add(type);
        if (!candidate) resolve();
      }),
    );
    await connection.setLocalDescription(await connection.createOffer());
    await Promise.race([gathered, scope.delay(GATHERING_LIMIT)]);
  } catch {
    // an unusable ice-servers is told by `problem`
  }
  await scope.release();
  return [...found];
}

/** Over half a second of the running call. */
async function callQuality(call: Call): Promise<CallQuality | undefined> {
  const before = await call.getStats();
  if (!before) return undefined;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = await call.getStats();
  return after && qualityOf(sampleOf(after), sampleOf(before));
}
