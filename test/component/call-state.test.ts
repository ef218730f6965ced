import { assert } from '@esm-bundle/chai';
import { assertTransition, isActive, transitions, type CallState } from '../../src/call/call-state.ts';

const states = Object.keys(transitions) as CallState[];

describe('transition table', () => {
  for (const from of states)
    for (const to of states) {
      const allowed = transitions[from].includes(to);
      it(`${allowed ? 'allows' : 'refuses'} ${from} → ${to}`, () => {
        if (allowed) assertTransition(from, to);
        else assert.throws(() => assertTransition(from, to), `${from} → ${to}`);
      });
    }

  it('leads out of every active state through `ending` only', () => {
    for (const from of states.filter((state) => isActive(state) && state !== 'ending')) {
      assert.include(transitions[from], 'ending');
      assert.isEmpty(transitions[from].filter((to) => !isActive(to)));
    }
    assert.sameMembers([...transitions.ending], ['ended', 'failed']);
  });

  it('ends for good: a call is single use', () => {
    assert.isEmpty([...transitions.ended, ...transitions.failed]);
  });

  it('reaches every state from `idle`', () => {
    const reached = new Set<CallState>(['idle']);
    for (const state of reached) for (const next of transitions[state]) reached.add(next);
    assert.sameMembers([...reached], states);
  });
});
