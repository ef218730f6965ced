// How each of the protocols that ask once over HTTP is asked with an offer and a token.

import { Phone, until } from './phone.ts';
import { ask, bearer, SDP_TYPE } from './requests.ts';

export interface Offers {
  readonly sdp: string;
  /** With a data channel. */
  readonly withChannel: string;
  /** Of the first offer, which has none inside. */
  readonly candidates: readonly string[];
}

/** Real offers, of peers that are gone. */
export async function makeOffers(): Promise<Offers> {
  const [phone, other] = [new Phone(), new Phone('oai-events')];
  const [sdp, withChannel] = [await phone.offer(), await other.offer()];
  await until(() => phone.pc.iceGatheringState === 'complete', 8000, 'the candidates');
  const candidates = [...phone.sdp.matchAll(/^a=(candidate:.*?)\r?$/gm)].flatMap(([, line]) => line ?? []);
  phone.close();
  other.close();
  return { sdp, withChannel, candidates };
}

export type Post = Readonly<
  Record<'http' | 'openai' | 'pipecat' | 'whip', (token: string, offer?: string) => Promise<Response>>
>;

export const postTo = (origin: string, { sdp, withChannel }: Offers): Post => ({
  http: (token, offer = sdp) =>
    ask(`${origin}/api/voice/offer`, 'POST', { sdp: offer, type: 'offer' }, bearer(token)),
  openai: (token, offer = withChannel) =>
    ask(`${origin}/v1/realtime/calls`, 'POST', offer, { ...SDP_TYPE, ...bearer(`ek_${token}`) }),
  pipecat: (token, offer = sdp) =>
    ask(
      `${origin}/api/offer`,
      'POST',
      { sdp: offer, type: 'offer', pc_id: null, restart_pc: false },
      bearer(token),
    ),
  whip: (token, offer = sdp) => ask(`${origin}/whip`, 'POST', offer, { ...SDP_TYPE, ...bearer(token) }),
});
