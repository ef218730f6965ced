// Transcript lines out of OpenAI's Realtime events. Source: OpenAI API reference, "Realtime server events" (the
// `output_audio` names and the older `audio` ones). Every other event, `error` too, is no line. Touches nothing.

import { MAX_TEXT } from '../call/limits.ts';
import { textOf, type JsonRecord } from '../call/parse.ts';
import type { TranscriptEntry } from './gateway.ts';

const speakers = new Map<string, TranscriptEntry['speaker']>([
  ['response.output_audio_transcript', 'agent'],
  ['response.audio_transcript', 'agent'],
  ['conversation.item.input_audio_transcription', 'user'],
]);

/** Lines that grow at the same time; the oldest are given up. */
const MAX_GROWING = 100;

export class RealtimeTranscript {
  /** The lines that still grow, by item. */
  private readonly _growing = new Map<string, string>();

  /** The line as it stands after an event: `delta` makes it grow, `done` and `completed` say all of it. */
  read(event: JsonRecord): TranscriptEntry | undefined {
    const [, kind = '', step] = /^(.+)\.(delta|done|completed)$/.exec(textOf(event['type']) ?? '') ?? [];
    const speaker = speakers.get(kind);
    const id = textOf(event['item_id']) ?? textOf(event['response_id']);
    if (!speaker || id === undefined) return undefined;
    const final = step !== 'delta';
    const before = this._growing.get(id) ?? '';
    const whole = final ? (textOf(event['transcript']) ?? before) : before + (textOf(event['delta']) ?? '');
    const text = whole.slice(0, MAX_TEXT);
    if (final) this._growing.delete(id);
    else this._growing.set(id, text);
    for (const oldest of this._growing.keys())
      if (this._growing.size > MAX_GROWING) this._growing.delete(oldest);
    return text.trim() ? { id, speaker, text, final } : undefined;
  }
}
