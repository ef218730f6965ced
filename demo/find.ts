/**
 * The one element that a part of the demo cannot do without.
 * @throws Error when the page lacks it, so that a renamed id is noticed at once
 */
export function find<T extends Element>(selector: string, type: new () => T): T {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`The demo page has no ${selector}.`);
  return element;
}
