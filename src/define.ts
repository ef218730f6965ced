// Registers the elements. Importing this module has that one effect; in a server's rendering it has none.

import { VoiceAgentCall } from './elements/voice-agent-call.ts';
import { VoiceAgentCallButton } from './elements/voice-agent-call-button.ts';
import { VoiceAgentCallMuteButton } from './elements/voice-agent-call-mute-button.ts';
import { VoiceAgentCallStatus } from './elements/voice-agent-call-status.ts';
import { VoiceAgentCallTimer } from './elements/voice-agent-call-timer.ts';

/** The provider first: a consumer defined before its provider never gets a value. */
const elements = {
  'voice-agent-call': VoiceAgentCall,
  'voice-agent-call-button': VoiceAgentCallButton,
  'voice-agent-call-mute-button': VoiceAgentCallMuteButton,
  'voice-agent-call-status': VoiceAgentCallStatus,
  'voice-agent-call-timer': VoiceAgentCallTimer,
};

if (typeof customElements !== 'undefined')
  for (const [tag, element] of Object.entries(elements))
    if (!customElements.get(tag)) customElements.define(tag, element);

declare global {
  interface HTMLElementTagNameMap {
    'voice-agent-call': VoiceAgentCall;
    'voice-agent-call-button': VoiceAgentCallButton;
    'voice-agent-call-mute-button': VoiceAgentCallMuteButton;
    'voice-agent-call-status': VoiceAgentCallStatus;
    'voice-agent-call-timer': VoiceAgentCallTimer;
  }
}
