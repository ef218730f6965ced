// The gallery: the real element in every state at once. Layout, theme, direction and language are set for all cells
// together, by the controls or in the page's address, without new calls.

import { languages, type VoiceAgentCall } from '../src/index.ts';
import { find } from './find.ts';
import { makeSound, states, withoutLimits } from './gallery-states.ts';

const cells = find('#cells', HTMLElement);
const form = find('#controls', HTMLFormElement);
const progress = find('#progress', HTMLElement);
const template = find('#cell', HTMLTemplateElement);

const calls = new Map(Object.keys(states).map((name) => [name, addCell(name)]));

const lang = find('#lang', HTMLSelectElement);
lang.append(...languages().map((tag) => new Option(tag)));

const selects = [...form.querySelectorAll('select')];
const asked = new URLSearchParams(location.search);
for (const select of selects) {
  const value = asked.get(select.name);
  if ([...select.options].some((option) => option.value === value)) select.value = value ?? '';
}
form.addEventListener('change', () => void apply());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  find('#start', HTMLButtonElement).disabled = true;
  void reachAll();
});
void apply();

function addCell(name: string): VoiceAgentCall {
  const cell = document.importNode(template.content, true);
  const heading = cell.querySelector('h2');
  const call = cell.querySelector('voice-agent-call');
  if (!heading || !call) throw new Error('The template of a cell lacks its heading or its call.');
  heading.textContent = heading.id = name;
  cell.querySelector('section')?.setAttribute('aria-labelledby', name);
  withoutLimits(call);
  cells.append(cell);
  return call;
}

/** What the controls say, on every cell and in the address. */
async function apply(): Promise<void> {
  const values = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
  const { layout = '', theme = '', dir = '', lang = '' } = values;
  history.replaceState(null, '', `?${new URLSearchParams(values).toString()}`);
  Object.assign(cells.dataset, { layout, theme });
  Object.assign(cells, { dir, lang });
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[data-theme]'))
    link.media = link.dataset['theme'] === theme ? 'all' : 'not all';
  for (const call of calls.values()) {
    call.setAttribute('layout', layout);
    call.theme = theme === 'light' || theme === 'dark' ? theme : undefined;
  }
  if (layout === 'floating') await openPanels();
}

async function openPanels(): Promise<void> {
  await customElements.whenDefined('voice-agent-call-panel');
  for (const call of calls.values()) {
    await call.updateComplete;
    const panel = call.shadowRoot?.querySelector('voice-agent-call-panel');
    if (!panel || !('open' in panel) || !('updateComplete' in panel)) continue;
    panel.open = true;
    await panel.updateComplete;
  }
}

/** One after the other: some put a stand-in before the microphone. */
async function reachAll(): Promise<void> {
  const sound = makeSound();
  let reached = 0;
  for (const [name, reach] of Object.entries(states)) {
    const call = calls.get(name);
    if (call) await reach(call, sound);
    progress.textContent = `${++reached} of ${calls.size} states`;
  }
  if (cells.dataset['layout'] === 'floating') await openPanels();
}
