// Custom states, `voice-agent-call:state(connected)`. Where the browser has none, nothing is styled by them.

const internals = new WeakMap<HTMLElement, ElementInternals | undefined>();

/** Sets exactly the named states whose value is true. */
export function setStates(element: HTMLElement, wanted: Readonly<Record<string, boolean>>): void {
  if (!internals.has(element)) {
    const attach = (element as Partial<HTMLElement>).attachInternals;
    internals.set(element, attach?.call(element));
  }
  const states = (internals.get(element) as Partial<ElementInternals> | undefined)?.states;
  if (!states) return;
  for (const name of states) if (!wanted[name.replace(/^--/, '')]) states.delete(name);
  for (const [name, on] of Object.entries(wanted)) if (on) add(states, name);
}

/** Chromium 90–124 took dashed names only: `:--connected`. */
function add(states: CustomStateSet, name: string): void {
  try {
    states.add(name);
  } catch {
    states.add(`--${name}`);
  }
}
