/**
 * Probability of each Hamming distance 0 … N between two patterns of independent spins.
 *
 * Spin i differs with probability 2 p_i (1 − p_i) = (1 − ⟨ξ_i⟩²)/2, and the number of differing spins
 * is summed spin by spin: exact, cost O(N²). All means 0 give the binomial of N fair bits.
 *
 * @param means  ⟨ξ_i⟩, −1 … 1, length N
 * @returns length N + 1, sums to 1
 */
export function independentDistances(means: ArrayLike<number>): Float64Array {
  const N = means.length;
  const chance = new Float64Array(N + 1);
  chance[0] = 1;
  for (let i = 0; i < N; i++) {
    const q = (1 - means[i] ** 2) / 2;
    for (let d = i + 1; d > 0; d--) chance[d] = chance[d] * (1 - q) + chance[d - 1] * q;
    chance[0] *= 1 - q;
  }
  return chance;
}
