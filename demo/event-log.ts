// The list of events, as a developer would see them. It shows chosen fields, none of which ever holds a token.

import type { VoiceAgentCall } from '../src/index.ts';
import { describeEvent, logged } from './event-text.ts';
import { find } from './find.ts';

/** Enough for several calls; a page left open does not grow for ever. */
const MOST_LINES = 200;

export function connectEventLog(call: VoiceAgentCall): void {
  const scroller = find('#log', HTMLElement);
  const lines = find('#log-lines', HTMLOListElement);
  const empty = find('#log-empty', HTMLElement);
  let pressedAt: number | undefined;
  let quality: { line: HTMLLIElement; count: number } | undefined;

  const write = (line: HTMLLIElement, event: Event, suffix = ''): void => {
    const time = pressedAt === undefined ? '–' : `${((event.timeStamp - pressedAt) / 1000).toFixed(2)} s`;
    line.dataset['event'] = event.type;
    line.replaceChildren(
      element('span', 'time', time),
      element('b', 'name', event.type),
      element('span', 'detail', describeEvent(event) + suffix),
    );
  };

  const append = (line: HTMLLIElement): void => {
    const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 40;
    lines.append(line);
    if (lines.childElementCount > MOST_LINES) lines.firstElementChild?.remove();
    empty.hidden = true;
    // A reader who scrolled back is left in peace.
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  };

  /** One line a call, which comes up to date and moves on: there is a report every two seconds. */
  const logQuality = (event: Event): void => {
    quality ??= { line: document.createElement('li'), count: 0 };
    quality.count += 1;
    write(quality.line, event, quality.count > 1 ? ` (${String(quality.count)} times)` : '');
    append(quality.line);
  };

  for (const type of logged)
    call.addEventListener(type, (event) => {
      if (type === 'call-start') {
        pressedAt = event.timeStamp;
        quality = undefined;
      }
      if (type === 'call-quality') return logQuality(event);
      const line = document.createElement('li');
      write(line, event);
      append(line);
    });

  find('#clear', HTMLButtonElement).addEventListener('click', () => {
    lines.replaceChildren();
    empty.hidden = false;
  });
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
