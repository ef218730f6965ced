// Fuzz: frames of each gateway's by the hundred thousand, nearly right, wrong, or none, through the real adapter and the real
// call. Whatever comes, no error escapes and each call obeys its rules. MODEL_SEED=<number> tries other ones.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'playwright/test';
import { withEscapes } from './support/escapes.ts';
import { FuzzedCall, type Counts, type Draw } from './support/fuzz/fuzzed-call.ts';
import { protocols } from './support/fuzz/protocols.ts';
import { seed } from './support/seed.ts';

/** MODEL_FRAMES=<number> is for all of them. */
const FRAMES = Number(process.env['MODEL_FRAMES']) || 100_000;
/** Where nearly each frame takes a call of its own there are fewer, so that all of this stays well under two minutes. */
const FEWER: Readonly<Record<string, number>> = { http: 5_000, whip: 10_000 };
/** Bytes that a thousand calls may leave behind: the loader's and the engine's own caches. */
const GROWTH = 16_000_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use when everything that can go is gone. */
function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

const draws: fc.Arbitrary<Draw[]> = fc.array(
  fc.tuple(fc.nat(199), fc.nat(0xffff), fc.nat(0xffff), fc.nat(0xffff)),
  { maxLength: 400, size: 'max' },
);

for (const [name, protocol] of Object.entries(protocols)) {
  const frames = process.env['MODEL_FRAMES'] ? FRAMES : (FEWER[name] ?? FRAMES);
  test(`${name}: ${frames} frames`, async () => {
    const counts: Counts = { calls: 0, frames: 0, heard: {}, codes: new Set() };
    let before = 0;
    const started = performance.now();
    await withEscapes(async (escaped) => {
      for (let round = 0; counts.frames < frames; round++) {
        await fc.assert(
          fc.asyncProperty(draws, async (sequence) => {
            let fuzzed: FuzzedCall | undefined;
            try {
              for (const draw of sequence) {
                if (!fuzzed || fuzzed.watched.isOver) {
                  await fuzzed?.finish();
                  fuzzed?.world.close();
                  fuzzed = new FuzzedCall(protocol, counts, escaped);
                  await fuzzed.begin(draw[3] % 12);
                }
                await fuzzed.step(draw);
              }
              await fuzzed?.finish();
            } finally {
              fuzzed?.world.close();
              escaped.length = 0;
            }
          }),
          { numRuns: 100, seed: seed + round },
        );
        if (round === 0) before = heap();
      }
    });
    const growth = heap() - before;
    const seconds = (performance.now() - started) / 1000;
    const heard = Object.values(counts.heard).reduce((sum, count) => sum + count, 0);
    console.log(
      `${name}: ${counts.frames} frames in ${seconds.toFixed(1)} s, ${counts.calls} calls; ` +
        `${((100 * heard) / counts.frames).toFixed(1)} % heard by a live session ${JSON.stringify(counts.heard)}; ` +
        `heap ${(growth / 1e6).toFixed(1)} MB; ends: ${[...counts.codes].join(' ')}`,
    );
    expect(heard / counts.frames).toBeGreaterThan(0.8);
    expect(growth).toBeLessThan(GROWTH);
  });
}
