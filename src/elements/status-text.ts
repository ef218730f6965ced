// Which text stands for the state of a call, to be read and to be heard. Touches nothing.

import type { Notice } from '../call/call.ts';
import { numberOf } from '../i18n/numbers.ts';
import type { Messages } from '../i18n/messages.ts';
import type { CallSnapshot } from './context.ts';

type StateMessage = Exclude<keyof Messages, 'errors'> | undefined;

const messageByState: Readonly<Record<CallSnapshot['state'], StateMessage>> = {
  idle: undefined,
  'requesting-microphone': 'requestingMicrophone',
  connecting: 'connecting',
  connected: 'connected',
  reconnecting: 'reconnecting',
  ending: 'ending',
  ended: 'ended',
  failed: 'failed',
};

const messageByNotice: Readonly<Record<Notice['kind'], StateMessage>> = {
  waiting: 'waiting',
  'another-route': 'rerouting',
  'microphone-lost': 'microphoneLost',
  'microphone-silent': 'microphoneSilent',
  'taken-over': 'takenOver',
  'microphone-allowed': 'microphoneReady',
  'microphone-found': 'microphoneFound',
};

/** What a state is told as, or what matters more in it. */
function stateMessage({ state, notice }: CallSnapshot): StateMessage {
  if (!notice || state === 'reconnecting') return messageByState[state];
  return notice.kind === 'waiting' && notice.position !== undefined
    ? 'waitingAt'
    : messageByNotice[notice.kind];
}

/** While connected the eye sees more than the ear is told. */
function shownMessage(call: CallSnapshot): StateMessage {
  const { state, notice, playbackBlocked, agentSpeaking, agentName, muted, pushToTalk } = call;
  if (state === 'connected' && playbackBlocked) return 'playbackBlocked';
  if (state !== 'connected' || notice) return stateMessage(call);
  if (muted && !pushToTalk) return 'muted';
  if (agentSpeaking) return agentName ? 'agentNameSpeaking' : 'agentSpeaking';
  return muted ? 'muted' : 'listening';
}

function textOf(key: StateMessage, { messages, agentName, notice }: CallSnapshot): string {
  const place = notice?.kind === 'waiting' ? numberOf(notice.position ?? 0, messages.lang) : '';
  return key ? messages[key].replace('{agent}', () => agentName).replace('{position}', () => place) : '';
}

/** What the status line shows. */
export const shownText = (call: CallSnapshot): string => textOf(shownMessage(call), call);

/** What a screen reader is told. */
export const spokenText = (call: CallSnapshot): string => textOf(stateMessage(call), call);
