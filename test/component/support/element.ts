// The element as tests use it: on the page, with a far end, its events recorded.

import './alive.ts';
import '../../../src/index.ts';
import type { VoiceAgentCall } from '../../../src/index.ts';
import { FarEnd, TOKEN } from './far-end.ts';
import { until } from './calls.ts';

export const eventNames = [
  'call-start',
  'call-state-change',
  'call-end',
  'call-error',
  'call-mute-change',
  'call-transcript',
  'call-message',
  'call-quality',
] as const;

const mounted: HTMLElement[] = [];

afterEach(async () => {
  for (const element of mounted.splice(0)) {
    element.remove();
    if ('hangUp' in element) await (element as VoiceAgentCall).hangUp();
  }
});

/** Puts a `<voice-agent-call>` on the page. */
export async function mount(
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (Node | string)[] = [],
): Promise<VoiceAgentCall> {
  const element = document.createElement('voice-agent-call');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  document.body.append(element);
  mounted.push(element);
  await settled(element);
  return element;
}

export interface TestElement {
  readonly element: VoiceAgentCall;
  readonly far: FarEnd;
  /** Every event the element sent, as `document` saw it. */
  readonly events: Event[];
  readonly names: () => string[];
}

export async function mountWithFarEnd(
  attributes: Readonly<Record<string, string>> = {},
): Promise<TestElement> {
  const far = await FarEnd.open();
  const element = await mount({
    'connector-token': TOKEN,
    'gateway-url': far.url,
    'ice-servers': '[]',
    ...attributes,
  });
  const events: Event[] = [];
  for (const name of eventNames)
    document.addEventListener(name, (event) => event.target === element && events.push(event));
  return { element, far, events, names: () => events.map(({ type }) => type) };
}

/** Lit renders in microtasks, a companion after its provider. */
export async function settled(element: VoiceAgentCall): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await element.updateComplete;
    await Promise.resolve();
  }
}

/** The first element with that part, in whichever shadow root. */
export function part<E extends HTMLElement>(element: VoiceAgentCall, name: string): E | undefined {
  const search = (root: ParentNode): Element | undefined => {
    for (const each of root.querySelectorAll('*')) {
      if (each.part.contains(name)) return each;
      const found = each.shadowRoot && search(each.shadowRoot);
      if (found) return found;
    }
    return undefined;
  };
  return ((element.shadowRoot && search(element.shadowRoot)) ?? search(element)) as E | undefined;
}

/** Presses the call button as a pointer does. */
export function press(element: VoiceAgentCall, name = 'button'): void {
  const button = part<HTMLButtonElement>(element, name);
  if (!button) throw new Error(`No part ${name}`);
  button.click();
}

export const labelOf = (element: VoiceAgentCall): string => {
  const label = part(element, 'button-label');
  const slot = label?.querySelector('slot');
  const assigned = slot?.assignedNodes({ flatten: true }).map((node) => node.textContent);
  return (assigned?.length ? assigned.join('') : (label?.textContent ?? '')).trim();
};

export const untilElementState = (element: VoiceAgentCall, state: VoiceAgentCall['state'], timeout = 8000) =>
  until(
    () => element.state === state,
    () => `state ${state}, not ${element.state} (${element.error?.message})`,
    timeout,
  );
