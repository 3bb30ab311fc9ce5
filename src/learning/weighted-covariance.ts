import { multiplyInPlace } from "../core/dense-product.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";

/** Rows of data multiplied at once. */
const rowsAtOnce = 1000;

/** Products with the matrices E_a[r_aγ x_a x_aᵀ] of P memories, none of which is formed. */
export interface WeightedCovariance {
  /**
   * Writes E_a[r_aγ x_a (x_a·u_k)] for row k of `U`, γ = `memories[k]`, into `out`; both
   * `memories.length` × N. Costs two products of M × P × N, as much as those of a gradient.
   */
  multiply(out: Float64Array, U: Float64Array, memories: ArrayLike<number>): void;
}

/**
 * The second moments of data under weights, in float32 and with kernels that give the same bits everywhere.
 *
 * @param weights  r, M × P, float32
 */
export function weightedCovariance(
  { M, N, values }: UnitVectors,
  weights: Float32Array,
): WeightedCovariance {
  const P = weights.length / M;
  const x = Float32Array.from(values);
  return {
    multiply(out, U, memories) {
      const A = memories.length;
      const u = Float32Array.from(U);
      const product = new Float32Array(Math.min(M, rowsAtOnce) * A);
      const sums = new Float32Array(A * N);
      out.fill(0);
      for (let from = 0; from < M; from += rowsAtOnce) {
        const rows = Math.min(rowsAtOnce, M - from);
        const block = x.subarray(from * N, (from + rows) * N);
        const overlaps = product.subarray(0, rows * A);
        multiplyInPlace(overlaps, block, u, {
          ...{ M: rows, N: A, K: N },
          ...{ transposeA: false, transposeB: true },
        });
        for (let a = 0; a < rows; a++) {
          const weightsOfRow = (from + a) * P;
          for (let k = 0; k < A; k++) overlaps[a * A + k] *= weights[weightsOfRow + memories[k]];
        }
        multiplyInPlace(sums, overlaps, block, {
          ...{ M: A, N, K: rows },
          ...{ transposeA: true, transposeB: false },
        });
        for (let k = 0; k < sums.length; k++) out[k] += sums[k] / M;
      }
    },
  };
}
