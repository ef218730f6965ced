// Between the element and its calls: starts one at a time, turns what they tell into events and a snapshot, and ends
// the call when the element or the page goes away.

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Call, loadCallCode, type CallEvent, type CallOptions } from '../call/call.ts';
import type { CallError } from '../call/call-error.ts';
import { isActive, type CallState } from '../call/call-state.ts';
import type { Gateway, TranscriptEntry } from '../gateways/gateway.ts';
import {
  CallEndEvent,
  CallErrorEvent,
  CallMessageEvent,
  CallQualityEvent,
  CallStartEvent,
  CallStateChangeEvent,
  CallTranscriptEvent,
} from './events.ts';

export interface CallHost extends ReactiveControllerHost, HTMLElement {
  /** The attributes and properties as they are now. */
  callOptions(): CallOptions;
}

/** Ids of the present or last call, for support. */
export interface CallInfo {
  readonly callSid: string;
  readonly sessionId: string | undefined;
  /** Seconds since it connected. */
  readonly duration: number;
}

export class CallController implements ReactiveController {
  state: CallState = 'idle';
  agentSpeaking = false;
  userSpeaking = false;
  playbackBlocked = false;
  transcript: readonly TranscriptEntry[] = [];
  private readonly _host: CallHost;
  private _call: Call | undefined;

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
        duration: call.duration,
      })
    );
  }

  get call(): Call | undefined {
    return this._call;
  }

  /** Starts a call, or joins the one that is already being set up or up. */
  start(): Promise<void> {
    const current = this._call;
    if (current && current.state === 'ending') return current.hangUp().then(() => this.start());
    if (current && (isActive(current.state) || current.state === 'idle')) return current.start();
    const options = this._host.callOptions();
    const call = new Call(options, (event) => this._hear(call, event));
    this._call = call;
    if (!this._host.dispatchEvent(new CallStartEvent(options.request))) {
      this._call = current;
      return Promise.resolve();
    }
    this.transcript = [];
    call.scope.listen(window, 'pagehide', () => void call.hangUp());
    return call.start();
  }

  hangUp(): Promise<void> {
    return this._call?.hangUp() ?? Promise.resolve();
  }

  /** Loads the code of a call ahead of the press; a failure shows when the call starts. */
  preload(gateway: string | Gateway): void {
    loadCallCode(gateway).catch(() => undefined);
  }

  /** Moving an element removes and adds it within one task: only one that stays away ends its call. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this._host.isConnected) void this.hangUp();
    });
  }

  private _hear(call: Call, event: CallEvent): void {
    switch (event.type) {
      case 'state': {
        const previous = this.state;
        this.state = event.state;
        if (event.state === 'ending') this.agentSpeaking = this.userSpeaking = this.playbackBlocked = false;
        this._tell(new CallStateChangeEvent(event.state, previous));
        break;
      }
      case 'speaking':
        this.agentSpeaking = event.agent;
        this.userSpeaking = event.user;
        break;
      case 'playback-blocked':
        this.playbackBlocked = event.blocked;
        break;
      case 'error':
        return this._tell(new CallErrorEvent(event.error));
      case 'end': {
        const { callSid } = call.options.request;
        return this._tell(new CallEndEvent(event.reason, event.duration, callSid, call.sessionId));
      }
      case 'quality':
        return this._tell(new CallQualityEvent(event.quality));
      case 'message':
        return this._tell(new CallMessageEvent(event.text));
      case 'transcript':
        this.transcript = Object.freeze([...this.transcript, event.entry]);
        this._tell(new CallTranscriptEvent(event.entry));
    }
    this._host.requestUpdate();
  }

  private _tell(event: Event): void {
    this._host.dispatchEvent(event);
  }
}
