// <voice-agent-call-timer>: how long the call has been up. Its clock ticks only while a call is up.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isUp } from '../call/call-state.ts';
import { Clock } from './clock.ts';
import { Companion } from './companion.ts';
import { clockOf, durationOf } from '../i18n/numbers.ts';
import type { CallSnapshot } from './context.ts';
import { hostStyles } from './styles.ts';

/**
 * The call timer; nothing before the first call.
 * @customElement voice-agent-call-timer
 * @csspart timer - the duration as `m:ss`
 */
export class VoiceAgentCallTimer extends Companion {
  static override styles = [
    hostStyles,
    css`
      [part='timer'] {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  constructor() {
    super();
    const isOn = (): boolean => this.isConnected && this.call !== undefined && isUp(this.call.state);
    new Clock(this, 500, isOn, () => this.requestUpdate());
  }

  protected override renderCall({
    state,
    messages,
    commands,
  }: CallSnapshot): TemplateResult | typeof nothing {
    const seconds = commands.duration();
    if (!isUp(state) && seconds === 0) return nothing;
    const said = `${messages.duration}: ${durationOf(seconds, messages.lang)}`;
    return html`<span part="timer" role="timer" aria-label=${said}
      ><span aria-hidden="true">${clockOf(seconds, messages.lang)}</span></span
    >`;
  }
}
