// <voice-agent-call-timer>: how long the call has been up. Its clock ticks only while a call is up.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isUp } from '../call/call-state.ts';
import { Clock } from './clock.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { hostStyles } from './styles.ts';

/** Seconds as `m:ss` or `h:mm:ss`. */
export function formatDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number): string => String(value % 60).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole)}` : `${minutes}:${two(whole)}`;
}

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
    return html`<span part="timer" role="timer" aria-label=${messages.duration}
      >${formatDuration(seconds)}</span
    >`;
  }
}
