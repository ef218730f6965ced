// <voice-agent-call>: the tag a site owner pastes. It reads the attributes, lays out the companions, and leaves the
// call to its controller.

import { ContextProvider } from '@lit/context';
import type { PropertyValues, TemplateResult } from 'lit';
import type { CallOptions } from '../call/call.ts';
import { isActive, type CallState } from '../call/call-state.ts';
import { CallError } from '../call/call-error.ts';
import type { DiagnosticReport } from '../call/diagnose.ts';
import type { TranscriptEntry } from '../gateways/gateway.ts';
import { withOverrides } from '../i18n/messages.ts';
import { applyAudio, audioOf } from './audio-control.ts';
import { callOptionsOf } from './call-options.ts';
import { CallProperties } from './call-properties.ts';
import { CallController, type CallInfo, type StartOptions } from './call-controller.ts';
import { callContext, type CallCommands, type CallSnapshot } from './context.ts';
import { setStates } from './custom-states.ts';
import { Consent } from './consent.ts';
import { CallConsentEvent, CallMuteChangeEvent } from './events.ts';
import { LanguageController } from './language.ts';
import { loadCompanion, loadCompanions } from './lazy-companions.ts';
import { companionsOf, layoutStyles, renderLayout } from './layout.ts';
import { Preconnect } from './preconnect.ts';
import { hostStyles, themeStyles } from './styles.ts';

const CONSENT = 'voice-agent-call-consent';

/**
 * A voice call with an AI agent.
 *
 * @customElement voice-agent-call
 * @slot - label of the button before a call, or companion elements for a layout of your own
 * @slot icon - icon of the button before a call
 * @slot status - replaces the status line
 * @slot message - replaces the error text and its remedy
 * @slot consent - replaces the text that asks for consent
 * @slot fallback - shown when a call failed: a phone number, a chat link, a form
 * @fires {CallStartEvent} call-start - before the microphone is asked for; cancelable, `request` may be amended
 * @fires {CallStateChangeEvent} call-state-change - `state`, `previous`
 * @fires {CallEndEvent} call-end - once per call: `reason`, `duration` (s), `callSid`, `sessionId`
 * @fires {CallErrorEvent} call-error - `error`
 * @fires {CallMuteChangeEvent} call-mute-change - `muted`
 * @fires {CallTranscriptEvent} call-transcript - `entry`, where the gateway has a transcript
 * @fires {CallMessageEvent} call-message - `text`, where the gateway has a text channel
 * @fires {CallConsentEvent} call-consent - `granted`, `text`, `privacyUrl`, `termsUrl`
 * @fires {CallQualityEvent} call-quality - `quality`, every two seconds of a call
 * @fires {CallRatingEvent} call-rating - once per call: `rating`, `callSid`, `sessionId`
 * @fires {CallTranscriptCopyEvent} call-transcript-copy - `text`
 * @csspart base - the layout
 * @csspart button - the call button
 * @csspart button-icon - its icon
 * @csspart button-label - its label
 * @csspart status - the status indicator
 * @csspart status-text - its text
 * @csspart timer - the duration
 * @csspart mute-button - the mute button, with `push-to-talk` the talk button
 * @csspart shortcut - the key that presses a button, shown in it
 * @csspart keypad - the button that opens the keypad, and its keys
 * @csspart key - one of them
 * @csspart message - error text and remedy
 * @csspart meter - how loud both sides are (layouts `card` and `floating`)
 * @csspart captions - the transcript
 * @csspart copy-button - copies it
 * @csspart rating - the question how the call was
 * @csspart consent - the question for consent
 * @csspart agree-button - agrees to it
 * @csspart quiet-button - buttons that are not the call: decline, settings, keypad, test tone, rating
 * @csspart field - selects and the slider of the sound settings
 * @csspart devices - the sound settings
 * @csspart panel - the floating layout’s panel
 * @csspart launcher - the button that opens it
 * @csspart panel-title - its title
 * @csspart close - the button that closes it
 * @cssproperty --voice-agent-call-accent - call button
 * @cssproperty --voice-agent-call-on-accent - text on it
 * @cssproperty --voice-agent-call-danger - hang-up button
 * @cssproperty --voice-agent-call-on-danger - text on it
 * @cssproperty --voice-agent-call-surface - quiet buttons
 * @cssproperty --voice-agent-call-text - text
 * @cssproperty --voice-agent-call-ok - indicator of a running call
 * @cssproperty --voice-agent-call-busy - indicator while something is awaited
 * @cssproperty --voice-agent-call-focus - focus ring
 * @cssproperty --voice-agent-call-radius - corner radius of the buttons
 * @cssproperty --voice-agent-call-size - least height of the buttons
 * @cssproperty --voice-agent-call-gap - space between the elements
 * @cssproperty --voice-agent-call-panel - background of card and panel
 * @cssproperty --voice-agent-call-panel-text - text on it
 * @cssproperty --voice-agent-call-line - border of card and panel
 * @cssproperty --voice-agent-call-offset-block - floating: distance from the window’s bottom or top edge
 * @cssproperty --voice-agent-call-offset-inline - floating: distance from its side
 * @cssproperty --voice-agent-call-z-index - floating: above what
 * @cssstate idle - no call yet
 * @cssstate requesting-microphone - the visitor is asked
 * @cssstate connecting - the call is set up
 * @cssstate connected - audio runs both ways
 * @cssstate reconnecting - the audio is lost and may come back
 * @cssstate ending - goodbyes; microphone and connection are already released
 * @cssstate ended - the last call ended
 * @cssstate failed - the last call failed
 * @cssstate muted - the visitor is muted
 * @cssstate agent-speaking - the agent is heard
 * @cssstate user-speaking - the visitor is heard
 * @cssstate playback-blocked - the browser wants a press before it plays the agent
 */
