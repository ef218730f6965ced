// `npm run gallery`: every state × layout × theme × direction as pictures to look at, one sheet per layout and viewport,
// in test-results/contact-sheet. Nothing here is asserted.

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test, type Browser, type Page } from 'playwright/test';
import { directions, layouts, openGallery, serveDemo, show, themes } from '../support/gallery.ts';

const folder = fileURLToPath(new URL('../../test-results/contact-sheet/', import.meta.url));
const viewports = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 360, height: 740 },
};

let demo: Awaited<ReturnType<typeof serveDemo>>;

test.beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  demo = await serveDemo();
});
test.afterAll(() => demo.close());

test.use({ permissions: ['microphone'] });

interface Tile {
  readonly label: string;
  readonly png: Buffer;
}

async function tilesOf(page: Page, layout: string): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (const theme of themes)
    for (const dir of directions) {
      await show(page, { layout, theme, dir, lang: dir === 'rtl' ? 'ar' : 'en' });
      const png = await page.locator('#cells').screenshot({ animations: 'disabled' });
      tiles.push({ label: `${layout}, ${theme}, ${dir}`, png });
    }
  return tiles;
}

/** One picture of all, both directions of a theme beside each other. */
async function compose(
  browser: Browser,
  tiles: readonly Tile[],
  columns: number,
  tileWidth: number,
  path: string,
) {
  const page = await browser.newPage({ viewport: { width: columns * tileWidth, height: 900 } });
  const figures = tiles.map(
    ({ label, png }) =>
      `<figure><figcaption>${label}</figcaption><img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  );
  await page.setContent(
    `<style>body { display: grid; grid-template-columns: repeat(${columns}, 1fr); align-items: start; gap: 12px; margin: 12px;
      font: bold 20px sans-serif } figure { margin: 0 } img { inline-size: 100%; border: 1px solid #888 }</style>${figures.join('')}`,
  );
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

for (const [name, viewport] of Object.entries(viewports))
  test(`contact sheets: ${name}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const page = await browser.newPage({ viewport, permissions: ['microphone'] });
    await openGallery(page, demo.address);
    for (const layout of layouts) {
      const tiles = await tilesOf(page, layout);
      const path = `${folder}${name}-${layout}.png`;
      await compose(browser, tiles, name === 'phone' ? tiles.length : 2, name === 'phone' ? 300 : 900, path);
      console.log(path);
    }
    await page.close();
  });
