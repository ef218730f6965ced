// What a Voisnap client must survive on its hub. Data only.

import { NONSENSE_JSON } from '../noise.ts';

const END = '\x1e';

const event = (target: string, ...args: unknown[]): object => ({ type: 1, target, arguments: args });

/**
 * Texts to be sent as they are. All of it is SignalR: text that is none is a broken connection to every client of it,
 * and no noise.
 */
export function garbage(): string[] {
  const messages = [
    { type: 42 },
    { type: 'ping' },
    {},
    { type: 3, invocationId: 'nobody-asked' },
    { type: 3, invocationId: 'nobody-asked', error: 'nobody failed' },
    { type: 2, invocationId: 'nobody-asked', item: 1 },
    event('NeverHeardOfIt', {}),
    event('sdpanswerreceived', { sdp: 'v=0', type: 'answer' }),
    event('SdpAnswerReceived'),
    event('SdpAnswerReceived', { sdp: '', type: 'answer' }),
    event('SdpAnswerReceived', { sdp: 7, type: 'answer' }),
    event('SdpAnswerReceived', { sdp: 'v=0', type: 'offer' }),
    event('IceCandidateReceived'),
    event('IceCandidateReceived', { candidate: 5 }),
    event('Transcription', { text: 5 }),
    event('Error', { message: 'A hiccup', recoverable: true }),
    ...NONSENSE_JSON.flatMap((value) => [
      event('IceCandidateReceived', value),
      event('Transcription', value),
    ]),
    // Asks for a result, which a client may refuse or leave out.
    { ...event('AskSomething'), invocationId: 'from-the-server' },
  ].map((message) => JSON.stringify(message) + END);
  const ping = `{"type":6}${END}`;
  // Several in one frame, one in several frames.
  return [messages.join(''), '', ping.slice(0, 4), ping.slice(4, 9), ping.slice(9) + ping];
}
