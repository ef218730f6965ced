// The events of <voice-agent-call>: bubbling, composed, with read-only fields. None ever holds a token.

import type { EndReason } from '../call/call.ts';
import type { CallError } from '../call/call-error.ts';
import type { CallRequest } from '../call/call-request.ts';
import type { CallState } from '../call/call-state.ts';
import type { CallQuality } from '../call/quality.ts';
import type { TranscriptEntry } from '../gateways/gateway.ts';

class CallEventBase extends Event {
  constructor(type: string, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable });
  }
}

/** Before the microphone is asked for; `preventDefault()` calls the call off, `request` may be amended. */
export class CallStartEvent extends CallEventBase {
  constructor(readonly request: CallRequest) {
    super('call-start', true);
  }
}

export class CallStateChangeEvent extends CallEventBase {
  constructor(
    readonly state: CallState,
    readonly previous: CallState,
  ) {
    super('call-state-change');
  }
}

/** Once per call, whatever happened. `duration` in seconds. */
export class CallEndEvent extends CallEventBase {
  constructor(
    readonly reason: EndReason,
    readonly duration: number,
    readonly callSid: string,
    readonly sessionId: string | undefined,
  ) {
    super('call-end');
  }
}

export class CallErrorEvent extends CallEventBase {
  constructor(readonly error: CallError) {
    super('call-error');
  }
}

export class CallMuteChangeEvent extends CallEventBase {
  constructor(readonly muted: boolean) {
    super('call-mute-change');
  }
}

export class CallTranscriptEvent extends CallEventBase {
  constructor(readonly entry: TranscriptEntry) {
    super('call-transcript');
  }
}

export class CallMessageEvent extends CallEventBase {
  constructor(readonly text: string) {
    super('call-message');
  }
}

/** The visitor's answer to the question for consent, with what was shown. */
export class CallConsentEvent extends CallEventBase {
  constructor(
    readonly granted: boolean,
    readonly text: string,
    readonly privacyUrl: string | undefined,
    readonly termsUrl: string | undefined,
  ) {
    super('call-consent');
  }
}

export type Rating = 'good' | 'bad';

/** The visitor's word on a call that is over; once per call. */
export class CallRatingEvent extends CallEventBase {
  constructor(
    readonly rating: Rating,
    readonly callSid: string,
    readonly sessionId: string | undefined,
  ) {
    super('call-rating');
  }
}

/** The visitor copied the transcript, as `text`. */
export class CallTranscriptCopyEvent extends CallEventBase {
  constructor(readonly text: string) {
    super('call-transcript-copy');
  }
}

export class CallQualityEvent extends CallEventBase {
  constructor(readonly quality: CallQuality) {
    super('call-quality');
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'call-start': CallStartEvent;
    'call-state-change': CallStateChangeEvent;
    'call-end': CallEndEvent;
    'call-error': CallErrorEvent;
    'call-mute-change': CallMuteChangeEvent;
    'call-transcript': CallTranscriptEvent;
    'call-message': CallMessageEvent;
    'call-quality': CallQualityEvent;
    'call-consent': CallConsentEvent;
    'call-rating': CallRatingEvent;
    'call-transcript-copy': CallTranscriptCopyEvent;
  }
}
