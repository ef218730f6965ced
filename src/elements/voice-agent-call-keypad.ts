// <voice-agent-call-keypad>: the digits of a telephone, where the far end takes them. What was pressed stays to be seen
// until the end of the call.

import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { Companion } from './companion.ts';
import type { CallCommands, CallSnapshot } from './context.ts';
import { icon } from './icons.ts';
import { buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';

const KEYS = [...'123456789*0#'];
/** Digits that are shown, the last ones. */
const SHOWN = 20;

const dots = [5, 12, 19].flatMap((x) =>
  [5, 12, 19].map((y) => svg`<path d="M${x} ${y}h.01" stroke-width="4"/>`),
);
const keypadIcon = icon(svg`${dots}`);

/**
 * The keypad; nothing where the far end takes no digits.
 * @customElement voice-agent-call-keypad
 * @csspart keypad - the button that opens the keys, and the keys
 * @csspart key - one of them
 */
export class VoiceAgentCallKeypad extends Companion {
  static override properties = { open: { type: Boolean, reflect: true }, digits: { state: true } };

  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    css`
      :host {
        display: block;
        flex: 0 1 auto;
      }
      :host([open]) {
        flex-basis: 100%;
      }
      #keys {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        grid-gap: 0.4em;
        max-inline-size: 18em;
        margin: 0.5em auto 0;
      }
      [part='key'] {
        min-inline-size: var(--_size);
        padding: 0;
        font-size: 1.15em;
      }
      output {
        grid-column: 1 / -1;
        min-block-size: 1.5em;
        overflow: hidden;
        text-align: center;
        letter-spacing: 0.1em;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** Whether the keys are shown. */
  declare open: boolean;
  /** What was pressed in this call. */
  declare digits: string;

  constructor() {
    super();
    this.open = false;
    this.digits = '';
  }

  protected override willUpdate(): void {
    if (this.call?.canSendDigits) return;
    this.open = false;
    this.digits = '';
  }

  protected override renderCall(call: CallSnapshot): TemplateResult | typeof nothing {
    if (!call.canSendDigits) return nothing;
    const { messages, commands } = call;
    return html`<div part="keypad" @keydown=${(event: KeyboardEvent) => this._type(event, commands)}>
      <button
        type="button"
        part="quiet-button"
        aria-expanded=${this.open}
        aria-controls=${this.open ? 'keys' : nothing}
        @click=${() => (this.open = !this.open)}
        ><span part="button-icon">${keypadIcon}</span>${messages.keypad}</button
      >
      ${this.open ? this._keys(call) : nothing}
    </div>`;
  }

  private _keys({ messages, commands }: CallSnapshot): TemplateResult {
    const key = (digit: string): TemplateResult =>
      html`<button type="button" part="key" @click=${() => this._send(digit, commands)}>${digit}</button>`;
    // Everywhere in the world 1 is at the left. The digits are not announced: whoever presses one has just heard it.
    return html`<div id="keys" role="group" dir="ltr" aria-label=${messages.keypad}
      ><output aria-live="off">${this.digits.slice(-SHOWN)}</output>${KEYS.map(key)}</div
    >`;
  }

  private _type(event: KeyboardEvent, commands: CallCommands): void {
    // Many keyboards write # with AltGr, which Windows tells as Ctrl and Alt.
    const isCommand = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph');
    if (!this.open || isCommand || !KEYS.includes(event.key)) return;
    event.preventDefault();
    if (!event.repeat) this._send(event.key, commands);
  }

  private _send(digit: string, commands: CallCommands): void {
    try {
      commands.sendDigits(digit);
      this.digits += digit;
    } catch {
      // the call ended meanwhile
    }
  }
}
