// PolyAI's WebRTC gateway: JSON over a WebSocket, one offer and one answer, candidates as they come.
// Source: PolyAI "WebRTC Gateway" and "WebSocket signaling" pages; close codes and reconnecting as its iOS client.

import { CallError, type CallErrorCode } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import { parseIceServers } from '../call/ice-servers.ts';
import { isRecord, type JsonRecord } from '../call/parse.ts';
import type { Gateway, Session, SessionEvents } from './gateway.ts';
import { gatewayUrl } from './gateway-url.ts';
import { JsonSocket } from './json-socket.ts';
import { parseFrame, type CandidateFrame, type PolyAiFrame } from './polyai-frames.ts';

/** Milliseconds. Opening includes DNS and TLS on a slow network; ICE servers are a help, never a condition. */
const OPEN_LIMIT = 10_000;
const REOPEN_LIMIT = 5_000;
const ICE_SERVERS_LIMIT = 4_000;
/** Within the goodbye's bound, so that the socket is closed by then. */
const LATE_ANSWER_LIMIT = 1_000;
const REOPEN_DELAYS = [1000, 2000, 4000];
/** Candidates that may come before the answer tells which session is ours. */
const MAX_EARLY_CANDIDATES = 100;

const codeByError: Readonly<Record<string, CallErrorCode>> = {
  UNAUTHORIZED: 'unauthorized',
  FORBIDDEN: 'forbidden',
  INVALID_ARGUMENT: 'invalid-argument',
  INVALID_MESSAGE: 'protocol',
  HANDLER_ERROR: 'gateway-error',
  MEDIA_BRIDGE_FAILURE: 'media-failed',
  AGENT_FAILURE: 'agent-failed',
};

/** Close codes that say "do not come back": the frame codes of RFC 6455, a policy's refusal, and private ones. */
const codeByClose = (code: number): CallErrorCode | undefined => {
  if ([1002, 1003, 1007, 1009].includes(code)) return 'protocol';
  if (code === 1008) return 'forbidden';
  return code >= 4000 && code <= 4999 ? 'gateway-error' : undefined;
};

export const polyai: Gateway = {
  name: 'polyai',
  rules: {
    token: 'required',
    begins: 'with-microphone',
    gathersFirst: false,
    candidates: 'after-answer',
    signallingLoss: { settingUp: REOPEN_DELAYS, up: REOPEN_DELAYS, then: 'ends-call' },
    hangsUpBy: 'message',
  },

  check(request) {
    const url = signallingUrl(request);
    if (request.mode === 'echo' && url.hostname.endsWith('.polyai.app'))
      throw new CallError('configuration', 'mode="echo" is for debug gateways: set gateway-url to one.');
    const build: Partial<Record<string, unknown>> | undefined = request.agentVersionOverride && {
      ...request.agentVersionOverride,
    };
    const named = (value: unknown): boolean => typeof value === 'string' && value !== '';
    if (build && !(named(build['artifactVersion']) && named(build['lambdaDeploymentVersion'])))
      throw new CallError(
        'configuration',
        'agent-version-override needs the strings artifactVersion and lambdaDeploymentVersion.',
      );
  },

  createSession: (request, credential, events) => new PolyAiSession(request, credential, events),
};

/** The signalling URL of a request: `gateway-url` (relative and `http(s):` forms too) or the region's. */
function signallingUrl({ gatewayUrl: text, region = 'us-1' }: CallRequest): URL {
  if (!/^[a-z0-9-]+$/.test(region))
    throw new CallError('configuration', `region="${region}" is no region name.`);
  const regional = `wss://webrtc-gateway.${region}.platform.polyai.app/api/v1/webrtc/signal`;
  return gatewayUrl(text || regional, 'ws');
}

/** An empty list says nothing here: the documented public STUN server is used then. */
async function serversOf(answer: Response): Promise<RTCIceServer[] | undefined> {
  const body: unknown = answer.ok ? await answer.json() : undefined;
  const servers = isRecord(body) ? parseIceServers(body['iceServers']) : [];
  return servers.length > 0 ? servers : undefined;
}

class PolyAiSession implements Session {
  private readonly _request: CallRequest;
  private readonly _token: string;
  private readonly _events: SessionEvents;
  private readonly _url: URL;
  private _socket: JsonSocket | undefined;
  private _sessionId = '';
  /** Kept until the answer; it holds the token. */
  private _offer: JsonRecord | undefined;
  private _delivered = false;
  private _onAnswer: ((sdp: string) => void) | undefined;
  private _early: CandidateFrame[] = [];
  private _farEndClosed = false;
  /** The far end refused or left: no answer will come. */
  private _over = false;
  private _onOver: () => void = () => undefined;

  constructor(request: CallRequest, credential: Credential, events: SessionEvents) {
    this._request = request;
    this._token = credential.token;
    this._events = events;
    this._url = signallingUrl({ ...request, gatewayUrl: credential.gatewayUrl ?? request.gatewayUrl });
  }

