// WAV files for Chromium's fake microphone. It plays a file again and again.

import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 48_000;

/** One stretch of a file: a tone of so many Hz, or silence (0). */
export interface Stretch {
  readonly hz: number;
  readonly seconds: number;
}

/** Writes a 16-bit mono WAV file and returns its path. */
export function wav(stretches: readonly Stretch[]): string {
  const samples = stretches.flatMap(({ hz, seconds }) =>
    Array.from({ length: Math.round(seconds * RATE) }, (_, index) =>
      Math.round(10_000 * Math.sin((2 * Math.PI * hz * index) / RATE)),
    ),
  );
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => bytes.writeInt16LE(sample, 44 + index * 2));
  const folder = join(tmpdir(), 'voice-agent-call-sounds');
  mkdirSync(folder, { recursive: true });
  const name = stretches.map(({ hz, seconds }) => `${hz}Hz-${seconds}s`).join('_');
  const path = join(folder, `${name}.wav`);
  writeFileSync(path, bytes);
  return path;
}
