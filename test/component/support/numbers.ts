// Random numbers by a seed (mulberry32), so that what failed can be run again. Touches nothing.

export interface Numbers {
  /** A whole number from 0 on, below `bound`. */
  below(bound: number): number;
}

export function numbers(seed: number): Numbers {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    },
  };
}
