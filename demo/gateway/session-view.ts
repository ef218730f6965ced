// What a test may look at: everything the gateway saw of one session. Types only.

import type { AgentView } from './agent.ts';
import type { Heard } from './peer.ts';

export type ProtocolName = 'polyai' | 'voisnap' | 'iqra' | 'http' | 'openai' | 'pipecat' | 'whip';

/** What was offered, without the token. Beyond the SDP these are PolyAI's fields. */
export interface Offer {
  sdp: string;
  mode?: string;
  callSid?: string;
  caller?: string;
  callee?: string;
  accountId?: string;
  projectId?: string;
  variantId?: string;
  agentVersionOverride?: { artifactVersion: string; lambdaDeploymentVersion: string };
}

/**
 * One thing that the client said. PolyAI: its frame as it was received, except that the token is not kept. Others: the
 * same in PolyAI's words, `offer`, `ice-candidate` and `close`, whatever their wire calls them.
 */
export interface ReceivedFrame {
  /** The frame's type; '(not a frame)' for what could not be read as one. */
  readonly type: string;
  /** Whether a token came with it. */
  readonly hadToken: boolean;
  readonly [field: string]: unknown;
}

/** An HTTP request of a session, without its token. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query, which may hold a token. */
  readonly path: string;
  /** Names only, in lower case. */
  readonly headers: readonly string[];
  /** JSON where it was JSON, else the text. */
  body: unknown;
  /** 0 until it was answered. */
  status: number;
}

/** An invocation of a SignalR hub. */
export interface SeenInvocation {
  readonly target: string;
  readonly arguments: readonly unknown[];
  /** Why it failed; absent where it did not, or has not yet. */
  error?: string;
}

/** What only some of the protocols have. */
export interface Seen {
  readonly requests: SeenRequest[];
  readonly invocations: SeenInvocation[];
  /** Completions that the client sent, for an invocation of the server's. */
  completions: number;
  /** Keepalives of the client: SignalR's message, or a `ping` on pipecat's data channel. */
  pings: number;
  /** Labels of the data channels that the client opened. */
  readonly channels: string[];
  /** Everything that came over a data channel: JSON where it was JSON, else the text. */
  readonly channelMessages: unknown[];
  /** What a server that never complains did not understand (Iqra), as text. */
  readonly swallowed: string[];
}

/**
 * Who ended a session: the client by saying goodbye (where closing its peer is all it can say, by that); the gateway
 * by hanging up; an error; a connection that did not come back; or the gateway being closed.
 */
export type EndedBy = 'client' | 'gateway' | 'error' | 'drop' | 'shutdown';

/** What a test may look at. Everything is live: read it again to see it change. */
export interface GatewaySession {
  readonly protocol: ProtocolName;
  /** The protocol's own id where it has one. */
  readonly sessionId: string;
  /** The behaviour that the token asked for; '' when the offer was refused before that was known. */
  readonly behaviour: string;
  /** The accepted offer. */
  readonly offer: Offer | undefined;
  /** Everything that the client said, in order, refused frames and those after the end included. */
  readonly frames: readonly ReceivedFrame[];
  /** Offers received (a good client sends one). */
  readonly offers: number;
  /** Candidates received, those inside the offer's SDP not counted. */
  readonly candidates: number;
  /** Candidates that were inside the offer's SDP. */
  readonly candidatesInOffer: number;
  /** Goodbyes received, as a message or a request. */
  readonly closeFrames: number;
  /** Signalling sockets that this session has had. */
  readonly sockets: number;
  /** Sockets after the first; PolyAI's count from their first frame, which names the session. */
  readonly reconnects: number;
  /** Close code of the last socket that was lost; 1005 when the client gave none, 1006 for a cut. */
  readonly closeCode: number | undefined;
  /** Of the gateway's peer; 'new' before there is one. */
  readonly connectionState: RTCPeerConnectionState;
  /** Undefined while the session lives. `code` is the error's. */
  readonly ended: { readonly by: EndedBy; readonly code?: string } | undefined;
  readonly agent: AgentView;
  /** Texts that the visitor sent to the agent. */
  readonly messages: readonly string[];
  readonly seen: Seen;
  /** What the gateway hears of the visitor. @param ms - over the last milliseconds, 300 by default, at most 2000 */
  hears(ms?: number): Heard;
}
