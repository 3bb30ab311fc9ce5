/**
 * Writes G(t + 1, k), k ≤ t, the solution of Lᵀ g = b with b_k = ⟨s(t+1) z(k)⟩: G = ⟨s φ⟩ R⁻¹ of noise φ = L z,
 * by parts. Zero at times whose noise depends on that before, and where `reaches` says that no field
 * of then acts on that of time t.
 *
 * @param G  (T + 1)² row-major
 */
export function responseRowInPlace(
  b: Float64Array,
  L: Float64Array,
  reaches: (k: number) => boolean,
  G: Float64Array,
  t: number,
  T: number,
): void {
  const row = (t + 1) * (T + 1);
  for (let k = t; k >= 0; k--) {
    const pivot = L[k * T + k];
    let rest = b[k];
    for (let l = k + 1; l <= t; l++) rest -= L[l * T + k] * G[row + l];
    G[row + k] = pivot > 0 && reaches(k) ? rest / pivot : 0;
  }
}

/**
 * Which fields act on which later ones. h(k) makes s(k + 1), on which h(t) depends where Γ(t, k + 1) ≠ 0:
 * where no chain of such steps leads from k to t, G(t + 1, k) = 0 exactly, at any temperature. For
 * n ≥ 3 without self term these are all even t + 1 − k, without retarded interaction all k < t.
 *
 * @param Gamma  T × T row-major, rows up to t filled when row t is asked for; rows in order
 */
export function reachOf(Gamma: Float64Array, T: number): (t: number) => (k: number) => boolean {
  const reach = new Uint8Array(T * T);
  return (t) => {
    reach[t * T + t] = 1;
    for (let j = 0; j < t; j++) {
      if (Gamma[t * T + j + 1] === 0) continue;
      for (let k = 0; k <= j; k++) reach[t * T + k] |= reach[j * T + k];
    }
    return (k) => reach[t * T + k] === 1;
  };
}
