// How a call comes by Iqra's signalling URL: ready-made, or from a request that starts a session. There are three forms
// of that request, told apart by its path. Source: protocols/iqra.md, sections 1 and 4, and requirement text 003.
// The URL is a secret that serves one call: it is in no error.

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential, TokenKind } from '../call/call-request.ts';
import type { Scope } from '../call/cleanup.ts';
import { isLocalhost, type JsonRecord } from '../call/parse.ts';
import { gatewayUrl } from './gateway-url.ts';
import { headersOf, jsonOf, send } from './http-request.ts';
import { placeOf, urlOf } from './iqra-frames.ts';
import { waitInLine } from './iqra-queue.ts';

/** The middleware that the vendor made for pages. */
const MIDDLEWARE = /(\/api)?\/session\/request\/?$/;
/** The public API of the server itself. */
const PUBLIC_API = /\/api\/v1\/business\/[^/]+\/websession\/initiate\/?$/;

const isSocketUrl = (text: string | undefined): boolean => /^\s*wss?:/i.test(text ?? '');

/** @throws CallError `configuration`, naming the attribute at fault */
export function checkRequest(request: CallRequest, token: TokenKind): void {
  const { gatewayUrl: text } = request;
  if (!text) {
    if (token === 'none') throw noUrl();
  } else if (isSocketUrl(text)) socketUrl(text);
  else {
    const url = gatewayUrl(text, 'http');
    // a credential may bring the signalling URL with it, and then there is no request
    if (token === 'none') bodyOf(url, request);
  }
}

/**
 * The URL for one signalling socket, byte for byte as it was handed out.
 * @param waiting - told when the visitor stands in a line, with his place
 * @throws CallError `configuration` for what is no URL or is not encrypted; those of `send`; `protocol` for an answer
 *   without a URL; by the gateway's code, where it says why it starts no session
 */
export async function findUrl(
  request: CallRequest,
  credential: Credential,
  scope: Scope,
  waiting: (position?: number) => void,
): Promise<string> {
  const { gatewayUrl: handedOut, answer, token } = credential;
  const ready = [handedOut, urlOf(answer), token, request.gatewayUrl].find(isSocketUrl);
  if (ready) return socketUrl(ready);

  const text = handedOut ?? request.gatewayUrl;
  if (!text) throw noUrl();
  const url = gatewayUrl(text, 'http');
  const headers = headersOf(credential, 'application/json');
  // this API knows its own scheme only; a header of the page's own stays as it is
  if (PUBLIC_API.test(url.pathname) && headers.get('authorization') === `Bearer ${token}`)
    headers.set('authorization', `Token ${token}`);
  const given = jsonOf(
    await send(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(bodyOf(url, request)),
      credentials: request.credentials,
      signal: scope.signal,
    }),
  );
  const found = urlOf(given);
  if (found) return socketUrl(found);
  const place = placeOf(given);
  if (!place) throw new CallError('protocol', 'The gateway answered the request with no signalling URL.');
  waiting(place.position);
  const hub = gatewayUrl(url.href, 'ws');
  hub.pathname = hub.pathname.replace(MIDDLEWARE, '').replace(/\/?$/, '/sessionHub');
  hub.search = '';
  return socketUrl(await waitInLine(hub.href, place.id, scope));
}

const noUrl = (): CallError =>
  new CallError(
    'configuration',
    'gateway-url is missing: the address that starts a session, or a wss: signalling URL (also from token-url).',
  );

/** Checked, not changed. The browser's own error would quote it. */
function socketUrl(text: string): string {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // the same error
  }
  if (
    url &&
    !url.username &&
    !url.password &&
    (url.protocol === 'wss:' || (url.protocol === 'ws:' && isLocalhost(url)))
  )
    return text;
  throw new CallError(
    'configuration',
    'gateway-url: the signalling URL must be a wss: URL (ws: only to localhost).',
  );
}

// Opus at 48 kHz in frames of 20 ms: whatever else the server takes, it cannot do over WebRTC.
const OPUS = 7;
const WEBRTC = 1;
const opus = { sampleRate: 48_000, bitsPerSample: 16, audioEncodingType: OPUS, audioEncodingFallbackMode: 1 };

/** @throws CallError `configuration`, naming the attribute that is missing */
function bodyOf({ pathname }: URL, request: CallRequest): JsonRecord {
  const { campaignId, businessId, region: regionId, metadata } = request;
  if (!campaignId)
    throw new CallError('configuration', 'campaign-id is missing: the request for a session names it.');
  // it becomes a segment of a path, so nothing that would have to be escaped
  const clientIdentifier = request.callSid.replace(/[^\w-]/g, '').slice(0, 256) || 'visitor';
  const shared = {
    transportType: WEBRTC,
    regionId,
    clientIdentifier,
    dynamicVariables: {},
    metadata: textsOf(metadata),
  };
  if (MIDDLEWARE.test(pathname))
    return {
      ...shared,
      campaignId,
      audioConfiguration: {
        inputEncodingType: OPUS,
        inputSampleRate: opus.sampleRate,
        inputBitsPerSample: opus.bitsPerSample,
        outputEncodingType: OPUS,
        outputSampleRate: opus.sampleRate,
        outputBitsPerSample: opus.bitsPerSample,
      },
    };
  if (PUBLIC_API.test(pathname))
    return {
      ...shared,
      webCampaignId: campaignId,
      audioInputConfiguration: opus,
      audioOutputConfiguration: { ...opus, frameDurationMs: 20 },
    };
  if (!businessId)
    throw new CallError('configuration', 'business-id is missing: the request for a session names it.');
  return {
    // printed as a number
    businessId: /^\d{1,15}$/.test(businessId) ? Number(businessId) : businessId,
    campaignId,
    transportType: 'WebRTC',
    audioConfig: { inputCodec: 'OPUS', outputCodec: 'OPUS', sampleRate: opus.sampleRate },
    ...(metadata && { metadata }),
  };
}

/** The server takes texts only. */
function textsOf(metadata: CallRequest['metadata'] = {}): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(metadata))
    texts[name] = typeof value === 'string' ? value : JSON.stringify(value);
  return texts;
}
