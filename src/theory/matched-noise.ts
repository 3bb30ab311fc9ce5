import type { NoiseMoments } from "../core/spin-paths.ts";

/**
 * The affine map (((z − a₀) − a₁ s) − a₂ s′) a₃ after which the noise z of a time has, over the paths of
 * this sample, mean 0, no correlation with the spins s of that time nor s′ of the time before, and
 * variance 1, as it has over all paths.
 *
 * The residual of least squares on 1, s, s′. A regressor that the ones before span (all spins equal, or
 * none turned over) is left out; so is all of it where nothing of z would be left. With
 * Σ z s = Σ z s′ = 0 over the sample, what would be taken off Σ c z as a control variate is 0.
 */
export function matchedNoise(
  { sums, minus, differ }: NoiseMoments,
  paths: number,
  minusBefore: number,
): Float32Array {
  const s = 1 - (2 * minus) / paths;
  const before = 1 - (2 * minusBefore) / paths;
  const both = 1 - (2 * differ) / paths;
  const [z, zs, zBefore, zz] = sums.map((sum) => sum / paths);
  // Gram–Schmidt: u = s − ⟨s⟩, then v = s′ − ⟨s′⟩ − slope u
  const uu = 1 - s * s;
  const uv = both - s * before;
  const a = uu > TINY ? (zs - z * s) / uu : 0;
  const slope = uu > TINY ? uv / uu : 0;
  const vv = 1 - before * before - slope * uv;
  const zv = zBefore - z * before - a * uv;
  const b = vv > TINY ? zv / vv : 0;
  const variance = zz - z * z - a * a * uu - b * b * vv;
  if (!(variance > TINY)) return Float32Array.of(0, 0, 0, 1);
  const onSpin = a - b * slope;
  return Float32Array.of(z - onSpin * s - b * before, onSpin, b, 1 / Math.sqrt(variance));
}

/** Below what one path in 10⁸ has: rounding of numbers that are 0. */
const TINY = 1e-9;
