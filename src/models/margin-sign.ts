import type { Patterns } from "../patterns/patterns.ts";
import type { FieldTable } from "./field-table.ts";

/**
 * How far a float64 margin can be from the true one: beyond it the margin has the right sign.
 * 0 if and only if all sums are exact integers below 2⁵³; where terms underflow it is still > 0.
 *
 * @param total  sum of `table.termSize` over the patterns
 * @param P  number of patterns
 */
export function marginTolerance(table: FieldTable, total: number, P: number): number {
  if (table.exact && total < 2 ** 53) return 0;
  return (P + table.N + 8) * (2 ** -53 * total + Number.MIN_VALUE);
}

/** Sum of `table.termSize` over patterns at the given distances. */
export function totalSize(
  { termSize }: FieldTable,
  distances: ArrayLike<number>,
  P: number,
): number {
  let total = 0;
  for (let mu = 0; mu < P; mu++) total += termSize[distances[mu]];
  return total;
}

/**
 * Sign of the margin of spin i, decided from the integer counts of patterns that agree and
 * disagree: exact where F is rational. For another F, 0 also stands for a margin that the rounding
 * of the table entries leaves undecided.
 *
 * b[d] = a[d − 1], so the margin is Σ_d a[d] · (agreeing at d − disagreeing at d + 1), and terms
 * that cancel by symmetry cancel as integers. With the self term b = a, and both are counted at d.
 *
 * @param distances  of the state from the first P patterns
 * @param bit  1 where the state is −1 at spin i
 */
export function marginSign(
  table: FieldTable,
  { words, wordsPerRow }: Patterns,
  distances: ArrayLike<number>,
  P: number,
  i: number,
  bit: number,
): -1 | 0 | 1 {
  const counts = new Int32Array(table.N + 1);
  const shift = table.rule.selfCoupling ? 0 : 1;
  for (let mu = 0; mu < P; mu++) {
    const other = (words[mu * wordsPerRow + (i >>> 5)] >>> (i & 31)) & 1;
    if (other === bit) counts[distances[mu]] += 1;
    else counts[distances[mu] - shift] -= 1;
  }
  if (table.integers) return exactSign(table.integers, counts);
  if (table.relative) return relativeSign(table.relative, counts);
  return roundedSign(table.a, table.aSize, counts);
}

function exactSign(steps: readonly bigint[], counts: Int32Array): -1 | 0 | 1 {
  let sum = 0n;
  for (let d = 0; d < counts.length; d++) sum += BigInt(counts[d]) * steps[d];
  return sum > 0n ? 1 : sum < 0n ? -1 : 0;
}

/** In units of F at the nearest shell that counts: where F(h) / F(N) underflows, these do not. */
function relativeSign(
  relative: NonNullable<FieldTable["relative"]>,
  counts: Int32Array,
): -1 | 0 | 1 {
  const N = counts.length - 1;
  const nearest = counts.findIndex((count) => count !== 0);
  if (nearest < 0) return 0;
  const steps = Float64Array.from(counts, (count, d) =>
    count === 0 ? 0 : relative(N - 2 * d, N - 2 * nearest),
  );
  return roundedSign(steps, steps.map(Math.abs), counts);
}

/**
 * Neumaier's compensated sum, so that only the rounding of the entries is left.
 *
 * @param sizes  what the rounding of each entry is relative to
 */
function roundedSign(steps: Float64Array, sizes: Float64Array, counts: Int32Array): -1 | 0 | 1 {
  let sum = 0;
  let lost = 0;
  let size = 0;
  for (let d = 0; d < counts.length; d++) {
    const term = counts[d] * steps[d];
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
    size += Math.abs(counts[d]) * sizes[d];
  }
  const margin = sum + lost;
  if (Math.abs(margin) <= 2 ** -50 * size) return 0;
  return margin > 0 ? 1 : -1;
}
