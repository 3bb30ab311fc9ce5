import type { NoiseMoments, SpinPaths } from "../core/spin-paths.ts";
import { byteTables, sumsOfBytes } from "./byte-tables.ts";
import type { EffectiveField } from "./effective-field.ts";
import { matchedNoise } from "./matched-noise.ts";
import { dependenceTolerance, factorRowInPlace, productRowInPlace } from "./noise-factor.ts";
import type { OrderParameters } from "./order-parameters.ts";
import { reachOf } from "./reach.ts";
import { responseRowInPlace } from "./response-row.ts";

/** What a population solves. */
export interface ProcessSetting {
  readonly field: EffectiveField;
  readonly overlap0: number;
  readonly steps: number;
  readonly temperature: number;
  /** Whether Γ(t, s) of s < t can differ from 0. */
  readonly isRetarded: boolean;
  readonly paths: number;
}

/** Order parameters of one population, without errors, and the steps before they broke down. */
export interface PopulationResult {
  readonly value: OrderParameters;
  readonly stepsDone: number;
}

/**
 * Solves the closed equations of the effective spin with averages over one population of paths. Stops
 * where a number is not finite; what comes after is NaN.
 */
export function solvePopulation(
  setting: ProcessSetting,
  spins: SpinPaths,
  population: number,
  onStep: () => void,
): PopulationResult {
  const { field, overlap0, steps: T, temperature, paths, isRetarded } = setting;
  const tolerance = dependenceTolerance(paths);
  const side = T + 1;
  const m = new Float64Array(side).fill(Number.NaN);
  const [C, G] = [0, 1].map(() => new Float64Array(side * side));
  const [R, Gamma, L, covariance] = [0, 1, 2, 3].map(() => new Float64Array(T * T));
  const reach = reachOf(Gamma, T);
  let frozenAt: number | null = null;
  let moments = spins.start(Math.round((paths * (1 + overlap0)) / 2), population);
  let before: NoiseMoments = moments;
  m[0] = overlap0;
  C[0] = 1;
  let t = 0;
  for (; t < T; t++) {
    field.rowInPlace(t, C, G, R, Gamma);
    const isFree = factorRowInPlace(R, L, t, T, tolerance);
    productRowInPlace(L, covariance, t, T);
    if (!isFree) frozenAt ??= t;
    const counts = reach.row(t);
    // In units of the noise, so that float32 holds the fields at any load.
    const unit = Math.sqrt(R[t * T + t]);
    const inUnits = (x: number) => Math.min(Math.max(x / unit, -LARGE), LARGE);
    const row = L.subarray(t * T, t * T + t + 1).map(inUnits);
    const drive = Gamma.subarray(t * T, t * T + t + 1).map(inUnits);
    const signal = inUnits(field.signal(m[t]));
    if (!(row.every(Number.isFinite) && drive.every(Number.isFinite) && Number.isFinite(signal))) {
      break;
    }
    // At given noise few fields are within T of 0 where T is small: then averages are over the noise.
    const isSharp = isFree && temperature < L[t * T + t] / 4;
    const rule = temperature === 0 ? "sign" : isSharp ? "smeared sign" : "heat bath";
    const { histograms, spread, products, next } = spins.step({
      t,
      rule,
      affine: matchedNoise(moments, paths, before.minus),
      factor: Float32Array.from(row),
      tables: byteTables(drive, signal),
      scale: rule === "heat bath" ? unit / temperature : isFree ? 1 / row[t] : 0,
      smear: temperature / 2 / unit,
    });
    [before, moments] = [moments, next];
    const { sum, products: spinProducts } = sumsOfBytes(histograms, t + 1);
    m[t + 1] = sum / paths;
    for (let k = 0; k <= t; k++) {
      C[(t + 1) * side + k] = C[k * side + t + 1] = spinProducts[k] / paths;
    }
    C[(t + 1) * side + t + 1] = 1;
    const b = Float64Array.from(products, (product) => product / paths);
    const slope =
      rule === "heat bath"
        ? (L[t * T + t] / temperature) * (1 - spread / paths)
        : Math.sqrt(2 / Math.PI) * (spread / paths);
    const all = Float64Array.of(...b, slope);
    const dependent = responseRowInPlace(all, L, covariance, counts, tolerance, G, t, T);
    if (isRetarded) for (const k of dependent) reach.keep(t + 1, k);
    onStep();
  }
  for (let later = t + 1; later < side; later++) {
    for (let k = 0; k <= later; k++) {
      for (const at of [later * side + k, k * side + later]) C[at] = G[at] = Number.NaN;
    }
  }
  return { value: { steps: T, m, C, G, R, Gamma, errors: null, frozenAt }, stepsDone: t };
}

/** More than any field and within float32. */
const LARGE = 1e30;
