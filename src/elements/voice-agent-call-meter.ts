// <voice-agent-call-meter>: how loud each side is. It looks four times a second while a call is up, the browser moves the
// bars in between, and at rest nothing runs.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isUp } from '../call/call-state.ts';
import { Clock } from './clock.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { hostStyles } from './styles.ts';

/** As often as the call measures, in ms. */
const INTERVAL = 250;

/** Speech lies between -60 dB and -10 dB; a linear bar would hardly move. @param level - linear, 0–1 */
export const barOf = (level: number): number =>
  Math.max(0, Math.min(1, (20 * Math.log10(Math.max(level, 1e-6)) + 60) / 50));

/**
 * The level meter; nothing outside a call. It is for the eye: who speaks is told by the status.
 * @customElement voice-agent-call-meter
 * @csspart meter - both bars
 */
export class VoiceAgentCallMeter extends Companion {
  static override styles = [
    hostStyles,
    css`
      /* Rather shorter than in a row of its own, before the status line. */
      :host {
        flex: 1 1 2em;
        min-inline-size: 2em;
        max-inline-size: 4em;
      }
      [part='meter'] {
        display: grid;
        grid-row-gap: 3px;
        inline-size: 4em;
        max-inline-size: 100%;
      }
      span {
        display: block;
        block-size: 4px;
        border-radius: 2px;
        overflow: hidden;
        background: var(--_surface);
      }
      span::before {
        content: '';
        display: block;
        block-size: 100%;
        border-radius: inherit;
        background: currentColor;
        transform: scaleX(var(--_level, 0));
        transform-origin: left;
      }
      :host(:dir(rtl)) span::before {
        transform-origin: right;
      }
      .agent::before {
        background: var(--_ok);
      }
      @media (prefers-reduced-motion: no-preference) {
        span::before {
          transition: transform 0.25s linear;
        }
      }
      @media (forced-colors: active) {
        span {
          outline: 1px solid CanvasText;
        }
        span::before {
          forced-color-adjust: none;
          background: CanvasText;
        }
      }
    `,
  ];

  constructor() {
    super();
    const isOn = (): boolean => this.isConnected && this.call !== undefined && isUp(this.call.state);
    new Clock(this, INTERVAL, isOn, () => this._look());
  }

  protected override renderCall({ state }: CallSnapshot): TemplateResult | typeof nothing {
    if (!isUp(state)) return nothing;
    return html`<div part="meter" aria-hidden="true"><span class="agent"></span><span class="user"></span></div>`;
  }

  private _look(): void {
    const levels = this.call?.commands.levels();
    for (const side of ['agent', 'user'] as const)
      this.renderRoot
        .querySelector<HTMLElement>(`.${side}`)
        ?.style.setProperty('--_level', barOf(levels?.[side] ?? 0).toFixed(2));
  }
}
