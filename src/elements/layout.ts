// The built-in layout, made of the companion elements, or the page's own made of the same ones.

import { css, html, type TemplateResult } from 'lit';
import { isActive, isUp, type CallState } from '../call/call-state.ts';

export const layoutStyles = css`
  [part='base'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  /* Browsers without a gap in flex boxes (Chrome 72–83, Safari 14.0) have no inset either, and that can be asked for. */
  @supports not (inset: 0) {
    [part='base'] > * {
      margin-inline-end: var(--_gap);
    }
  }
  /* Its status line and its message are items of the row, so that the message gets a row of its own. */
  [part='base'] > voice-agent-call-status {
    display: contents;
  }
  [name='fallback'] {
    display: none;
  }
  [name='fallback'].shown {
    display: block;
  }
`;

/**
 * @param host - what is inside is looked at: companions in it are a layout of the page's own
 * @param duration - of the present or last call, in seconds
 */
export function renderLayout(host: HTMLElement, state: CallState, duration: number): TemplateResult {
  const elements = [...host.children];
  const fallback = html`<slot name="fallback" class=${state === 'failed' ? 'shown' : ''}></slot>`;
  if ([...host.querySelectorAll('*')].some(({ localName }) => localName.startsWith('voice-agent-call-')))
    return html`<slot></slot>${fallback}`;

  // A slot that is passed on hides the default behind it, even when nothing is in it.
  const pass = (name: string): TemplateResult | '' =>
    elements.some(({ slot }) => slot === name) ? html`<slot name=${name} slot=${name}></slot>` : '';
  const texts = [...host.childNodes].filter((node) => node instanceof Text);
  const hasLabel = elements.some(({ slot }) => !slot) || texts.some(({ data }) => data.trim() !== '');
  const canMute = isActive(state) && state !== 'ending';

  return html`<div part="base">
      <voice-agent-call-button exportparts="button, button-icon, button-label"
        >${pass('icon')}${hasLabel ? html`<slot></slot>` : ''}</voice-agent-call-button
      >
      ${
        canMute
          ? html`<voice-agent-call-mute-button exportparts="mute-button"></voice-agent-call-mute-button>`
          : ''
      }
      ${
        isUp(state) || duration > 0
          ? html`<voice-agent-call-timer exportparts="timer"></voice-agent-call-timer>`
          : ''
      }
      <voice-agent-call-status exportparts="status, status-text, message"
        >${pass('status')}${pass('message')}</voice-agent-call-status
      >
    </div>
    ${fallback}`;
}
