import { factorRowInPlace } from "./noise-factor.ts";

/**
 * Writes G(t + 1, k), k ≤ t, from b_k = ⟨s(t+1) z(k)⟩: by parts G = ⟨s φ⟩ R⁻¹ with noise φ = L z.
 *
 * Where the response is known to be 0 it is left out and the others are fitted by least squares of
 * Lᵀ g = b, whose errors are alike: R g = L b on the times that count. There, times whose noise
 * depends on the noise of counting times before are 0, and their response goes to those.
 *
 * @param covariance  L Lᵀ, T × T row-major
 * @param counts  whether h(k) acts on h(t) at all
 * @param G  (T + 1)² row-major
 * @returns times that count and are 0 since their noise depends on that before
 */
export function responseRowInPlace(
  b: Float64Array,
  L: Float64Array,
  covariance: Float64Array,
  counts: (k: number) => boolean,
  tolerance: number,
  G: Float64Array,
  t: number,
  T: number,
): number[] {
  const times = Array.from({ length: t + 1 }, (_, k) => k).filter(counts);
  const size = times.length;
  const part = new Float64Array(size * size);
  const factor = new Float64Array(size * size);
  const g = new Float64Array(size);
  const dependent: number[] = [];
  for (const [i, k] of times.entries()) {
    for (let j = 0; j <= i; j++) part[i * size + j] = covariance[k * T + times[j]];
    const isFree = factorRowInPlace(part, factor, i, size, tolerance);
    if (!isFree) {
      dependent.push(k);
      continue;
    }
    for (let l = 0; l <= k; l++) g[i] += L[k * T + l] * b[l];
    for (let j = 0; j < i; j++) g[i] -= factor[i * size + j] * g[j];
    g[i] /= factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    const pivot = factor[i * size + i];
    for (let j = i + 1; j < size; j++) g[i] -= factor[j * size + i] * g[j];
    g[i] = pivot > 0 ? g[i] / pivot : 0;
    G[(t + 1) * (T + 1) + times[i]] = g[i];
  }
  return dependent;
}
