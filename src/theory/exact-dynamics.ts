import type { Solution } from "../numerics/solution.ts";
import type { DynamicsModel } from "./dynamics-model.ts";
import { effectiveField } from "./effective-field.ts";
import type { OrderParameters } from "./order-parameters.ts";
import { meanOverPaths, pathProbabilities, pathResponse } from "./path-probabilities.ts";
import { type DynamicsStart, requireDynamics } from "./require-dynamics.ts";

/** Steps whose orthant probabilities take about ten seconds at most. */
export const mostExactSteps = 5;
/** Largest residual that counts as converged. */
const accuracy = 1e-6;

/**
 * Order parameters of retrieval at temperature 0 by enumerating the 2^(t+1) paths of the effective
 * spin: the probability of a path is a Gaussian orthant probability, and a response is the density of
 * one field at 0 times such a probability of the others.
 *
 * Exact up to quadrature, mostly 1e-11. Responses are exact at every time, so that `frozenAt` is null.
 * `residual` is the largest difference between the probability of a path and that of its two
 * continuations, which have one integral more. 3 steps take milliseconds, the fourth 20 to 100 ms, the
 * fifth 1 to 3 s, at order 2 about 10 s; the thread does nothing else in that time.
 *
 * @param options.steps  1 … 5
 * @throws {RangeError} a temperature above 0, more steps, an overlap outside −1 … 1, or a bad model
 * @throws {TypeError} unknown words in the model
 *
 * Derived by the cavity argument.
 */
export function exactDynamics(
  model: DynamicsModel,
  options: DynamicsStart,
): Solution<OrderParameters> {
  requireDynamics("exactDynamics", model, options);
  const { temperature = 0 } = model;
  const { overlap0, steps } = options;
  if (temperature > 0) {
    throw new RangeError(
      `exactDynamics: expected temperature 0, where paths are orthants, got ${temperature}; use the solver monte-carlo`,
    );
  }
  if (steps > mostExactSteps) {
    throw new RangeError(
      `exactDynamics: expected at most ${mostExactSteps} steps, as each needs an integral of one dimension more, got ${steps}; use the solver monte-carlo`,
    );
  }
  const size = steps + 1;
  const m = new Float64Array(size);
  const C = new Float64Array(size * size);
  const G = new Float64Array(size * size);
  const R = new Float64Array(steps * steps);
  const Gamma = new Float64Array(steps * steps);
  const field = effectiveField(model, steps);
  let paths: Float64Array = Float64Array.of((1 - overlap0) / 2, (1 + overlap0) / 2);
  let residual = 0;
  m[0] = overlap0;
  C[0] = 1;
  for (let t = 0; t < steps; t++) {
    field.rowInPlace(t, C, G, R, Gamma);
    for (let s = 0; s < t; s++) R[s * steps + t] = R[t * steps + s];
    const process = { steps, signals: m.subarray(0, t + 1).map(field.signal), R, Gamma };
    const next = pathProbabilities(process, overlap0);
    paths.forEach((p, path) => {
      residual = Math.max(residual, Math.abs(next[path] + next[path + paths.length] - p));
    });
    const total = next.reduce((sum, p) => sum + p, 0);
    paths = next.map((p) => p / total);
    const later = t + 1;
    m[later] = meanOverPaths(paths, later);
    for (let s = 0; s <= later; s++) {
      C[later * size + s] = s === later ? 1 : meanOverPaths(paths, later, s);
      C[s * size + later] = C[later * size + s];
      if (s < later) G[later * size + s] = pathResponse(process, overlap0, s);
    }
  }
  const value = { steps, m, C, G, R, Gamma, errors: null, frozenAt: null };
  const isNumber = [m, C, G, R, Gamma].every((values) => values.every(Number.isFinite));
  const status = !isNumber ? "not-finite" : residual <= accuracy ? "converged" : "uncertain";
  return { value, status, iterations: steps, residual };
}
