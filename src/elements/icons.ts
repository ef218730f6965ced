// The icons, drawn for this project on a 24 × 24 grid, coloured by the text around them.

import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** @param shape - of strokes; a lazy companion draws its own, so that a plain button does without */
export const icon = (shape: SVGTemplateResult): TemplateResult =>
  html`<svg
    viewBox="0 0 24 24"
    width="1.25em"
    height="1.25em"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${shape}
  </svg>`;

export const phoneIcon = icon(
  svg`<path d="M5 4h4l1.5 4.5L8 10a12 12 0 0 0 6 6l1.5-2.5L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/>`,
);
export const hangUpIcon = icon(
  svg`<path d="M3 14.5c0-6.5 18-6.5 18 0v1.2a1 1 0 0 1-1.2 1L16 16a1 1 0 0 1-.8-1v-2.2a11 11 0 0 0-6.4 0V15a1 1 0 0 1-.8 1l-3.8.7a1 1 0 0 1-1.2-1z"/>`,
);
export const crossIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const arrowIcon = icon(svg`<path d="M19 19 6 6M6 15V6h9"/>`);
export const soundIcon = icon(
  svg`<path d="M4 9.5h3.5L12 5v14l-4.5-4.5H4zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>`,
);
const capsule = svg`<path d="M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM6 11a6 6 0 0 0 12 0M12 17v4"/>`;
export const microphoneIcon = icon(capsule);
export const mutedIcon = icon(svg`${capsule}<path d="M4 4l16 16"/>`);
export const gearIcon = icon(
  svg`<circle cx="12" cy="12" r="2.5"/><circle cx="12" cy="12" r="6.5"/><path d="M12 5.5V3M12 18.5V21M5.5 12H3M18.5 12H21M7.4 7.4 5.6 5.6M16.6 7.4l1.8-1.8M7.4 16.6l-1.8 1.8M16.6 16.6l1.8 1.8"/>`,
);
