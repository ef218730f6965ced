// A stream with a pure tone, and an ear that measures which tone a track carries; for tests only.

/** A microphone's stand-in: a steady sine. @param frequency - Hz */
export function toneStream(frequency: number): { stream: MediaStream; stop(): Promise<void> } {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  oscillator.frequency.value = frequency;
  const gain = context.createGain();
  gain.gain.value = 0.5;
  const destination = context.createMediaStreamDestination();
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  return { stream: destination.stream, stop: () => context.close() };
}

/**
 * Waits until the track carries a tone of that frequency, louder than everything else in it.
 * @param frequency - Hz, met within 25 Hz
 * @param ms - the bound
 * @throws Error that says what was heard last
 */
export async function hearTone(track: MediaStreamTrack, frequency: number, ms: number): Promise<void> {
  const stream = new MediaStream([track]);
  // Chromium delivers a remote stream to Web Audio only while an element plays it.
  const element = new Audio();
  element.muted = true;
  element.srcObject = stream;
  void element.play().catch(() => undefined);
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  context.createMediaStreamSource(stream).connect(analyser);
  const spectrum = new Float32Array(analyser.frequencyBinCount);
  const end = performance.now() + ms;
  try {
    for (;;) {
      analyser.getFloatFrequencyData(spectrum);
      const loudness = Math.max(...spectrum);
      const heard = (spectrum.indexOf(loudness) * context.sampleRate) / analyser.fftSize;
      if (loudness > -50 && Math.abs(heard - frequency) < 25) return;
      if (performance.now() > end)
        throw new Error(
          `No ${frequency} Hz in ${ms} ms; last: ${heard.toFixed()} Hz at ${loudness.toFixed()} dB`,
        );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    element.srcObject = null;
    await context.close();
  }
}
