/**
 * ln P(u) of u ~ Bin(m, p) for u = 0 … m; −Infinity where p is 0 or 1 forbids u.
 *
 * Ratios of neighbours summed outwards from the mode, then normalised: the error grows with the
 * distance from the mode only.
 */
export function logBinomialWeights(m: number, p: number): Float64Array {
  const weights = new Float64Array(m + 1).fill(-Infinity);
  const mode = Math.min(m, Math.floor((m + 1) * p));
  const odds = Math.log(p) - Math.log1p(-p);
  weights[mode] = 0;
  for (let u = mode + 1; u <= m && p > 0; u++) {
    weights[u] = weights[u - 1] + Math.log((m - u + 1) / u) + odds;
  }
  for (let u = mode - 1; u >= 0 && p < 1; u--) {
    weights[u] = weights[u + 1] + Math.log((u + 1) / (m - u)) - odds;
  }
  const total = Math.log(weights.reduce((sum, weight) => sum + Math.exp(weight), 0));
  return weights.map((weight) => weight - total);
}
