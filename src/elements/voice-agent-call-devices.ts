// <voice-agent-call-devices>: microphone, speaker, volume and a test tone, behind a button that opens them. Keeps nothing:
// what is chosen stands in the properties of the tag. Names of devices go onto the page as text.

import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { AudioSettings } from '../call/audio-settings.ts';
import type { CallState } from '../call/call-state.ts';
import { Scope } from '../call/cleanup.ts';
import type { Messages } from '../i18n/messages.ts';
import { percentOf } from '../i18n/numbers.ts';
import { Companion } from './companion.ts';
import type { CallSnapshot } from './context.ts';
import { DeviceList } from './device-list.ts';
import { gearIcon } from './icons.ts';
import { buttonStyles, hostStyles, quietButtonStyles } from './styles.ts';
import type { playTestTone } from './test-tone.ts';

/** iOS leaves it to its keys: an element there stays at 1. */
function hasVolume(): boolean {
  const element = new Audio();
  element.volume = 0.5;
  return element.volume === 0.5;
}

const hasSpeakers = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;

/**
 * The sound settings, closed at first.
 * @customElement voice-agent-call-devices
 * @csspart devices - the button and what it opens
 */
export class VoiceAgentCallDevices extends Companion {
  static override properties = { open: { type: Boolean, reflect: true } };

  static override styles = [
    hostStyles,
    buttonStyles,
    quietButtonStyles,
    css`
      :host {
        display: block;
        flex: 0 1 auto;
      }
      :host([open]) {
        flex-basis: 100%;
      }
      .settings {
        box-sizing: border-box;
        max-inline-size: 22em;
        padding-block-start: 0.75em;
      }
      label {
        display: block;
        margin-block-end: 0.25em;
      }
      select,
      input {
        box-sizing: border-box;
        display: block;
        inline-size: 100%;
        min-block-size: var(--_size);
        margin: 0 0 0.75em;
        font: inherit;
        accent-color: currentColor;
      }
      select {
        padding: 0 0.5em;
        border: 1px solid currentColor;
        border-radius: 0.5em;
        background: var(--_panel);
        color: var(--_panel-text);
        text-overflow: ellipsis;
      }
      select:focus-visible,
      input:focus-visible {
        outline: 3px solid var(--_focus);
        outline-offset: 2px;
      }
    `,
  ];

  /** Whether the settings are shown. */
  declare open: boolean;
  private readonly _list = new DeviceList(this, () => this.isConnected && this.open);
  private _state: CallState = 'idle';
  private _hasVolume = true;
  private _toneCode: Promise<{ playTestTone: typeof playTestTone } | undefined> | undefined;
  /** Owns the tone that is played. */
  private _tone: Scope | undefined;

  constructor() {
    super();
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this._tone?.release();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { state = 'idle', audio } = this.call ?? {};
    if (state !== this._state && state === 'connecting') this._list.refresh(); // with the microphone come the names
    this._state = state;
    if (!this.open || !audio) return;
    // What is chosen, and not what was pressed: a microphone that cannot be opened is not.
    this._show('microphone', audio.microphoneId ?? '');
    this._show('speaker', audio.speakerId ?? '');
    this._show('volume', String(audio.volume));
  }

  protected override renderCall(call: CallSnapshot): TemplateResult {
    const { messages } = call;
    return html`<div part="devices">
      <button
        type="button"
        part="quiet-button"
        aria-expanded=${this.open}
        aria-controls="settings"
        @click=${() => this._toggle()}
      >
        <span part="button-icon">${gearIcon}</span><span>${messages.devices}</span>
      </button>
      <div class="settings" id="settings" role="group" aria-label=${messages.devices} ?hidden=${!this.open}
        >${this.open ? this._settings(call) : nothing}</div
      >
    </div>`;
  }

  private _settings({ audio, ownStream, messages, commands }: CallSnapshot): TemplateResult {
    const setMicrophone = (microphoneId?: string): void => commands.setAudio({ microphoneId });
    const setSpeaker = (speakerId?: string): void => commands.setAudio({ speakerId });
    return html`${
      ownStream ? nothing : this._choice('microphone', messages, 'audioinput', setMicrophone)
    }${hasSpeakers() ? this._choice('speaker', messages, 'audiooutput', setSpeaker) : nothing}
      ${
        this._hasVolume
          ? html`<label for="volume">${messages.volume}</label>
              <input
                type="range"
                part="field"
                id="volume"
                min="0"
                max="1"
                step="0.05"
                aria-valuetext=${percentOf(audio.volume, messages.lang)}
                @input=${(event: Event) =>
                  commands.setAudio({ volume: (event.target as HTMLInputElement).valueAsNumber })}
              />`
          : nothing
      }
      <button type="button" part="quiet-button" class="tone" @click=${() => this._playTone(audio)}>${messages.testTone}</button>`;
  }

  private _toggle(): void {
    this.open = !this.open;
    if (!this.open) return;
    this._hasVolume = hasVolume();
    // Before it is pressed, which must not wait for it: browsers play only in a visitor's gesture.
    this._toneCode ??= import('./test-tone.ts').catch(() => (this._toneCode = undefined));
  }

  /** Those without a name (before the permission) are numbered. */
  private _choice(
    id: 'microphone' | 'speaker',
    messages: Messages,
    kind: MediaDeviceKind,
    choose: (deviceId: string | undefined) => void,
  ): TemplateResult {
    const options = this._list.of(kind).map(({ deviceId, label }, index) => {
      const name = label || messages.device.replace('{number}', String(index + 1));
      return html`<option value=${deviceId}>${name}</option>`;
    });
    return html`<label for=${id}>${messages[id]}</label>
      <select
        part="field"
        id=${id}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value || undefined)}
      >
        <option value="">${messages.systemDefault}</option>
        ${options}
      </select>`;
  }

  /** A device that is gone shows as the system's choice, which serves in its place. */
  private _show(id: string, value: string): void {
    const control = this.renderRoot.querySelector<HTMLSelectElement | HTMLInputElement>(`#${id}`);
    if (!control) return;
    control.value = value;
    if ('selectedIndex' in control && control.selectedIndex < 0) control.value = '';
  }

  /** Pressed again it begins anew. */
  private _playTone(audio: AudioSettings): void {
    void this._tone?.release();
    const scope = (this._tone = new Scope());
    void this._toneCode?.then(async (code) => {
      if (!scope.released) await code?.playTestTone(scope, audio).catch(() => scope.release());
    });
  }
}
