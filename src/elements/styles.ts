// The look that all elements share. Public custom properties (--voice-agent-call-*) are mapped once to private ones.

import { css } from 'lit';

export const hostStyles = css`
  :host {
    display: inline-block;
    vertical-align: middle;
    font: inherit;
    letter-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    word-spacing: normal;
  }
  :host([hidden]) {
    display: none !important;
  }
`;

/** Told, not shown. */
export const announcementStyles = css`
  .announcement {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const buttonStyles = css`
  button {
    display: flex;
    align-items: center;
    justify-content: center;
    min-block-size: var(--_size);
    padding: 0 1.1em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }
  button:disabled {
    opacity: 0.6;
    cursor: not-allowed;
  }
  @media (hover: hover) {
    button:hover:not(:disabled):not([aria-disabled='true']) {
      background-image: linear-gradient(rgb(0 0 0 / 12%), rgb(0 0 0 / 12%));
    }
  }
  button:active:not(:disabled):not([aria-disabled='true']) {
    filter: brightness(0.85);
  }
  svg,
  [part='button-icon'] {
    display: block;
  }
  [part='button-icon'] {
    margin-inline-end: 0.5em;
  }
  kbd {
    margin-inline-start: 0.5em;
    padding: 0 0.4em;
    border: 1px solid;
    border-radius: 0.3em;
    font: inherit;
    font-size: 0.8em;
  }
  /* A phone has no such keys. */
  @media (hover: none) {
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active), (prefers-contrast: more) {
    button {
      border-color: ButtonText;
    }
  }
`;

/** Of every button that is not the call: on whatever ground. */
export const quietButtonStyles = css`
  button {
    background: var(--_surface);
    color: inherit;
  }
`;

/**
 * The public properties with their values. The inline layout stands on the page's own background, so its text is the
 * page's and its surfaces are see-through; `theme` sets light or dark text where the page does not.
 */
export const themeStyles = css`
  :host {
    --_accent: var(--voice-agent-call-accent, #1d4ed8);
    --_on-accent: var(--voice-agent-call-on-accent, #fff);
    --_danger: var(--voice-agent-call-danger, #b91c1c);
    --_on-danger: var(--voice-agent-call-on-danger, #fff);
    --_surface: var(--voice-agent-call-surface, rgb(127 127 127 / 20%));
    --_ok: var(--voice-agent-call-ok, #16a34a);
    --_busy: var(--voice-agent-call-busy, #d97706);
    --_focus: var(--voice-agent-call-focus, currentColor);
    --_radius: var(--voice-agent-call-radius, 999px);
    --_size: var(--voice-agent-call-size, 44px);
    --_gap: var(--voice-agent-call-gap, 0.75em);
    --_panel: var(--voice-agent-call-panel, Canvas);
    --_panel-text: var(--voice-agent-call-panel-text, CanvasText);
    --_line: var(--voice-agent-call-line, rgb(127 127 127 / 35%));
    --_offset-block: var(--voice-agent-call-offset-block, 1.25em);
    --_offset-inline: var(--voice-agent-call-offset-inline, 1.25em);
    color: var(--voice-agent-call-text, inherit);
  }
  :host([theme='light']) {
    color-scheme: light;
    color: var(--voice-agent-call-text, #111827);
  }
  :host([theme='dark']) {
    color-scheme: dark;
    color: var(--voice-agent-call-text, #f3f4f6);
  }
  @media (prefers-contrast: more) {
    :host {
      --_line: ButtonText;
    }
  }
  /* System colours that are newer than the oldest browsers. */
  @supports not (color: Canvas) {
    :host {
      --_panel: var(--voice-agent-call-panel, #fff);
      --_panel-text: var(--voice-agent-call-panel-text, #111827);
    }
  }
`;
