// A well-behaved client of Voisnap's protocol.

import type { Client, Gateway } from './clients.ts';
import { HubClient, type HubMessage } from './hub-client.ts';
import { Phone, until } from './phone.ts';
import { ask, bearer, json, plain } from './requests.ts';

export interface VoisnapClient extends Client {
  readonly hub: HubClient;
  readonly hubUrl: string;
}

/** Makes a session. @returns the address of its hub */
export async function voisnapHub(origin: string, token: string): Promise<string> {
  const body = { agentId: 'agt_1', metadata: { userId: 'user_1' } };
  const session = await json(ask(`${origin}/api/v1/webrtc/sessions`, 'POST', body, bearer(token)));
  const query = new URLSearchParams({ sessionToken: String(session['sessionToken']), access_token: token });
  return `${origin.replace('http', 'ws')}/hubs/webrtc?${query.toString()}`;
}

export async function voisnap({ origin }: Gateway, token: string): Promise<VoisnapClient> {
  const hubUrl = await voisnapHub(origin, token);
  const hub = await new HubClient(hubUrl).start();
  const phone = new Phone();
  const early: RTCIceCandidateInit[] = [];
  let answered: Promise<void> | undefined;
  const take = ({ target, arguments: args = [] }: HubMessage): void => {
    const [data] = args;
    const sdp = data?.['sdp'];
    if (target === 'SdpAnswerReceived' && !answered && data?.['type'] === 'answer' && sdp) {
      if (typeof sdp !== 'string') return;
      answered = phone.accept(sdp);
      answered.then(
        () => early.splice(0).forEach((each) => void phone.pc.addIceCandidate(each).catch(() => undefined)),
        () => undefined,
      );
    } else if (target === 'IceCandidateReceived' && data) {
      if (answered) void phone.pc.addIceCandidate(data as RTCIceCandidateInit).catch(() => undefined);
      else early.push(data);
    }
  };
  hub.onMessage = take;
  const sdp = await phone.offer();
  const id = hub.invoke('SendOfferAsync', { sdp, type: 'offer' });
  void until(() => hub.completion(id) ?? answered, 6000).then(
    () => phone.trickle((candidate) => hub.invoke('SendIceCandidateAsync', plain(candidate))),
    () => undefined,
  );
  const close = (): void => {
    phone.close();
    hub.socket.close(1000);
  };
  const hangUp = (): Promise<void> => hub.call('EndSessionAsync', 'user_ended').then(close);
  return { phone, hub, hubUrl, hangUp, close, closed: () => hub.closed };
}
