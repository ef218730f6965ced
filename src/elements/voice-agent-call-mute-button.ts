// <voice-agent-call-mute-button>: silences the microphone, for the far end, at once.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isActive } from '../call/call-state.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { microphoneIcon, mutedIcon } from './icons.ts';
import { buttonStyles, hostStyles } from './styles.ts';

/**
 * The mute button; nothing outside a call.
 * @customElement voice-agent-call-mute-button
 * @csspart mute-button - the `<button>`, with `aria-pressed`
 */
export class VoiceAgentCallMuteButton extends Companion {
  static override styles = [
    hostStyles,
    buttonStyles,
    css`
      button {
        padding: 0;
        inline-size: var(--_size);
        background: var(--_surface);
        color: inherit;
      }
      [aria-pressed='true'] {
        box-shadow: inset 0 0 0 2px currentColor;
      }
      @media (forced-colors: active) {
        [aria-pressed='true'] {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  protected override renderCall({
    state,
    muted,
    messages,
    commands,
  }: CallSnapshot): TemplateResult | typeof nothing {
    if (!isActive(state) || state === 'ending') return nothing;
    return html`<button
      type="button"
      part="mute-button"
      aria-pressed=${muted}
      aria-label=${messages.mute}
      title=${messages.mute}
      @click=${() => commands.setMuted(!muted)}
    >
      ${muted ? mutedIcon : microphoneIcon}
    </button>`;
  }
}
