import { transposed } from "../core/bits.ts";
import { marginSign, marginTolerance, totalSize } from "../models/margin-sign.ts";
import type { Rng } from "../random/stream.ts";
import type { SweepResult, SweepState } from "./retrieve.ts";

/** One sweep of single-spin updates per call. */
export function asynchronousSweeps(work: SweepState, rng: Rng | undefined): () => SweepResult {
  const { model, free, state, distances } = work;
  const { patterns, table } = model;
  const { P, N } = patterns;
  const steps = signedSteps(table.a, table.b);
  const columns = transposed(patterns.words, P, N);
  const wordsPerColumn = (P + 31) >>> 5;
  const toleranceNow = () => marginTolerance(table, totalSize(table, distances, P), P);
  let tolerance = toleranceNow();

  function lowersEnergy(i: number): boolean {
    const bit = state[i] < 0 ? 1 : 0;
    const margin = marginOf(columns, i * wordsPerColumn, -bit, distances, steps);
    if (Math.abs(margin) > tolerance || tolerance === 0) return margin < 0;
    return marginSign(table, patterns, distances, P, i, bit) < 0;
  }

  function flip(i: number): void {
    const same = state[i] < 0 ? -1 : 0;
    const from = i * wordsPerColumn;
    for (let mu = 0; mu < P; mu++) {
      const differs = ((columns[from + (mu >>> 5)] ^ same) >>> (mu & 31)) & 1;
      distances[mu] += 1 - 2 * differs;
    }
    state[i] = -state[i];
    tolerance = toleranceNow();
  }

  return () => {
    let flips = 0;
    const order = rng?.permutation(free.length);
    for (let k = 0; k < free.length; k++) {
      const i = free[order ? order[k] : k];
      if (!lowersEnergy(i)) continue;
      flip(i);
      flips += 1;
    }
    return { flips, period: flips === 0 ? 1 : null };
  };
}

/** Entry 2d is a[d], what an agreeing pattern adds to a margin; entry 2d + 1 is −b[d]. */
function signedSteps(a: Float64Array, b: Float64Array): Float64Array {
  const steps = new Float64Array(2 * a.length);
  for (let d = 0; d < a.length; d++) {
    steps[2 * d] = a[d];
    steps[2 * d + 1] = -b[d];
  }
  return steps;
}

function marginOf(
  columns: Uint32Array,
  from: number,
  same: number,
  distances: Int32Array,
  steps: Float64Array,
): number {
  let margin = 0;
  const P = distances.length;
  for (let first = 0, k = from; first < P; first += 32, k++) {
    let differs = columns[k] ^ same;
    const last = Math.min(P, first + 32);
    for (let mu = first; mu < last; mu++) {
      margin += steps[2 * distances[mu] + (differs & 1)];
      differs >>>= 1;
    }
  }
  return margin;
}
