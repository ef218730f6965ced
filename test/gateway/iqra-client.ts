// A well-behaved client of Iqra's protocol, from the way that the contract prints.

import { WebSocket } from 'ws';
import type { Client } from './clients.ts';
import { Phone, until } from './phone.ts';
import { ask, bearer, json } from './requests.ts';

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
  let isAccepted = false;
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
        () => {
          isAccepted = true;
          early.splice(0).forEach(add);
        },
        () => undefined,
      );
    } else if (type === 'candidate') {
      const one = candidate as RTCIceCandidateInit | null;
      if (typeof one?.candidate !== 'string') return;
      if (isAccepted) add(one);
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
