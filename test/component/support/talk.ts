// What the tests of push-to-talk, shortcuts, keypad and the time after a call share.

import { until } from './calls.ts';
import { mount, part } from './element.ts';
import { PageGateway } from './page-gateway.ts';
import { toneStream } from './tone.ts';
import type { VoiceAgentCall } from '../../../src/index.ts';

export const VISITOR_TONE = 440;

/** A tag that is in a call with a far end in the page; the visitor's voice is a tone. */
export async function inCall(
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Node[] = [],
  gateway = new PageGateway(),
): Promise<{ element: VoiceAgentCall; gateway: PageGateway }> {
  const element = await mount(attributes, children);
  element.gateway = gateway;
  element.mediaStream = toneStream(VISITOR_TONE);
  if (attributes['layout'] === 'floating') await untilPart(element, 'launcher'); // it opens when a call begins
  await element.start();
  return { element, gateway };
}

export async function untilPart<E extends HTMLElement = HTMLElement>(
  element: VoiceAgentCall,
  name: string,
): Promise<E> {
  await until(
    () => part(element, name) !== undefined,
    () => `the part ${name}`,
  );
  return part<E>(element, name) as E;
}

/** As the keyboard sends it to what has the focus. */
export function key(
  target: Element,
  type: 'keydown' | 'keyup',
  init: KeyboardEventInit & { key: string },
): KeyboardEvent {
  const event = new KeyboardEvent(type, { bubbles: true, composed: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

/** Not `:focus`, which Firefox keeps from a page in the background. */
export const hasFocus = (element: Element | undefined): boolean =>
  element !== undefined && (element.getRootNode() as ShadowRoot).activeElement === element;
