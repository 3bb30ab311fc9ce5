import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { bivariateNormalCdf } from "../numerics/bivariate-normal.ts";

/**
 * Correlation of two thresholded Gaussians of correlation `latent`, −1 with the given probabilities.
 *
 * (Φ₂(s, t; ρ) − pq) / √(p(1 − p)q(1 − q)) with s = Φ⁻¹(p), t = Φ⁻¹(q); the arcsine law
 * (2/π) asin ρ at p = q = ½.
 *
 * @param latent  −1 … 1
 * @param probability  p of −1, 0 < p < 1
 * @param other  q of −1 for the second one, 0 < q < 1; default p
 */
export function binaryCorrelation(
  latent: number,
  probability: number,
  other = probability,
): number {
  if (probability === 0.5 && other === 0.5) return (2 / Math.PI) * Math.asin(latent);
  const s = normalQuantile(probability, 0, 1);
  const t = normalQuantile(other, 0, 1);
  const joint = bivariateNormalCdf(s, t, latent);
  return (joint - probability * other) / spread(probability, other);
}

/**
 * Latent correlation ρ of two Gaussians whose thresholded signs have correlation `binary`.
 *
 * The inverse of `binaryCorrelation`: sin(πR/2) at p = q = ½, elsewhere Newton's method kept in a
 * bracket, to 1e-13. Binary correlations beyond those that the two probabilities allow give −1 or 1.
 *
 * @param binary  −1 … 1
 * @param probability  p of −1, 0 < p < 1
 * @param other  q of −1 for the second one, 0 < q < 1; default p
 */
export function latentCorrelation(
  binary: number,
  probability: number,
  other = probability,
): number {
  if (probability === 0.5 && other === 0.5) return Math.sin((Math.PI / 2) * binary);
  if (binary === 0) return 0;
  if (binary <= binaryCorrelation(-1, probability, other)) return -1;
  if (binary >= (probability === other ? 1 : binaryCorrelation(1, probability, other))) return 1;
  const s = normalQuantile(probability, 0, 1);
  const t = normalQuantile(other, 0, 1);
  const scale = 2 * Math.PI * spread(probability, other);
  let low = binary > 0 ? 0 : -1;
  let high = binary > 0 ? 1 : 0;
  let rho = Math.sin((Math.PI / 2) * binary);
  while (high - low > 1e-13) {
    const excess = binaryCorrelation(rho, probability, other) - binary;
    if (excess < 0) low = rho;
    else high = rho;
    const rest = (1 - rho) * (1 + rho);
    const exponent = ((s - t) ** 2 + 2 * s * t * (1 - rho)) / (2 * rest);
    const slope = Math.exp(-exponent) / (scale * Math.sqrt(rest));
    const newton = rho - excess / slope;
    if (Math.abs(newton - rho) < 1e-14) return newton;
    rho = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return rho;
}

/** √(p(1 − p)q(1 − q)), and p(1 − p) without rounding twice where p = q. */
function spread(p: number, q: number): number {
  return p === q ? p * (1 - p) : Math.sqrt(p * (1 - p) * q * (1 - q));
}
