import { shown } from "../core/shown.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Solution } from "../numerics/solution.ts";
import type { DynamicsModel } from "./dynamics-model.ts";
import { exactDynamics } from "./exact-dynamics.ts";
import { type MonteCarloOptions, monteCarloDynamics } from "./monte-carlo-dynamics.ts";
import type { OrderParameters } from "./order-parameters.ts";
import { type DynamicsStart, requireDynamics } from "./require-dynamics.ts";

/** What `monteCarloDynamics` takes; `exact` needs and reads `overlap0` and `steps` only. */
export interface DynamicsTheoryOptions
  extends DynamicsStart,
    Partial<Omit<MonteCarloOptions, keyof DynamicsStart>> {
  /**
   * `monte-carlo` (default): any time and temperature, with standard errors, needs `rng`. `exact`: 5 steps at
   * temperature 0.
   */
  readonly solver?: "exact" | "monte-carlo";
}

/**
 * Order parameters of retrieval from time 0 to `steps` in the limit of many spins: overlap m(t),
 * correlations C, responses G, noise R and retarded self-interaction Γ.
 *
 * One question, two solvers: `exactDynamics` and `monteCarloDynamics`, which say what each costs.
 *
 * @throws {RangeError} a bad model, start or number of paths; more than the solver can do
 * @throws {TypeError} unknown words, or no `rng` for Monte Carlo
 */
export function dynamicsTheory(
  model: DynamicsModel,
  options: DynamicsTheoryOptions,
): Solution<OrderParameters> {
  requireDynamics("dynamicsTheory", model, options);
  const { solver = "monte-carlo", rng } = options;
  requireWord("dynamicsTheory", "solver", solver, ["exact", "monte-carlo"]);
  if (solver === "exact") return exactDynamics(model, options);
  if (rng === undefined) {
    throw new TypeError(
      `dynamicsTheory: expected a random stream rng for solver monte-carlo, got ${shown(rng)}; use stream(1), or solver exact up to 5 steps`,
    );
  }
  return monteCarloDynamics(model, { ...options, rng });
}
