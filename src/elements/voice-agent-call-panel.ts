// <voice-agent-call-panel>: the floating layout's launcher and the panel that it opens. No dialog that holds the page: the
// visitor reads on while talking. Touches the focus when it opens and closes.

import { css, html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { isActive, isUp } from '../call/call-state.ts';
import { Announcer } from './announcer.ts';
import { Avoid } from './avoid.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { crossIcon, phoneIcon } from './icons.ts';
import { spokenText } from './status-text.ts';
import { announcementStyles, buttonStyles, hostStyles } from './styles.ts';

/**
 * Tells the state itself while it is closed, since what is hidden announces nothing.
 * @customElement voice-agent-call-panel
 * @slot - what is in the panel
 * @csspart launcher - the button that opens the panel
 * @csspart panel - the panel
 */
export class VoiceAgentCallPanel extends Companion {
  static override properties = { open: { state: true }, avoid: {}, placement: {} };

  static override styles = [
    hostStyles,
    buttonStyles,
    announcementStyles,
    css`
      :host {
        display: block;
      }
      /* Moved, and the place they left is the page's again. */
      [part='launcher'],
      [part='panel'] {
        pointer-events: auto;
        transform: translateY(calc(var(--_shift, 0px) * -1));
      }
      [part='launcher'] {
        padding: 0 1.2em;
        min-block-size: max(var(--_size), 3.25em);
        background: var(--_accent);
        color: var(--_on-accent);
        box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
      }
      .dot {
        inline-size: 0.6em;
        block-size: 0.6em;
        border-radius: 50%;
        margin-inline-start: 0.6em;
        background: var(--_ok);
        border: 2px solid currentColor;
        forced-color-adjust: none;
      }
      .dot.busy {
        background: var(--_busy);
      }
      [part='panel'] {
        box-sizing: border-box;
        position: absolute;
        inset-block-end: 100%;
        inset-inline-end: 0;
        margin-block-end: 0.75em;
        inline-size: 22em;
        container-type: inline-size;
        max-inline-size: calc(100vw - 2em);
        max-block-size: calc(100vh - 7em - var(--_shift, 0px));
        overflow: auto;
        padding: 1em;
        border-radius: 1em;
        background: var(--_panel);
        color: var(--_panel-text);
        border: 1px solid var(--_line);
        box-shadow: 0 12px 40px rgb(0 0 0 / 30%);
      }
      :host([placement$='start']) [part='panel'] {
        inset-inline: 0 auto;
      }
      :host([placement^='top']) [part='panel'] {
        inset-block: 100% auto;
        margin-block: 0.75em 0;
        max-block-size: calc(100vh - 7em + var(--_shift, 0px));
      }
      [part='panel'][hidden] {
        display: none;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        margin-block-end: 0.75em;
        font-weight: 600;
      }
      .close {
        padding: 0;
        margin-inline-end: -0.75em;
        inline-size: var(--_size);
        background: none;
        color: inherit;
      }
      @media (max-width: 480px) {
        /* The sheet begins at the window's edge, the launcher does not. */
        [part='panel'] {
          --_edge: calc(var(--_offset-block) + env(safe-area-inset-bottom, 0px));
          transform: translateY(calc((var(--_shift, calc(var(--_edge) * -1)) + var(--_edge)) * -1));
        }
        :host([placement^='top']) [part='panel'] {
          transform: none;
        }
        :host [part='panel'][id] {
          position: fixed;
          inset-block: auto 0;
          inset-inline: 0;
          inline-size: auto;
          max-inline-size: none;
          margin: 0;
          border-radius: 1em 1em 0 0;
          padding-block-end: calc(1em + env(safe-area-inset-bottom, 0px));
        }
        /* It lies behind the sheet, where no focus may go. */
        [part='panel']:not([hidden]) + [part='launcher'] {
          visibility: hidden;
        }
      }
    `,
  ];

  /** Whether the panel is open. */
  declare open: boolean;
  /** A selector of what it must not cover. */
  declare avoid: string;
  /** The window's corner. */
  declare placement: string;
  private _state: CallSnapshot['state'] = 'idle';
  private _asks = false;
  private readonly _announcer = new Announcer(this);
  /** The visitor opens it. */
  private _pressed = false;

  constructor() {
    super();
    this.open = false;
    this.avoid = '';
    this.placement = '';
    new Avoid(this);
  }

  get launcher(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('[part=launcher]') ?? undefined;
  }

  /** What a page starts by script, and what failed, is shown. */
  protected override willUpdate(): void {
    const { state = 'idle', consent } = this.call ?? {};
    const asks = consent !== undefined;
    // this file may have come when the call was up already
    const came = !this.hasUpdated && isActive(state);
    const begins = state !== this._state && (state === 'requesting-microphone' || state === 'failed' || came);
    if (begins || (asks && !this._asks)) this.open = true;
    this._state = state;
    this._asks = asks;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const before: unknown = (changed as Map<string, unknown>).get('open');
    if (before === undefined || before === this.open) return;
    // What opens by itself takes nobody's focus.
    if (!this.open) this.launcher?.focus();
    else if (this._pressed) this.querySelector<LitElement>('voice-agent-call-button')?.focus();
    this._pressed = false;
  }

  protected override renderCall(call: CallSnapshot): TemplateResult {
    const { state, messages, agentName } = call;
    const dot = isActive(state)
      ? html`<span class="dot ${state === 'connected' ? '' : 'busy'}"></span>`
      : nothing;
    return html`<div
        part="panel"
        id="panel"
        role="dialog"
        aria-label=${agentName || messages.voiceCall}
        ?hidden=${!this.open}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Escape') this.open = false;
        }}
      >
        <div class="head"
          ><span part="panel-title">${agentName || messages.voiceCall}</span
          ><button type="button" part="close" class="close" aria-label=${messages.close} @click=${() => (this.open = false)}
            >${crossIcon}</button
          ></div
        >
        <slot></slot>
      </div>
      <button
        type="button"
        part="launcher"
        aria-expanded=${this.open}
        aria-controls="panel"
        @click=${() => {
          this._pressed = true;
          this.open = !this.open;
        }}
      >
        <span part="button-icon">${phoneIcon}</span><span>${isUp(state) ? spokenText(call) : messages.open}</span>${dot}
      </button>
      <span class="announcement" aria-live=${this.open ? 'off' : 'polite'}>${this._announcer.text(call)}</span>`;
  }
}
