// Runs in the page before anything else: keeps a copy of all that a script on the page could read of the widget, so
// that a test can search it for a token. Self-contained, because it is sent to the browser as text. See token-watch.ts.

export interface Exposed {
  readonly place: string;
  readonly text: string;
}

declare global {
  interface Window {
    exposure: { all(): Promise<Exposed[]> };
  }
}

export function watchExposure(): void {
  /** Outlives the page, for what is told while it goes away. */
  const OWN_KEY = 'token-watch';
  const exposed: Exposed[] = [];
  const globalsBefore = new Set(Object.getOwnPropertyNames(window));
  const native = { get: Storage.prototype.getItem, set: Storage.prototype.setItem };
  let leaving = false;

  const expose = (place: string, text: string): void => {
    exposed.push({ place, text });
    if (leaving) native.set.call(sessionStorage, OWN_KEY, JSON.stringify(exposed));
  };
  addEventListener('pagehide', () => (leaving = true));

  /** Every text in a value: own and inherited fields, hidden ones too, causes and stacks; but no page and no functions. */
  const textsOf = (root: unknown, leftOut: readonly PropertyKey[] = []): string => {
    const seen = new Set<unknown>();
    const texts: string[] = [];
    const visit = (value: unknown): void => {
      if (typeof value === 'string') texts.push(value);
      if (typeof value !== 'object' || value === null || seen.has(value)) return;
      if (value !== root && (value instanceof Node || value instanceof Window)) return;
      seen.add(value);
      if (value instanceof Map || value instanceof Set) for (const each of value) visit(each);
      for (
        let owner: unknown = value;
        owner && owner !== Object.prototype && owner !== HTMLElement.prototype;
        owner = Object.getPrototypeOf(owner) as unknown
      )
        for (const key of Reflect.ownKeys(owner)) {
          if (value === root && leftOut.includes(key)) continue;
          if (owner === value) texts.push(String(key));
          try {
            visit(Reflect.get(owner, key, value));
          } catch {
            // a getter that is not for this object
          }
        }
    };
    visit(root);
    return texts.join('\n');
  };

  /** Light and shadow DOM; of attributes all but the token that the page set itself. */
  const markupOf = (node: Node): string => {
    const inside = [...node.childNodes].map(markupOf).join('');
    if (!(node instanceof Element)) return (node.nodeValue ?? '') + inside;
    const attributes = [...node.attributes]
      .filter(({ name }) => !(name === 'connector-token' && node.localName === 'voice-agent-call'))
      .map(({ name, value }) => `${name}=${value}`);
    return `<${node.localName} ${attributes.join(' ')}>${node.shadowRoot ? markupOf(node.shadowRoot) : ''}${inside}`;
  };

  const dispatch = EventTarget.prototype.dispatchEvent;
  EventTarget.prototype.dispatchEvent = function (event) {
    // The last text that was searched is kept by the language itself, for everybody to read.
    expose('window', RegExp.$_);
    expose('event', textsOf(event));
    return dispatch.call(this, event);
  };
  addEventListener('unhandledrejection', ({ reason }) => expose('page error', textsOf(reason)));

  for (const [name, method] of Object.entries(console) as [keyof Console, unknown][])
    if (typeof method === 'function')
      Reflect.set(console, name, (...args: unknown[]) => {
        expose('console', textsOf(args));
        Reflect.apply(method, console, args);
      });

  for (const sender of [BroadcastChannel.prototype, window] as { postMessage(message: unknown): void }[]) {
    const post = sender.postMessage;
    sender.postMessage = function (this: unknown, ...args: [unknown]) {
      expose('message', textsOf(args));
      post.apply(this, args);
    };
  }

  /** By number: an entry named as one of the storage's own methods is not among its properties. */
  const entriesOf = (storage: Storage): string[] =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      .filter((key) => key !== OWN_KEY)
      .map((key) => `${key}=${native.get.call(storage, key)}`);

  const stored = async (): Promise<string> =>
    textsOf([
      ...[localStorage, sessionStorage].flatMap(entriesOf),
      document.cookie,
      await indexedDB.databases(),
      await caches.keys(),
    ]);

  const ofElement = async (element: HTMLElementTagNameMap['voice-agent-call']): Promise<void> => {
    // The page's own token, and Lit's field for that property.
    const token = element.connectorToken;
    const own = Reflect.ownKeys(element).filter((key) => Reflect.get(element, key) === token);
    expose('property', textsOf(element, ['connectorToken', ...own]));
    expose('diagnose', textsOf(await element.diagnose()));
  };

  window.exposure = {
    async all() {
      expose(
        'window',
        textsOf([window.name, document.title, location.href, document.referrer, history.state]),
      );
      const globals = Object.getOwnPropertyNames(window).filter((name) => !globalsBefore.has(name));
      const isOurs = (name: string): boolean => name === 'exposure' || name === 'watched';
      expose(
        'window',
        textsOf(globals.filter((name) => !isOurs(name)).map((name): unknown => Reflect.get(window, name))),
      );
      expose('dom', markupOf(document));
      expose('storage', await stored());
      expose('performance', textsOf(performance.getEntries().map(({ name }) => name)));
      const { held = [], pending = [] } = await navigator.locks.query();
      expose('locks', textsOf([...held, ...pending].map(({ name }) => name)));
      await Promise.all([...document.querySelectorAll('voice-agent-call')].map(ofElement));
      const before = JSON.parse(native.get.call(sessionStorage, OWN_KEY) ?? '[]') as Exposed[];
      return [...before, ...exposed];
    },
  };
}
