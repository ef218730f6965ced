// Numbers and durations in the digits and words of each language.

import { assert } from '@esm-bundle/chai';
import { clockOf, durationOf, numberOf } from '../../src/i18n/numbers.ts';

describe('a duration', () => {
  it('stands on a clock, in the digits of its language', () => {
    for (const [seconds, lang, text] of [
      [0, 'en', '0:00'],
      [65.9, 'en', '1:05'],
      [3605, 'en', '1:00:05'],
      [65, 'de', '1:05'],
      [65, 'fa', '۱:۰۵'],
      [65, 'not a language', '1:05'],
    ] as const)
      assert.strictEqual(clockOf(seconds, lang), text, lang);
    assert.strictEqual(numberOf(1234, 'en'), '1234');
  });

  it('is said in words, with their plurals', () => {
    for (const [seconds, lang, text] of [
      [0, 'en', '0 seconds'],
      [1, 'en', '1 second'],
      [65, 'en', '1 minute 5 seconds'],
      [7260, 'en', '2 hours 1 minute 0 seconds'],
      [61, 'de', '1 Minute 1 Sekunde'],
      [122, 'pl', '2 minuty 2 sekundy'],
      [125, 'pl', '2 minuty 5 sekund'],
    ] as const)
      assert.strictEqual(durationOf(seconds, lang), text);
  });

  it('is said as on a clock where the browser knows no units', () => {
    const { NumberFormat } = Intl;
    Intl.NumberFormat = class extends NumberFormat {
      constructor(lang?: string, options?: Intl.NumberFormatOptions) {
        super(lang, options);
        if (options?.style === 'unit') throw new RangeError('style');
      }
    } as unknown as typeof NumberFormat;
    try {
      assert.strictEqual(durationOf(65, 'en'), '1:05');
    } finally {
      Intl.NumberFormat = NumberFormat;
    }
  });
});
