import { orthantProbability } from "../numerics/orthant-probability.ts";

/** Effective spin up to time t: its signals f(m(0)) … f(m(t)), noise and self-interaction. */
export interface EffectiveProcess {
  /** Row length of R and Γ. */
  readonly steps: number;
  /** Length t + 1. */
  readonly signals: Float64Array;
  /** Filled, both triangles, for times 0 … t. */
  readonly R: Float64Array;
  readonly Gamma: Float64Array;
}

/** σ(k) on a path: bit k of its number is 1 where the spin is +1. */
function spin(path: number, k: number): number {
  return (path >> k) % 2 === 1 ? 1 : -1;
}

/**
 * Probabilities of the 2^(t+2) paths σ(0) … σ(t+1) at temperature 0.
 *
 * @param overlap0  m(0)
 */
export function pathProbabilities(process: EffectiveProcess, overlap0: number): Float64Array {
  const paths = new Float64Array(2 ** (process.signals.length + 1));
  return paths.map((_, path) => {
    const prior = (1 + spin(path, 0) * overlap0) / 2;
    if (prior === 0) return 0;
    const { limits, covariance } = orthantOf(process, path);
    return prior * orthantProbability(limits, covariance);
  });
}

/** ⟨σ(t)σ(s)⟩ of paths of these probabilities; ⟨σ(t)⟩ without s. */
export function meanOverPaths(paths: Float64Array, t: number, s?: number): number {
  return paths.reduce(
    (sum, p, path) => sum + p * spin(path, t) * (s === undefined ? 1 : spin(path, s)),
    0,
  );
}

/**
 * G(t + 1, k) = ∂⟨σ(t+1)⟩/∂h(k): a small field on h(k) moves paths across h(k) = 0 only, so that it is
 * Σ σ(t+1)σ(k+1) over the paths times the density of h(k) = 0 there.
 *
 * @param overlap0  m(0)
 */
export function pathResponse(process: EffectiveProcess, overlap0: number, k: number): number {
  const times = process.signals.length;
  let response = 0;
  for (let path = 0; path < 2 ** (times + 1); path++) {
    const prior = (1 + spin(path, 0) * overlap0) / 2;
    if (prior === 0) continue;
    const { limits, covariance } = orthantOf(process, path);
    const variance = covariance[k * times + k];
    const density =
      Math.exp(-(limits[k] ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    if (density === 0) continue;
    const others = Array.from({ length: times }, (_, i) => i).filter((i) => i !== k);
    const rest = orthantProbability(
      Float64Array.from(
        others,
        (i) => limits[i] - (covariance[i * times + k] * limits[k]) / variance,
      ),
      Float64Array.from(
        others.flatMap((i) =>
          others.map(
            (j) =>
              covariance[i * times + j] -
              (covariance[i * times + k] * covariance[j * times + k]) / variance,
          ),
        ),
      ),
    );
    response += spin(path, times) * spin(path, k + 1) * prior * density * rest;
  }
  return response;
}

/** The noise −σ(k+1)φ(k) must stay below σ(k+1)·drift for the spin to follow the path. */
function orthantOf({ steps, signals, R, Gamma }: EffectiveProcess, path: number) {
  const times = signals.length;
  const limits = signals.map((signal, k) => {
    let drift = signal;
    for (let s = 0; s <= k; s++) drift += Gamma[k * steps + s] * spin(path, s);
    return spin(path, k + 1) * drift;
  });
  const covariance = new Float64Array(times * times);
  for (let k = 0; k < times; k++) {
    for (let l = 0; l < times; l++) {
      covariance[k * times + l] = spin(path, k + 1) * spin(path, l + 1) * R[k * steps + l];
    }
  }
  return { limits, covariance };
}
