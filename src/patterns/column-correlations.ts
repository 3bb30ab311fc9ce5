import { correlationMatrix } from "./correlation-matrix.ts";
import type { Patterns } from "./patterns.ts";
import type { SpinGroup } from "./permuted-spins.ts";

/** Correlation of two groups of spins. */
export interface ColumnCorrelation {
  readonly column: string;
  readonly other: string;
  /** Root mean square over pairs of different spins, one of each group, of their correlation, 0 … 1. */
  readonly rms: number;
  /** Pairs of varying spins. */
  readonly pairs: number;
}

/**
 * How strongly the columns of a table are correlated as spins, for every pair of columns in both orders
 * and every column with itself, as far as two different spins vary.
 *
 * From P patterns independent columns show about 1/√(P − 1).
 *
 * @param columns  named groups of spins, e.g. the columns of an encoding
 * @throws {RangeError} P < 2
 */
export function columnCorrelations(
  patterns: Patterns,
  columns: readonly (SpinGroup & { readonly name: string })[],
): ColumnCorrelation[] {
  const R = correlationMatrix(patterns);
  return columns.flatMap((a) =>
    columns.flatMap((b) => {
      let squares = 0;
      let pairs = 0;
      for (let i = a.offset; i < a.offset + a.bits; i++) {
        for (let j = b.offset; j < b.offset + b.bits; j++) {
          const r = R[i * patterns.N + j];
          if (i === j || Number.isNaN(r)) continue;
          squares += r * r;
          pairs += 1;
        }
      }
      if (pairs === 0) return [];
      return [{ column: a.name, other: b.name, rms: Math.sqrt(squares / pairs), pairs }];
    }),
  );
}
