// Between the element and its calls: starts one at a time, turns what they tell into events and a snapshot, and ends
// the call when the element or the page goes away.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Call, loadCallCode, type CallEvent, type CallOptions, type Notice } from '../call/call.ts';
import { CallError, type CallErrorCode } from '../call/call-error.ts';
import { isActive, isUp, type CallState } from '../call/call-state.ts';
import { Scope } from '../call/cleanup.ts';
import type { Codec } from '../call/sdp.ts';
import type { Gateway, TranscriptEntry } from '../gateways/gateway.ts';
import { loadGateway } from '../gateways/registry.ts';
import {
  CallEndEvent,
  CallErrorEvent,
  CallMessageEvent,
  CallQualityEvent,
  CallRatingEvent,
  CallStartEvent,
  CallStateChangeEvent,
  CallTranscriptEvent,
  type Rating,
} from './events.ts';
import { whenMicrophoneUsable } from './microphone-help.ts';

export interface CallHost extends ReactiveControllerHost, HTMLElement {
  muted: boolean;
  /** The attributes and properties as they are now. */
  callOptions(): CallOptions;
}

export interface StartOptions {
  readonly takeOver?: boolean;
}

/** @internal */
interface How extends StartOptions {
  readonly gateway?: () => Promise<Gateway>;
}

/** Ids of the present or last call, for support. */
export interface CallInfo {
  readonly callSid: string;
  readonly sessionId: string | undefined;
  /** The negotiated audio codec, once connected. */
  readonly codec: Codec | undefined;
  /** Seconds since it connected. */
  readonly duration: number;
}

/** Lines that are kept: some hours of talk. Older ones are given up, the page has heard of each. */
const MAX_ENTRIES = 1_000;

/** An entry with the id of an earlier one replaces it: it grew. */
function withEntry(
  transcript: readonly TranscriptEntry[],
  entry: TranscriptEntry,
): readonly TranscriptEntry[] {
  const earlier = entry.id === undefined ? -1 : transcript.findIndex(({ id }) => id === entry.id);
  const entries = [...transcript];
  entries.splice(earlier < 0 ? entries.length : earlier, 1, entry);
  return Object.freeze(entries.slice(-MAX_ENTRIES));
}

