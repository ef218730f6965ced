// Pictures for somebody to look at, in test-results/engines.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { run, type Tab } from './tab.ts';

const folder = fileURLToPath(new URL('../../../test-results/engines/', import.meta.url));

export async function keepPicture(tab: Tab, name: string): Promise<void> {
  // what has been drawn, not what will be
  await run(tab, async () => {
    for (let frames = 0; frames < 3; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), await tab.screenshot());
}
