// The address of a gateway, from the attribute or a token endpoint's answer. Source: WHATWG URL. Touches nothing.

import { CallError } from '../call/call-error.ts';
import { isLocalhost } from '../call/parse.ts';

/**
 * An absolute or relative URL of one kind; `http(s):` and `ws(s):` stand for each other.
 * @throws CallError `configuration` for what is no URL, or is not encrypted (but to localhost)
 */
export function gatewayUrl(text: string, kind: 'ws' | 'http'): URL {
  let url: URL;
  try {
    const trimmed = text.trim();
    // Anything else would be taken for a file beside the page.
    if (!/^([a-z][a-z0-9+.-]*:|\.{0,2})\//i.test(trimmed)) throw new Error('neither absolute nor relative');
    url = new URL(new URL(trimmed, document.baseURI).href.replace(/^(ws|http)(?=s?:)/, kind));
  } catch (cause) {
    throw new CallError('configuration', 'gateway-url is no URL.', { cause });
  }
  if (url.protocol !== `${kind}s:` && !(url.protocol === `${kind}:` && isLocalhost(url)))
    throw new CallError('configuration', `gateway-url must be a ${kind}s: URL (${kind}: only to localhost).`);
  url.hash = '';
  return url;
}
