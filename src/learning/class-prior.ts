import { shown } from "../core/shown.ts";
import { requireLabels } from "../patterns/require-labels.ts";
import { requireSoftening } from "./require-potts-training.ts";

/** Counts of the source, unequal so that classes without labels can tell themselves apart. */
const counts = [110, 132, 121, 101, 105, 108, 104, 102, 112, 125];

/**
 * p_y = (1 − s) n_y / M + s / (C + 1) of labelled data; "no class" has n = 0.
 *
 * @returns C + 1 numbers that sum to 1
 * @throws {RangeError} no labels, one that is no integer 0 … C − 1, or s outside [0, 1]
 */
export function priorOfLabels(labels: Int32Array, C: number, softening: number): Float64Array {
  requireClasses("priorOfLabels", C);
  requireSoftening("priorOfLabels", softening, true);
  requireLabels("priorOfLabels", labels, labels?.length || 1, C - 1);
  const numbers = new Float64Array(C + 1);
  for (const label of labels) numbers[label]++;
  return softened(numbers, labels.length, softening);
}

/**
 * The prior for data without labels: classes of unequal frequency, 9 % to 12 % each at C = 10.
 *
 * Under equal frequencies the classes are interchangeable, so that equal class weights are a stationary point
 * which training from them never leaves. No two of these are equal, whatever C.
 *
 * @throws {RangeError} C no integer ≥ 1, or s outside [0, 1]
 *
 * Source: counts of Thériault & Tantari 2026, arXiv 2508.19151, in their code, for C = 10; repeated with a
 * fraction of a count added beyond.
 */
export function unequalPrior(C: number, softening: number): Float64Array {
  requireClasses("unequalPrior", C);
  requireSoftening("unequalPrior", softening, true);
  const decades = Math.ceil(C / counts.length);
  const numbers = Float64Array.from(
    { length: C + 1 },
    (_, y) => counts[y % counts.length] + Math.floor(y / counts.length) / decades,
  );
  numbers[C] = 0;
  const total = numbers.reduce((sum, count) => sum + count, 0);
  return softened(numbers, total, softening);
}

const softened = (numbers: Float64Array, total: number, softening: number): Float64Array =>
  numbers.map((count) => ((1 - softening) * count) / total + softening / numbers.length);

function requireClasses(caller: string, C: number): void {
  if (Number.isSafeInteger(C) && C >= 1) return;
  throw new RangeError(
    `${caller}: expected an integer C >= 1, got ${shown(C)}; count the classes without "no class"`,
  );
}
