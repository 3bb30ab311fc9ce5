/** Exact F of the literal oracle, written without the library's interactions. */
export const literalPower =
  (n: number, rectified = false) =>
  (x: bigint): bigint =>
    rectified && x <= 0n ? 0n : x ** BigInt(n);

/** σ_i Σ_μ [F(ξ_i + r_i) − F(−ξ_i + r_i)] with r_i = Σ_{j≠i} ξ_j σ_j, in integers, as written. */
export function literalMargins(
  rows: readonly ArrayLike<number>[],
  sigma: ArrayLike<number>,
  F: (x: bigint) => bigint,
): bigint[] {
  return Array.from({ length: sigma.length }, (_, i) => {
    let sum = 0n;
    for (const xi of rows) {
      let rest = 0;
      for (let j = 0; j < sigma.length; j++) if (j !== i) rest += xi[j] * sigma[j];
      sum += F(BigInt(xi[i] + rest)) - F(BigInt(rest - xi[i]));
    }
    return BigInt(sigma[i]) * sum;
  });
}
