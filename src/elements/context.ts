// What <voice-agent-call> provides to its companions: a frozen snapshot, replaced on change, and commands.

import { createContext } from '@lit/context';
import type { AudioSettings } from '../call/audio-settings.ts';
import type { Levels, Notice } from '../call/call.ts';
import type { CallError } from '../call/call-error.ts';
import type { CallState } from '../call/call-state.ts';
import type { TranscriptEntry } from '../gateways/gateway.ts';
import type { ConsentQuestion } from './consent.ts';
import type { Rating } from './events.ts';
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
  /** Sends keypad tones. @throws CallError `configuration` where `canSendDigits` is not true */
  sendDigits(digits: string): void;
  /** The visitor's word on the last call; counts once, where `canRate`. */
  rate(rating: Rating): void;
  /** Focuses the call button: for a companion whose own button goes. */
  focus(): void;
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
  /** The mute button is held to talk. */
  readonly pushToTalk: boolean;
  /** Keys press the buttons, which show them. */
  readonly shortcuts: boolean;
  /** A call is up and the far end takes digits. */
  readonly canSendDigits: boolean;
  /** The last call was up, is over and has no rating yet. */
  readonly canRate: boolean;
  /** The visitor's word on the last call. */
  readonly rated: Rating | undefined;
  readonly messages: Messages;
  readonly commands: CallCommands;
}

/** `Symbol.for`, so that two copies of the package on one page understand each other. */
export const callContext = createContext<CallSnapshot>(Symbol.for('voice-agent-call'));
