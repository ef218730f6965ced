// What the log says about each event of the tag.

import {
  CallEndEvent,
  CallErrorEvent,
  CallMessageEvent,
  CallMuteChangeEvent,
  CallQualityEvent,
  CallRatingEvent,
  CallStartEvent,
  CallStateChangeEvent,
  CallTranscriptCopyEvent,
  CallTranscriptEvent,
} from '../src/index.ts';

export const logged = [
  'call-start',
  'call-state-change',
  'call-end',
  'call-error',
  'call-mute-change',
  'call-quality',
  'call-message',
  'call-transcript',
  'call-transcript-copy',
  'call-rating',
] as const;

export function describeEvent(event: Event): string {
  if (event instanceof CallStartEvent) {
    const { gateway, mode, callSid } = event.request;
    return fields({ gateway: typeof gateway === 'string' ? gateway : 'custom', mode, callSid });
  }
  if (event instanceof CallStateChangeEvent) return `${event.previous} → ${event.state}`;
  if (event instanceof CallEndEvent)
    return fields({
      reason: event.reason,
      duration: `${event.duration.toFixed(1)} s`,
      sessionId: event.sessionId,
    });
  if (event instanceof CallErrorEvent) {
    const { code, gatewayCode, retryable, message } = event.error;
    return `${fields({ code, gatewayCode, retryable })}: ${message}`;
  }
  if (event instanceof CallMuteChangeEvent) return fields({ muted: event.muted });
  if (event instanceof CallQualityEvent) {
    const { level, rtt, jitter, loss } = event.quality;
    const whole = (value: number): string => value.toFixed(0);
    return `${level}, ${fields({
      rtt: rtt === undefined ? undefined : `${whole(rtt)} ms`,
      jitter: `${whole(jitter)} ms`,
      loss: `${whole(loss * 100)} %`,
    })}`;
  }
  if (event instanceof CallMessageEvent) return event.text;
  if (event instanceof CallRatingEvent) return fields({ rating: event.rating, sessionId: event.sessionId });
  if (event instanceof CallTranscriptCopyEvent) return `${event.text.length} characters`;
  if (event instanceof CallTranscriptEvent) {
    const { speaker, text, final } = event.entry;
    return `${speaker}: ${text}${final ? '' : ' …'}`;
  }
  return '';
}

/** `name value` pairs, without those that have no value. */
function fields(values: Readonly<Record<string, string | boolean | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');
}
