// The row of states: the one the call is in stands out, for the eye and for assistive technology.

import type { VoiceAgentCall } from '../src/index.ts';
import { find } from './find.ts';

export function connectStateRow(call: VoiceAgentCall): void {
  const chips = find('#states', HTMLOListElement).querySelectorAll<HTMLElement>('[data-state]');
  const show = (): void => {
    for (const chip of chips) {
      if (chip.dataset['state'] === call.state) chip.setAttribute('aria-current', 'step');
      else chip.removeAttribute('aria-current');
    }
  };
  call.addEventListener('call-state-change', show);
  show();
}
