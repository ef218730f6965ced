import type { AgentView } from './agent.ts';
import type { Offer } from './frames.ts';
import type { Heard } from './peer.ts';

/** A frame as it was received, except that the token is not kept. */
export interface ReceivedFrame {
  /** The frame's type; '(not a frame)' for what could not be read as one. */
  readonly type: string;
  /** Whether it carried a non-empty `authToken`. */
  readonly hadToken: boolean;
  readonly [field: string]: unknown;
}

/**
 * Who ended a session: the client with a close frame; the gateway by hanging up; an error frame; a signalling
 * connection that did not come back; or the gateway being closed.
 */
export type EndedBy = 'client' | 'gateway' | 'error' | 'drop' | 'shutdown';

/** What a test may look at. Everything is live: read it again to see it change. */
export interface GatewaySession {
  readonly sessionId: string;
  /** The behaviour that the token asked for; '' when the offer was refused before that was known. */
  readonly behaviour: string;
  /** The fields of the accepted offer, without the token. */
  readonly offer: Offer | undefined;
  /** Every frame of the client in order, refused ones and those after the end included. */
  readonly frames: readonly ReceivedFrame[];
  /** Offers received (a good client sends one). */
  readonly offers: number;
  /** `ice-candidate` frames received. */
  readonly candidates: number;
  /** Candidates that were inside the offer's SDP. */
  readonly candidatesInOffer: number;
  /** `close` frames received. */
  readonly closeFrames: number;
  /** Sockets that this session has had. */
  readonly sockets: number;
  /** Sockets after the first; a reconnected socket counts from its first frame, which names the session. */
  readonly reconnects: number;
  /** Close code of the last socket that was lost; 1005 when the client gave none, 1006 for a cut. */
  readonly closeCode: number | undefined;
  /** Of the gateway's peer; 'new' before there is one. */
  readonly connectionState: RTCPeerConnectionState;
  /** Undefined while the session lives. `code` is the error frame's. */
  readonly ended: { readonly by: EndedBy; readonly code?: string } | undefined;
  readonly agent: AgentView;
  /** What the gateway hears of the visitor. @param ms - over the last milliseconds, 300 by default, at most 2000 */
  hears(ms?: number): Heard;
}
