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
 * The inverse of `binaryCorrelation`: sin(πR/2) at p = ½, bisection to 1e-13 elsewhere. Binary
 * correlations below the least possible, −min(p, 1 − p)/max(p, 1 − p), give −1.
 *
 * @param binary  −1 … 1
 * @param probability  p of −1, 0 < p < 1
 */
export function latentCorrelation(binary: number, probability: number): number {
  if (probability === 0.5) return Math.sin((Math.PI / 2) * binary);
  if (binary === 0 || binary === 1) return binary;
  if (binary <= binaryCorrelation(-1, probability)) return -1;
  let low = binary > 0 ? 0 : -1;
  let high = binary > 0 ? 1 : 0;
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (binaryCorrelation(middle, probability) < binary) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
