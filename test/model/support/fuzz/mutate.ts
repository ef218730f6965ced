// Wrong frames made of right ones, by numbers that fast-check draws and shrinks. Touches nothing.

import { ANSWER, CANDIDATE } from '../peer.ts';

/** Words of the gateway: whatever holds them must not get into an error's message. No code looks like this. */
export const WORDS = 'words of <the gateway>';
export const ID = 'session-1';

const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown;

/** In the place of any value. The ones that are large come last, and are drawn rarely. */
const junk: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 0.5, 1e308, 2 ** 53, 4096, 401, 403, 404, 429, 500, 503],
  ...['', ' ', WORDS, '0', '-1', 'null', '__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  ...['\u0000', '\ud800', '💥', ID, 'another-session', ANSWER, CANDIDATE, 'v=0', 'a=b\r\n'.repeat(50)],
  ...['answer', 'offer', 'error', 'close', 'ice-candidate', 'candidate', '1999-01-01', '9'.repeat(400)],
  ...[
    'ws://elsewhere.example/',
    'wss://a:b@elsewhere.example/',
    'javascript:alert(1)',
    'UNAUTHORIZED',
    '401',
  ],
  ...[{}, [], [WORDS], [null], { [WORDS]: WORDS }, [{}], { length: -1 }, { then: WORDS }, { toString: 1 }],
  deep(200),
  Array.from({ length: 1000 }, () => ({ urls: 'stun:stun.example' })),
  WORDS.repeat(3000),
];
const HEAVY = 3;

const junkAt = (index: number): unknown =>
  junk[index % 97 === 0 ? junk.length - 1 - (index % HEAVY) : index % (junk.length - HEAVY)];

type Node = Record<string, unknown>;

/** Every place of a value where something may be wrong: an object and one of its keys. */
function placesOf(value: unknown, found: [Node, string][] = []): [Node, string][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value as Node, key]);
    if (found.length < 100) placesOf((value as Node)[key], found);
  }
  return found;
}

/** An own key that a careless merge would take for the prototype. */
const withKey = (node: Node, key: string, value: unknown): void =>
  void Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });

const poison = { polluted: true, isAdmin: true };

/** A right value with one thing wrong. */
export function mutated(right: unknown, place: number, how: number): unknown {
  const root: Node = { value: structuredClone(right) };
  const places = placesOf(root);
  const [node, key] = places[place % places.length] ?? [root, 'value'];
  const before = node[key];
  switch (how % 8) {
    case 0:
      if (node !== root) Reflect.deleteProperty(node, key);
      break;
    case 1:
      withKey(node, ['__proto__', 'constructor', 'prototype'][how % 3] ?? '', poison);
      break;
    case 2:
      if (typeof before === 'string') node[key] = spoiled(before, how >> 3);
      else node[key] = [before];
      break;
    default:
      node[key] = junkAt(how >> 3);
  }
  return root['value'];
}

/** A text (an SDP, a candidate, an id) that is nearly right. */
function spoiled(text: string, how: number): string {
  const at = how % (text.length + 1);
  const lines = text.split('\n');
  const line = how % lines.length;
  switch (how % 5) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + WORDS + text.slice(at);
    case 2:
      return lines.filter((_, index) => index !== line).join('\n');
    case 3:
      return [...lines, lines[line]].join('\n');
    default:
      return text.replace(/[a-z]/g, (letter, index: number) =>
        index === at ? letter.toUpperCase() : letter,
      );
  }
}

const texts = [
  '',
  ' ',
  'null',
  '[]',
  '"',
  '{',
  '{}',
  '[{}]',
  '123',
  WORDS,
  '{"type":',
  '\u001e',
  '\u001e\u001e',
  '\ufeff{}',
];

/** What a socket or a channel delivers: mostly JSON, sometimes broken, sometimes no text at all. */
export function frameOf(right: unknown, place: number, how: number, kind: number): unknown {
  if (kind < 46) return JSON.stringify(mutated(right, place, how));
  if (kind < 66) return JSON.stringify(right);
  if (kind < 76) return JSON.stringify(mutated(mutated(right, place, how), how, place));
  const text = JSON.stringify(right);
  if (kind < 82) return text.slice(0, place % text.length);
  if (kind < 85) return new ArrayBuffer(place % 64);
  if (kind < 90) return texts[place % texts.length];
  if (kind < 94) return JSON.stringify([right]);
  if (kind < 98) return `{"__proto__":${text},"constructor":{"prototype":${text}},${text.slice(1)}`;
  if (how % 8 > 0) return text + WORDS;
  return how % 16 ? JSON.stringify({ ...Object(right), more: WORDS.repeat(15_000) }) : '['.repeat(20_000);
}
