// Keeps a floating widget off what the page names: a cookie banner, a chat bubble. Watches while there is something to
// watch; reads the document, writes one custom property of the widget's own.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Scope } from '../call/cleanup.ts';

/** CSS pixels between the two. */
const DISTANCE = 8;

interface Host extends ReactiveControllerHost, HTMLElement {
  /** A selector of what is kept free; empty for nothing. */
  readonly avoid: string;
  readonly placement: string;
  /** What moves out of the way. */
  readonly launcher: HTMLElement | undefined;
}

/** A page's mistake in its selector must not take the launcher away. */
function find(selector: string): Element[] {
  try {
    return selector ? [...document.querySelectorAll(selector)] : [];
  } catch {
    return [];
  }
}

/**
 * How far to move up (down at the top of the window: negative), in CSS pixels, so that a box is free of the others.
 * @param box - where it is without moving
 */
export function wayOut(box: DOMRect, others: readonly DOMRect[], fromTop: boolean): number {
  let shift = 0;
  const sorted = [...others].sort((a, b) => (fromTop ? a.top - b.top : b.bottom - a.bottom));
  for (const other of sorted) {
    const isBeside = other.right <= box.left || other.left >= box.right;
    const isBeyond = other.bottom <= box.top - shift || other.top >= box.bottom - shift;
    if (other.width === 0 || other.height === 0 || isBeside || isBeyond) continue;
    shift = fromTop ? box.top - other.bottom - DISTANCE : box.bottom - other.top + DISTANCE;
  }
  return shift;
}

export class Avoid implements ReactiveController {
  private readonly _host: Host;
  /** Owns what watches, while a selector is set. */
  private _scope: Scope | undefined;
  private _selector = '';
  private _watched: readonly Element[] = [];
  private _shift = 0;

  constructor(host: Host) {
    this._host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const { avoid, isConnected } = this._host;
    if (avoid !== this._selector) {
      this.hostDisconnected();
      if (avoid && isConnected && typeof ResizeObserver !== 'undefined') this._watch(avoid);
    }
    this._place();
  }

  hostDisconnected(): void {
    void this._scope?.release();
    this._selector = '';
    this._watched = [];
  }

  private _watch(selector: string): void {
    const scope = (this._scope = new Scope());
    const place = (): void => this._place();
    const sizes = new ResizeObserver(place);
    const looks = new MutationObserver(place);
    // Banners come late, go again, and slide in.
    const tree = new MutationObserver(() => {
      const found = find(selector);
      if (found.length === this._watched.length && found.every((each, at) => each === this._watched[at]))
        return;
      this._follow(found, sizes, looks);
      place();
    });
    tree.observe(document.documentElement, { childList: true, subtree: true });
    scope.add(() => tree.disconnect());
    scope.add(() => sizes.disconnect());
    scope.listen(window, 'resize', place);
    for (const type of ['transitionend', 'animationend']) scope.listen(document, type, place, true);
    scope.add(() => looks.disconnect());
    this._selector = selector;
    this._follow(find(selector), sizes, looks);
  }

  private _follow(found: readonly Element[], sizes: ResizeObserver, looks: MutationObserver): void {
    this._watched = found;
    sizes.disconnect();
    looks.disconnect();
    for (const each of found) {
      sizes.observe(each);
      looks.observe(each, { attributes: true });
    }
  }

  private _place(): void {
    const { launcher, placement } = this._host;
    if (!launcher || (this._watched.length === 0 && this._shift === 0)) return;
    const { x, y, width, height } = launcher.getBoundingClientRect();
    const box = new DOMRect(x, y + this._shift, width, height);
    const boxes = this._watched
      .filter((each) => getComputedStyle(each).visibility === 'visible')
      .map((each) => each.getBoundingClientRect());
    const way = wayOut(box, boxes, placement.startsWith('top'));
    // Out of the window it would be lost: rather below a dialog that fills it.
    const shift = box.top - way < 0 || box.bottom - way > innerHeight ? 0 : way;
    if (shift === this._shift) return;
    this._shift = shift;
    if (shift === 0) this._host.style.removeProperty('--_shift');
    else this._host.style.setProperty('--_shift', `${shift}px`);
  }
}
