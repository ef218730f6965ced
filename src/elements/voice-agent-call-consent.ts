// <voice-agent-call-consent>: asks before anything else happens, or says what the browser is going to ask, where the page
// wants that. Its words are the page's own where it has some.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';

/** A link only where it leads to a page; relative to the document's own. */
function webPage(url: string): string | undefined {
  try {
    const { href, protocol } = new URL(url, document.baseURI);
    return /^https?:$/.test(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The question for consent, while it is asked.
 * @customElement voice-agent-call-consent
 * @slot consent - replaces the text
 * @csspart consent - text, links and buttons
 * @csspart agree-button - agrees, or goes on
 * @csspart quiet-button - declines
 */
export class VoiceAgentCallConsent extends Companion {
  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    css`
      :host {
        display: block;
      }
      [part='consent'] {
        max-inline-size: 28em;
      }
      p {
        margin: 0 0 0.6em;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--_size);
        color: inherit;
        margin-inline-end: 1em;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        column-gap: 0.5em;
        margin-block: -0.25em;
      }
      button {
        flex: 1 1 auto;
        margin: 0.25em 0;
        border-color: var(--_line);
      }
      .agree {
        background: var(--_accent);
        color: var(--_on-accent);
      }
    `,
  ];

  private _asked = false;

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const asks = this.call?.consent !== undefined;
    if (asks && !this._asked) this.renderRoot.querySelector<HTMLElement>('.agree')?.focus();
    this._asked = asks;
  }

  protected override renderCall({ consent, messages, agentName, commands }: CallSnapshot) {
    if (!consent) return nothing;
    const { forConsent, forMicrophone } = consent;
    const link = (url: string | undefined, text: string): TemplateResult | typeof nothing => {
      const page = url && webPage(url);
      return page ? html`<a href=${page} target="_blank" rel="noopener">${text}</a>` : nothing;
    };
    return html`<div part="consent" role="group" aria-labelledby="text" @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation(); // the panel stays
      commands.answerConsent(false);
    }}>
      <div id="text">
        ${
          forConsent
            ? html`<p><slot name="consent">${messages.consent.replace('{agent}', () => agentName)}</slot></p>`
            : nothing
        }
        ${forMicrophone ? html`<p>${messages.microphoneReason}</p>` : nothing}
      </div>
      ${
        forConsent
          ? html`<p>${link(consent.privacyUrl, messages.privacy)}${link(consent.termsUrl, messages.terms)}</p>`
          : nothing
      }
      <div class="buttons">
        <button type="button" part="agree-button" class="agree" @click=${() => commands.answerConsent(true)}>${forConsent ? messages.agree : messages.continue}</button>
        <button type="button" part="quiet-button" @click=${() => commands.answerConsent(false)}>${messages.decline}</button>
      </div>
    </div>`;
  }
}
