// The translations against English, and the choice of a language. Touches only src/i18n.

import { assert } from '@esm-bundle/chai';
import { en } from '../../src/i18n/en.ts';
import { defineLanguage, languages, loadMessages, matchLanguage } from '../../src/i18n/languages.ts';
import type { Messages } from '../../src/i18n/messages.ts';

/** The letters each language is written with. */
const letters: Readonly<Record<string, RegExp>> = {
  ar: /\p{scx=Arab}/u,
  cs: /[a-záčďéěíňóřšťúůýž]/,
  de: /[a-zäöüß]/,
  es: /[a-záéíñóúü]/,
  fr: /[a-zàâæçéèêëîïôœùûüÿ]/,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  it: /[a-zàèéìòù]/,
  ja: /\p{scx=Hira}|\p{scx=Kana}|\p{Script=Han}/u,
  ko: /\p{Script=Hangul}/u,
  nl: /[a-zéëïö]/,
  pl: /[a-ząćęłńóśźż]/,
  pt: /[a-zàáâãçéêíóôõú]/,
  sv: /[a-zåäö]/,
  tr: /[a-zçğıöşü]/,
  uk: /[а-щьюяєіїґ]/,
  zh: /\p{Script=Han}/u,
};

/** Names that stay as they are; in Chinese and Japanese also “App” and “Web”, as Apple has them there. */
const names = /\{\w+\}|https|Chrome|Edge|Firefox|Safari/g;
const latinNames: Readonly<Record<string, string>> = { ja: 'Web', zh: 'App' };

/** Labels of buttons, and how many characters of theirs fit on a phone. */
const labels = 'call cancel hangUp callAgain takeOver enableSound open close agree decline continue';
const buttons = labels.split(' ');
const longestLabel = 24;

const shipped = languages();
const translations = shipped.filter((tag) => tag !== 'en');

/** The file's own texts; `loadMessages` would fill in English for a missing one. */
async function fileOf(tag: string): Promise<Messages> {
  const module = (await import(`../../src/i18n/${tag}.ts`)) as Readonly<Record<string, Messages>>;
  const messages = module[tag];
  assert.isDefined(messages, `${tag}.ts exports ${tag}`);
  return messages;
}

/** Every text by its path, such as `errors.busy.remedy`. */
function textsOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path.slice(1), value]]);
  assert.isObject(value, path);
  const inner = Object.entries(value as Record<string, unknown>);
  return new Map(inner.flatMap(([key, text]) => [...textsOf(text, `${path}.${key}`)]));
}

const english = textsOf(en);
const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

it('ships the languages it is known for', () => {
  assert.sameMembers([...translations], Object.keys(letters));
});

for (const tag of translations)
  describe(`the texts in ${tag}`, () => {
    let messages: Messages;
    let texts: Map<string, string>;

    before(async () => {
      messages = await fileOf(tag);
      texts = textsOf(messages);
      texts.delete('lang');
    });

    /** Says which texts are wrong. */
    function noneIs(wrong: (text: string, path: string) => boolean): void {
      const found = [...texts].filter(([path, text]) => wrong(text, path));
      assert.strictEqual(found.map((entry) => entry.join(': ')).join('\n'), '');
    }

    it('are loaded under their tag', async () => {
      assert.strictEqual(messages.lang, tag);
      assert.deepEqual(await loadMessages(matchLanguage(tag)), messages);
    });

    it('have exactly the keys of English', () => {
      assert.sameMembers([...texts.keys(), 'lang'], [...english.keys()]);
    });

    it('have the placeholders of English', () => {
      for (const [path, text] of texts)
        assert.deepEqual(placeholders(text), placeholders(english.get(path) ?? ''), path);
    });

    it('are translated', () => {
      const same = [...texts.keys()].filter((path) => texts.get(path) === english.get(path));
      assert.deepEqual(same, []);
    });

    it('are neither empty nor padded', () => {
      noneIs((text) => text === '' || text !== text.trim());
    });

    it('are written in the letters of the language', () => {
      noneIs((text) => {
        const own = text
          .replace(names, '')
          .replace(latinNames[tag] ?? '', '')
          .toLowerCase();
        const found = own.match(/\p{L}/gu) ?? [];
        return found.length === 0 || found.some((letter) => !letters[tag]?.test(letter));
      });
    });

    it('have typographic quotes and apostrophes, and an ellipsis where English has one', () => {
      noneIs((text) => /['"`]|\.\./.test(text));
      noneIs((text, path) => text.endsWith('…') !== english.get(path)?.endsWith('…'));
    });

    it('have labels that fit on a phone', () => {
      for (const key of buttons) assert.isDefined(texts.get(key), key);
      noneIs((text, path) => buttons.includes(path) && [...text].length > longestLabel);
    });
  });

describe('choosing a language', () => {
  for (const [tag, language] of [
    ['pt-BR', 'pt'],
    ['zh-Hans-CN', 'zh'],
    ['EN-gb', 'en'],
    ['DE', 'de'],
    ['xx', 'en'],
    ['d', 'en'],
    ['', 'en'],
  ] as const)
    it(`takes ${language} for “${tag}”`, () => {
      assert.strictEqual(matchLanguage(tag), language);
    });
});

describe('a language that the page defines', () => {
  const esperanto = (call: string): Messages => ({ ...en, lang: 'eo', call });

  it('is there from then on, whatever the case of its tag', async () => {
    assert.strictEqual(matchLanguage('eo-001'), 'en');
    defineLanguage('EO', () => Promise.resolve(esperanto('Voki')));
    assert.strictEqual(matchLanguage('eo-001'), 'eo');
    assert.include(languages(), 'eo');
    assert.deepEqual(await loadMessages('eo'), esperanto('Voki'));
  });

  it('replaces one', async () => {
    defineLanguage('eo', () => Promise.resolve(esperanto('Telefoni')));
    assert.strictEqual((await loadMessages('eo')).call, 'Telefoni');
  });

  it('can be English; none is listed twice', async () => {
    defineLanguage('en', () => Promise.resolve({ ...en, call: 'Ring' }));
    assert.strictEqual((await loadMessages('en')).call, 'Ring');
    assert.sameMembers([...languages()], [...shipped, 'eo']);
    defineLanguage('en', () => Promise.resolve(en));
  });

  it('for a region goes before the one for all of them', () => {
    defineLanguage('pt-PT', () => Promise.resolve({ ...en, lang: 'pt-PT' }));
    assert.strictEqual(matchLanguage('pt-pt'), 'pt-pt');
    assert.strictEqual(matchLanguage('pt-BR'), 'pt');
  });

  it('has the English text where it lacks one', async () => {
    const busy = { text: 'Okupata.', remedy: 'Provu poste.' };
    const some = { lang: 'eo', call: 'Voki', errors: { busy } } as Messages;
    defineLanguage('eo', () => Promise.resolve(some));
    const expected = { ...en, lang: 'eo', call: 'Voki', errors: { ...en.errors, busy } };
    assert.deepEqual(await loadMessages('eo'), expected);
  });

  it('gives English where it cannot be loaded', async () => {
    defineLanguage('eo', () => Promise.reject(new Error('offline')));
    assert.deepEqual(await loadMessages('eo'), en);
    defineLanguage('eo', () => {
      throw new Error('broken');
    });
    assert.deepEqual(await loadMessages('eo'), en);
  });

  it('gives English for a language nobody defined', async () => {
    assert.deepEqual(await loadMessages('xx'), en);
  });
});
