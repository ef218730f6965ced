// The package without its side effect: classes, events, errors, `defineGateway`.

export { VoiceAgentCall } from './elements/voice-agent-call.ts';
export { VoiceAgentCallButton } from './elements/voice-agent-call-button.ts';
export { VoiceAgentCallMuteButton } from './elements/voice-agent-call-mute-button.ts';
export { VoiceAgentCallStatus } from './elements/voice-agent-call-status.ts';
export { VoiceAgentCallTimer } from './elements/voice-agent-call-timer.ts';
export * from './elements/events.ts';
export { callContext, type CallCommands, type CallSnapshot } from './elements/context.ts';
export type { CallInfo, StartOptions } from './elements/call-controller.ts';
export { CallError, callErrorCodes, type CallErrorCode } from './call/call-error.ts';
export { transitions, type CallState } from './call/call-state.ts';
export type { AudioSettings } from './call/audio-settings.ts';
export type { EndReason, Levels, Notice } from './call/call.ts';
export type {
  AgentVersionOverride,
  CallRequest,
  Credential,
  HeadersSource,
  TokenAnswer,
  TokenKind,
  TokenProvider,
} from './call/call-request.ts';
export type { CallQuality } from './call/quality.ts';
export type { Codec } from './call/sdp.ts';
export type { DiagnosticReport } from './call/diagnose.ts';
export { defineGateway } from './gateways/registry.ts';
export type {
  Gateway,
  GatewayRules,
  Session,
  SessionEvents,
  SignallingLoss,
  TranscriptEntry,
} from './gateways/gateway.ts';
export { defineLanguage, languages, type LanguageLoader } from './i18n/languages.ts';
export type { ConsentQuestion } from './elements/consent.ts';
export type { Layout } from './elements/layout.ts';
export type { ErrorMessage, MessageOverrides, Messages } from './i18n/messages.ts';
