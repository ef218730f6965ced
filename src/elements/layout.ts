// The built-in layouts, made of the companion elements, or the page's own made of the same ones.

import { css, html, nothing, type TemplateResult } from 'lit';
import { isActive, isUp, type CallState } from '../call/call-state.ts';

export type Layout = 'inline' | 'card' | 'floating';

export const layoutStyles = css`
  [part='base'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  :host([layout='card']) {
    display: block;
    inline-size: 22em;
    max-inline-size: 100%;
    container-type: inline-size;
  }
  /* In a frame the button leads the first row, and the status line has the second, in every state. */
  .card,
  .floating {
    --_status-basis: 100%;
  }
  .up {
    --_status-basis: calc(100% - 4.2em - var(--_gap) - 1px);
  }
  .card > voice-agent-call-button,
  .floating > voice-agent-call-button {
    flex: 1 1 auto;
  }
  /* Small buttons in a narrow place would wrap in the middle of a row. */
  @container (max-width: 16em) {
    [part='base'] > voice-agent-call-button {
      flex: 1 1 100%;
    }
  }
  .card {
    padding: 1em;
    border: 1px solid var(--_line);
    border-radius: 1em;
    background: var(--_panel);
    color: var(--_panel-text);
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
  /* Its button would show itself in the corner for a moment. */
  .hidden,
  [part='base'] > :not(:defined),
  voice-agent-call-panel:not(:defined) {
    display: none;
  }
  [name='fallback'] {
    display: none;
  }
  [name='fallback'].shown {
    display: block;
  }
  @media (max-width: 480px) {
    .inline {
      --_status-basis: 100%;
    }
  }
  .card ::slotted([slot='fallback']),
  .floating ::slotted([slot='fallback']) {
    color: inherit;
  }
  .inline + [name='fallback'] {
    margin-block-start: 0.5em;
  }
  :host([layout='floating']) {
    position: fixed;
    pointer-events: none;
    z-index: var(--voice-agent-call-z-index, 1000);
    right: var(--_offset-inline);
    bottom: calc(var(--_offset-block) + env(safe-area-inset-bottom, 0px));
  }
  :host([layout='floating']) [part='base'],
  :host([layout='floating']) ::slotted(*) {
    pointer-events: auto;
  }
  :host([layout='floating'][placement$='start']) {
    right: auto;
    left: var(--_offset-inline);
  }
  :host([layout='floating'][placement^='top']) {
    bottom: auto;
    top: calc(var(--_offset-block) + env(safe-area-inset-top, 0px));
  }
  @supports (inset-inline-end: 0) {
    :host([layout='floating']) {
      right: auto;
      inset-inline-end: var(--_offset-inline);
    }
    :host([layout='floating'][placement$='start']) {
      left: auto;
      inset-inline: var(--_offset-inline) auto;
    }
  }
`;

/** What decides how it looks. */
export interface View {
  readonly layout: Layout;
  readonly placement: string;
  readonly avoid: string;
  readonly state: CallState;
  /** Of the present or last call, in seconds. */
  readonly duration: number;
  readonly captions: boolean;
  /** Digits can be sent; the last call can be rated or is; there is a transcript to copy. */
  readonly keypad: boolean;
  readonly rating: boolean;
  readonly copies: boolean;
  readonly devices: boolean;
  /** Consent is asked for. */
  readonly asks: boolean;
  /** The language of the texts, which may be another than the page's, and its direction where the page says none. */
  readonly lang: string;
  readonly dir: 'rtl' | undefined;
}

const isCompanion = ({ localName }: Element): boolean => localName.startsWith('voice-agent-call-');

/** @param host - what is inside is looked at: companions in it are a layout of the page's own */
export function renderLayout(host: HTMLElement, view: View): TemplateResult {
  const { layout, placement, avoid, state, duration, captions, keypad, rating, copies, devices } = view;
  const { asks, lang, dir } = view;
  const elements = [...host.children];
  const fallback = html`<slot name="fallback" class=${state === 'failed' ? 'shown' : ''}></slot>`;

  // A slot that is passed on hides the default behind it, even when nothing is in it.
  const pass = (name: string): TemplateResult | '' =>
    elements.some(({ slot }) => slot === name) ? html`<slot name=${name} slot=${name}></slot>` : '';
  const question = asks
    ? html`<voice-agent-call-consent exportparts="consent, agree-button, quiet-button"
        >${pass('consent')}</voice-agent-call-consent
      >`
    : nothing;
  if ([...host.querySelectorAll('*')].some(isCompanion)) {
    const asksItself = host.querySelector('voice-agent-call-consent') !== null;
    return html`<slot></slot>${asksItself ? nothing : question}${fallback}`;
  }
  const texts = [...host.childNodes].filter((node) => node instanceof Text);
  const hasLabel = elements.some(({ slot }) => !slot) || texts.some(({ data }) => data.trim() !== '');
  const canMute = isActive(state) && state !== 'ending';

  // A panel that grows upwards: what grows lies above the buttons, which stay under the thumb.
  const above = layout === 'floating' && !placement.startsWith('top');
  const lines = captions
    ? html`<voice-agent-call-captions exportparts="captions"></voice-agent-call-captions>`
    : nothing;

  const base = html`<div part="base" class=${layout !== 'inline' && isUp(state) ? `${layout} up` : layout} lang=${lang} dir=${dir ?? nothing}>
    ${above ? lines : nothing}
    <voice-agent-call-button exportparts="button, button-icon, button-label, shortcut" class=${asks ? 'hidden' : ''}
      >${pass('icon')}${hasLabel ? html`<slot></slot>` : ''}</voice-agent-call-button
    >
    ${
      canMute
        ? html`<voice-agent-call-mute-button exportparts="mute-button, shortcut"></voice-agent-call-mute-button>`
        : nothing
    }
    ${
      isUp(state) || duration > 0
        ? html`<voice-agent-call-timer exportparts="timer"></voice-agent-call-timer>`
        : nothing
    }
    <voice-agent-call-status exportparts="status, status-text, message"
      >${pass('status')}${pass('message')}</voice-agent-call-status
    >
    ${
      layout !== 'inline' && isUp(state)
        ? html`<voice-agent-call-meter exportparts="meter"></voice-agent-call-meter>`
        : nothing
    }
    ${layout === 'inline' ? nothing : fallback}
    ${question}
    ${keypad ? html`<voice-agent-call-keypad exportparts="keypad, key, quiet-button"></voice-agent-call-keypad>` : nothing}
    ${devices && !asks ? html`<voice-agent-call-devices exportparts="devices, quiet-button, field"></voice-agent-call-devices>` : nothing}
    ${above ? nothing : lines}
    ${
      copies
        ? html`<voice-agent-call-copy-button exportparts="copy-button"></voice-agent-call-copy-button>`
        : nothing
    }
    ${rating ? html`<voice-agent-call-rating exportparts="rating, quiet-button"></voice-agent-call-rating>` : nothing}
  </div>`;
  if (layout !== 'floating') return html`${base}${layout === 'inline' ? fallback : nothing}`;
  return html`<voice-agent-call-panel exportparts="panel, launcher, panel-title, close" placement=${placement} avoid=${avoid}
    >${base}</voice-agent-call-panel
  >`;
}

/** The companions that are on the page with this view: those of the page's own layout, or ours. */
export function companionsOf(host: HTMLElement): string[] {
  const inside = [...host.querySelectorAll('*'), ...(host.shadowRoot?.querySelectorAll('*') ?? [])];
  return inside.filter(isCompanion).map(({ localName }) => localName);
}
