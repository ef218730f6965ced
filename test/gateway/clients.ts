// A well-behaved client of each protocol: dials with a token, has the media connected, says goodbye in the protocol's
// own way. What it says wrongly on purpose is in the specs.

import type { GatewaySession, LocalGateway } from '../../demo/gateway/gateway.ts';
import { attribute } from '../../demo/gateway/sdp.ts';
import { Caller } from './caller.ts';
import { iqraUrl, openIqra } from './iqra-client.ts';
import { Phone, until } from './phone.ts';
import { ask, bearer, fragment, FRAGMENT_TYPE, json, pipecatCandidate, SDP_TYPE } from './requests.ts';
import { voisnap, type VoisnapClient } from './voisnap-client.ts';

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

async function polyai({ url }: Gateway, token: string): Promise<Client> {
  const phone = await new Caller(url).dial(token);
  const closed = (): number | undefined => phone.signal.closed;
  return { phone, closed, hangUp: () => phone.hangUp(), close: () => phone.close() };
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

async function openai({ origin }: Gateway, token: string): Promise<Client> {
  const phone = new Phone('oai-events');
  const headers = { ...SDP_TYPE, ...bearer(`ek_${token}`) };
  const answer = await ask(`${origin}/v1/realtime/calls`, 'POST', await phone.offer(), headers);
  await phone.accept(await answer.text());
  return withoutGoodbye(phone);
}

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