  /** Asks with the token in a header, and in the URL only where the gateway refuses a header. */
  async iceServers(signal: AbortSignal): Promise<RTCIceServer[] | undefined> {
    const url = new URL(this._url.href.replace(/^ws/, 'http'));
    const path = /\/webrtc\/signal$/;
    url.pathname = path.test(url.pathname)
      ? url.pathname.replace(path, '/ice-servers')
      : '/api/v1/ice-servers';
    url.search = '';
    const bound = new Scope();
    bound.listen(signal, 'abort', () => void bound.release());
    bound.timer(ICE_SERVERS_LIMIT, () => void bound.release());
    try {
      const authorization = `Bearer ${this._token}`;
      const answer = await this._ask(url, bound.signal, { authorization }).catch(() => undefined);
      if (answer?.ok) return await serversOf(answer);
      // Some gateways know the query only: they refuse the header, or the browser's question whether it may be sent.
      // Whether there is anybody to refuse it is asked without the token, or browsers would log a URL that has it.
      const refusal = answer ?? (bound.released ? undefined : await this._ask(url, bound.signal, {}));
      if (!refusal || ![400, 401].includes(refusal.status)) return undefined;
      url.searchParams.set('token', this._token);
      return await serversOf(await this._ask(url, bound.signal, {}));
    } catch {
      return undefined;
    } finally {
      void bound.release();
    }
  }

  private _ask(url: URL, signal: AbortSignal, headers: Record<string, string>): Promise<Response> {
    return fetch(url.href, {
      headers,
      signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error', // it might carry the token elsewhere
      referrerPolicy: 'no-referrer',
    });
  }

  async open(): Promise<void> {
    const limit = this._socket ? REOPEN_LIMIT : OPEN_LIMIT;
    this._socket = new JsonSocket(this._url.href, limit, {
      frame: (frame) => this._receive(parseFrame(frame)),
      closed: (code, unsent) => this._closed(code, unsent),
    });
    await this._socket.opened;
    this._deliver();
  }

  exchange(offer: string): Promise<string> {
    const { callSid, mode, caller, callee, accountId, projectId, variantId, agentVersionOverride } =
      this._request;
    this._offer = {
      type: 'offer',
      sessionId: '',
      data: { type: 'offer', sdp: offer },
      authToken: this._token,
      ...{ callSid, mode, caller, callee, accountId, projectId, variantId, agentVersionOverride },
    };
    return new Promise((resolve) => {
      this._onAnswer = resolve;
      this._deliver();
    });
  }

  sendCandidate({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): boolean {
    return this._send({
      type: 'ice-candidate',
      sessionId: this._sessionId,
      data: { candidate, sdpMid: sdpMid ?? '0', sdpMLineIndex: sdpMLineIndex ?? 0 },
    });
  }

  async close(): Promise<void> {
    if (this._delivered && !this._sessionId && !this._over) await this._lateAnswer();
    if (this._sessionId && !this._farEndClosed) this._send({ type: 'close', sessionId: this._sessionId });
    await this._socket?.close();
  }

  /** Given up between offer and answer: only the answer names the session that is to be ended. */
  private async _lateAnswer(): Promise<void> {
    const bound = new Scope();
    await new Promise<void>((resolve) => {
      this._onAnswer = this._onOver = () => resolve();
      bound.timer(LATE_ANSWER_LIMIT, resolve);
    });
    await bound.release();
  }

  private _send(frame: JsonRecord): boolean {
    return this._socket?.send(frame) ?? false;
  }

  /** Sends the offer unless it already reached the wire: a delivered one is never sent again. */
  private _deliver(): void {
    if (this._offer && !this._delivered) this._delivered = this._send(this._offer);
  }

  private _receive(frame: PolyAiFrame | undefined): void {
    if (!frame) return;
    const foreign = frame.sessionId && this._sessionId && frame.sessionId !== this._sessionId;
    if (foreign) return;
    switch (frame.type) {
      case 'answer':
        return this._answered(frame.sdp, frame.sessionId);
      case 'ice-candidate':
        if (this._sessionId) this._events.candidate(frame.candidate);
        else if (this._early.length < MAX_EARLY_CANDIDATES) this._early.push(frame);
        return;
      case 'error': {
        this._left();
        const code = codeByError[frame.code] ?? 'gateway-error';
        const error = new CallError(code, `The gateway answered ${frame.code}.`, { gatewayCode: frame.code });
        return this._events.failed(error);
      }
      case 'close':
        this._farEndClosed = true;
        this._left();
        return this._events.ended();
    }
  }

  /** The first answer to our offer counts: there is no renegotiation. */
  private _answered(sdp: string, sessionId: string | undefined): void {
    if (this._sessionId || !this._onAnswer) return;
    if (!sessionId)
      return this._events.failed(new CallError('protocol', 'The answer of the gateway has no sessionId.'));
    this._sessionId = sessionId;
    this._offer = undefined;
    this._events.sessionId(sessionId);
    this._onAnswer(sdp);
    for (const early of this._early)
      if (!early.sessionId || early.sessionId === sessionId) this._events.candidate(early.candidate);
    this._early = [];
  }

  private _left(): void {
    this._over = true;
    this._onOver();
  }

  private _closed(code: number, unsent: boolean): void {
    this._left();
    if (unsent) this._delivered = false;
    const refusal = codeByClose(code);
    if (code === 1000) this._events.ended();
    else if (refusal)
      this._events.failed(
        new CallError(refusal, `The gateway closed the connection with ${code}.`, {
          gatewayCode: String(code),
        }),
      );
    else this._events.lost();
  }
}
