import { meanSpins } from "./correlation-matrix.ts";
import type { EncodedTable } from "./encode-table.ts";
import { type Encoding, levelsOf } from "./encoding.ts";

/** What became of one column. */
export interface EncodedColumnRow {
  readonly column: string;
  /** Code, or "left out". */
  readonly scheme: string;
  /** Values the code can hold. */
  readonly levels: number | null;
  /** Spins. */
  readonly bits: number;
  /** Rows of the table without a value. */
  readonly missing: number | null;
  /** Smallest and largest share of +1 among the spins; ½ is balanced. */
  readonly plus_min: number | null;
  readonly plus_max: number | null;
  /** Why it is left out. */
  readonly note: string;
}

/** One row a column: code, levels, spins, gaps, balance of the spins; then the columns left out. */
export function encodingReport(
  encoded: EncodedTable,
  encoding: Encoding,
  leftOut: readonly { readonly column: string; readonly reason: string }[] = [],
): EncodedColumnRow[] {
  const plus = Array.from(meanSpins(encoded.patterns), (mean) => (1 + mean) / 2);
  const missing = encoded.report.columns.array("missing");
  return [
    ...encoding.columns.map((column, c): EncodedColumnRow => {
      const shares = plus.slice(column.offset, column.offset + column.bits);
      return {
        column: column.name,
        scheme: column.kind,
        levels: levelsOf(column),
        bits: column.bits,
        missing: Number(missing[c]),
        plus_min: column.bits > 0 ? Math.min(...shares) : null,
        plus_max: column.bits > 0 ? Math.max(...shares) : null,
        note: "",
      };
    }),
    ...leftOut.map(({ column, reason }) => ({
      column,
      scheme: "left out",
      levels: null,
      bits: 0,
      missing: null,
      plus_min: null,
      plus_max: null,
      note: reason,
    })),
  ];
}
