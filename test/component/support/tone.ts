// Sounds for tests: a stream with a pure tone, and an ear that measures what a stream carries.

export interface Heard {
  /** Root mean square, 0–1. */
  readonly rms: number;
  /** The strongest frequency, in Hz. */
  readonly frequency: number;
}

/** Made at import: one made within a call would be taken for the call's. */
const context = new AudioContext();

/** A stream with one steady tone of `frequency` Hz. */
export function toneStream(frequency: number): MediaStream {
  const oscillator = context.createOscillator();
  oscillator.frequency.value = frequency;
  const gain = context.createGain();
  gain.gain.value = 0.5;
  const destination = context.createMediaStreamDestination();
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  return destination.stream;
}

/** Measures a stream, now and until `accept` likes what it hears; rejects after `timeout` ms. */
export async function listen(
  stream: MediaStream,
  accept: (heard: Heard) => boolean,
  timeout = 8000,
): Promise<Heard> {
  // Chromium delivers a remote stream to Web Audio only while an element plays it.
  const element = new Audio();
  element.muted = true;
  element.srcObject = stream;
  void element.play().catch(() => undefined);
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  source.connect(analyser);
  const wave = new Float32Array(2048);
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  const measure = (): Heard => {
    const long = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(long);
    wave.set(long.subarray(long.length - wave.length));
    analyser.getFloatFrequencyData(spectrum);
    const strongest = spectrum.indexOf(Math.max(...spectrum));
    return {
      rms: Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length),
      frequency: (strongest * context.sampleRate) / analyser.fftSize,
    };
  };
  try {
    const end = performance.now() + timeout;
    for (;;) {
      const heard = measure();
      if (accept(heard)) return heard;
      if (performance.now() > end)
        throw new Error(`Not heard in ${timeout} ms; last: rms ${heard.rms}, ${heard.frequency} Hz`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    source.disconnect();
    element.srcObject = null;
  }
}

export const isTone =
  (frequency: number) =>
  (heard: Heard): boolean =>
    heard.rms > 0.02 && Math.abs(heard.frequency - frequency) < 20;

export const isSound = (heard: Heard): boolean => heard.rms > 0.02;
export const isSilence = (heard: Heard): boolean => heard.rms < 0.001;
