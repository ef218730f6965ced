// The ready themes: axe finds nothing in them (contrast above all).

import { assert } from '@esm-bundle/chai';
import 'axe-core';
import type { AxeResults } from 'axe-core';
import { mountWithFarEnd, settled, untilElementState, type TestElement } from './support/element.ts';

declare const axe: { run(context: Element): Promise<AxeResults> };

const themes = ['minimal', 'brand', 'glass', 'terminal', 'accessible-large'];

const states: Readonly<Record<string, (test: TestElement) => Promise<void>>> = {
  idle: () => Promise.resolve(),
  connected: async ({ element, far }) => {
    const started = element.start();
    await far.connect();
    await started;
  },
  failed: async ({ element, far }) => {
    void element.start();
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await untilElementState(element, 'failed');
  },
};

describe('the themes', () => {
  let style: HTMLStyleElement | undefined;
  afterEach(() => style?.remove());

  for (const theme of themes) {
    for (const [name, reach] of Object.entries(states))
      it(`${theme}, ${name}: axe finds nothing on a card`, async () => {
        style = document.createElement('style');
        style.textContent = await (await fetch(`/src/themes/${theme}.css`)).text();
        document.head.append(style);
        const test = await mountWithFarEnd({ layout: 'card', 'agent-name': 'Ada' });
        await reach(test);
        await settled(test.element);
        const { violations } = await axe.run(test.element);
        assert.deepEqual(
          violations.map(
            ({ id, nodes }) =>
              `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join()}`,
          ),
          [],
        );
        await test.element.hangUp();
        await test.far.dispose();
      });
  }
});
