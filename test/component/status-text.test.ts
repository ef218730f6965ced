// What the status line shows and what is said of it, where several things are true at once.

import { assert } from '@esm-bundle/chai';
import type { CallSnapshot } from '../../src/index.ts';
import { shownText, spokenText } from '../../src/elements/status-text.ts';
import { en } from '../../src/i18n/en.ts';

const call = (facts: Partial<CallSnapshot>): CallSnapshot =>
  ({ state: 'connected', agentName: '', messages: en, ...facts }) as CallSnapshot;

it('a visitor who is muted reads that, whoever speaks; with push-to-talk that is the rule, and not said', () => {
  assert.strictEqual(shownText(call({ muted: true, agentSpeaking: true })), en.muted);
  assert.strictEqual(
    shownText(call({ muted: true, agentSpeaking: true, pushToTalk: true })),
    en.agentSpeaking,
  );
  assert.strictEqual(shownText(call({ agentSpeaking: true, agentName: 'Ada' })), 'Ada is speaking');
  assert.strictEqual(shownText(call({})), en.listening);
  assert.strictEqual(spokenText(call({ muted: true, agentSpeaking: true })), en.connected);
});

it('blocked sound and a missing microphone come before both', () => {
  assert.strictEqual(shownText(call({ muted: true, playbackBlocked: true })), en.playbackBlocked);
  const notice = { kind: 'microphone-lost' } as const;
  assert.strictEqual(shownText(call({ agentSpeaking: true, notice })), en.microphoneLost);
  assert.strictEqual(spokenText(call({ notice })), en.microphoneLost);
});

it('a place in the line is written in the digits of the language', () => {
  const notice = { kind: 'waiting', position: 3 } as const;
  const messages = { ...en, lang: 'fa' };
  assert.strictEqual(shownText(call({ state: 'connecting', notice })), 'You are number 3 in line');
  assert.strictEqual(shownText(call({ state: 'connecting', notice, messages })), 'You are number ۳ in line');
});
