import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { bivariateNormalCdf } from "../numerics/bivariate-normal.ts";

/**
 * Correlation of two thresholded Gaussians of correlation `latent`, each −1 with the given probability.
 *
 * (Φ₂(t, t; ρ) − p²) / (p(1 − p)) with t = Φ⁻¹(p); the arcsine law (2/π) asin ρ at p = ½.
 *
 * @param latent  −1 … 1
 * @param probability  p of −1, 0 < p < 1
 */
export function binaryCorrelation(latent: number, probability: number): number {
  if (probability === 0.5) return (2 / Math.PI) * Math.asin(latent);
  const t = normalQuantile(probability, 0, 1);
  const joint = bivariateNormalCdf(t, t, latent);
  return (joint - probability ** 2) / (probability * (1 - probability));
}

/**
 * Latent correlation ρ of two Gaussians whose thresholded signs have correlation `binary`.
 *
 * The inverse of `binaryCorrelation`: sin(πR/2) at p = ½, elsewhere Newton's method kept in a bracket, to 1e-13. Binary
 * correlations below the least possible, −min(p, 1 − p)/max(p, 1 − p), give −1.
 *
 * @param binary  −1 … 1
 * @param probability  p of −1, 0 < p < 1
 */
export function latentCorrelation(binary: number, probability: number): number {
  if (probability === 0.5) return Math.sin((Math.PI / 2) * binary);
  if (binary === 0 || binary === 1) return binary;
  if (binary <= binaryCorrelation(-1, probability)) return -1;
  const t2 = normalQuantile(probability, 0, 1) ** 2;
  const scale = 2 * Math.PI * probability * (1 - probability);
  let low = binary > 0 ? 0 : -1;
  let high = binary > 0 ? 1 : 0;
  let rho = Math.sin((Math.PI / 2) * binary);
  while (high - low > 1e-13) {
    const excess = binaryCorrelation(rho, probability) - binary;
    if (excess < 0) low = rho;
    else high = rho;
    const slope = Math.exp(-t2 / (1 + rho)) / (scale * Math.sqrt(1 - rho * rho));
    const newton = rho - excess / slope;
    if (Math.abs(newton - rho) < 1e-14) return newton;
    rho = newton > low && newton < high ? newton : (low + high) / 2;
  }
  return rho;
}
