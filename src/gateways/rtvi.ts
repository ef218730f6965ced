// Messages of pipecat's data channel, from unknown JSON to typed ones: its signalling, and RTVI for captions and text.
// Sources: pipecat's SmallWebRTC transport; "The RTVI Standard" 1.0. Whatever does not fit is no message. Touches nothing.

import { isRecord, textOf, type JsonRecord } from '../call/parse.ts';

const LABEL = 'rtvi-ai';

export type PipecatMessage =
  | { readonly type: 'peer-left' }
  | {
      readonly type: 'transcript';
      readonly speaker: 'agent' | 'user';
      readonly text: string;
      readonly final: boolean;
    };

/** `renegotiate` is no message here: a call with audio only has nothing to negotiate again. */
export function parsePipecat(message: JsonRecord): PipecatMessage | undefined {
  const { type, label, message: signal, data } = message;
  if (type === 'signalling' && isRecord(signal))
    return signal['type'] === 'peerLeft' ? { type: 'peer-left' } : undefined;
  if (label !== LABEL || !isRecord(data)) return undefined;
  const text = textOf(data['text'])?.trim();
  if (!text) return undefined;
  if (type === 'user-transcription')
    return { type: 'transcript', speaker: 'user', text, final: data['final'] === true };
  // one sentence each
  return type === 'bot-transcription'
    ? { type: 'transcript', speaker: 'agent', text, final: true }
    : undefined;
}

/** @param id - pipecat drops messages without one */
export const rtviMessage = (id: number, type: string, data: JsonRecord): JsonRecord => ({
  label: LABEL,
  id: String(id),
  type,
  data,
});

/** Many bots begin to speak only after this. Servers of version 1 and 2 both take 1. */
export const clientReady = { version: '1.0.0', about: { library: 'voice-agent-call' } };
