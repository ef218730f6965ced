// <voice-agent-call-copy-button>: copies the transcript of the last call. All of it is text of the gateway and stays text,
// one line for each entry.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isActive } from '../call/call-state.ts';
import { Scope } from '../call/cleanup.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { CallTranscriptCopyEvent } from './events.ts';
import { announcementStyles, buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';

/** How long, in ms, the button says that it did. */
const SHOWN = 3000;

/** Line breaks (U+0085 is one too) and what turns the direction of a text: an entry could pass for one of somebody else. */
const FORGERY = /[\s\u0085\u202a-\u202e\u2066-\u2069]+/g;

const textOf = ({ transcript, agentName, messages }: CallSnapshot): string => {
  const names = { agent: agentName || messages.agent, user: messages.you };
  return transcript
    .map(({ speaker, text }) => `${names[speaker]}: ${text.replace(FORGERY, ' ').trim()}`)
    .join('\n');
};

/**
 * The button that copies; nothing during a call or without a transcript.
 * @customElement voice-agent-call-copy-button
 * @fires {CallTranscriptCopyEvent} call-transcript-copy - `text`
 * @csspart copy-button - the `<button>`
 */
export class VoiceAgentCallCopyButton extends Companion {
  static override properties = { copied: { state: true } };

  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    announcementStyles,
    css`
      textarea {
        position: fixed;
        inset-block-start: 0;
        opacity: 0;
      }
    `,
  ];

  declare copied: boolean;
  private _shown: Scope | undefined;

  constructor() {
    super();
    this.copied = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._reset();
  }

  protected override willUpdate(): void {
    if (!this.call || isActive(this.call.state)) this._reset();
  }

  protected override renderCall(call: CallSnapshot): TemplateResult | typeof nothing {
    const { state, transcript, messages } = call;
    if (isActive(state) || transcript.length === 0) return nothing;
    return html`<button type="button" part="copy-button" @click=${() => void this._copy(call)}
        >${this.copied ? messages.copied : messages.copyTranscript}</button
      ><span class="announcement" role="status">${this.copied ? messages.copied : ''}</span>`;
  }

  private async _copy(call: CallSnapshot): Promise<void> {
    const text = textOf(call);
    const { clipboard } = navigator as Partial<Pick<Navigator, 'clipboard'>>;
    const written = clipboard
      ? await clipboard.writeText(text).then(
          () => true,
          () => false,
        )
      : false;
    if (!written && !this._copyBySelection(text)) return;
    this.dispatchEvent(new CallTranscriptCopyEvent(text));
    this._reset();
    if (!this.isConnected) return;
    this.copied = true;
    this._shown = new Scope();
    this._shown.timer(SHOWN, () => this._reset());
  }

  /** For pages without HTTPS and browsers that refuse the clipboard. */
  private _copyBySelection(text: string): boolean {
    const focused = this.shadowRoot?.activeElement ?? document.activeElement;
    const field = document.createElement('textarea');
    field.value = text;
    field.readOnly = true;
    this.renderRoot.append(field);
    field.select();
    try {
      return document.execCommand('copy');
    } catch {
      return false;
    } finally {
      field.remove();
      if (focused instanceof HTMLElement) focused.focus();
    }
  }

  private _reset(): void {
    void this._shown?.release();
    this._shown = undefined;
    this.copied = false;
  }
}
