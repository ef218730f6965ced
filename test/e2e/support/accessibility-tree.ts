// What assistive technology gets, as text: Chromium's own accessibility tree, and what the live regions said. Touches
// the page through the DevTools protocol and a script that runs before the page's.

import type { CDPSession, Page } from 'playwright/test';

type Tree = Awaited<ReturnType<typeof treeOf>>;
type AXNode = Tree['nodes'][number];

/** Containers and drawings that a screen reader passes over; their children are told. */
const passedOver = new Set(['none', 'generic', 'RootWebArea', 'main', 'InlineTextBox', 'StaticText']);
/** Roles whose text inside is told line by line rather than as their name. */
const spoken = new Set(['status', 'alert', 'log', 'paragraph', 'timer']);
const told = new Set(['pressed', 'expanded', 'disabled']);

const treeOf = (session: CDPSession) => session.send('Accessibility.getFullAXTree');

const open = async (page: Page): Promise<CDPSession> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  return session;
};

function describe({ role, name, properties = [] }: AXNode, text = String(name?.value ?? '')): string {
  const states = properties
    .filter((property) => told.has(property.name))
    .map((property) => `${property.name}=${String(property.value.value)}`);
  return [String(role?.value), text && `"${text}"`, ...states].filter(Boolean).join(' ');
}

export class AccessibilityTree {
  private readonly _session: CDPSession;

  private constructor(session: CDPSession) {
    this._session = session;
  }

  static async open(page: Page): Promise<AccessibilityTree> {
    return new AccessibilityTree(await open(page));
  }

  /** Role, name and state of what has the focus. */
  async focused(): Promise<string> {
    const { nodes } = await treeOf(this._session);
    const focused = nodes.filter(({ properties = [] }) =>
      properties.some(({ name, value }) => name === 'focused' && value.value === true),
    );
    const node = focused.find(({ role }) => role?.value !== 'RootWebArea');
    return node ? describe(node) : 'the page';
  }

  /** Every line that a screen reader's virtual cursor meets. */
  async lines(): Promise<string[]> {
    const { nodes } = await treeOf(this._session);
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const textOf = (node: AXNode): string =>
      node.role?.value === 'StaticText'
        ? String(node.name?.value ?? '')
        : (node.childIds ?? []).map((id) => textIn(byId.get(id))).join(' ');
    const textIn = (node: AXNode | undefined): string => (node ? textOf(node).trim() : '');
    const inOrder = (node: AXNode | undefined): AXNode[] =>
      node ? [node, ...(node.childIds ?? []).flatMap((id) => inOrder(byId.get(id)))] : [];
    return inOrder(nodes[0])
      .filter(({ ignored, role }) => !ignored && !passedOver.has(String(role?.value)))
      .map((node) => {
        const role = String(node.role?.value);
        if (!spoken.has(role)) return describe(node);
        return describe(node, [String(node.name?.value ?? ''), textIn(node)].filter(Boolean).join(': '));
      })
      .filter((line) => !/^(status|alert|log|paragraph)$/.test(line)); // an empty region is silent
  }
}

/** Runs in the page before anything else: collects what live regions say, in shadow roots too. */
export function collectAnnouncements(): void {
  const said: string[] = [];
  const last = new Map<Element, string>();
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest<HTMLElement>('[role=status], [role=alert], [role=log], [aria-live]');
      const text = region?.innerText.replace(/\s+/g, ' ').trim() ?? '';
      // what is hidden is silent
      if (!region?.checkVisibility() || region.ariaLive === 'off' || last.get(region) === text) continue;
      last.set(region, text);
      if (text) said.push(`${region.getAttribute('role') ?? 'status'}: ${text}`);
    }
  });
  const watch = (root: Node): void =>
    observer.observe(root, { childList: true, characterData: true, subtree: true });
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    watch(root);
    return root;
  };
  watch(document);
  Object.assign(window, { said });
}

export const announcements = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { said: string[] }).said);
