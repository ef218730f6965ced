// <voice-agent-call-status>: what is going on, to see and to hear. Changes of state are announced once and politely,
// who is speaking is only shown; a failure is announced with its remedy.

import { css, html, type TemplateResult } from 'lit';
import type { CallError } from '../call/call-error.ts';
import type { ErrorKey } from '../i18n/messages.ts';
import { Announcer } from './announcer.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { arrowIcon } from './icons.ts';
import { asksAtTop, helpOf } from './microphone-help.ts';
import { shownText } from './status-text.ts';
import { announcementStyles, hostStyles } from './styles.ts';

function keyOf({ code, elsewhere, bySystem }: CallError): ErrorKey {
  if (elsewhere !== undefined) return 'busy-elsewhere';
  return bySystem ? 'microphone-blocked-by-system' : code;
}

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
      /* To the browser's question. */
      .pointer {
        margin-inline-start: 0.5em;
      }
      .pointer svg {
        display: block;
      }
      @media (prefers-reduced-motion: no-preference) {
        .pointer svg {
          animation: point 1s ease-in-out infinite alternate;
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

  private readonly _announcer = new Announcer(this);

  protected override renderCall(call: CallSnapshot): TemplateResult {
    const { state, notice, messages, error, agentSpeaking, muted, playbackBlocked } = call;
    const told = this._announcer.text(call);
    // Where the permission is given already the browser asks nothing, and for a moment nobody knows.
    const isAsking = state === 'requesting-microphone';
    const shown = isAsking && !told ? messages.connecting : shownText(call);
    const page = error?.elsewhere;
    const key = error && keyOf(error);
    // A failed call is over, and what is told after it is that its cause is undone.
    const problem = state === 'failed' && key && !notice ? messages.errors[key] : undefined;
    const help = key === 'microphone-denied' ? helpOf(messages) : undefined;
    return html`<span class="announcement" role="status">${problem ? '' : told}</span>
      <div part="status" class="${state} ${agentSpeaking ? 'speaking' : ''} ${muted || playbackBlocked || notice ? 'waiting' : ''}">
        <slot name="status"
          ><span part="status-text" aria-hidden="true">${shown}</span></slot
        >${isAsking && told && !call.ownStream && asksAtTop() ? html`<span class="pointer">${arrowIcon}</span>` : ''}
      </div>
      <div part="message" role="alert" class=${problem ? '' : 'announcement'}
        >${problem && html`<slot name="message"><p>${problem.text.replace('{page}', () => page ?? '')}</p><p>${help || problem.remedy}</p></slot>`}</div
      >`;
  }
}
