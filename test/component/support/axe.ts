// What axe-core says of an element on the page.

import { assert } from '@esm-bundle/chai';
import 'axe-core';
import type { AxeResults } from 'axe-core';

declare const axe: { run(context: Element): Promise<AxeResults> };

export async function assertAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element);
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
    [],
  );
}
