// The controls write attributes on the tag, and follow the tag where the widget changes one itself (`muted`).

import { languages, type VoiceAgentCall } from '../src/index.ts';
import { behaviourName, behaviours, type Behaviour } from './gateway/behaviours.ts';
import { find } from './find.ts';
import { gateways, isGatewayName, tokenFor, type GatewayName } from './gateways.ts';

export function connectControls(call: VoiceAgentCall): void {
  const form = find('#controls', HTMLFormElement);
  const gateway = find('#gateway', HTMLSelectElement);
  const select = find('#behaviour', HTMLSelectElement);
  const description = find('#behaviour-text', HTMLElement);
  const lang = find('#lang', HTMLSelectElement);
  gateway.append(...Object.keys(gateways).map((name) => new Option(name)));
  fillBehaviours(select);
  lang.append(new Option('of the page (en)', ''), ...languages().map((tag) => new Option(nameOf(tag), tag)));
  connectThemes(find('#sheet', HTMLSelectElement));

  const follow = (): void => {
    gateway.value = call.getAttribute('gateway') ?? 'polyai';
    select.value = behaviourName((call.getAttribute('connector-token') ?? '').replace(/^ek_/, '')) ?? '';
    description.textContent = behaviours[select.value]?.description ?? '';
    lang.value = call.lang;
    for (const box of form.querySelectorAll<HTMLInputElement>('[type=checkbox]'))
      box.checked = call.hasAttribute(box.name);
    for (const name of ['mode', 'theme', 'layout']) check(form, name, call.getAttribute(name) ?? '');
  };
  new MutationObserver(follow).observe(call, { attributes: true });
  follow();

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', ({ target }) => {
    if (target === gateway || target === select) chooseGateway(call, gateway.value, select.value);
    else if (target instanceof HTMLInputElement && target.type === 'checkbox')
      call.toggleAttribute(target.name, target.checked);
    else if ((target instanceof HTMLInputElement || target instanceof HTMLSelectElement) && target.name)
      setAttribute(call, target.name, target.value);
  });
}

/** The attributes of one gateway, without those of the others. */
function chooseGateway(call: Element, name: string, behaviour: string): void {
  const chosen: GatewayName = isGatewayName(name) ? name : 'polyai';
  for (const attributes of Object.values(gateways))
    for (const attribute of Object.keys(attributes)) call.removeAttribute(attribute);
  setAttribute(call, 'gateway', chosen === 'polyai' ? '' : chosen);
  for (const [attribute, value] of Object.entries(gateways[chosen])) call.setAttribute(attribute, value);
  call.setAttribute('connector-token', tokenFor(chosen, behaviour));
}

/** The default of an attribute is its absence: the tag stays as short as a site owner would write it. */
function setAttribute(element: Element, name: string, value: string): void {
  if (value === '') element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** As its speakers call it. */
const nameOf = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;

const themes = ['minimal', 'brand', 'glass', 'terminal', 'accessible-large'];

function connectThemes(select: HTMLSelectElement): void {
  select.append(new Option('none', ''), ...themes.map((name) => new Option(name)));
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  select.addEventListener('change', () => {
    if (!select.value) return link.remove();
    link.href = `/src/themes/${select.value}.css`;
    document.head.append(link);
  });
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
