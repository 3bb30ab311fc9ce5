import normalCdf from "@stdlib/stats-base-dists-normal-cdf";

/** Nodes x ∈ (0, 1) and weights of the tanh–sinh rule, which forgives singular ends. */
const RULE: { readonly x: number; readonly weight: number }[] = [];
for (let k = -156; k <= 156; k++) {
  const t = k / 48;
  const s = (Math.PI / 2) * Math.sinh(t);
  RULE.push({
    x: 1 / (1 + Math.exp(-2 * s)),
    weight: ((Math.PI / 192) * Math.cosh(t)) / Math.cosh(s) ** 2,
  });
}

/**
 * Φ₂(h, k; ρ) = P(X < h, Y < k) for standard Gaussian X, Y of correlation ρ.
 *
 * Φ(h)Φ(k) + (2π)⁻¹ ∫₀^{asin ρ} exp(−(h² + k² − 2hk sin θ) / (2 cos² θ)) dθ by tanh–sinh
 * quadrature with 313 nodes; absolute error below 1e-13.
 *
 * @param h  upper limit of X; ±Infinity allowed
 * @param k  upper limit of Y; ±Infinity allowed
 * @param rho  correlation, −1 … 1
 * @throws {RangeError} rho outside −1 … 1, or NaN
 *
 * Source: Plackett 1954, "A reduction formula for normal multivariate integrals".
 */
export function bivariateNormalCdf(h: number, k: number, rho: number): number {
  if (!(rho >= -1 && rho <= 1) || Number.isNaN(h) || Number.isNaN(k)) {
    throw new RangeError(
      `bivariateNormalCdf: expected limits h, k and -1 <= rho <= 1, got h = ${h}, k = ${k}, rho = ${rho}`,
    );
  }
  if (!Number.isFinite(h) || !Number.isFinite(k)) {
    if (h === -Infinity || k === -Infinity) return 0;
    return normalCdf(Math.min(h, k), 0, 1);
  }
  const end = Math.asin(rho);
  // with s = ±sin θ ≥ 0: h² + k² ∓ 2hk s = (h ∓ k)² ± 2hk(1 − s), free of cancellation at |ρ| → 1
  const sign = end < 0 ? -1 : 1;
  const difference2 = (h - sign * k) ** 2;
  let integral = 0;
  for (const { x, weight } of RULE) {
    const sine = Math.sin(sign * end * x);
    const cosine2 = Math.cos(end * x) ** 2;
    integral += weight * Math.exp(-difference2 / (2 * cosine2) - (sign * h * k) / (1 + sine));
  }
  return normalCdf(h, 0, 1) * normalCdf(k, 0, 1) + (end * integral) / (2 * Math.PI);
}
