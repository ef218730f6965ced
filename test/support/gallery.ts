// The demo's gallery, opened with every state reached. Knows Vite, and the gallery by what a reader sees.

import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from 'playwright/test';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));

export const layouts = ['inline', 'card', 'floating'] as const;
export const themes = ['light', 'dark', 'minimal', 'brand', 'glass', 'terminal', 'accessible-large'] as const;
export const directions = ['ltr', 'rtl'] as const;

/** What the controls are set to. */
export type Look = Readonly<Record<'layout' | 'theme' | 'dir', string> & { lang?: string }>;

/** What `npm start` serves, on a free port. */
export async function serveDemo(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = await createServer({
    root,
    configFile: `${root}vite.config.ts`,
    server: { port: 0 },
    logLevel: 'error',
  });
  await server.listen();
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** Opens the page and starts its calls; resolves to the cells when each is in its state. */
export async function openGallery(page: Page, address: string): Promise<Locator> {
  await page.goto(`${address}demo/gallery.html`);
  await page.getByRole('button', { name: 'Start the calls' }).click();
  await expect(page.getByRole('status').first()).toHaveText(/^(\d+) of \1 states$/, { timeout: 40_000 });
  return page.locator('#cells');
}

/** Shows all cells in another look, in one turn of the page. */
export async function show(page: Page, look: Look): Promise<void> {
  await page.evaluate(async (look) => {
    for (const [name, value] of Object.entries(look)) {
      const select = document.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
      if (!select) throw new Error(`No control ${name}`);
      select.value = value;
    }
    document.querySelector('#controls')?.dispatchEvent(new Event('change'));
    // the companions render in microtasks, and a lazy one (the panel) has its chunk to load
    const settled = (): boolean =>
      [...document.querySelectorAll('voice-agent-call')].every(
        ({ shadowRoot }) =>
          look.layout !== 'floating' ||
          shadowRoot
            ?.querySelector('voice-agent-call-panel')
            ?.shadowRoot?.querySelector('[part=panel]:not([hidden])'),
      );
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (!settled());
    // what is closed at first is looked at open
    const disclosures = [...document.querySelectorAll('voice-agent-call')].flatMap(({ shadowRoot }) => [
      ...(shadowRoot?.querySelectorAll('voice-agent-call-devices, voice-agent-call-keypad') ?? []),
    ]);
    for (const { shadowRoot } of disclosures) {
      const closed = shadowRoot?.querySelector<HTMLButtonElement>('button[aria-expanded=false]');
      closed?.click();
    }
    if (disclosures.length > 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, look);
}
