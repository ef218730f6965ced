// Follows the nearest `lang` of a widget, through shadow roots, while it is on the page, and loads the texts for it.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { en } from '../i18n/en.ts';
import { loadMessages, matchLanguage, onLanguageDefined } from '../i18n/languages.ts';
import type { Messages } from '../i18n/messages.ts';

/** The roots from an element outwards: its shadow root, that one's host's, …, the document. */
function rootsOf(element: Element): Node[] {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? [root, ...rootsOf(root.host)] : [root];
}

function nearestLang(element: Element): string {
  const holder = element.closest('[lang]');
  if (holder) return holder.getAttribute('lang') ?? '';
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : '';
}

export class LanguageController implements ReactiveController {
  messages: Messages = en;
  private readonly _host: ReactiveControllerHost & HTMLElement;
  private _language: string | undefined;
  private _observer: MutationObserver | undefined;
  private _unwatch: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this._host = host;
    host.addController(this);
  }

  get isRightToLeft(): boolean {
    return /^(ar|fa|he|ur)\b/.test(this.messages.lang);
  }

  hostConnected(): void {
    this._observer = new MutationObserver(() => this._follow());
    for (const root of rootsOf(this._host))
      this._observer.observe(root, { attributeFilter: ['lang'], subtree: true });
    // A page's own module runs after the tag is upgraded; the language that it defines may be this one.
    this._unwatch = onLanguageDefined(() => {
      this._language = undefined;
      this._follow();
    });
    this._follow();
  }

  hostDisconnected(): void {
    this._observer?.disconnect();
    this._unwatch?.();
  }

  private _follow(): void {
    const language = matchLanguage(nearestLang(this._host));
    if (language === this._language) return;
    this._language = language;
    void loadMessages(language).then((messages) => {
      if (language !== this._language || messages === this.messages) return; // changed again meanwhile, or not at all
      this.messages = messages;
      this._host.requestUpdate();
    });
  }
}
