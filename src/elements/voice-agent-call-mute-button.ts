// <voice-agent-call-mute-button>: silences the microphone, for the far end, at once. With push-to-talk it is held to talk.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isActive } from '../call/call-state.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { microphoneIcon, mutedIcon } from './icons.ts';
import { shortcutHint } from './shortcut-hint.ts';
import { buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';

/**
 * The mute button; nothing outside a call.
 * @customElement voice-agent-call-mute-button
 * @csspart mute-button - the `<button>`, with `aria-pressed`: muted; with push-to-talk, heard
 * @csspart shortcut - the key for it
 */
export class VoiceAgentCallMuteButton extends Companion {
  static override properties = { holds: { state: true } };

  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    css`
      button {
        padding: 0;
        inline-size: var(--_size);
      }
      .wide {
        padding: 0 1.1em;
        inline-size: auto;
      }
      /* A long press is for talking. */
      .talk {
        touch-action: none;
        -webkit-user-select: none;
        user-select: none;
        -webkit-touch-callout: none;
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

  /** The code of push-to-talk is there; until then, and where it cannot be loaded, this is a mute button. */
  declare holds: boolean;
  private _talk: Promise<void> | undefined;

  constructor() {
    super();
    this.holds = false;
  }

  protected override willUpdate(): void {
    if (this.call?.pushToTalk)
      this._talk ??= import('./push-to-talk.ts').then(
        ({ PushToTalk }) => {
          new PushToTalk(this, () => this.call);
          this.holds = true;
        },
        () => undefined,
      );
  }

  protected override renderCall(call: CallSnapshot): TemplateResult | typeof nothing {
    const { state, muted, shortcuts, messages, commands } = call;
    const pushToTalk = call.pushToTalk && this.holds;
    if (!isActive(state) || state === 'ending') return nothing;
    const icon = muted ? mutedIcon : microphoneIcon;
    const label = pushToTalk ? nothing : messages.mute;
    return html`<button
      type="button"
      part="mute-button"
      class="${pushToTalk ? 'talk wide' : ''} ${shortcuts ? 'wide' : ''}"
      aria-pressed=${muted !== pushToTalk}
      aria-label=${label}
      title=${label}
      aria-keyshortcuts=${shortcuts ? 'M' : nothing}
      @click=${(event: Event) => event.defaultPrevented || commands.setMuted(!muted)}
    >
      ${pushToTalk ? html`<span part="button-icon">${icon}</span>${messages.holdToTalk}` : icon}${shortcutHint(shortcuts, 'M')}
    </button>`;
  }
}
