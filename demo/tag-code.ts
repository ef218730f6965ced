// The tag as it stands in the page, as text to copy. It is read from the page, so it cannot differ from what runs.

import type { VoiceAgentCall } from '../src/index.ts';
import { find } from './find.ts';

export function connectTagCode(call: VoiceAgentCall): void {
  const code = find('#tag', HTMLElement);
  const show = (): void => {
    code.textContent = tagText(call);
  };
  new MutationObserver(show).observe(call, { attributes: true });
  show();

  const copied = find('#copied', HTMLElement);
  find('#copy', HTMLButtonElement).addEventListener('click', () => {
    void copy(code).then((message) => {
      copied.textContent = message;
      setTimeout(() => (copied.textContent = ''), 3000);
    });
  });
}

/** One attribute a line, as a person would write it; the content as the page has it. */
function tagText(call: VoiceAgentCall): string {
  const name = call.localName;
  const attributes = [...call.attributes].map(({ name, value }) =>
    value === '' ? `\n  ${name}` : `\n  ${name}="${escaped(value)}"`,
  );
  const content = [...call.children].map((child) => `\n  ${child.outerHTML.replace(/\s+/g, ' ')}`);
  return `<${name}${attributes.join('')}\n>${content.join('')}\n</${name}>`;
}

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** Without a clipboard (a page without HTTPS has none) the text is selected for the visitor to copy. */
async function copy(code: HTMLElement): Promise<string> {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return 'Copied';
  } catch {
    getSelection()?.selectAllChildren(code);
    return 'Selected: press Ctrl+C';
  }
}
