// What a call is asked to do: the attributes of the tag, read once at its start. No token in here: a request is shown
// to the page by `call-start`. Types only.

import type { Gateway } from '../gateways/gateway.ts';
import type { JsonRecord } from './parse.ts';

/** A PolyAI agent build; both are needed. */
export interface AgentVersionOverride {
  artifactVersion: string;
  lambdaDeploymentVersion: string;
}

/** The settings of one call. The page may change them while `call-start` is dispatched. */
export interface CallRequest {
  /** A registered name or an adapter. */
  gateway: string | Gateway;
  gatewayUrl?: string | undefined;
  region?: string | undefined;
  /** This call's id, chosen by this side. */
  callSid: string;
  mode?: string | undefined;
  caller?: string | undefined;
  callee?: string | undefined;
  accountId?: string | undefined;
  projectId?: string | undefined;
  variantId?: string | undefined;
  agentVersionOverride?: AgentVersionOverride | undefined;
  /** Voisnap: which agent. */
  agentId?: string | undefined;
  /** Iqra: whose campaign, and which one. */
  businessId?: string | undefined;
  campaignId?: string | undefined;
  /** What the site knows about this call: handed to the gateway where it takes such. The visitor can change it. */
  metadata?: Readonly<Record<string, unknown>> | undefined;
  /** Voisnap: its host wants SignalR's negotiation first. */
  negotiate?: boolean | undefined;
  /** Cookies with requests to the gateway; `same-origin` where unset. */
  credentials?: RequestCredentials | undefined;
  /** Added to what the gateway hands out; an empty list asks for no public STUN server. */
  iceServers?: RTCIceServer[] | undefined;
  iceTransportPolicy: RTCIceTransportPolicy;
}

/** What the site's token endpoint or provider answers. */
export interface Credential {
  /** Empty where the gateway needs none. */
  readonly token: string;
  readonly gatewayUrl?: string | undefined;
  readonly iceServers?: RTCIceServer[] | undefined;
  /** The whole answer, for gateways that take more from it (a session made by the site's own server). */
  readonly answer?: JsonRecord | undefined;
  /** Headers of the page for requests to the gateway; they may hold secrets, so they are no part of the request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Asks again, for gateways that refuse a stale one; absent where asking again would give the same. */
  readonly renew?: (() => Promise<Credential>) | undefined;
}

/** The property `headers`. */
export type HeadersSource =
  | Readonly<Record<string, string>>
  | (() => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>);

/** The property `tokenProvider`: asked once per call. */
export type TokenProvider = () => Promise<string | TokenAnswer> | string | TokenAnswer;

/** What `tokenProvider` may answer beside a plain token. */
export interface TokenAnswer {
  readonly token?: string;
  readonly expiresAt?: string;
  readonly gatewayUrl?: string;
  readonly iceServers?: RTCIceServer[];
  readonly [field: string]: unknown;
}

/** A token of the tag, one that the site is asked for (with whatever else it answers), or none. */
export type TokenKind = 'fixed' | 'asked' | 'none';

/** Where the credential of a call comes from; the first that is set is taken, from last to first. */
export interface CredentialSource {
  readonly token?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly tokenProvider?: TokenProvider | undefined;
  readonly headers?: HeadersSource | undefined;
}
