// What a gateway adapter is: one object with its rules, and one session per call. Types only; touches nothing.

import type { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential, TokenKind } from '../call/call-request.ts';

/** How a gateway differs from the others, read by the call; the call keeps the queues, limits and state. */
export interface GatewayRules {
  /** A token (`connector-token`, `token-url` or `tokenProvider`) must be configured. */
  readonly token: 'required' | 'optional';
  /** When a session may begin: beside the microphone prompt, or after it, so that a refused prompt costs no session. */
  readonly begins: 'with-microphone' | 'after-microphone';
  /** The offer waits for the ICE candidates (bounded), because the far end takes none after it, or may not. */
  readonly gathersFirst: boolean;
  /** When candidates may follow the offer; `when-ready` waits for {@link SessionEvents.ready}. */
  readonly candidates: 'after-answer' | 'when-ready' | 'never';
  /** What losing the signalling connection means; absent where nothing stays open after the answer. */
  readonly signallingLoss?: SignallingLoss;
  /**
   * How the far end hangs up: a message of its own (or closing the signalling), or just by closing its side of the
   * media, which is a fault where a message was due.
   */
  readonly hangsUpBy: 'message' | 'closing-media';
  /** Label of a data channel that is in the offer; see {@link Session.channel}. */
  readonly dataChannel?: string;
}

/** Delays in milliseconds before each attempt to open the connection again, before and after audio runs. */
export interface SignallingLoss {
  readonly settingUp: readonly number[];
  readonly up: readonly number[];
  /** When no attempt is left and audio runs. Before that, the call fails. */
  readonly then: 'ends-call' | 'goes-on';
}

/** What a session tells its call. All texts are data of the gateway. */
export interface SessionEvents {
  /** The gateway's id of this session, for support. */
  sessionId(id: string): void;
  /** Candidates may go from now on, where the rules say `when-ready`; also asks for those that could not leave. */
  ready(): void;
  /** The visitor stands in a line, at this place (1 is next) where known; the set-up limit waits until `open` resolves or `ready`. */
  waiting(position?: number): void;
  /** One remote candidate, in arrival order; the call holds it until the answer is applied. */
  candidate(candidate: RTCIceCandidateInit): void;
  /** The far end hung up, or turned away before the call was up. */
  ended(): void;
  /** The gateway ended the call with an error. */
  failed(error: CallError): void;
  /** The signalling connection was lost; see {@link SignallingLoss}. */
  lost(): void;
  /** A text message of the far end. */
  message(text: string): void;
  /** One line of the transcript. */
  transcript(entry: TranscriptEntry): void;
}

export interface TranscriptEntry {
  /** An entry with the id of an earlier one replaces it. */
  readonly id?: string;
  readonly speaker: 'agent' | 'user';
  readonly text: string;
  readonly final: boolean;
}

/** One call's conversation with a gateway. What a method's presence says is a capability. */
export interface Session {
  /**
   * ICE servers the gateway hands out, `undefined` where it has no say. Runs beside `open`.
   * @throws CallError where the call cannot go on without them
   */
  iceServers?(signal: AbortSignal): Promise<readonly RTCIceServer[] | undefined>;
  /** Opens the signalling connection; called again after `lost` where the rules give delays. */
  open?(signal: AbortSignal): Promise<void>;
  /** Takes the data channel that the rules ask for, before it opens; the call closes it. */
  channel?(channel: RTCDataChannel): void;
  /** Sends the offer (SDP) and resolves to the answer (SDP). Called once, after `open`. */
  exchange(offer: string, signal: AbortSignal): Promise<string>;
  /**
   * Sends the offer of an ICE restart and resolves to its answer. Called while lost audio is waited for, until it is
   * back or this refuses.
   * @throws CallError `gateway-unreachable` or `timeout` where another attempt may do
   */
  restart?(offer: string, signal: AbortSignal): Promise<string>;
  /** Sends one local candidate; `false` where it could not leave now and must be kept. */
  sendCandidate?(candidate: RTCIceCandidate): boolean;
  /** Sends a text message to the far end. */
  sendMessage?(text: string): void;
  /**
   * Says goodbye and closes; its first step runs in the calling task, so that it works while the page goes away.
   * @param signal - aborts when the call waits no longer
   */
  close(signal: AbortSignal): void | Promise<void>;
}

export interface Gateway {
  readonly name: string;
  readonly rules: GatewayRules;
  /**
   * Checks the request before the visitor is asked for the microphone.
   * @param token - whether one is configured, and of which kind
   * @throws CallError `configuration`, naming the attribute at fault
   */
  check?(request: CallRequest, token: TokenKind): void;
  /**
   * Prepares a session; nothing goes over the network before one of its methods is called.
   * @throws CallError where the credential cannot do
   */
  createSession(request: CallRequest, credential: Credential, events: SessionEvents): Session;
}
