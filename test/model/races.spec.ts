// Races within one call: whatever happens in whatever order, a call obeys its rules. Random sequences (fast-check commands)
// against the real Call with a scripted gateway and a fake browser. MODEL_SEED=<number> tries other ones.

import fc from 'fast-check';
import { test } from 'playwright/test';
import { callSteps, type CallStep } from './support/call-steps.ts';
import { CallModel, rulesArbitrary } from './support/call-model.ts';
import { withEscapes } from './support/escapes.ts';
import { seed } from './support/seed.ts';

const SEQUENCES = 10_000;

test('ten thousand sequences of a call', async () => {
  const seen = new Map<string, number>();
  await withEscapes((escaped) =>
    fc.assert(
      fc.asyncProperty(
        rulesArbitrary,
        fc.commands(callSteps, { maxCommands: 40, size: 'max' }),
        async (rules, commands) => {
          const real = new CallModel(rules, escaped);
          try {
            real.world.open();
            await fc.asyncModelRun(() => ({ model: real, real }), commands as Iterable<CallStep>);
            await real.finish();
            for (const state of real.states) seen.set(state, (seen.get(state) ?? 0) + 1);
          } finally {
            real.world.close();
            escaped.length = 0;
          }
        },
      ),
      { numRuns: SEQUENCES, seed, endOnFailure: false },
    ),
  );
  console.log(`Sequences by the states they reached: ${JSON.stringify(Object.fromEntries(seen))}`);
  // A generator that reaches nothing tests nothing.
  for (const state of ['connecting', 'connected', 'reconnecting', 'ended', 'failed'])
    if ((seen.get(state) ?? 0) < SEQUENCES / 50) throw new Error(`${state} was reached too rarely`);
});
