// The language of a widget: the nearest `lang`, through shadow roots, live.

import { assert } from '@esm-bundle/chai';
import { until } from './support/calls.ts';
import { labelOf, mount, part, settled } from './support/element.ts';
import type { VoiceAgentCall } from '../../src/index.ts';

const untilLabel = (element: VoiceAgentCall, label: string): Promise<void> =>
  until(
    () => labelOf(element) === label,
    () => `"${label}", not "${labelOf(element)}"`,
  );

describe('the language', () => {
  afterEach(() => (document.documentElement.lang = 'en'));

  it('is the page’s, a section’s, or the tag’s own, whichever is nearest', async () => {
    document.documentElement.lang = 'de';
    const element = await mount();
    await untilLabel(element, 'Anrufen');
    assert.strictEqual(part(element, 'base')?.lang, 'de');
    const section = document.createElement('section');
    section.lang = 'fr-CA';
    document.body.append(section);
    section.append(element);
    await untilLabel(element, 'Appeler');
    element.lang = 'es';
    await untilLabel(element, 'Llamar');
    section.remove();
  });

  it('follows a change at once, and English where there is no other', async () => {
    const element = await mount({ lang: 'nl' });
    await until(
      () => part(element, 'base')?.lang === 'nl',
      () => 'Dutch',
    );
    element.lang = 'tlh';
    await untilLabel(element, 'Call');
    assert.strictEqual(part(element, 'base')?.lang, 'en');
    element.removeAttribute('lang');
    document.documentElement.lang = 'it';
    await until(
      () => part(element, 'base')?.lang === 'it',
      () => 'Italian',
    );
  });

  it('is found outside the shadow root that the tag is in', async () => {
    const outer = document.createElement('div');
    outer.lang = 'pl';
    const root = outer.attachShadow({ mode: 'open' });
    document.body.append(outer);
    const element = await mount();
    root.append(element);
    await until(
      () => part(element, 'base')?.lang === 'pl',
      () => 'Polish',
    );
    outer.lang = 'sv';
    await until(
      () => part(element, 'base')?.lang === 'sv',
      () => 'Swedish',
    );
    outer.remove();
  });

  it('brings its direction where the page says none', async () => {
    const element = await mount({ lang: 'he' });
    await until(
      () => part(element, 'base')?.dir === 'rtl',
      () => 'right to left',
    );
    element.dir = 'ltr';
    element.requestUpdate();
    await settled(element);
    assert.strictEqual(part(element, 'base')?.dir, '');
  });

  it('leaves the page’s own texts as they are', async () => {
    const element = await mount({ lang: 'de' });
    element.texts = { call: 'Ring us' };
    await settled(element);
    assert.strictEqual(labelOf(element), 'Ring us');
    await until(
      () => part(element, 'base')?.lang === 'de',
      () => 'German',
    );
    assert.strictEqual(labelOf(element), 'Ring us');
  });

  it('changes live with the last of several changes', async () => {
    const element = await mount();
    for (const lang of ['fr', 'de', 'ja', 'es']) element.lang = lang;
    await untilLabel(element, 'Llamar');
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.strictEqual(labelOf(element), 'Llamar');
  });
});
