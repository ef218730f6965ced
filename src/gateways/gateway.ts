// What a gateway adapter is: one object with its rules, and one session per call. Types only; touches nothing.

import type { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';

/** How a gateway differs from the others, read by the call; the call keeps the queues, limits and state. */
export interface GatewayRules {
  /** A token (`connector-token`, `token-url` or `tokenProvider`) must be configured. */
  readonly token: 'required' | 'optional';
  /** When a session may begin: beside the microphone prompt, or after it, so that a refused prompt costs no session. */
  readonly begins: 'with-microphone' | 'after-microphone';
  /** When local candidates may go out. */
  readonly candidates: 'after-answer' | 'after-offer' | 'in-offer';
  /**
   * What losing the signalling connection means: delays in milliseconds before each attempt to open it again, or
   * `ends-call` (no way back), or `best-effort` (the audio goes on without it).
   */
  readonly signallingLoss: readonly number[] | 'ends-call' | 'best-effort';
}

/** What a session tells its call. All texts are data of the gateway. */
export interface SessionEvents {
  /** The gateway's id of this session, for support. */
  sessionId(id: string): void;
  /** One remote candidate, in arrival order; the call holds it until the answer is applied. */
  candidate(candidate: RTCIceCandidateInit): void;
  /** The far end hung up, or turned away before the call was up. */
  ended(): void;
  /** The gateway ended the call with an error. */
  failed(error: CallError): void;
  /** The signalling connection was lost; see {@link GatewayRules.signallingLoss}. */
  lost(): void;
  /** A text message of the far end. */
  message(text: string): void;
  /** One line of the transcript. */
  transcript(entry: TranscriptEntry): void;
}

export interface TranscriptEntry {
  readonly speaker: 'agent' | 'user';
  readonly text: string;
  readonly final: boolean;
}

/** One call's conversation with a gateway. What a method's presence says is a capability. */
export interface Session {
  /** ICE servers the gateway hands out; a failure to get them resolves to an empty list. */
  iceServers?(signal: AbortSignal): Promise<RTCIceServer[]>;
  /** Opens the signalling connection; called again after `lost` where the rules give delays. */
  open?(signal: AbortSignal): Promise<void>;
  /** Sends the offer (SDP) and resolves to the answer (SDP). Called once. */
  exchange(offer: string, signal: AbortSignal): Promise<string>;
  /** Sends one local candidate; `false` where it could not leave now and must be kept. */
  sendCandidate?(candidate: RTCIceCandidate): boolean;
  /** Sends a text message to the far end. */
  sendMessage?(text: string): void;
  /** Says goodbye and closes; its first step runs in the calling task, so that it works while the page goes away. */
  close(): void | Promise<void>;
}

export interface Gateway {
  readonly name: string;
  readonly rules: GatewayRules;
  /**
   * Checks the request before the visitor is asked for the microphone.
   * @throws CallError `configuration`, naming the attribute at fault
   */
  check?(request: CallRequest): void;
  /** Prepares a session; nothing goes over the network before one of its methods is called. */
  createSession(request: CallRequest, credential: Credential, events: SessionEvents): Session;
}
