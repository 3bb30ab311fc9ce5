import binomialCdf from "@stdlib/stats-base-dists-binomial-cdf";
import binomialPmf from "@stdlib/stats-base-dists-binomial-pmf";
import type { LatticeTail } from "./lattice-tail.ts";

/**
 * Whether a margin is negative, or 0, at `poly` with n = 1 or 2, where it is a sum of signs: the
 * crosstalk beats the signal when more than `needed` of `signs` fair coins, net, fall against the bit.
 *
 * n = 2: (P − 1)(N − 1) coins against N − 1; n = 1: P − 1 coins against 1.
 */
export function binomialBitError(n: 1 | 2, N: number, P: number): LatticeTail {
  const [signs, needed] = n === 2 ? [(P - 1) * (N - 1), N - 1] : [P - 1, 1];
  const isTiePossible = (signs + needed) % 2 === 0;
  // by symmetry the lower tail: at most this many coins fall for the bit
  const most = Math.ceil((signs - needed) / 2) - 1;
  return {
    above: binomialCdf(most, signs, 0.5),
    at: isTiePossible ? binomialPmf((signs - needed) / 2, signs, 0.5) : 0,
  };
}
