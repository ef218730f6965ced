// Reads what came over a wire, which is unknown until it is checked. No I/O; a fault is a Refusal.

import { Refusal } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const invalid = (message: string): Refusal => new Refusal('INVALID_BODY', message);

/** The value as an object with no other fields than these. */
export function only(value: unknown, names: readonly string[], what = 'The body'): Fields {
  if (!isObject(value)) throw invalid(`${what} is an object`);
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) throw invalid(`${what} has no field ${name}`);
  }
  return value;
}

/** A string that is not empty. */
export function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw invalid(`${name} must be a string`);
  return value;
}

/** One of these values. */
export function oneOf<T>(fields: Fields, name: string, values: readonly T[]): T {
  const found = values.find((value) => value === fields[name]);
  if (found === undefined) throw invalid(`${name} must be ${values.join(' or ')}`);
  return found;
}

export function integer(fields: Fields, name: string, least: number, most: number): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw invalid(`${name} must be an integer from ${least} to ${most}`);
  }
  return value;
}

/** An object of strings; absent only where it may be. */
export function strings(fields: Fields, name: string, presence: 'required' | 'optional'): void {
  const value = fields[name];
  if (value === undefined && presence === 'optional') return;
  if (!isObject(value) || Object.values(value).some((each) => typeof each !== 'string')) {
    throw invalid(`${name} must be an object of strings`);
  }
}

/** A candidate line as browsers write it: one that was taken apart and glued together wrongly is none. */
const CANDIDATE = /^candidate:\S+ \d+ (udp|tcp) \d+ \S+ \d+ typ (host|srflx|prflx|relay)( |$)/i;

/** The candidate's line. An empty one, which some protocols use for the end of the candidates, is refused. */
export function candidateLine(fields: Fields, name = 'candidate'): string {
  const line = text(fields, name);
  if (!CANDIDATE.test(line)) throw invalid(`${name} is not a candidate`);
  return line;
}

/** The text as JSON; undefined, which JSON has no word for, when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
