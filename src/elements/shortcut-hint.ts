// The key that a button is pressed with, shown in it; assistive technology reads `aria-keyshortcuts` instead.

import { html, nothing, type TemplateResult } from 'lit';

export const shortcutHint = (shown: boolean, key: string): TemplateResult | typeof nothing =>
  shown ? html`<kbd part="shortcut" aria-hidden="true">${key}</kbd>` : nothing;
