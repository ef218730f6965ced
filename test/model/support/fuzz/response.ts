// The answer to a fetch as src/ reads it, its body broken where the test wants it so. Source: WHATWG Fetch and Streams: to
// cancel a stream that has failed is refused, too.

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A text, or whatever becomes JSON. */
  readonly body: unknown;
}

/** An answer that may have lost its shape. `undefined`: no HTTP, the network failed. */
export function responseOf(answer: unknown, breaks: boolean): Response | undefined {
  const { status, headers, body } = Object(answer) as Partial<Record<keyof Answer, unknown>>;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599)
    return undefined;
  const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
  const failed = (): Promise<never> => Promise.reject(new TypeError('network error'));
  const chunks = [text.slice(0, 100), text.slice(100)].map((part) => new TextEncoder().encode(part));
  const response = {
    ok: status < 300,
    status,
    headers: headersOf(headers),
    body: {
      cancel: () => (breaks ? failed() : Promise.resolve()),
      getReader: () => ({
        read: () =>
          breaks && chunks.length < 2
            ? failed()
            : Promise.resolve(chunks.length > 0 ? { done: false, value: chunks.shift() } : { done: true }),
        cancel: () => (breaks ? failed() : Promise.resolve()),
      }),
    },
    json: () => (breaks ? failed() : Promise.resolve().then(() => JSON.parse(text) as unknown)),
  };
  return response as unknown as Response;
}

/** What a server could send at all. */
function headersOf(fields: unknown): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(Object(fields) as object))
    if (typeof value === 'string' && /^[\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value))
      headers.set(name, value);
  return headers;
}
