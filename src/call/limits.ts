// Every time limit of a call, in milliseconds, with its reason. Tests hand in shorter ones.

export interface Limits {
  /** From the granted microphone to audio both ways; the vendor's own clients give 30 s. */
  readonly setUp: number;
  /** The site's token endpoint or provider: a small JSON answer. */
  readonly token: number;
  /** A lost media path to come back: longer than a lift or a Wi-Fi change, shorter than patience (vendor: 5 s). */
  readonly mediaLoss: number;
  /** Lost media that may come back by itself, before each ICE restart. */
  readonly restart: number;
  /** Candidates before an offer that waits for them; a TURN server in reach needs half a second (pipecat: 2 s). */
  readonly gathering: number;
  /** From the answer to audio, while another route is left to try; half of what visitors wait. */
  readonly route: number;
  /** Without a microphone in a running call: to find another one, or to plug one in. */
  readonly microphone: number;
  /** In the gateway's line, before the set-up starts; the visitor sees his place and may cancel. */
  readonly queue: number;
  /** Goodbyes after the microphone and the peer are already released. */
  readonly goodbye: number;
  /** After the offer is set: this machine's own candidates surface within a few ms and go with it. */
  readonly firstCandidates: number;
}

export const defaultLimits: Limits = {
  setUp: 30_000,
  token: 10_000,
  mediaLoss: 15_000,
  restart: 2_000,
  gathering: 2_000,
  route: 10_000,
  microphone: 60_000,
  queue: 600_000,
  goodbye: 2_000,
  firstCandidates: 20,
};

/** Remote candidates held until the answer is applied, and taken in all; a real gateway sends about ten. */
export const MAX_EARLY_CANDIDATES = 100;
export const MAX_CANDIDATES = 300;

/** Of one line or message of the far end, in characters: some ten minutes of speech. */
export const MAX_TEXT = 16_384;
/** Of a session's id, in characters; they are UUIDs and the like, and go into events. */
export const MAX_ID = 256;
/** ICE servers from outside: browsers warn from five on. */
export const MAX_SERVERS = 20;
