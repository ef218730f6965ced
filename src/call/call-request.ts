// What a call is asked to do: the attributes of the tag, read once at its start. No token in here: a request is shown
// to the page by `call-start`. Types only.

import type { Gateway } from '../gateways/gateway.ts';

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
  /** Added to what the gateway hands out; an empty list asks for no public STUN server. */
  iceServers?: RTCIceServer[] | undefined;
  iceTransportPolicy: RTCIceTransportPolicy;
}

/** What the site's token endpoint or provider answers. */
export interface Credential {
  readonly token: string;
  readonly gatewayUrl?: string | undefined;
  readonly iceServers?: RTCIceServer[] | undefined;
}

/** The property `tokenProvider`: asked once per call. */
export type TokenProvider = () => Promise<string | Credential> | string | Credential;

/** Where the credential of a call comes from; the first that is set is taken, from last to first. */
export interface CredentialSource {
  readonly token?: string | undefined;
  readonly tokenUrl?: string | undefined;
  readonly tokenProvider?: TokenProvider | undefined;
}
