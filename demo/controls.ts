// The controls write attributes on the tag, and follow the tag where the widget changes one itself (`muted`).

import type { VoiceAgentCall } from '../src/index.ts';
import { behaviourName, behaviours, type Behaviour } from './gateway/behaviours.ts';
import { find } from './find.ts';

export function connectControls(call: VoiceAgentCall): void {
  const form = find('#controls', HTMLFormElement);
  const select = find('#behaviour', HTMLSelectElement);
  const description = find('#behaviour-text', HTMLElement);
  const muted = find('[name="muted"]', HTMLInputElement);
  fillBehaviours(select);

  const follow = (): void => {
    select.value = behaviourName(call.getAttribute('connector-token') ?? '') ?? '';
    description.textContent = behaviours[select.value]?.description ?? '';
    muted.checked = call.hasAttribute('muted');
    for (const name of ['mode', 'theme']) check(form, name, call.getAttribute(name) ?? '');
  };
  new MutationObserver(follow).observe(call, { attributes: true });
  follow();

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    if (target === muted) call.toggleAttribute('muted', muted.checked);
    else if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement)
      setAttribute(call, target.name, target.value);
  });
}

/** The default of an attribute is its absence: the tag stays as short as a site owner would write it. */
function setAttribute(element: Element, name: string, value: string): void {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

function check(form: HTMLFormElement, name: string, value: string): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`))
    radio.checked = radio.value === value;
}

function fillBehaviours(select: HTMLSelectElement): void {
  const groups = new Map<string, HTMLOptGroupElement>();
  for (const [name, behaviour] of Object.entries(behaviours)) {
    const label = groupOf(name, behaviour);
    let group = groups.get(label);
    if (!group) {
      group = document.createElement('optgroup');
      group.label = label;
      groups.set(label, group);
      select.append(group);
    }
    group.append(new Option(`${name}: ${behaviour.description}`, name));
  }
}

/** By what a behaviour does, so that a new one finds its place by itself. */
function groupOf(name: string, { onOffer, onConnect }: Behaviour): string {
  if (name.startsWith('error-later-')) return 'Errors of the gateway, during the call';
  if (name.startsWith('error-')) return 'Errors of the gateway, instead of an answer';
  if (onConnect.length > 0) return 'Something happens during the call';
  const answersOnly = onOffer.length === 1 && onOffer.every((step) => step.do === 'answer' && !step.how);
  return answersOnly ? 'A good call' : 'Something happens before the call';
}
