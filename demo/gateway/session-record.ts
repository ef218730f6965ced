// What was seen of one session: the part of GatewaySession that is kept and counted, not done. No I/O.

import { countCandidates } from './sdp.ts';
import type { EndedBy, Offer, ProtocolName, ReceivedFrame, Seen } from './session-view.ts';

export abstract class SessionRecord {
  abstract readonly protocol: ProtocolName;
  readonly sessionId: string;
  behaviour: string;
  readonly frames: ReceivedFrame[] = [];
  readonly messages: string[] = [];
  readonly seen: Seen = {
    requests: [],
    invocations: [],
    completions: 0,
    pings: 0,
    channels: [],
    channelMessages: [],
    swallowed: [],
  };
  sockets = 0;
  closeCode: number | undefined = undefined;
  offer: Offer | undefined = undefined;
  ended: { by: EndedBy; code?: string } | undefined = undefined;

  /** @param behaviour - '' where the offer brings it */
  constructor(sessionId: string, behaviour: string) {
    this.sessionId = sessionId;
    this.behaviour = behaviour;
  }

  get offers(): number {
    return this.#count('offer');
  }

  get candidates(): number {
    return this.#count('ice-candidate');
  }

  get closeFrames(): number {
    return this.#count('close');
  }

  get candidatesInOffer(): number {
    return countCandidates(this.offer?.sdp ?? '');
  }

  get reconnects(): number {
    return Math.max(0, this.sockets - 1);
  }

  #count(type: string): number {
    return this.frames.filter((frame) => frame.type === type).length;
  }
}
