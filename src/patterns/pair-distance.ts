import type { ResolvedSeparation } from "./separation.ts";

/**
 * Chance that two candidates for a set lie at a distance minimum … maximum of each other.
 *
 * Candidates are flips from one centroid: each spin differs with probability 2p(1 − p), so the
 * distance is binomial (p = ½ for unrelated rows); with exactly r flips each it is 2k where k of the
 * second row's flips are not among the first's, which is hypergeometric. Exact to rounding.
 */
export function chanceOfDistance(N: number, limits: ResolvedSeparation): number {
  const { probability, flips, minimum, maximum } = limits;
  const logs = logFactorials(N);
  const choose = (n: number, k: number): number => logs[n] - logs[k] - logs[n - k];
  const differing = probability === null ? 0.5 : 2 * probability * (1 - probability);
  const binomial = (d: number): number =>
    Math.exp(choose(N, d) + power(differing, d) + power(1 - differing, N - d));
  const hypergeometric = (d: number, r: number): number => {
    const k = d / 2;
    if (!Number.isInteger(k) || k > r || k > N - r) return 0;
    return Math.exp(choose(r, k) + choose(N - r, k) - choose(N, r));
  };
  let chance = 0;
  for (let d = minimum; d <= maximum; d++) {
    chance += flips === null ? binomial(d) : hypergeometric(d, flips);
  }
  return chance;
}

/** ln p^k, 0 for k = 0 even where p = 0. */
const power = (p: number, k: number): number => (k === 0 ? 0 : k * Math.log(p));

function logFactorials(N: number): Float64Array {
  const logs = new Float64Array(N + 1);
  for (let k = 2; k <= N; k++) logs[k] = logs[k - 1] + Math.log(k);
  return logs;
}
