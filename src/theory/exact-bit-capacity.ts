import { bitErrorExact } from "./bit-error-exact.ts";
import type { PowerModel } from "./capacity-closed-form.ts";
import { predictedCapacity } from "./predicted-capacity.ts";

/**
 * Largest number of independent patterns whose one-bit error (`bitErrorExact`) is at most epsilon.
 *
 * At `poly`, n = 2 and N even, where ties are possible at even P only, the error is not smooth; the
 * largest P below the first excess near the prediction is taken.
 *
 * @param epsilon  0 < ε < ½
 * @throws {RangeError} n, N or ε outside their range, or too many lattice points, when
 *   `predictedCapacity` answers within the error of the saddlepoint
 * @throws {TypeError} unknown energy
 */
export function exactBitCapacity(model: PowerModel, epsilon: number): number {
  const guess = Math.max(2, Math.floor(predictedCapacity(model, { kind: "bit", epsilon })));
  const isStored = (P: number) => P < 2 || bitErrorExact(model, P).unstable <= epsilon;
  let step = 1;
  let [lo, hi] = [guess, guess];
  while (!isStored(lo)) [lo, hi, step] = [lo - step, lo, 2 * step];
  while (hi === lo || isStored(hi)) [lo, hi, step] = [hi, hi + step, 2 * step];
  while (hi - lo > 1) {
    const middle = Math.floor((lo + hi) / 2);
    if (isStored(middle)) lo = middle;
    else hi = middle;
  }
  return lo;
}
