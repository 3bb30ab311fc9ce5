/** Part of R(t, t) below which noise counts as a function of the noise before it. */
const TOLERANCE = 1e-6;

/**
 * Writes row t of the Cholesky factor L, R = L Lᵀ, T × T row-major; L(t, t) = 0 where the noise of time
 * t depends on that before it (as frozen spins make it), and then nothing later refers to z[t].
 *
 * @returns whether L(t, t) > 0
 */
export function factorRowInPlace(R: Float64Array, L: Float64Array, t: number, T: number): boolean {
  let left = R[t * T + t];
  for (let k = 0; k < t; k++) {
    const pivot = L[k * T + k];
    let rest = R[t * T + k];
    for (let l = 0; l < k; l++) rest -= L[t * T + l] * L[k * T + l];
    L[t * T + k] = pivot > 0 ? rest / pivot : 0;
    left -= L[t * T + k] ** 2;
  }
  const isFree = left > TOLERANCE * R[t * T + t];
  L[t * T + t] = isFree ? Math.sqrt(left) : 0;
  return isFree;
}
