export interface SizeRow {
  readonly file: string;
  readonly when: 'eager' | 'call' | 'lazy';
  /** Bytes. */
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}
export function sizes(): SizeRow[];
export function total(
  rows: readonly SizeRow[],
  wanted: readonly SizeRow['when'][],
): Pick<SizeRow, 'raw' | 'gzip' | 'brotli'>;
