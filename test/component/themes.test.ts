// The ready themes: axe finds nothing in them (contrast above all), on a card and on the page's own ground.

import { assertAccessible } from './support/axe.ts';
import { mountWithFarEnd, settled, untilElementState, type TestElement } from './support/element.ts';
import { untilPart } from './support/talk.ts';

const themes = ['minimal', 'brand', 'glass', 'terminal', 'accessible-large'];

const connect = async ({ element, far }: TestElement): Promise<void> => {
  const started = element.start();
  await far.connect();
  await started;
};

const states: Readonly<Record<string, (test: TestElement) => Promise<void>>> = {
  idle: () => Promise.resolve(),
  connected: connect,
  failed: async ({ element, far }) => {
    void element.start();
    await far.frame();
    await far.sendError('AGENT_FAILURE');
    await untilElementState(element, 'failed');
  },
};

describe('the themes', () => {
  let style: HTMLStyleElement | undefined;
  const use = async (theme: string, page = ''): Promise<void> => {
    style = document.createElement('style');
    style.textContent = (await (await fetch(`/src/themes/${theme}.css`)).text()) + page;
    document.head.append(style);
  };
  afterEach(() => style?.remove());

  for (const theme of themes) {
    for (const [name, reach] of Object.entries(states))
      it(`${theme}, ${name}: axe finds nothing on a card`, async () => {
        await use(theme);
        const test = await mountWithFarEnd({ layout: 'card', 'agent-name': 'Ada' });
        await reach(test);
        await settled(test.element);
        await assertAccessible(test.element);
        await test.element.hangUp();
        await test.far.dispose();
      });

    it(`${theme}: axe finds nothing inline, on a light and on a dark page`, async () => {
      await use(theme, 'body { background: #fff; color: #111 }');
      const test = await mountWithFarEnd({ devices: '', rating: '' });
      await untilPart(test.element, 'devices');
      await connect(test);
      for (const page of ['#fff; color: #111', '#111; color: #eee']) {
        style?.append(`body { background: ${page} }`);
        await settled(test.element);
        await assertAccessible(test.element);
      }
      await test.element.hangUp();
      await untilPart(test.element, 'rating');
      await assertAccessible(test.element);
      await test.far.dispose();
    });
  }
});
