// Every text a visitor reads. Touches nothing.

import type { CallErrorCode } from '../call/call-error.ts';

/** What went wrong, and what the visitor can do about it. */
export interface ErrorMessage {
  readonly text: string;
  readonly remedy: string;
}

export type ErrorKey = CallErrorCode | 'busy-elsewhere' | 'microphone-blocked-by-system';

export interface Messages {
  /** The language of these texts, a BCP 47 tag. */
  readonly lang: string;
  /** Labels of the call button. `{agent}` stands for `agent-name`. */
  readonly call: string;
  readonly callAgent: string;
  readonly cancel: string;
  readonly hangUp: string;
  readonly callAgain: string;
  /** Ends the call of another tab and calls in this one. */
  readonly takeOver: string;
  readonly enableSound: string;
  readonly mute: string;
  readonly duration: string;
  /** The floating panel: its name, and what its launcher and its cross do. */
  readonly voiceCall: string;
  readonly open: string;
  readonly close: string;
  /** The transcript. */
  readonly captions: string;
  readonly you: string;
  readonly agent: string;
  readonly copyTranscript: string;
  readonly copied: string;
  /** Consent, asked before the microphone. `{agent}` stands for `agent-name`. */
  readonly consent: string;
  readonly agree: string;
  readonly decline: string;
  readonly privacy: string;
  readonly terms: string;
  /** Before the browser's own question for the microphone; `decline` is the other answer. */
  readonly microphoneReason: string;
  readonly continue: string;
  /** Sound settings. `{number}` counts devices that have no name. */
  readonly devices: string;
  readonly microphone: string;
  readonly speaker: string;
  readonly volume: string;
  readonly testTone: string;
  readonly systemDefault: string;
  readonly device: string;
  readonly keypad: string;
  readonly holdToTalk: string;
  /** After a call. */
  readonly rate: string;
  readonly good: string;
  readonly bad: string;
  readonly thanks: string;
  /** How to undo a refusal of the microphone, by browser; and that it is undone. */
  readonly allowInChrome: string;
  readonly allowInFirefox: string;
  readonly allowInSafari: string;
  readonly allowInIos: string;
  readonly allowInAndroid: string;
  readonly microphoneReady: string;
  /** One was plugged in after none was found. */
  readonly microphoneFound: string;
  /** The status line. */
  readonly requestingMicrophone: string;
  readonly connecting: string;
  /** `{position}` is the visitor's place in the gateway's line, 1 being the next. */
  readonly waitingAt: string;
  readonly waiting: string;
  readonly rerouting: string;
  readonly microphoneLost: string;
  readonly microphoneSilent: string;
  readonly takenOver: string;
  readonly connected: string;
  readonly listening: string;
  readonly agentSpeaking: string;
  /** `{agent}` stands for `agent-name`. */
  readonly agentNameSpeaking: string;
  readonly muted: string;
  readonly playbackBlocked: string;
  readonly reconnecting: string;
  readonly ending: string;
  readonly ended: string;
  readonly failed: string;
  /**
   * `busy-elsewhere`: in another tab, on the page with the title `{page}`. `microphone-blocked-by-system`: the
   * `microphone-blocked` that the visitor can undo; the other one is a policy's, or an iframe's.
   */
  readonly errors: Readonly<Record<ErrorKey, ErrorMessage>>;
}

/** Texts of the page that replace single ones; the property `texts`. */
export type MessageOverrides = Partial<Omit<Messages, 'errors' | 'lang'>> & {
  readonly errors?: Partial<Record<ErrorKey, ErrorMessage>>;
};

const noHelp = {
  allowInChrome: '',
  allowInFirefox: '',
  allowInSafari: '',
  allowInIos: '',
  allowInAndroid: '',
};

/** What is no text is left out: a page's mistake must not keep the state from being shown. */
export function withOverrides(messages: Messages, overrides: MessageOverrides | undefined): Messages {
  if (!overrides) return messages;
  const { errors = {}, ...texts } = overrides;
  const given = Object.entries(texts).filter(([, text]) => typeof text === 'string');
  const givenErrors = Object.entries(errors).filter(([, error]) => typeof error?.text === 'string');
  // A page with a remedy of its own means that one, in whatever browser.
  const help = errors['microphone-denied'] ? noHelp : {};
  return {
    ...messages,
    ...help,
    ...fromEntries(given),
    errors: { ...messages.errors, ...fromEntries(givenErrors) },
  };
}

/** `Object.fromEntries` is missing at the browser floor. */
function fromEntries<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const record: Record<string, T> = {};
  for (const [key, value] of entries) record[key] = value;
  return record;
}