export class VoiceAgentCall extends CallProperties {
  static override styles = [hostStyles, themeStyles, layoutStyles];

  private readonly _calls = new CallController(this);
  private readonly _language = new LanguageController(this);
  private readonly _consent = new Consent(
    () => this.requestUpdate(),
    () => loadCompanion(CONSENT),
  );
  private readonly _commands: CallCommands = {
    start: () => void this.start(),
    takeOver: () => void this.start({ takeOver: true }),
    hangUp: () => void this.hangUp(),
    setMuted: (muted) => (this.muted = muted),
    setAudio: (audio) => void Object.assign(this, audio),
    resumePlayback: () => this._calls.call?.resumePlayback(),
    duration: () => this._calls.call?.duration ?? 0,
    levels: () => this._calls.call?.levels ?? { agent: 0, user: 0 },
    answerConsent: (granted) => this._answerConsent(granted),
    sendDigits: (digits) => this.sendDigits(digits),
    rate: (rating) => this._calls.rate(rating),
    focus: () => this.focus(),
  };
  private readonly _provider = new ContextProvider(this, {
    context: callContext,
    initialValue: this._snapshot(),
  });
  private _shortcuts: Promise<unknown> | undefined;
  private _children: MutationObserver | undefined;
  /** What had the focus before a render. */
  private _focused: Element | undefined;

  constructor() {
    super();
    new Preconnect(this, () => this._calls.preload(this.gateway || 'polyai'));
  }

  get state(): CallState {
    return this._calls.state;
  }

  /** Why the last call failed. */
  get error(): CallError | undefined {
    return this._calls.error;
  }

  /** Ids and duration of the present or last call. */
  get call(): CallInfo | undefined {
    return this._calls.info;
  }

  get transcript(): readonly TranscriptEntry[] {
    return this._calls.transcript;
  }

  /**
   * Starts a call, or joins the one under way. Resolves when it is connected, or when it was cancelled before that.
   * @param options - `takeOver`: where another tab of this browser is in a call, that one is ended first
   * @throws CallError when it fails; may be left unhandled, `call-error` tells the same
   */
  start(options: StartOptions = {}): Promise<void> {
    // Properties that were set before the upgrade are taken over by the first update.
    if (!this.hasUpdated && this.isConnected) this.performUpdate();
    const question = {
      forConsent: this.consent,
      forMicrophone: this.microphoneReason && !this.mediaStream,
      privacyUrl: this.privacyUrl || undefined,
      termsUrl: this.termsUrl || undefined,
    };
    if (isActive(this.state) || !(question.forConsent || question.forMicrophone))
      return this._calls.start(options);
    return this._consent.ask(question, this.getAttribute('consent') === 'visit').then(
      (granted) => (granted ? this._calls.start(options) : undefined),
      // A call that fails says so, and asks for nothing.
      (cause: unknown) => {
        const error = CallError.from(cause, 'gateway-unreachable', 'The consent could not be asked for.');
        return this._calls.start({ ...options, gateway: () => Promise.reject(error) });
      },
    );
  }

  /** Cancels or ends the call; resolves when everything is released. */
  hangUp(): Promise<void> {
    this._answerConsent(false);
    return this._calls.hangUp();
  }

  /** @throws CallError `configuration` when no call is up or the gateway has no text channel */
  sendMessage(text: string): void {
    this._needCall().sendMessage(text);
  }

