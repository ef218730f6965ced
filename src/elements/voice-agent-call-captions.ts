// <voice-agent-call-captions>: the transcript as it grows, where the gateway has one. All of it is text of the gateway and
// goes onto the page as text. What the agent said is announced once it is final.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { TranscriptEntry } from '../gateways/gateway.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { announcementStyles, hostStyles } from './styles.ts';

/** Lines on the page; the property `transcript` has more. */
const SHOWN = 100;
/** Pixels from the end within which somebody reads along. */
const NEAR_END = 40;

/**
 * The transcript; nothing before its first line.
 * @customElement voice-agent-call-captions
 * @csspart captions - the scrolling list of lines
 */
export class VoiceAgentCallCaptions extends Companion {
  static override styles = [
    hostStyles,
    announcementStyles,
    css`
      :host {
        display: block;
        inline-size: 100%;
      }
      [part='captions'] {
        box-sizing: border-box;
        max-block-size: 12em;
        overflow-y: auto;
        overflow-wrap: anywhere;
        padding: 0.5em;
        border-radius: 0.5em;
        background: var(--_surface);
      }
      p {
        margin: 0 0 0.4em;
      }
      p:last-child {
        margin: 0;
      }
      b {
        font-weight: 600;
        margin-inline-end: 0.4em;
      }
      .growing {
        opacity: 0.75;
      }
    `,
  ];

  /** Whether the reader is at the end, and stays there as lines come. */
  private _follows = true;

  protected override willUpdate(): void {
    const list = this._list;
    this._follows = !list || list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const list = this._list;
    if (list && this._follows) list.scrollTop = list.scrollHeight;
  }

  protected override renderCall(call: CallSnapshot): TemplateResult | typeof nothing {
    const { transcript, messages, agentName } = call;
    if (transcript.length === 0) return nothing;
    const names = { agent: agentName || messages.agent, user: messages.you };
    const said = [...transcript].reverse().find(({ speaker, final }) => speaker === 'agent' && final);
    const line = ({ speaker, text, final }: TranscriptEntry): TemplateResult =>
      html`<p class=${final ? '' : 'growing'} dir="auto"><b>${names[speaker]}:</b>${text}</p>`;
    return html`<div part="captions" role="region" tabindex="0" aria-label=${messages.captions}
        >${transcript.slice(-SHOWN).map(line)}</div
      ><span class="announcement" role="log">${said && `${names.agent}: ${said.text}`}</span>`;
  }

  private get _list(): Element | undefined {
    return this.renderRoot.querySelector('[part]') ?? undefined;
  }
}
