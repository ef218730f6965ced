// The companions that a plain button does not need: each a chunk of its own, loaded and registered when it is on the page.

type Loader = () => Promise<CustomElementConstructor>;

const loaders: Readonly<Record<string, Loader>> = {
  'voice-agent-call-meter': () =>
    import('./voice-agent-call-meter.ts').then((module) => module.VoiceAgentCallMeter),
  'voice-agent-call-captions': () =>
    import('./voice-agent-call-captions.ts').then((module) => module.VoiceAgentCallCaptions),
  'voice-agent-call-consent': () =>
    import('./voice-agent-call-consent.ts').then((module) => module.VoiceAgentCallConsent),
  'voice-agent-call-devices': () =>
    import('./voice-agent-call-devices.ts').then((module) => module.VoiceAgentCallDevices),
  'voice-agent-call-panel': () =>
    import('./voice-agent-call-panel.ts').then((module) => module.VoiceAgentCallPanel),
  'voice-agent-call-keypad': () =>
    import('./voice-agent-call-keypad.ts').then((module) => module.VoiceAgentCallKeypad),
  'voice-agent-call-rating': () =>
    import('./voice-agent-call-rating.ts').then((module) => module.VoiceAgentCallRating),
  'voice-agent-call-copy-button': () =>
    import('./voice-agent-call-copy-button.ts').then((module) => module.VoiceAgentCallCopyButton),
};

/** An element that shows what is in it. */
const plain = (): CustomElementConstructor => class extends HTMLElement {};

/** Resolves when the element is there; rejects where its chunk cannot be loaded. */
export async function loadCompanion(tag: string): Promise<void> {
  if (customElements.get(tag)) return;
  const element = await loaders[tag]?.();
  if (element && !customElements.get(tag)) customElements.define(tag, element);
}

/**
 * Loads those of the tags that are not there yet. One whose chunk cannot be loaded stays empty: the call needs none. What
 * is in the panel stands there without it then.
 */
export function loadCompanions(tags: readonly string[]): void {
  for (const tag of tags)
    loadCompanion(tag).catch(() => {
      if (tag === 'voice-agent-call-panel' && !customElements.get(tag)) customElements.define(tag, plain());
    });
}
