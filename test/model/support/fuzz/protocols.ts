// The seven adapters' gateways, for the fuzz. Sources: as in each adapter's own file.

import { source } from '../source.ts';
import { answer, candidates, hub, ID, json, servers, type Protocol } from './protocol.ts';

const polyai: Protocol = {
  gateway: source.polyai,
  request: { gatewayUrl: 'wss://gateway.example/api/v1/webrtc/signal' },
  answer: () => json({ iceServers: servers }),
  reply: (text) => (text.includes('"offer"') ? [{ type: 'answer', sessionId: ID, data: answer }] : []),
  frames: () => [
    { type: 'answer', sessionId: ID, data: answer },
    ...candidates.map((data) => ({ type: 'ice-candidate', sessionId: ID, data })),
    { type: 'ice-candidate', sessionId: 'another', data: candidates[0] },
    { type: 'close', sessionId: 'another' },
  ],
  ends: [
    { type: 'close', sessionId: ID },
    { type: 'error', sessionId: ID, data: { code: 'AGENT_FAILURE', message: 'words' } },
  ],
};

const voisnap: Protocol = {
  gateway: source.voisnap,
  request: { gatewayUrl: 'https://api.example', agentId: 'agent', negotiate: true },
  separator: '\u001e',
  answer: (_method, url) =>
    url.includes('negotiate')
      ? json({
          negotiateVersion: 1,
          connectionToken: 'connection',
          availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text'] }],
        })
      : json({
          sessionId: ID,
          sessionToken: 'one-call',
          iceServers: servers,
          expiresAt: '2099-01-01T00:00:00Z',
          hubUrl: 'wss://api.example/hubs/webrtc',
        }),
  reply: (text) =>
    hub.reply(text, (target) =>
      target === 'SendOfferAsync' ? [hub.event('SdpAnswerReceived', answer)] : [],
    ),
  frames: () => [
    ...hub.frames,
    hub.event('SdpAnswerReceived', answer),
    ...candidates.map((candidate) => hub.event('IceCandidateReceived', candidate)),
    hub.event('SessionStarted', { conversationId: 'conversation', sessionId: ID }),
    hub.event('Error', { code: 'STT_FAILED', message: 'words', recoverable: true }),
    hub.event('Transcription', { text: 'Good day', speaker: 'agent', isFinal: true }),
    hub.event('Transcription', { text: 'Good', speaker: 'user', isFinal: false }),
  ],
  ends: [
    ...hub.ends,
    hub.event('SessionEnded', { reason: 'words' }),
    hub.event('Error', { code: 'FATAL', message: 'words', recoverable: false }),
  ],
};

/** Signalling URLs serve one call each. */
let socketUrls = 0;
const socketUrl = (): string => `wss://iqra.example/signal/${++socketUrls}`;

const iqra: Protocol = {
  gateway: source.iqra,
  request: { gatewayUrl: 'https://iqra.example/session/request', campaignId: 'campaign' },
  // every other visitor stands in the line
  answer: () =>
    socketUrls % 2
      ? json({ success: true, data: { webSocketUrl: socketUrl() } })
      : json({ uniqueRequestId: 'place', queuePosition: (++socketUrls % 5) + 1 }),
  reply: (text, url) =>
    url.includes('sessionHub')
      ? hub
          .reply(text, (target) =>
            target === 'Register' ? [hub.event('SessionReady', { sessionWebSocketURL: socketUrl() })] : [],
          )
          .map((frame) => `${JSON.stringify(frame)}\u001e`)
      : text.includes('"offer"')
        ? [answer]
        : [],
  frames: (url) =>
    url.includes('sessionHub')
      ? [...hub.frames, hub.event('SessionReady', null), hub.event('Queue', 3)]
      : [answer, ...candidates.map((candidate) => ({ type: 'candidate', candidate }))],
  messages: ['Good day', { type: 'text', text: 'Good day' }],
  ends: [hub.event('SessionFailed', 'words'), ...hub.ends],
};

const http: Protocol = {
  gateway: source.http,
  request: { gatewayUrl: 'https://voice.example/api/offer' },
  answer: () => json({ ...answer, pc_id: ID }),
};

const openai: Protocol = {
  gateway: source.openai,
  request: { gatewayUrl: 'https://voice.example/realtime' },
  answer: () => json(answer.sdp, { location: '/v1/realtime/calls/rtc_1' }),
  messages: [
    { type: 'response.output_audio_transcript.delta', item_id: 'item-1', delta: 'Good ' },
    { type: 'response.output_audio_transcript.delta', response_id: 'response-1', delta: 'day' },
    { type: 'response.output_audio_transcript.done', item_id: 'item-1', transcript: 'Good day' },
    { type: 'response.audio_transcript.delta', item_id: 'item-2', delta: 'Good ' },
    { type: 'conversation.item.input_audio_transcription.delta', item_id: 'item-3', delta: 'Hello' },
    { type: 'conversation.item.input_audio_transcription.completed', item_id: 'item-3', transcript: 'Hello' },
    { type: 'error', error: { code: 'words', message: 'words' } },
    { type: 'session.created', session: {} },
  ],
};

const pipecat: Protocol = {
  gateway: source.pipecat,
  request: { gatewayUrl: 'https://voice.example/api/offer' },
  answer: (method) => (method === 'POST' ? json({ ...answer, pc_id: ID }) : json({ status: 'success' })),
  messages: [
    { label: 'rtvi-ai', type: 'bot-ready', id: '1', data: { version: '1.0.0' } },
    { label: 'rtvi-ai', type: 'user-transcription', data: { text: 'Hello', final: false, user_id: '' } },
    { label: 'rtvi-ai', type: 'user-transcription', data: { text: 'Hello there', final: true } },
    { label: 'rtvi-ai', type: 'bot-transcription', data: { text: 'Good day.' } },
    { type: 'signalling', message: { type: 'renegotiate' } },
  ],
  ends: [{ type: 'signalling', message: { type: 'peerLeft' } }],
};

const whip: Protocol = {
  gateway: source.whip,
  request: { gatewayUrl: 'https://voice.example/whip' },
  answer: (method) =>
    method === 'POST'
      ? { status: 201, headers: { location: '/whip/1', etag: '"1"' }, body: answer.sdp }
      : { status: 204, headers: {}, body: '' },
};

export const protocols = { polyai, voisnap, iqra, http, openai, pipecat, whip };
