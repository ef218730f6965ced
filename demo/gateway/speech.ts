// Text to PCM by espeak-ng, in this process. No network, no state but what was spoken before.

import { concat, parseWav, samplesIn } from './pcm.ts';

/** The part of espeak-ng's Emscripten module that is used; the package has no types of its own. */
interface ESpeak {
  (options: { arguments: string[]; print(): void; printErr(): void }): Promise<{
    FS: { readFile(path: string): Uint8Array };
  }>;
}

const spoken = new Map<string, Promise<Int16Array>>();

/**
 * The text spoken in English, as 48 kHz PCM. Synthesized once per process and kept in memory: one line costs
 * 0.1 s, most of it blocking, so lines are asked for before the audio of a call starts.
 */
export function speech(text: string): Promise<Int16Array> {
  let pcm = spoken.get(text);
  if (!pcm) {
    pcm = synthesize(text);
    spoken.set(text, pcm);
  }
  return pcm;
}

async function synthesize(text: string): Promise<Int16Array> {
  // Imported when first needed: the module is 18 MB, and `vite build` loads this file too.
  // @ts-expect-error -- no types
  const { default: espeak } = (await import('espeak-ng')) as { default: ESpeak };
  const quiet = (): void => undefined;
  const { FS } = await espeak({
    arguments: ['-v', 'en-us', '-s', '165', '-w', 'speech.wav', text],
    print: quiet,
    printErr: quiet,
  });
  return trimEnd(parseWav(FS.readFile('speech.wav')));
}

/** espeak ends a sentence with 0.3 s of nothing; a tenth of a second is pause enough. */
function trimEnd(pcm: Int16Array): Int16Array {
  let end = pcm.length;
  while (end > 0 && Math.abs(pcm[end - 1] ?? 0) <= 200) end--;
  return pcm.slice(0, end + samplesIn(100));
}

/** What the agent says in an answer: some words of its own, a breath, then what the visitor said. */
export const quote = (words: Int16Array, visitor: Int16Array): Int16Array =>
  concat([words, new Int16Array(samplesIn(100)), visitor]);
