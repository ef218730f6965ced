// A well-behaved client of each protocol: dials with a token, has the media connected, says goodbye in the protocol's
// own way. What it says wrongly on purpose is in the specs.

import { WebSocket } from 'ws';
import type { GatewaySession, LocalGateway } from '../../demo/gateway/gateway.ts';
import { attribute } from '../../demo/gateway/sdp.ts';
import { Caller } from './caller.ts';
import { HubClient, type HubMessage } from './hub-client.ts';
import { Phone, until } from './phone.ts';

export type ProtocolName = GatewaySession['protocol'];

export interface Gateway {
  readonly url: string;
  readonly origin: string;
  readonly gateway: LocalGateway;
}

export interface Client {
  readonly phone: Phone;
  /** The goodbye, where there is one, and then the end of everything. */
  hangUp(): void | Promise<unknown>;
  /** Of the signalling socket, where there is one. */
  closed?(): number | undefined;
  /** Where it pings, it can stop. */
  stopPinging?(): void;
  /** Frees everything without a goodbye. */
  close(): void;
}

const ufragOf = (sdp = ''): string | undefined => attribute(sdp, 'ice-ufrag');

/** The session of a client, which is the one that has its offer. */
export const sessionOf = (gateway: LocalGateway, phone: Phone): Promise<GatewaySession> =>
  until(
    () => gateway.sessions.find(({ offer }) => offer && ufragOf(offer.sdp) === ufragOf(phone.sdp)),
    5000,
    'the session',
  );

const JSON_TYPE = { 'Content-Type': 'application/json' };
export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** One request; the body is JSON unless it is text. */
export function ask(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
  const type = body === undefined || typeof body === 'string' ? {} : JSON_TYPE;
  return fetch(url, { method, body: text, headers: { ...type, ...headers } });
}

export const json = async (response: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

/** The three fields that every protocol's candidate has, under PolyAI's and Voisnap's names. */
export const plain = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): object => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
});

async function polyai({ url }: Gateway, token: string): Promise<Client> {
  const phone = await new Caller(url).dial(token);
  const closed = (): number | undefined => phone.signal.closed;
  return { phone, closed, hangUp: () => phone.hangUp(), close: () => phone.close() };
}

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

export interface IqraClient extends Client {
  readonly socket: WebSocket;
  readonly frames: Record<string, unknown>[];
  reason: string;
}

export const iqraBody = (campaignId = 'campaign-1'): object => ({
  businessId: 12345,
  campaignId,
  transportType: 'WebRTC',
  audioConfig: { inputCodec: 'OPUS', outputCodec: 'OPUS', sampleRate: 48_000 },
});

export async function iqraUrl(origin: string, token: string): Promise<string> {
  const answer = await json(ask(`${origin}/api/websession/initiate`, 'POST', iqraBody(), bearer(token)));
  return String(answer['websocketUrl']);
}

/** @param label - of a data channel; none without it */
export async function openIqra(url: string, label?: string): Promise<IqraClient> {
  const phone = new Phone(label);
  const sdp = await phone.offer();
  const socket = new WebSocket(url);
  let closed: number | undefined;
  let answered = false;
  const early: RTCIceCandidateInit[] = [];
  const frames: Record<string, unknown>[] = [];
  const add = (each: RTCIceCandidateInit): void => {
    // The prefix may be missing, and the section has no name.
    const candidate = each.candidate?.replace(/^(candidate:)?/, 'candidate:') ?? '';
    void phone.pc.addIceCandidate({ ...each, candidate, sdpMid: '0' }).catch(() => undefined);
  };
  socket.on('message', (data, isBinary) => {
    let frame: unknown;
    try {
      frame = isBinary ? undefined : JSON.parse((data as Buffer).toString());
    } catch {
      frame = undefined;
    }
    if (typeof frame !== 'object' || frame === null) return;
    const { type, sdp: answer, candidate } = frame as Record<string, unknown>;
    frames.push(frame as Record<string, unknown>);
    if (type === 'answer' && typeof answer === 'string' && answer !== '' && !answered) {
      answered = true;
      phone.accept(answer).then(
        () => early.splice(0).forEach(add),
        () => undefined,
      );
    } else if (type === 'candidate') {
      const one = candidate as RTCIceCandidateInit | null;
      if (typeof one?.candidate !== 'string') return;
      if (phone.pc.remoteDescription) add(one);
      else early.push(one);
    }
  });
  socket.on('error', () => undefined);
  const client: IqraClient = {
    phone,
    socket,
    frames,
    reason: '',
    closed: () => closed,
    hangUp: () => client.close(),
    close: () => {
      phone.close();
      socket.close(1000);
    },
  };
  socket.on('close', (code, reason) => {
    closed = code;
    client.reason = reason.toString();
  });
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'offer', sdp }));
    phone.trickle((candidate) => socket.send(JSON.stringify({ type: 'candidate', candidate })));
  });
  await until(() => socket.readyState !== WebSocket.CONNECTING, 6000, 'the socket to open');
  return client;
}

