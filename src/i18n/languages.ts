// Which language a widget speaks: each but English is a chunk of its own, loaded when a widget needs it. Source: RFC 4647
// (lookup of language tags).

import { en } from './en.ts';
import { withOverrides, type MessageOverrides, type Messages } from './messages.ts';

/** Loads the texts of a language; those that are missing stay English. */
export type LanguageLoader = () => Promise<MessageOverrides & { readonly lang?: string }>;

const loaders = new Map<string, LanguageLoader>([
  ['en', () => Promise.resolve(en)],
  ['ar', () => import('./ar.ts').then((module) => module.ar)],
  ['cs', () => import('./cs.ts').then((module) => module.cs)],
  ['da', () => import('./da.ts').then((module) => module.da)],
  ['de', () => import('./de.ts').then((module) => module.de)],
  ['el', () => import('./el.ts').then((module) => module.el)],
  ['es', () => import('./es.ts').then((module) => module.es)],
  ['fa', () => import('./fa.ts').then((module) => module.fa)],
  ['fi', () => import('./fi.ts').then((module) => module.fi)],
  ['fr', () => import('./fr.ts').then((module) => module.fr)],
  ['he', () => import('./he.ts').then((module) => module.he)],
  ['hi', () => import('./hi.ts').then((module) => module.hi)],
  ['hu', () => import('./hu.ts').then((module) => module.hu)],
  ['it', () => import('./it.ts').then((module) => module.it)],
  ['ja', () => import('./ja.ts').then((module) => module.ja)],
  ['ko', () => import('./ko.ts').then((module) => module.ko)],
  ['nb', () => import('./nb.ts').then((module) => module.nb)],
  ['nl', () => import('./nl.ts').then((module) => module.nl)],
  ['pl', () => import('./pl.ts').then((module) => module.pl)],
  ['pt', () => import('./pt.ts').then((module) => module.pt)],
  ['ro', () => import('./ro.ts').then((module) => module.ro)],
  ['sv', () => import('./sv.ts').then((module) => module.sv)],
  ['tr', () => import('./tr.ts').then((module) => module.tr)],
  ['uk', () => import('./uk.ts').then((module) => module.uk)],
  ['zh', () => import('./zh.ts').then((module) => module.zh)],
  ['zh-hant', () => import('./zh-hant.ts').then((module) => module.zhHant)],
]);

/** Tags that another of ours serves: the regions that write traditional Chinese, Norwegian, and Hebrew's old code. */
const aliases = new Map([
  ['zh-tw', 'zh-hant'],
  ['zh-hk', 'zh-hant'],
  ['zh-mo', 'zh-hant'],
  ['no', 'nb'],
  ['nn', 'nb'],
  ['iw', 'he'],
]);

const watchers = new Set<() => void>();

/** Tells of languages that are defined from now on. @returns what ends that */
export function onLanguageDefined(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
}

/** Adds a language, or replaces one, for widgets that ask for it from now on. @param tag - BCP 47, as in `lang` */
export function defineLanguage(tag: string, load: LanguageLoader): void {
  loaders.set(tag.toLowerCase(), load);
  for (const watcher of watchers) watcher();
}

/** Every language there is, as BCP 47 tags in lower case. */
export const languages = (): readonly string[] => [...loaders.keys()];

/**
 * The best of our languages for a tag: `pt-BR` is served by `pt-br`, else by `pt`; English where there is none. What a page
 * defines for a tag goes before an alias of it.
 */
export function matchLanguage(tag: string): string {
  const subtags = tag.toLowerCase().split('-');
  for (; subtags.length > 0; subtags.pop()) {
    const candidate = subtags.join('-');
    if (loaders.has(candidate)) return candidate;
    const alias = aliases.get(candidate);
    if (alias) return alias;
  }
  return 'en';
}

/** @param language - one that {@link matchLanguage} chose. Resolves to English where its chunk cannot be loaded. */
export async function loadMessages(language: string): Promise<Messages> {
  try {
    // What a page defines may lack texts that came later, also of errors. Its `lang` is copied too.
    return withOverrides(en, await loaders.get(language)?.());
  } catch {
    return en;
  }
}
