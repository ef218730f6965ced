// <voice-agent-call-button>: the one button of a call. It starts, cancels, hangs up, or turns blocked sound on.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isActive, isSettingUp } from '../call/call-state.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { crossIcon, hangUpIcon, phoneIcon, soundIcon } from './icons.ts';
import { shortcutHint } from './shortcut-hint.ts';
import { buttonStyles, hostStyles } from './styles.ts';

type Action = 'start' | 'take-over' | 'cancel' | 'hang-up' | 'resume' | 'none';

const icons: Readonly<Record<Action, TemplateResult>> = {
  start: phoneIcon,
  'take-over': phoneIcon,
  cancel: crossIcon,
  'hang-up': hangUpIcon,
  resume: soundIcon,
  none: hangUpIcon,
};

function actionOf({ state, error, playbackBlocked }: CallSnapshot): Action {
  if (!isActive(state)) return error?.elsewhere === undefined ? 'start' : 'take-over';
  if (isSettingUp(state)) return 'cancel';
  if (state === 'ending') return 'none';
  return playbackBlocked ? 'resume' : 'hang-up';
}

/**
 * The call button.
 * @customElement voice-agent-call-button
 * @slot - label before a call
 * @slot icon - icon before a call
 * @csspart button - the `<button>`; its class tells what a press does: `start`, `take-over`, `cancel`, `hang-up`, `resume`, `none`
 * @csspart button-icon - the icon
 * @csspart button-label - the label
 * @csspart shortcut - the key for it, where it hangs up or cancels
 */
export class VoiceAgentCallButton extends Companion {
  static override styles = [
    hostStyles,
    buttonStyles,
    css`
      button {
        inline-size: 100%;
      }
      .start,
      .take-over,
      .resume {
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .cancel,
      .none {
        background: var(--_surface);
        color: inherit;
      }
      .hang-up {
        background: var(--_danger);
        color: var(--_on-danger);
      }
      .none {
        opacity: 0.6;
        cursor: default;
      }
    `,
  ];

  protected override renderCall(call: CallSnapshot): TemplateResult {
    const action = actionOf(call);
    const label = this._label(call, action);
    const hasShortcut = call.shortcuts && (action === 'hang-up' || action === 'cancel');
    return html`<button
      type="button"
      part="button"
      class=${action}
      ?disabled=${!isActive(call.state) && call.disabled}
      aria-disabled=${action === 'none'}
      aria-keyshortcuts=${hasShortcut ? 'H' : nothing}
      @click=${(event: MouseEvent) => this._press(event, call, action)}
      @keydown=${(event: KeyboardEvent) => event.repeat && event.preventDefault()}
    >
      <span part="button-icon"
        >${action === 'start' ? html`<slot name="icon">${icons.start}</slot>` : icons[action]}</span
      ><span part="button-label">${action === 'start' ? html`<slot>${label}</slot>` : label}</span>${shortcutHint(hasShortcut, 'H')}
    </button>`;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('button')?.focus(options);
  }

  private _label({ state, messages, agentName }: CallSnapshot, action: Action): string {
    switch (action) {
      case 'start':
        if (state !== 'idle') return messages.callAgain;
        return agentName ? messages.callAgent.replace('{agent}', () => agentName) : messages.call;
      case 'take-over':
        return messages.takeOver;
      case 'cancel':
        return messages.cancel;
      case 'resume':
        return messages.enableSound;
      default:
        return messages.hangUp;
    }
  }

  /**
   * Does what the button showed when it was pressed, not what the state became since, and ignores the second click of
   * a double click: an impatient visitor starts one call and does not cancel it.
   */
  private _press(event: MouseEvent, { commands }: CallSnapshot, action: Action): void {
    if (event.detail > 1) return;
    if (action === 'start') commands.start();
    else if (action === 'take-over') commands.takeOver();
    else if (action === 'resume') commands.resumePlayback();
    else if (action !== 'none') commands.hangUp();
  }
}
