// Small narrowing helpers for data from outside. Touches nothing.

export type JsonRecord = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A non-empty string, or nothing. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The JSON value of a text, or nothing where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Where unencrypted gateways are allowed: they cannot be overheard there. */
export const isLocalhost = ({ hostname }: URL): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
