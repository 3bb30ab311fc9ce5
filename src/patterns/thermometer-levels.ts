import { quantile } from "../numerics/quantile.ts";

/** Levels of a column of numbers; see `ThermometerColumn`. */
export interface ThermometerLevels {
  readonly edges: readonly number[];
  readonly lo: number;
  readonly hi: number;
  readonly representatives: readonly number[];
}

/**
 * Divides the numbers of a column into at most L levels.
 *
 * When there are at most L different numbers, each gets its level and the edges lie half way
 * between. Otherwise the edges are the l/L quantiles (linear between order statistics, first one
 * numbered 0, last n − 1) or equally spaced; an edge at the smallest number is moved between it and
 * the next, and edges that coincide are merged, so ties can give fewer levels. The representative
 * is the lower median of the numbers in the level, so one that was really seen, and the middle of
 * a level without numbers.
 *
 * @param numbers  at least one; not modified
 * @throws {RangeError} L is not an integer ≥ 2, or a number is infinite
 */
export function thermometerLevels(
  name: string,
  numbers: readonly number[],
  L: number,
  binning: "quantile" | "width",
): ThermometerLevels {
  if (!Number.isInteger(L) || L < 2) {
    throw new RangeError(`encodingOf: expected an integer L >= 2 of levels of ${name}, got ${L}`);
  }
  const sorted = Float64Array.from(numbers).sort();
  const lo = sorted[0];
  const hi = sorted[sorted.length - 1];
  if (!Number.isFinite(lo) || !Number.isFinite(hi)) {
    throw new RangeError(
      `encodingOf: expected finite numbers in column ${name}, got ${Number.isFinite(lo) ? hi : lo}; mark it as missing or leave the column out`,
    );
  }
  const distinct = sorted.filter((value, k) => k === 0 || value > sorted[k - 1]);
  const edgeAt = (l: number): number =>
    binning === "quantile" ? quantile(sorted, l / L) : lo * (1 - l / L) + hi * (l / L);
  const first = distinct.length > 1 ? above(distinct[0], distinct[1]) : Infinity;
  const candidates =
    distinct.length <= L
      ? Array.from(distinct.subarray(1), (value, k) => above(distinct[k], value))
      : Array.from({ length: L - 1 }, (_, l) => edgeAt(l + 1)).map((edge) =>
          edge > lo ? edge : first,
        );
  const edges = [...new Set(candidates)].filter((edge) => edge <= hi).sort((a, b) => a - b);
  const bounds = [lo, ...edges, hi];
  const representatives = bounds.slice(1).map((upper, l) => {
    const isLast = l === edges.length;
    const inside = sorted.filter((x) => x >= bounds[l] && (x < upper || isLast));
    if (inside.length > 0) return inside[(inside.length - 1) >> 1];
    const middle = bounds[l] / 2 + upper / 2;
    return middle >= bounds[l] && middle < upper ? middle : bounds[l];
  });
  return { edges, lo, hi, representatives };
}

/** Level of a number: how many edges are ≤ it. */
export function levelOf(edges: readonly number[], value: number): number {
  let level = 0;
  while (level < edges.length && edges[level] <= value) level++;
  return level;
}

/** Half way between a < b, or b when no number lies between. */
function above(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle > a ? middle : b;
}
