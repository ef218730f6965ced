// <voice-agent-call-rating>: asks after a call how it was, once.

import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import type { Rating } from './events.ts';
import { icon } from './icons.ts';
import { buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';

const thumb = svg`<path d="M7 11v9H4v-9zM7 11l4-8a2.5 2.5 0 0 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.1 7A2 2 0 0 1 18 20H7"/>`;
const icons: Readonly<Record<Rating, TemplateResult>> = {
  good: icon(thumb),
  bad: icon(svg`<g transform="rotate(180 12 12)">${thumb}</g>`),
};

/**
 * The question after a call that was up, then a word of thanks; nothing at other times.
 * @customElement voice-agent-call-rating
 * @csspart rating - question and buttons, or the thanks
 */
export class VoiceAgentCallRating extends Companion {
  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    css`
      :host {
        display: block;
        flex-basis: 100%;
      }
      .question,
      .buttons {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
      }
      .question {
        margin-block: -0.25em;
      }
      #text,
      button {
        margin: 0.25em 0;
        margin-inline-end: 0.5em;
      }
      button:last-child {
        margin-inline-end: 0;
      }
    `,
  ];

  protected override renderCall({
    canRate,
    rated,
    messages,
    commands,
  }: CallSnapshot): TemplateResult | typeof nothing {
    if (!canRate && !rated) return nothing;
    const answer = (rating: Rating): TemplateResult => html`<button
      type="button"
      part="quiet-button"
      @click=${() => {
        commands.focus(); // this button goes
        commands.rate(rating);
      }}
      ><span part="button-icon">${icons[rating]}</span>${messages[rating]}</button
    >`;
    const question = html`<div class="question" role="group" aria-labelledby="text"
      ><span id="text">${messages.rate}</span><span class="buttons">${answer('good')}${answer('bad')}</span></div
    >`;
    return html`<div part="rating"
      >${canRate ? question : nothing}<span role="status">${rated && messages.thanks}</span></div
    >`;
  }
}
