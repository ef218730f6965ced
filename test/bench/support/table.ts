// A table on the console, as every bench prints one. Touches nothing else.

export function table(title: string, rows: readonly (readonly (string | number)[])[]): void {
  const text = rows.map((row) =>
    row.map((cell, index) => (index === 0 ? String(cell).padEnd(44) : String(cell).padStart(14))).join(''),
  );
  console.log(`\n${title}\n${text.join('\n')}`);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