/** A promise that may be left alone: `call-error` tells the same. */
function quiet(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

export class CallController implements ReactiveController {
  state: CallState = 'idle';
  notice: Notice | undefined;
  agentSpeaking = false;
  userSpeaking = false;
  playbackBlocked = false;
  transcript: readonly TranscriptEntry[] = [];
  /** The visitor's word on the last call. */
  rated: Rating | undefined;
  private readonly _host: CallHost;
  /** The present call, or the last one. */
  private _call: Call | undefined;
  /** Owns the look-out for a microphone after a call that failed for want of one. */
  private _afterwards: Scope | undefined;
  /** From the start of a call until its end has been told. */
  private _active = false;
  private readonly _untold: Event[] = [];
  private _telling = false;
  /** While listeners of `call-start` decide, and whether one of them hung up. */
  private _offering = false;
  private _calledOff = false;
  /** A start that waits for the end of the present call, and whether it is still wanted. */
  private _restart: Promise<void> | undefined;
  private _restarts = false;

  constructor(host: CallHost) {
    this._host = host;
    host.addController(this);
  }

  get error(): CallError | undefined {
    return this._call?.error;
  }

  get info(): CallInfo | undefined {
    const call = this._call;
    return (
      call &&
      Object.freeze({
        callSid: call.options.request.callSid,
        sessionId: call.sessionId,
        codec: call.codec,
        duration: call.duration,
      })
    );
  }

  get call(): Call | undefined {
    return this._call;
  }

  /** Starts a call, or joins the one that is already being set up or up; during an end, starts after it. */
  start(how: How = {}): Promise<void> {
    const call = this._call;
    if (!this._active || !call) return this._begin(how);
    if (call.state !== 'ending' && isActive(call.state)) return call.start();
    this._restarts = true;
    this._restart ??= quiet(
      call.hangUp().then(() => {
        this._restart = undefined;
        // joins the call that a listener of `call-end` has begun meanwhile
        return this._restarts ? this.start(how) : undefined;
      }),
    );
    return this._restart;
  }

  hangUp(): Promise<void> {
    this._calledOff = true;
    this._restarts = false;
    return this._call?.hangUp() ?? Promise.resolve();
  }

  get canSendDigits(): boolean {
    return this._call?.canSendDigits === true;
  }

  /** The last call was up, went to its end or was lost, and has no rating yet. */
  get canRate(): boolean {
    const { error, duration = 0 } = this._call ?? {};
    const counts = duration > 0 && (!error || error.code === 'connection-lost');
    return counts && !this._active && !this.rated;
  }

  rate(rating: Rating): void {
    const call = this._call;
    if (!call || !this.canRate) return;
    this.rated = rating;
    this._host.requestUpdate();
    this._tell(new CallRatingEvent(rating, call.options.request.callSid, call.sessionId));
  }

  /** Loads the code of a call ahead of the press; a failure shows when the call starts. */
  preload(gateway: string | Gateway): void {
    loadCallCode(() => loadGateway(gateway)).catch(() => undefined);
  }

  /** Moving an element removes and adds it within one task: only one that stays away ends its call. */
  hostDisconnected(): void {
    void Promise.resolve().then(() => {
      if (this._host.isConnected) return;
      void this._afterwards?.release();
      void this.hangUp();
    });
  }

  /** Until the next call, or the end of the element. */
  private _awaitMicrophone(code: CallErrorCode): void {
    const scope = (this._afterwards = new Scope());
    whenMicrophoneUsable(scope, code, (kind) => {
      this.notice = { kind };
      this._host.requestUpdate();
    });
  }

  private _begin(how: How): Promise<void> {
    // Inside a listener: the others shall hear the end of one call before the start of the next.
    if (this._telling) {
      this._restarts = true;
      return quiet(Promise.resolve().then(() => (this._restarts ? this.start(how) : undefined)));
    }
    if (this._offering) return Promise.resolve(); // a start inside `call-start` is the one being asked about
    if (!this._host.isConnected)
      return quiet(Promise.reject(new CallError('configuration', 'The element is not in the document.')));
    const options = this._host.callOptions();
    this._offering = true;
    this._calledOff = false;
    const wanted = this._host.dispatchEvent(new CallStartEvent(options.request)) && !this._calledOff;
    this._offering = false;
    if (!wanted) return Promise.resolve();
    if (options.muted) this._host.muted = true; // with push-to-talk each call starts so
    // A copy: what the page keeps of the request changes nothing any more.
    const call = (this._call = new Call({ ...options, ...how, request: { ...options.request } }, (event) =>
      this._hear(call, event),
    ));
    this._active = true;
    void this._afterwards?.release();
    this.transcript = [];
    this.rated = undefined;
    call.scope.listen(window, 'pagehide', () => void this.hangUp());
    return call.start();
  }

  private _hear(call: Call, event: CallEvent): void {
    switch (event.type) {
      case 'state': {
        const previous = this.state;
        this.state = event.state;
        if (!(isUp(previous) && isUp(event.state))) this.notice = undefined;
        if (event.state === 'ending') this.agentSpeaking = this.userSpeaking = this.playbackBlocked = false;
        this._tell(new CallStateChangeEvent(event.state, previous));
        break;
      }
      case 'speaking':
        this.agentSpeaking = event.agent;
        this.userSpeaking = event.user;
        break;
      case 'notice':
        this.notice = event.notice;
        break;
      case 'playback-blocked':
        this.playbackBlocked = event.blocked;
        break;
      case 'error':
        return this._tell(new CallErrorEvent(event.error));
      case 'end': {
        this._active = false;
        if (call.error && this._host.isConnected) this._awaitMicrophone(call.error.code);
        const { callSid } = call.options.request;
        return this._tell(new CallEndEvent(event.reason, event.duration, callSid, call.sessionId));
      }
      case 'quality':
        return this._tell(new CallQualityEvent(event.quality));
      case 'message':
        return this._tell(new CallMessageEvent(event.text));
      case 'transcript':
        this.transcript = withEntry(this.transcript, event.entry);
        this._tell(new CallTranscriptEvent(event.entry));
    }
    this._host.requestUpdate();
  }

  /** One after the other, also where a listener causes the next: every listener hears them in their order. */
  private _tell(event: Event): void {
    this._untold.push(event);
    if (this._telling) return;
    this._telling = true;
    for (let next = this._untold.shift(); next; next = this._untold.shift()) this._host.dispatchEvent(next);
    this._telling = false;
  }
}
