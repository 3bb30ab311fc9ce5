/**
 * Part of R(t, t) below which noise counts as a function of the noise before it: 20/paths.
 *
 * A path that turns its spin over changes R by about 3/paths of it. The new noise of fewer paths than
 * several is not known from a sample, and responses to it, which are divided by it, grow until the
 * paths melt. The bias of m is of order 1/paths.
 */
export function dependenceTolerance(paths: number): number {
  return Math.max(Math.min(20 / paths, 0.1), 1e-6);
}

/**
 * Writes row t of the Cholesky factor L, R = L Lᵀ, T × T row-major; L(t, t) = 0 where the noise of time
 * t depends on that before it (as frozen spins make it), and then nothing later refers to z[t].
 *
 * @returns whether L(t, t) > 0
 */
export function factorRowInPlace(
  R: Float64Array,
  L: Float64Array,
  t: number,
  T: number,
  tolerance: number,
): boolean {
  let left = R[t * T + t];
  for (let k = 0; k < t; k++) {
    const pivot = L[k * T + k];
    let rest = R[t * T + k];
    for (let l = 0; l < k; l++) rest -= L[t * T + l] * L[k * T + l];
    L[t * T + k] = pivot > 0 ? rest / pivot : 0;
    left -= L[t * T + k] ** 2;
  }
  const isFree = left > tolerance * R[t * T + t];
  L[t * T + t] = isFree ? Math.sqrt(left) : 0;
  return isFree;
}

/** Writes row and column t of L Lᵀ, which is R up to what dependent times leave out. */
export function productRowInPlace(
  L: Float64Array,
  product: Float64Array,
  t: number,
  T: number,
): void {
  for (let k = 0; k <= t; k++) {
    let sum = 0;
    for (let l = 0; l <= k; l++) sum += L[t * T + l] * L[k * T + l];
    product[t * T + k] = product[k * T + t] = sum;
  }
}
