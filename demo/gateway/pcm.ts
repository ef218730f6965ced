// Arithmetic on PCM: 16-bit mono samples in `Int16Array`s. No state, no I/O.

/** What the gateway speaks and hears, in Hz: the clock rate of Opus, so nothing is resampled on the way out. */
export const SAMPLE_RATE = 48_000;

/** Samples in one frame of 10 ms, the only frame length that wrtc's audio source accepts. */
export const FRAME = SAMPLE_RATE / 100;

/** Samples in `ms` milliseconds. */
export const samplesIn = (ms: number): number => Math.round((ms * SAMPLE_RATE) / 1000);

/** Root mean square of the samples, 0..1 (a full-scale sine is 0.71). */
export function rms(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return pcm.length ? Math.sqrt(sum / pcm.length) / 32_768 : 0;
}

/** The samples at `to` Hz, by linear interpolation: good enough for speech that is only ever sped up to 48 kHz. */
export function resample(pcm: Int16Array, from: number, to: number = SAMPLE_RATE): Int16Array {
  if (from === to) return pcm;
  const out = new Int16Array(Math.round((pcm.length * to) / from));
  for (let i = 0; i < out.length; i++) {
    const at = (i * from) / to;
    const left = pcm[Math.floor(at)] ?? 0;
    const right = pcm[Math.floor(at) + 1] ?? left;
    out[i] = left + (right - left) * (at % 1);
  }
  return out;
}

/** The mean of interleaved channels: a decoder may hand out stereo although everybody speaks mono. */
export function toMono(pcm: Int16Array, channels: number): Int16Array {
  if (channels === 1) return pcm;
  const out = new Int16Array(pcm.length / channels);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += pcm[i * channels + c] ?? 0;
    out[i] = sum / channels;
  }
  return out;
}

export function concat(parts: readonly Int16Array[]): Int16Array {
  const out = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The samples of a 16-bit mono WAV file as 48 kHz PCM. */
export function parseWav(file: Uint8Array): Int16Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let rate = 0;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const id = view.getUint32(at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (id === 0x666d_7420 /* 'fmt ' */) {
      if (view.getUint16(body + 2, true) !== 1 || view.getUint16(body + 14, true) !== 16) {
        throw new Error('not a 16-bit mono WAV');
      }
      rate = view.getUint32(body + 4, true);
    } else if (id === 0x6461_7461 /* 'data' */) {
      // A writer that could not seek back leaves a size that is too large: what is there counts.
      const end = Math.min(body + size, view.byteLength);
      return resample(new Int16Array(file.slice(body, end - ((end - body) % 2)).buffer), rate);
    }
    at = body + size + (size % 2);
  }
  throw new Error('a WAV without data');
}

/** The strongest frequency in the samples, in Hz (±2 Hz for a tone of 100 ms or more); 0 for silence. */
export function dominantFrequency(pcm: Int16Array): number {
  if (rms(pcm) < 0.001) return 0;
  let size = 1;
  while (size < pcm.length) size *= 2;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  // A Hann window keeps the energy of a tone in one peak, between whose bins a parabola can find the top.
  for (let i = 0; i < pcm.length; i++) {
    re[i] = (pcm[i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / pcm.length));
  }
  fft(re, im);
  const power = (bin: number): number => Math.log((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2 + 1);
  const lowest = Math.ceil((50 * size) / SAMPLE_RATE);
  let peak = lowest;
  for (let bin = lowest; bin < size / 2; bin++) if (power(bin) > power(peak)) peak = bin;
  const [a, b, c] = [power(peak - 1), power(peak), power(peak + 1)];
  const curve = a - 2 * b + c;
  return ((peak + (curve ? (a - c) / (2 * curve) : 0)) * SAMPLE_RATE) / size;
}

/** Radix-2 Fourier transform in place; the length is a power of two. */
function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  const swap = (x: Float64Array, i: number, j: number): void => {
    [x[i], x[j]] = [x[j] ?? 0, x[i] ?? 0];
  };
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(re, i, j);
      swap(im, i, j);
    }
  }
  for (let half = 1; half < n; half *= 2) {
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((Math.PI * k) / half);
      const sin = -Math.sin((Math.PI * k) / half);
      for (let i = k; i < n; i += 2 * half) {
        const j = i + half;
        const x = (re[j] ?? 0) * cos - (im[j] ?? 0) * sin;
        const y = (re[j] ?? 0) * sin + (im[j] ?? 0) * cos;
        re[j] = (re[i] ?? 0) - x;
        im[j] = (im[i] ?? 0) - y;
        re[i] = (re[i] ?? 0) + x;
        im[i] = (im[i] ?? 0) + y;
      }
    }
  }
}
