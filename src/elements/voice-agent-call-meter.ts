// <voice-agent-call-meter>: how loud each side is. It looks three times a second while a call is up, and draws only what
// changed, by a step and without an animation in between: sixty frames a second would cost as much as the call. At rest
// nothing runs.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isUp } from '../call/call-state.ts';
import { Clock } from './clock.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { hostStyles } from './styles.ts';

/** As often as the call measures, in ms. */
const INTERVAL = 333;
/** Blocks of a bar. */
const STEPS = 6;

/** The lit share of a bar. Speech lies between -60 dB and -10 dB; a linear one would hardly move. @param level - linear, 0–1 */
export const barOf = (level: number): number =>
  Math.round(Math.max(0, Math.min(1, (20 * Math.log10(Math.max(level, 1e-6)) + 60) / 50)) * STEPS) / STEPS;

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
        flex: none;
      }
      [part='meter'] {
        display: grid;
        grid-row-gap: 3px;
        inline-size: 4.2em;
        max-inline-size: 100%;
        contain: strict;
        block-size: 13px;
      }
      span,
      span::before {
        display: block;
        block-size: 5px;
        background: repeating-linear-gradient(to right, var(--_block) 0 0.5em, transparent 0.5em 0.7em);
      }
      span {
        --_block: var(--_surface);
      }
      span::before {
        --_block: currentColor;
        content: '';
        inline-size: calc(var(--_level, 0) * 100%);
      }
      .agent::before {
        --_block: var(--_ok);
      }
      @media (forced-colors: active) {
        span {
          --_block: GrayText;
          forced-color-adjust: none;
        }
        span::before {
          --_block: CanvasText;
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
    for (const side of ['agent', 'user'] as const) {
      const style = this.renderRoot.querySelector<HTMLElement>(`.${side}`)?.style;
      const lit = barOf(levels?.[side] ?? 0).toFixed(2);
      if (style && style.getPropertyValue('--_level') !== lit) style.setProperty('--_level', lit);
    }
  }
}
