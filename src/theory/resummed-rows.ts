/**
 * Rows t of R = α(1 − G)⁻¹ C (1 − Gᵀ)⁻¹ and Γ = α(1 − G)⁻¹G, the noise and the retarded
 * self-interaction at order 2, where every overlap feels the force of its own pattern.
 *
 * Forward substitution, about 2t² multiplications; rows before t stay as they are. Layout as in
 * `EffectiveField`.
 *
 * Known result of generating functional analysis of the Hopfield model.
 */
export function resummedRowInPlace(
  alpha: number,
  T: number,
  t: number,
  C: Float64Array,
  G: Float64Array,
  R: Float64Array,
  Gamma: Float64Array,
): void {
  const row = t * (T + 1);
  // V = αC(1 − Gᵀ)⁻¹, then R = V + G R
  const V = new Float64Array(t + 1);
  for (let s = 0; s <= t; s++) {
    V[s] = alpha * C[row + s];
    for (let b = 0; b < s; b++) V[s] += G[s * (T + 1) + b] * V[b];
  }
  for (let s = 0; s <= t; s++) {
    let noise = V[s];
    for (let a = 0; a < t; a++) noise += G[row + a] * R[a < s ? s * T + a : a * T + s];
    R[t * T + s] = noise;
    let retarded = alpha * G[row + s];
    for (let a = s + 1; a < t; a++) retarded += G[row + a] * Gamma[a * T + s];
    Gamma[t * T + s] = retarded;
  }
}
