// axe over the whole matrix: every state × layout × theme × direction of the demo's gallery. Its table of rules and
// themes is attached to the report.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { expect, test } from 'playwright/test';
import { directions, layouts, openGallery, serveDemo, show, themes } from '../support/gallery.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test.use({ permissions: ['microphone'], bypassCSP: true });

const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** The letter of a shortcut stands in its button; it is no label that the name would have to hold. */
const rules = { 'label-content-name-mismatch': { enabled: false } };

test('axe finds nothing in any state, layout, theme and direction', async ({ page }, testInfo) => {
  test.setTimeout(180_000);
  const demo = await serveDemo();
  await openGallery(page, demo.address);
  // For axe alone: it cannot tell the contrast on a picture, but on the colour below it, and it takes what is fixed for
  // fixed to the window, which here is the cell.
  await page.addStyleTag({
    content: `.stage { background-image: none !important }
      voice-agent-call[layout='floating'] { position: absolute !important }`,
  });
  await page.evaluate(axe);

  const counts = new Map<string, number[]>();
  const findings: string[] = [];
  let applied = 0;
  let texts = 0;
  for (const [column, theme] of themes.entries())
    for (const layout of layouts)
      for (const dir of directions) {
        await show(page, { layout, theme, dir });
        const { passes, violations, incomplete } = await page.evaluate<AxeResults>(
          `axe.run('#cells', ${JSON.stringify({ runOnly, rules, preload: false })})`,
        );
        applied = Math.max(applied, passes.length + violations.length);
        texts += passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0;
        for (const [results, mark] of [
          [violations, ''],
          [incomplete, ' (unsure)'],
        ] as const)
          for (const { id, nodes } of results) {
            const row = counts.get(id + mark) ?? themes.map(() => 0);
            row[column] = (row[column] ?? 0) + nodes.length;
            counts.set(id + mark, row);
            for (const { html, target, any } of nodes)
              findings.push(
                `${theme} ${layout} ${dir}: ${id}${mark} ${target.join(' ')} ${html.slice(0, 120)} ${any[0]?.message ?? ''}`,
              );
          }
      }
  await demo.close();
  const table = [
    `rules that apply: ${applied}; texts with enough contrast: ${texts}`,
    `violations | ${themes.join(' | ')}`,
    ...[...counts].map(([rule, row]) => `${rule} | ${row.join(' | ')}`),
  ].join('\n');
  await testInfo.attach('axe', { body: table, contentType: 'text/plain' });
  console.log(table);
  expect(findings).toEqual([]);
  // a dozen cells with several texts each were really looked at
  expect(texts).toBeGreaterThan(40 * themes.length * layouts.length * directions.length);
});
