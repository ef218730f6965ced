// Numbers and durations in the digits and words of a language. Source: ECMA-402. Touches nothing.

/** @param lang - a page's own may be no language tag; then the browser's digits serve */
function format(value: number, lang: string, options: Intl.NumberFormatOptions): string {
  try {
    return new Intl.NumberFormat(lang, options).format(value);
  } catch {
    return new Intl.NumberFormat(undefined, options).format(value);
  }
}

/** @param digits - at least so many */
export const numberOf = (value: number, lang: string, digits = 1): string =>
  format(value, lang, { minimumIntegerDigits: digits, useGrouping: false });

export const percentOf = (value: number, lang: string): string => format(value, lang, { style: 'percent' });

/** Seconds as `m:ss` or `h:mm:ss`. */
export function clockOf(seconds: number, lang: string): string {
  const [hours = 0, ...rest] = partsOf(seconds);
  const parts = hours > 0 ? [hours, ...rest] : rest;
  return parts.map((part, index) => numberOf(part, lang, index > 0 ? 2 : 1)).join(':');
}

/** Seconds as they are said: "1 minute 5 seconds". In browsers without units (Chrome 72–76) as on a clock. */
export function durationOf(seconds: number, lang: string): string {
  const said = partsOf(seconds)
    .map((value, index) => ({ value, unit: units[index] }))
    .filter(({ value, unit }) => value > 0 || unit === 'second');
  try {
    return said
      .map(({ value, unit }) => format(value, lang, { style: 'unit', unit, unitDisplay: 'long' }))
      .join(' ');
  } catch {
    return clockOf(seconds, lang);
  }
}

const units = ['hour', 'minute', 'second'] as const;

function partsOf(seconds: number): number[] {
  const whole = Math.floor(seconds);
  return [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
}
