// The attributes and properties of <voice-agent-call>, and nothing else: what a site owner can set, with its defaults.

import { LitElement, type PropertyDeclarations } from 'lit';
import type { AgentVersionOverride, HeadersSource, TokenProvider } from '../call/call-request.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { MessageOverrides } from '../i18n/messages.ts';
import { json } from './json-attribute.ts';
import type { Layout } from './layout.ts';

/** Lit reads the declarations from here; the README's tables are checked against them. */
export class CallProperties extends LitElement {
  static override properties: PropertyDeclarations = {
    connectorToken: { attribute: 'connector-token' },
    tokenUrl: { attribute: 'token-url' },
    gateway: {},
    gatewayUrl: { attribute: 'gateway-url' },
    region: {},
    mode: {},
    caller: {},
    callee: {},
    callSid: { attribute: 'call-sid' },
    accountId: { attribute: 'account-id' },
    projectId: { attribute: 'project-id' },
    variantId: { attribute: 'variant-id' },
    agentVersionOverride: json('agent-version-override'),
    agentId: { attribute: 'agent-id' },
    businessId: { attribute: 'business-id' },
    campaignId: { attribute: 'campaign-id' },
    metadata: json('metadata'),
    negotiate: { type: Boolean },
    iceServers: json('ice-servers'),
    iceTransportPolicy: { attribute: 'ice-transport-policy' },
    agentName: { attribute: 'agent-name' },
    // Style sheets, ours and the page's, go by these attributes; frameworks set properties.
    theme: { reflect: true },
    layout: { reflect: true },
    placement: { reflect: true },
    avoid: {},
    captions: { type: Boolean },
    devices: { type: Boolean },
    consent: { type: Boolean },
    microphoneReason: { attribute: 'microphone-reason', type: Boolean },
    privacyUrl: { attribute: 'privacy-url' },
    termsUrl: { attribute: 'terms-url' },
    preconnect: {},
    muted: { type: Boolean, reflect: true },
    disabled: { type: Boolean },
    pushToTalk: { attribute: 'push-to-talk', type: Boolean },
    shortcuts: { type: Boolean },
    keypad: { type: Boolean },
    rating: { type: Boolean },
    copyTranscript: { attribute: 'copy-transcript', type: Boolean },
    texts: { attribute: false },
    mediaStream: { attribute: false },
    microphoneId: { attribute: false },
    speakerId: { attribute: false },
    volume: { attribute: false },
  };

  /** The durable credential of the gateway; see the README on who can read it. */
  declare connectorToken: string | undefined;
  /** An endpoint of the site that answers `{token}`; asked at the start of each call. */
  declare tokenUrl: string | undefined;
  /** Asked for a token at the start of each call. */
  tokenProvider: TokenProvider | undefined;
  /** `polyai`, `voisnap`, `iqra`, `http`, `openai`, `pipecat`, `whip`, a name registered with `defineGateway`, or an adapter. */
  declare gateway: string | Gateway | undefined;
  /** The signalling address, instead of the region’s. */
  declare gatewayUrl: string | undefined;
  /** Headers of the page's for requests to the gateway, or a function that answers them. */
  headers: HeadersSource | undefined;
  /** Cookies with requests to the gateway: `same-origin` (default), `include`, `omit`. */
  credentials: RequestCredentials | undefined;
  /** PolyAI region: `us-1`, `uk-1`, `euw-1`. */
  declare region: string | undefined;
  /** `end-to-end` or `traditional`; `echo` on debug gateways. */
  declare mode: string | undefined;
  /** Calling number, handed on. */
  declare caller: string | undefined;
  /** Called number, handed on. */
  declare callee: string | undefined;
  /** An id for the call; a fresh UUID where unset. */
  declare callSid: string | undefined;
  /** Handed on. */
  declare accountId: string | undefined;
  /** Handed on. */
  declare projectId: string | undefined;
  /** Handed on. */
  declare variantId: string | undefined;
  /** Pins a build of the agent. */
  declare agentVersionOverride: AgentVersionOverride | undefined;
  /** Voisnap: which agent. */
  declare agentId: string | undefined;
  /** Iqra: whose campaign. */
  declare businessId: string | undefined;
  /** Iqra: which campaign. */
  declare campaignId: string | undefined;
  /** What the site knows about this call; the visitor can read and change it. */
  declare metadata: Readonly<Record<string, unknown>> | undefined;
  /** Voisnap: ask its host for SignalR’s negotiation first. */
  declare negotiate: boolean;
  /** Added to the gateway’s; an empty list asks for no public STUN server. */
  declare iceServers: RTCIceServer[] | undefined;
  /** `all`, or `relay` for TURN only. */
  declare iceTransportPolicy: RTCIceTransportPolicy | undefined;
  /** Shown and spoken to assistive technology. */
  declare agentName: string | undefined;
  /** Text for a light or dark background; `auto` takes the page’s. */
  declare theme: 'auto' | 'light' | 'dark' | undefined;
  /** `inline` (default), `card`, or `floating`: a launcher at a corner of the window that opens a panel. */
  declare layout: Layout | undefined;
  /** Floating: `bottom-end` (default), `bottom-start`, `top-end`, `top-start`. */
  declare placement: string | undefined;
  /** Floating: a selector of what the launcher must not cover, such as a cookie banner. */
  declare avoid: string | undefined;
  /** Shows the transcript where the gateway has one. */
  declare captions: boolean;
  /** Shows the sound settings: microphone, speaker, volume and a test tone. */
  declare devices: boolean;
  /** Asks for consent before the microphone and before any connection; the attribute’s value `visit` asks once per visit. */
  declare consent: boolean;
  /** Says that the browser is going to ask for the microphone, before it does. */
  declare microphoneReason: boolean;
  /** Linked where consent is asked for. */
  declare privacyUrl: string | undefined;
  /** Linked where consent is asked for. */
  declare termsUrl: string | undefined;
  /** When the code of a call is loaded ahead of the press. */
  declare preconnect: 'intent' | 'visible' | 'none' | undefined;
  /** The visitor is muted; written by the element too. */
  declare muted: boolean;
  /** The button cannot be pressed. */
  declare disabled: boolean;
  /** Calls start muted, and the mute button is held to talk. */
  declare pushToTalk: boolean;
  /** Keys while the focus is inside: M mutes or talks, H hangs up. */
  declare shortcuts: boolean;
  /** A keypad during a call, where the far end takes digits. */
  declare keypad: boolean;
  /** Asks after a call how it was. */
  declare rating: boolean;
  /** A button after a call that copies the transcript. */
  declare copyTranscript: boolean;
  /** Texts that replace single ones of the widget's. */
  declare texts: MessageOverrides | undefined;
  /** A stream of the page's instead of the microphone; it is never stopped. */
  declare mediaStream: MediaStream | undefined;
  /**
   * The microphone, by its `deviceId` of `enumerateDevices()`; `undefined` is the system’s choice, which serves too while the
   * chosen one is gone. Applies at once; one that cannot be opened during a call leaves the present one in place and here.
   */
  declare microphoneId: string | undefined;
  /** The speaker, in the same way; needs a browser with `setSinkId`. */
  declare speakerId: string | undefined;
  /** How loud the agent is, 0–1 (default 1); iOS leaves that to its own keys. */
  declare volume: number;

  constructor() {
    super();
    this.muted = false;
    this.disabled = false;
    this.negotiate = false;
    this.captions = false;
    this.devices = false;
    this.volume = 1;
    this.consent = false;
    this.microphoneReason = false;
    this.pushToTalk = this.shortcuts = this.keypad = this.rating = this.copyTranscript = false;
  }
}
