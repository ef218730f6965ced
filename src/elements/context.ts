// What <voice-agent-call> provides to its companions: a frozen snapshot, replaced on change, and commands.

import { createContext } from '@lit/context';
import type { AudioSettings } from '../call/audio-settings.ts';
import type { Levels, Notice } from '../call/call.ts';
import type { CallError } from '../call/call-error.ts';
import type { CallState } from '../call/call-state.ts';
import type { TranscriptEntry } from '../gateways/gateway.ts';
import type { ConsentQuestion } from './consent.ts';
import type { Messages } from '../i18n/messages.ts';

export interface CallCommands {
  start(): void;
  /** Starts, and ends the call of another tab. */
  takeOver(): void;
  hangUp(): void;
  setMuted(muted: boolean): void;
  /** At once, and for the next calls; a microphone that cannot be opened is not taken over. */
  setAudio(audio: Partial<AudioSettings>): void;
  resumePlayback(): void;
  /** How loud both sides are now, linear, 0–1. */
  levels(): Levels;
  /** Of the visitor, where consent is asked for. */
  answerConsent(granted: boolean): void;
  /** Seconds since the call connected; stands still after its end. */
  duration(): number;
}

export interface CallSnapshot {
  readonly state: CallState;
  /** What the visitor should know beside the state. */
  readonly notice: Notice | undefined;
  readonly error: CallError | undefined;
  readonly muted: boolean;
  readonly audio: AudioSettings;
  /** The visitor is heard through a stream of the page's: there is no microphone to choose. */
  readonly ownStream: boolean;
  readonly disabled: boolean;
  readonly agentSpeaking: boolean;
  readonly userSpeaking: boolean;
  readonly playbackBlocked: boolean;
  readonly agentName: string;
  readonly transcript: readonly TranscriptEntry[];
  /** Set while consent is asked for. */
  readonly consent: ConsentQuestion | undefined;
  readonly messages: Messages;
  readonly commands: CallCommands;
}

/** `Symbol.for`, so that two copies of the package on one page understand each other. */
export const callContext = createContext<CallSnapshot>(Symbol.for('voice-agent-call'));
