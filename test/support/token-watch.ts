// Looks for a token in everything that a page, its visitor or the wire can see of a call: the page's side is in
// token-watch-page.ts, what the browser says and sends is listened to here.

import type { Page } from 'playwright/test';
import { watchExposure, type Exposed } from './token-watch-page.ts';

/** A token whose middle no encoding changes but base64: wherever that is found, the token is. */
export interface Secret {
  readonly token: string;
  readonly core: string;
}

/** Each of these is escaped by a URL, by JSON, or by markup. */
export const AWKWARD = `+/=%"<>&'\\`;

export function newSecret(before: string, after = AWKWARD): Secret {
  const core = crypto.randomUUID();
  return { token: `${before}:${core}${after}`, core };
}

/** The text, and what base64 makes of it at each of the three places where it may begin. */
function formsOf(core: string): string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const whole = Buffer.from('x'.repeat(before) + core);
    const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
    return text.slice(before && before + 1);
  });
  return [core, ...inBase64];
}

export class TokenWatch {
  private readonly _exposed: Exposed[] = [];
  private readonly _page: Page;

  private constructor(page: Page) {
    this._page = page;
    const expose = (place: string, text: string | null = ''): void =>
      void this._exposed.push({ place, text: text ?? '' });
    page.on('console', (message) => expose('console', `${message.text()} ${message.location().url}`));
    page.on('pageerror', ({ message, stack }) => expose('page error', `${message} ${stack ?? ''}`));
    page.on('request', (request) => {
      const { authorization, referer, ...headers } = request.headers();
      expose('request url', `${request.method()} ${request.url()}`);
      expose('referer', referer);
      expose('authorization', authorization);
      expose('request header', JSON.stringify(headers));
      expose('request body', request.postData());
    });
    page.on('websocket', (socket) => {
      expose('socket url', socket.url());
      socket.on('framesent', ({ payload }) => expose('socket frame', payload.toString()));
    });
  }

  /** From the next page on. */
  static async on(page: Page): Promise<TokenWatch> {
    await page.addInitScript(watchExposure);
    return new TokenWatch(page);
  }

  /** Takes down what the present page shows, once it is over or about to be left. */
  async look(): Promise<void> {
    this._exposed.push(...(await this._page.evaluate(() => window.exposure.all())));
  }

  /** Where the token was seen so far, in order of their names. */
  placesOf({ core }: Secret): string[] {
    const forms = formsOf(core);
    const found = this._exposed.filter(({ text }) => forms.some((form) => text.includes(form)));
    return [...new Set(found.map(({ place }) => place))].sort();
  }

  /** The texts of these places that hold it, shortened, for the message of a failed test. */
  textsWith({ core }: Secret, places: readonly string[]): string[] {
    return this._exposed.flatMap(({ place, text }) => {
      const at = places.includes(place) ? text.indexOf(core) : -1;
      return at < 0 ? [] : [`${place}: …${text.slice(Math.max(0, at - 100), at + 50)}…`];
    });
  }
}
