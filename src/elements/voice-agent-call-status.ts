// <voice-agent-call-status>: what is going on, to see and to hear. Changes of state are announced once and politely,
// who is speaking is only shown; a failure is announced with its remedy.

import { css, html, type TemplateResult } from 'lit';
import { Companion } from './companion.ts';
import type { Notice } from '../call/call.ts';
import type { CallError } from '../call/call-error.ts';
import type { CallSnapshot } from './context.ts';
import { arrowIcon } from './icons.ts';
import { asksAtTop, helpOf } from './microphone-help.ts';
import { announcementStyles, hostStyles } from './styles.ts';
import type { ErrorKey, Messages } from '../i18n/messages.ts';

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

function keyOf({ code, elsewhere, bySystem }: CallError): ErrorKey {
  if (elsewhere !== undefined) return 'busy-elsewhere';
  return bySystem ? 'microphone-blocked-by-system' : code;
}

/** While connected the eye sees more than the ear is told. */
function shownMessage(call: CallSnapshot): StateMessage {
  const { state, notice, playbackBlocked, agentSpeaking, agentName, muted } = call;
  if (state === 'connected' && playbackBlocked) return 'playbackBlocked';
  if (state !== 'connected' || notice) return stateMessage(call);
  if (agentSpeaking) return agentName ? 'agentNameSpeaking' : 'agentSpeaking';
  return muted ? 'muted' : 'listening';
}

function textOf(key: StateMessage, { messages, agentName, notice }: CallSnapshot): string {
  const place = notice?.kind === 'waiting' ? String(notice.position) : '';
  return key ? messages[key].replace('{agent}', () => agentName).replace('{position}', () => place) : '';
}

/** What a screen reader is told of the state. */
export const announcementOf = (call: CallSnapshot): string => textOf(stateMessage(call), call);

/**
 * The status indicator.
 * @customElement voice-agent-call-status
 * @slot status - replaces the status line
 * @slot message - replaces the error text and its remedy
 * @csspart status - indicator and text
 * @csspart status-text - the text
 * @csspart message - what went wrong and what helps
 */
export class VoiceAgentCallStatus extends Companion {
  static override styles = [
    hostStyles,
    announcementStyles,
    css`
      :host {
        display: block;
      }
      [part='status'] {
        flex-basis: var(--_status-basis, auto);
        display: flex;
        align-items: center;
      }
      [part='status']::before {
        content: '';
        flex: none;
        inline-size: 0.625em;
        block-size: 0.625em;
        border-radius: 50%;
        margin: 0.2em;
        margin-inline-end: 0.5em;
        background: var(--_indicator, currentColor);
        forced-color-adjust: none;
      }
      .idle {
        display: none !important;
      }
      .ended::before {
        opacity: 0.5;
      }
      .connected {
        --_indicator: var(--_ok);
      }
      .failed {
        --_indicator: var(--_danger);
      }
      .requesting-microphone,
      .connecting,
      .reconnecting,
      .connected.waiting {
        --_indicator: var(--_busy);
      }
      .speaking::before {
        outline: 0.15em solid var(--_indicator);
        outline-offset: 0.1em;
      }
      /* To the browser's question, once it is there: mostly the permission is given already, and nothing is asked. */
      .pointer {
        margin-inline-start: 0.5em;
        opacity: 0;
        animation: appear 0.3s 0.6s forwards;
      }
      .pointer svg {
        display: block;
      }
      @media (prefers-reduced-motion: no-preference) {
        .pointer svg {
          animation: point 1s 0.6s ease-in-out infinite alternate;
        }
      }
      @keyframes appear {
        to {
          opacity: 1;
        }
      }
      @keyframes point {
        to {
          transform: translate(-0.2em, -0.2em);
        }
      }
      [part='message'] p {
        margin: 0.25em 0 0;
      }
      [part='message'] {
        flex-basis: 100%;
      }
    `,
  ];

  protected override renderCall(call: CallSnapshot): TemplateResult {
    const { state, notice, messages, error, agentSpeaking, muted, playbackBlocked } = call;
    const page = error?.elsewhere;
    const key = error && keyOf(error);
    // A failed call is over, and what is told after it is that its cause is undone.
    const problem = state === 'failed' && key && !notice ? messages.errors[key] : undefined;
    const help = key === 'microphone-denied' ? helpOf(messages) : undefined;
    return html`<span class="announcement" role="status">${problem ? '' : announcementOf(call)}</span>
      <div part="status" class="${state} ${agentSpeaking ? 'speaking' : ''} ${muted || playbackBlocked || notice ? 'waiting' : ''}">
        <slot name="status"
          ><span part="status-text" aria-hidden="true">${textOf(shownMessage(call), call)}</span></slot
        >${state === 'requesting-microphone' && asksAtTop() ? html`<span class="pointer">${arrowIcon}</span>` : ''}
      </div>
      <div part="message" role="alert" class=${problem ? '' : 'announcement'}
        >${problem && html`<slot name="message"><p>${problem.text.replace('{page}', () => page ?? '')}</p><p>${help || problem.remedy}</p></slot>`}</div
      >`;
  }
}
