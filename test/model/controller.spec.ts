// Races between the calls of one page: two buttons, started, hung up, restarted, removed and moved, also by listeners of
// their own events. Random sequences (fast-check commands) against the real CallController. MODEL_SEED=<number>.

import fc from 'fast-check';
import { test } from 'playwright/test';
import { withEscapes } from './support/escapes.ts';
import { PageModel, pageSteps, reactionsArbitrary } from './support/page-steps.ts';
import { seed } from './support/seed.ts';

const SEQUENCES = 5_000;

test('five thousand sequences of two buttons', async () => {
  const calls: number[] = [];
  await withEscapes((escaped) =>
    fc.assert(
      fc.asyncProperty(
        reactionsArbitrary,
        fc.commands(pageSteps, { maxCommands: 40, size: 'max' }),
        async (reactions, commands) => {
          const real = new PageModel(reactions, escaped);
          try {
            real.world.open();
            await fc.asyncModelRun(() => ({ model: real, real }), commands);
            await real.finish();
            calls.push(...real.hosts.map((host) => host.calls.length));
          } finally {
            real.world.close();
            escaped.length = 0;
          }
        },
      ),
      { numRuns: SEQUENCES, seed },
    ),
  );
  const more = calls.filter((count) => count > 1).length;
  console.log(`${calls.reduce((sum, count) => sum + count, 0)} calls; ${more} buttons had more than one`);
  // A generator that restarts nothing tests nothing.
  if (more < SEQUENCES / 10) throw new Error('too few second calls');
});
