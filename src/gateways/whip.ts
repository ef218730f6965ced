// WHIP-shaped gateways: the offer as SDP by POST, candidates and ICE restarts by PATCH, the goodbye by DELETE.
// Source: RFC 9725. It is made for ingest, where the answer must be `recvonly`; such a server cannot speak back, so only
// those that answer `sendrecv` are of use for a call.

import { CallError } from '../call/call-error.ts';
import type { CallRequest, Credential } from '../call/call-request.ts';
import { Scope } from '../call/cleanup.ts';
import { CandidateBatches } from './candidate-batches.ts';
import type { Gateway, Session } from './gateway.ts';
import { OfferEndpoint, offerUrl, sdpAnswer } from './http-offer.ts';
import type { HttpAnswer } from './http-request.ts';
import { candidatesOf, restarted, sdpFragment } from './sdp-fragment.ts';

/**
 * `gateway-url` is the WHIP endpoint itself. A redirect (RFC 9725 has 307) is refused, because it might carry the token
 * elsewhere, and so is a session URL on another origin. Where the endpoint is of another origin than the page it must
 * expose `Location` and `ETag` (CORS): without them nothing can be said after the offer. `metadata` is not sent.
 */
export const whip: Gateway = {
  name: 'whip',
  rules: {
    token: 'optional',
    begins: 'after-microphone',
    gathersFirst: true,
    candidates: 'after-answer',
    hangsUpBy: 'closing-media',
  },

  check: ({ gatewayUrl }) => void offerUrl(gatewayUrl),

  createSession: (request, credential) => new WhipSession(request, credential),
};

/** Of the one m-line; what stands above it holds where it says nothing. */
const directionOf = (sdp: string): string | undefined =>
  sdp.match(/^a=(sendrecv|sendonly|recvonly|inactive)\b/gm)?.pop();

/** Those of a restart that is not asked for yet, or was refused, belong to another ICE session. */
const isOf =
  (offer: string) =>
  ({ usernameFragment }: RTCIceCandidate): boolean =>
    !usernameFragment || offer.includes(`a=ice-ufrag:${usernameFragment}`);

class WhipSession implements Session {
  private readonly _endpoint: OfferEndpoint;
  private readonly _scope = new Scope();
  private readonly _candidates: CandidateBatches;
  private _offer = '';
  private _answer = '';
  /** What the server made of the offer; it may be the only secret, so it is never shown as an id. */
  private _url: URL | undefined;
  private _etag: string | null = null;
  private _trickles = true;
  /** Candidates wait for it: they go with the entity tag that its answer brings. */
  private _restarting: Promise<unknown> = Promise.resolve();

  constructor(request: CallRequest, credential: Credential) {
    this._endpoint = new OfferEndpoint(request, credential);
    this._candidates = new CandidateBatches(this._scope, (batch) => this._patch(batch));
  }

  exchange(offer: string, signal: AbortSignal): Promise<string> {
    this._offer = offer;
    return this._endpoint.post({ contentType: 'application/sdp', body: offer, signal }, (answer) => {
      this._url = this._sessionUrl(answer);
      this._etag = answer.headers.get('etag');
      const sdp = sdpAnswer(answer);
      if (directionOf(sdp) === 'a=recvonly')
        throw new CallError(
          'protocol',
          'The WHIP server answered recvonly: WHIP ingest only listens and cannot speak back.',
        );
      return (this._answer = sdp);
    });
  }

  restart(offer: string, signal: AbortSignal): Promise<string> {
    const restarting = this._restart(offer, signal);
    this._restarting = restarting.catch(() => undefined);
    return restarting;
  }

  sendCandidate(candidate: RTCIceCandidate): boolean {
    if (this._url && this._trickles) this._candidates.add(candidate, this._offer);
    return true;
  }

  /** Ends the session, also while the page goes away. */
  async close(signal: AbortSignal): Promise<void> {
    void this._scope.release();
    const url = this._url;
    if (url) await this._endpoint.send('DELETE', { url, keepalive: true, signal }).catch(() => undefined);
  }

  private async _restart(offer: string, signal: AbortSignal): Promise<string> {
    const url = this._url;
    if (!url) throw new CallError('gateway-error', 'The WHIP session has no URL to restart ICE at.');
    const { headers, text } = await this._send({ url, signal }, '*', sdpFragment(offer, candidatesOf(offer)));
    this._answer = restarted(this._answer, text);
    this._offer = offer;
    this._etag = headers.get('etag');
    return this._answer;
  }

  private _send(
    asked: { url: URL; signal: AbortSignal },
    etag: string | null,
    body: string,
  ): Promise<HttpAnswer> {
    const contentType = 'application/trickle-ice-sdpfrag';
    return this._endpoint.send('PATCH', { ...asked, contentType, body }, etag ? { 'if-match': etag } : {});
  }

  /** Relative to the endpoint, which is the final URL: a redirect was refused. */
  private _sessionUrl({ headers }: HttpAnswer): URL | undefined {
    try {
      const endpoint = this._endpoint.url;
      const url = new URL(headers.get('location') ?? '', endpoint);
      return headers.get('location') && url.origin === endpoint.origin ? url : undefined;
    } catch {
      return undefined;
    }
  }

  /** The first refusal (405, 422 or 501 where a server knows no trickle, and any other) is the last request. */
  private async _patch(batch: RTCIceCandidate[]): Promise<void> {
    await this._restarting;
    const { _url: url, _etag: etag, _offer: offer } = this;
    const candidates = batch.filter(isOf(offer));
    if (!url || !this._trickles || candidates.length === 0) return;
    const signal = this._scope.signal;
    await this._send({ url, signal }, etag, sdpFragment(offer, candidates)).catch(
      () => (this._trickles = false),
    );
  }
}