const iqra = async ({ origin }: Gateway, token: string): Promise<Client> =>
  openIqra(await iqraUrl(origin, token), 'chat');

const withoutGoodbye = (phone: Phone): Client => {
  const close = (): void => phone.close();
  return { phone, hangUp: close, close };
};

async function http({ origin }: Gateway, token: string): Promise<Client> {
  const phone = new Phone();
  const body = { sdp: await phone.offer('gathered'), type: 'offer' };
  const answer = await json(ask(`${origin}/api/voice/offer`, 'POST', body, bearer(token)));
  await phone.accept(answer['sdp']);
  return withoutGoodbye(phone);
}

export const SDP_TYPE = { 'Content-Type': 'application/sdp' };

async function openai({ origin }: Gateway, token: string): Promise<Client> {
  const phone = new Phone('oai-events');
  const headers = { ...SDP_TYPE, ...bearer(`ek_${token}`) };
  const answer = await ask(`${origin}/v1/realtime/calls`, 'POST', await phone.offer(), headers);
  await phone.accept(await answer.text());
  return withoutGoodbye(phone);
}

export const pipecatCandidate = ({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidate): object => ({
  candidate,
  sdp_mid: sdpMid,
  sdp_mline_index: sdpMLineIndex,
});

async function pipecat({ origin }: Gateway, token: string): Promise<Client> {
  const phone = new Phone('chat');
  const url = `${origin}/api/offer`;
  const body = { sdp: await phone.offer(), type: 'offer', pc_id: null, restart_pc: false };
  const { sdp, pc_id } = await json(ask(url, 'POST', body, bearer(token)));
  await phone.accept(sdp);
  phone.trickle((candidate) => {
    const candidates = [pipecatCandidate(candidate)];
    void ask(url, 'PATCH', { pc_id, candidates }, bearer(token)).catch(() => undefined);
  });
  const ping = setInterval(() => {
    if (phone.channel?.readyState === 'open') phone.channel.send('ping: 1');
  }, 500);
  const stopPinging = (): void => clearInterval(ping);
  const close = (): void => {
    stopPinging();
    phone.close();
  };
  return { phone, hangUp: close, close, stopPinging };
}

export const FRAGMENT_TYPE = { 'Content-Type': 'application/trickle-ice-sdpfrag' };

/** The fragment that trickles these candidates of an offer. */
export function fragment(offer: string, candidates: readonly string[], changes: object = {}): string {
  const value = (name: string): string => attribute(offer, name) ?? '';
  const fields = { ufrag: value('ice-ufrag'), pwd: value('ice-pwd'), mid: value('mid'), ...changes };
  const head = [`a=ice-ufrag:${fields.ufrag}`, `a=ice-pwd:${fields.pwd}`];
  const section = ['m=audio 9 UDP/TLS/RTP/SAVPF 0', `a=mid:${fields.mid}`];
  return [...head, ...section, ...candidates.map((line) => `a=${line}`), ''].join('\r\n');
}

async function whip({ origin }: Gateway, token: string): Promise<Client> {
  const phone = new Phone();
  const offer = await phone.offer();
  const answer = await ask(`${origin}/whip`, 'POST', offer, { ...SDP_TYPE, ...bearer(token) });
  const url = new URL(answer.headers.get('location') ?? '', answer.url).href;
  const headers = { ...FRAGMENT_TYPE, ...bearer(token), 'If-Match': answer.headers.get('etag') ?? '' };
  await phone.accept(await answer.text());
  phone.trickle(({ candidate }) => {
    void ask(url, 'PATCH', fragment(offer, [candidate]), headers).catch(() => undefined);
  });
  const close = (): void => phone.close();
  const hangUp = (): Promise<void> => ask(url, 'DELETE', undefined, bearer(token)).then(close);
  return { phone, hangUp, close };
}

export const dial: Readonly<
  Record<ProtocolName, (gateway: Gateway, token: string) => Promise<Client & Partial<VoisnapClient>>>
> = { polyai, voisnap, iqra, http, openai, pipecat, whip };

export const protocols = Object.keys(dial) as ProtocolName[];