  /** @throws CallError `configuration` when no call is up, for a wrong digit, or when the far end takes none */
  sendDigits(digits: string): void {
    this._needCall().sendDigits(digits);
  }

  /** What a support desk wants to know; holds no token. */
  async diagnose(): Promise<DiagnosticReport> {
    const { diagnose } = await import('../call/diagnose.ts');
    return diagnose(callOptionsOf(this), this._calls.call);
  }

  /** What a call starts with. @internal */
  callOptions(): CallOptions {
    const options = callOptionsOf(this);
    return this.pushToTalk ? { ...options, muted: true } : options;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this._children = new MutationObserver(() => this.requestUpdate());
    this._children.observe(this, { childList: true, subtree: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this._children?.disconnect();
    // a moved element is back in the next microtask
    void Promise.resolve().then(() => this.isConnected || this._answerConsent(false));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('pushToTalk') && this.pushToTalk && isActive(this.state)) this.muted = true;
    this._focused = this.shadowRoot?.activeElement ?? undefined;
    const { state, playbackBlocked, agentSpeaking, userSpeaking } = this._calls;
    this._provider.setValue(this._snapshot());
    setStates(this, {
      [state]: true,
      muted: this.muted,
      'agent-speaking': agentSpeaking,
      'user-speaking': userSpeaking,
      'playback-blocked': playbackBlocked,
    });
  }

  protected override render(): TemplateResult {
    return renderLayout(this, {
      layout: this.layout === 'card' || this.layout === 'floating' ? this.layout : 'inline',
      placement: this.placement ?? '',
      avoid: this.avoid ?? '',
      state: this.state,
      duration: this._calls.info?.duration ?? 0,
      captions: this.captions && this.transcript.length > 0,
      keypad: this.keypad && this._calls.canSendDigits,
      rating: this.rating && (this._calls.canRate || !!this._calls.rated),
      copies: this.copyTranscript && !isActive(this.state) && this.transcript.length > 0,
      devices: this.devices,
      asks: this._consent.question !== undefined,
      lang: this._language.messages.lang,
      dir: this._language.isRightToLeft && !this.closest('[dir]') ? 'rtl' : undefined,
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The question comes at once when the button is pressed.
    const asks = this.consent || this.microphoneReason;
    loadCompanions([...companionsOf(this), ...(asks ? [CONSENT] : [])]);
    this._calls.call?.setMuted(this.muted);
    applyAudio(this, this._calls.call);
    const wasMuted = changed.get('muted');
    if (wasMuted !== undefined && wasMuted !== this.muted)
      this.dispatchEvent(new CallMuteChangeEvent(this.muted));
    // Some parts go with the call or with an answer; whoever stood on one stays in the widget.
    if (this._focused?.isConnected === false) this.focus();
    if (this.shortcuts)
      this._shortcuts ??= import('./shortcuts.ts').then(
        ({ Shortcuts }) => new Shortcuts(this),
        () => undefined,
      );
  }

  /** Focuses the call button. */
  override focus(options?: FocusOptions): void {
    const button = 'voice-agent-call-button';
    const own = this.renderRoot.querySelector<HTMLElement>(button);
    (own ?? this.querySelector<HTMLElement>(button))?.focus(options);
  }

  private _answerConsent(granted: boolean): void {
    const { question } = this._consent;
    if (question?.forConsent) {
      const own = this.querySelector('[slot=consent]')?.textContent?.trim();
      const text = own ?? this._snapshot().messages.consent.replace('{agent}', () => this.agentName ?? '');
      this.dispatchEvent(new CallConsentEvent(granted, text, question.privacyUrl, question.termsUrl));
    }
    this._consent.answer(granted);
  }

  private _needCall() {
    const { call } = this._calls;
    if (!call) throw new CallError('configuration', 'There is no call up.');
    return call;
  }

  /** Made anew on every change; the commands stay the same. */
  private _snapshot(): CallSnapshot {
    const { state, notice, error, playbackBlocked, agentSpeaking, userSpeaking } = this._calls;
    return Object.freeze({
      state,
      notice,
      error,
      playbackBlocked,
      agentSpeaking,
      userSpeaking,
      muted: this.muted,
      audio: audioOf(this),
      ownStream: this.mediaStream !== undefined,
      disabled: this.disabled,
      agentName: this.agentName ?? '',
      transcript: this._calls.transcript,
      consent: this._consent.question,
      pushToTalk: this.pushToTalk,
      shortcuts: this.shortcuts,
      canSendDigits: this._calls.canSendDigits,
      canRate: this._calls.canRate,
      rated: this._calls.rated,
      messages: withOverrides(this._language.messages, this.texts),
      commands: this._commands,
    });
  }
}
