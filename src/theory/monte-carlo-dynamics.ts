import { requireNumber } from "../core/require-number.ts";
import { shown } from "../core/shown.ts";
import { kernelSpinPaths } from "../core/spin-paths.ts";
import type { Solution } from "../numerics/solution.ts";
import type { Rng } from "../random/stream.ts";
import type { DynamicsModel } from "./dynamics-model.ts";
import { effectiveField } from "./effective-field.ts";
import { defaultPaths, defaultPopulations, requireMonteCarloMemory } from "./monte-carlo-memory.ts";
import { orderParameterMeans } from "./order-parameter-means.ts";
import type { OrderParameters } from "./order-parameters.ts";
import { solvePopulation } from "./process-population.ts";
import { type DynamicsStart, requireDynamics } from "./require-dynamics.ts";
import { typescriptSpinPaths } from "./spin-paths-twin.ts";

export interface MonteCarloOptions extends DynamicsStart {
  /** Names the random numbers; nothing is drawn from it. */
  readonly rng: Rng;
  /** Paths of a population, integer ≥ 2; default 20 000. */
  readonly paths?: number;
  /** Independent populations, integer ≥ 1; default 8. One has no standard errors. */
  readonly populations?: number;
  /** Largest standard error of m that counts as `converged`; default 0.01. */
  readonly tolerance?: number;
  /** Called after every time step of every population; what it throws ends the work. */
  readonly onStep?: (done: number, total: number) => void;
}

/**
 * Solves the effective single-spin process by Monte Carlo: order parameters of retrieval from time 0 to
 * T for any T and temperature.
 *
 * Paths of one spin are drawn step by step; averages over them give m, C and G of the next time, and
 * these its noise and retarded field. Every population of paths solves the closed equations by itself,
 * so its values carry the noise of its own past and a bias of order 1/paths. Returned are means over
 * populations; the spread of whole solutions gives the standard errors.
 *
 * Averages are over the next spin at given past (Rao–Blackwell); starts are stratified; the new noise is
 * matched to mean 0, variance 1 and no correlation with the last two spins. Responses that cannot be
 * there are 0 exactly, at any temperature: without self term those with t − s even for n ≥ 3, those with
 * t − s = 2 for n = 2. New noise below 20/paths of its variance counts as a function of the noise before
 * (`frozenAt`). Float32 paths, float64 sums: the same numbers for a seed on every machine. Cost
 * populations · (paths · 2 T² + T⁴/24) multiply-adds, the second for responses at order 2 or with a
 * self term, an eighth of it otherwise; memory 4 T + T/8 bytes a path and 130 T².
 *
 * @returns status `uncertain` where the standard error of some m(t) exceeds the tolerance (next to the
 *   separatrix, where populations part) or is unknown (one population); `not-finite` where numbers leave
 *   float64, with NaN from there on and the steps before it in `iterations`. `residual` is the largest
 *   standard error of m
 * @throws {RangeError} a model without a theory; a number outside its range; paths and steps that take
 *   more than 2 GiB
 * @throws {TypeError} another kind of value
 *
 * The equations are derived by the cavity argument. Source of the method: Eissfeller and Opper 1992.
 */
export function monteCarloDynamics(
  model: DynamicsModel,
  options: MonteCarloOptions,
): Solution<OrderParameters> {
  requireDynamics("monteCarloDynamics", model, options);
  requireSampling("monteCarloDynamics", options);
  const { overlap0, steps, rng, paths = defaultPaths, populations = defaultPopulations } = options;
  const { tolerance = 0.01, onStep } = options;
  const { temperature = 0, retarded: isRetarded = true } = model;
  const field = effectiveField(model, steps);
  const setting = { field, overlap0, steps, temperature, isRetarded, paths };
  const [key0, key1] = rng.split("spin paths").words(2);
  const shape = { paths, steps, key: [key0, key1] as const };
  const spins = kernelSpinPaths(shape) ?? typescriptSpinPaths(shape);
  const means = orderParameterMeans(steps);
  let iterations = steps;
  let done = 0;
  try {
    for (let population = 0; population < populations; population++) {
      const { value, stepsDone } = solvePopulation(setting, spins, population, () => {
        done++;
        onStep?.(done, steps * populations);
      });
      means.add(value);
      iterations = Math.min(iterations, stepsDone);
    }
  } finally {
    spins.release();
  }
  const value = means.end();
  const residual = value.errors === null ? Number.NaN : Math.max(...value.errors.m);
  const isNumber = [value.m, value.C, value.G].every((values) => values.every(Number.isFinite));
  const status = !isNumber ? "not-finite" : residual <= tolerance ? "converged" : "uncertain";
  return { value, status, iterations, residual };
}

function requireSampling(caller: string, options: MonteCarloOptions): void {
  const { steps, rng, tolerance = 0.01 } = options;
  const { paths = defaultPaths, populations = defaultPopulations } = options;
  for (const [name, value, lowest] of [
    ["paths", paths, 2],
    ["populations", populations, 1],
  ] as const) {
    requireNumber(caller, name, value);
    if (!Number.isInteger(value) || value < lowest) {
      throw new RangeError(`${caller}: expected an integer ${name} >= ${lowest}, got ${value}`);
    }
  }
  requireNumber(caller, "tolerance", tolerance);
  if (!(tolerance > 0)) {
    throw new RangeError(`${caller}: expected a tolerance > 0, got ${tolerance}`);
  }
  if (typeof rng?.split !== "function") {
    throw new TypeError(
      `${caller}: expected a random stream rng, got ${shown(rng)}; use stream(1)`,
    );
  }
  requireMonteCarloMemory(caller, steps, paths);
}
