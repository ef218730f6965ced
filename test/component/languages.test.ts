// The translations against English, and the choice of a language. Touches only src/i18n.

import { assert } from '@esm-bundle/chai';
import { en } from '../../src/i18n/en.ts';
import { defineLanguage, languages, loadMessages, matchLanguage } from '../../src/i18n/languages.ts';
import type { Messages } from '../../src/i18n/messages.ts';

/** Characters of simplified Chinese that the traditional script writes otherwise. */
const simplified = '这们国说话请为开关错时间网络语设备声连线无页检继续权与帮应问题结断听讲风浏览过';

/** The letters each language is written with; in Persian not Arabic’s ي and ك, in Romanian not Turkish ş and ţ. */
const letters: Readonly<Record<string, RegExp>> = {
  ar: /\p{scx=Arab}/u,
  cs: /[a-záčďéěíňóřšťúůýž]/,
  da: /[a-zæøåéó]/,
  de: /[a-zäöüß]/,
  el: /\p{Script=Greek}/u,
  es: /[a-záéíñóúü]/,
  fa: /[ءآئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی]/,
  fi: /[a-zåäöšž]/,
  fr: /[a-zàâæçéèêëîïôœùûüÿ]/,
  he: /\p{Script=Hebrew}/u,
  hi: /\p{Script=Devanagari}/u,
  hu: /[a-záéíóöőúüű]/,
  it: /[a-zàèéìòù]/,
  ja: /\p{scx=Hira}|\p{scx=Kana}|\p{Script=Han}/u,
  ko: /\p{Script=Hangul}/u,
  nb: /[a-zæøåéò]/,
  nl: /[a-zéëïö]/,
  pl: /[a-ząćęłńóśźż]/,
  pt: /[a-zàáâãçéêíóôõú]/,
  ro: /[a-zăâîșț]/,
  sv: /[a-zåäö]/,
  tr: /[a-zçğıöşü]/,
  uk: /[а-щьюяєіїґ]/,
  zh: /\p{Script=Han}/u,
  'zh-hant': new RegExp(`(?![${simplified}])\\p{Script=Han}`, 'u'),
};

/** Names that stay as they are, and others as Apple’s menus have them there; those speak no Persian. */
const names = /\{\w+\}|https|Chrome|Edge|Firefox|Safari/g;
const latinNames: Readonly<Record<string, RegExp>> = {
  fa: /Settings for This Website|Allow|Settings|Apps|Microphone/g,
  ja: /Web/,
  zh: /App/,
  'zh-hant': /App/,
};

/** Words that are the same in English. */
const alike: Readonly<Record<string, readonly string[]>> = {
  fr: ['volume'],
  it: ['volume'],
  nl: ['volume'],
  pt: ['volume'],
};

/** Labels of buttons, and how many characters of theirs fit on a phone. */
const buttons = [
  ...['call', 'cancel', 'hangUp', 'callAgain', 'takeOver', 'enableSound', 'open', 'close', 'agree'],
  ...['decline', 'continue', 'holdToTalk', 'copyTranscript', 'copied', 'good', 'bad'],
];
const longestLabel = 24;

const shipped = languages();
const translations = shipped.filter((tag) => tag !== 'en');

/** The file's own texts; `loadMessages` would fill in English for a missing one. */
async function fileOf(tag: string): Promise<Messages> {
  const module = (await import(`../../src/i18n/${tag}.ts`)) as Readonly<Record<string, Messages>>;
  const name = tag.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const messages = module[name];
  assert.isDefined(messages, `${tag}.ts exports ${name}`);
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
      assert.strictEqual(messages.lang.toLowerCase(), tag);
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
      assert.deepEqual(same, [...(alike[tag] ?? [])]);
    });

    it('are neither empty nor padded', () => {
      noneIs((text) => text === '' || text !== text.trim());
    });

    it('are written in the letters of the language', () => {
      noneIs((text) => {
        const own = text
          .replace(names, '')
          .replace(latinNames[tag] ?? /^$/, '')
          .toLowerCase();
        const found = own.match(/\p{L}/gu) ?? [];
        return found.length === 0 || found.some((letter) => !letters[tag]?.test(letter));
      });
    });

    it('have typographic quotes and apostrophes, and an ellipsis where English has one', () => {
      noneIs((text) => /['"`]|\.\./.test(text));
      noneIs((text, path) => text.endsWith('…') !== english.get(path)?.endsWith('…'));
    });

    it('have no space before punctuation, French a narrow one that does not break', () => {
      const wrong = tag === 'fr' ? /«[^\u202f]|[^\u202f](?:[?!;»]|:(?!\/))/ : /\s[?!:;»]|«\s/;
      noneIs((text) => wrong.test(text));
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
    ['zh-CN', 'zh'],
    ['zh-Hans-HK', 'zh'],
    ['zh-Hant', 'zh-hant'],
    ['zh-Hant-HK', 'zh-hant'],
    ['zh-TW', 'zh-hant'],
    ['zh-HK', 'zh-hant'],
    ['zh-MO', 'zh-hant'],
    ['no', 'nb'],
    ['no-NO', 'nb'],
    ['nn', 'nb'],
    ['nb-NO', 'nb'],
    ['iw', 'he'],
    ['fa-AF', 'fa'],
    ['constructor', 'en'],
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

  it('goes before one of ours that served its tag', () => {
    defineLanguage('nn', () => Promise.resolve({ ...en, lang: 'nn' }));
    assert.strictEqual(matchLanguage('nn-NO'), 'nn');
    assert.strictEqual(matchLanguage('no'), 'nb');
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
