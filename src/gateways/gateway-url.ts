// The address of a gateway, from the attribute or a token endpoint's answer. Source: WHATWG URL. Touches nothing.

import { CallError } from '../call/call-error.ts';
import { isLocalhost } from '../call/parse.ts';

/**
 * An absolute or relative URL of one kind, without a user and password (a browser's errors would quote them); `http(s):` and `ws(s):` stand for each other.
 * @param name - what is at fault where it is wrong
 * @throws CallError `configuration` for what is no URL, or is not encrypted (but to localhost)
 */
export function gatewayUrl(text: string, kind: 'ws' | 'http', name = 'gateway-url'): URL {
  let url: URL;
  try {
    const trimmed = text.trim();
    // Anything else would be taken for a file beside the page.
    if (!/^([a-z][a-z0-9+.-]*:|\.{0,2})\//i.test(trimmed)) throw new Error('neither absolute nor relative');
    url = new URL(new URL(trimmed, document.baseURI).href.replace(/^(ws|http)(?=s?:)/, kind));
  } catch {
    // Firefox's error would quote it.
    throw new CallError('configuration', `${name} is no URL.`);
  }
  if (url.username || url.password)
    throw new CallError('configuration', `${name} must hold no user and password.`);
  if (url.protocol !== `${kind}s:` && !(url.protocol === `${kind}:` && isLocalhost(url)))
    throw new CallError('configuration', `${name} must be a ${kind}s: URL (${kind}: only to localhost).`);
  url.hash = '';
  return url;
}
