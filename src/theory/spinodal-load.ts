import type { Solution } from "../numerics/solution.ts";
import { type DynamicsModel, requireDynamicsModel } from "./dynamics-model.ts";
import { type LoadConvention, loadOf, requireLoadConvention } from "./load.ts";
import { stationaryBranch } from "./stationary-branch.ts";
import { stationaryLaw, stationaryPoint } from "./stationary-point.ts";

/** Largest residual that counts as converged. */
const accuracy = 1e-5;

/** Where retrieval ends. */
export interface Spinodal {
  /** Largest load with a stationary overlap m > 0; 0 where no load has one. */
  readonly load: number;
  /** Overlap there. */
  readonly m: number;
  /** Self-overlap there. */
  readonly q: number;
}

/**
 * Largest load at which the stationary equations (`stationaryOverlaps`) have an overlap m > 0.
 *
 * At temperature 0 and n ≥ 3 max_x ½(erf(x)^(n−1)/x)² in units of the crosstalk variance, and 0.137906 at
 * n = 2. Relative error of the load below 1e-10, of m 1e-7. `residual` is what is left of
 * d ln(load)/d ln(m/(1 − m)) = 0; `uncertain` above 1e-5, at n = 2 close below temperature 1. Dynamics from a perfect start keeps overlaps beyond it for long.
 *
 * @param model  as for the dynamics, without a load
 * @param convention  of the load returned; default `variance`, which does not know the interaction
 * @throws {RangeError} a bad model, or the self term
 * @throws {TypeError} unknown words
 *
 * Source at n = 2: Amit, Gutfreund, Sompolinsky 1987, "Statistical mechanics of neural networks near
 * saturation". Derived by the cavity argument for n ≥ 3, response neglected.
 */
export function spinodalLoad(
  model: Omit<DynamicsModel, "load" | "convention">,
  convention: LoadConvention = "variance",
): Solution<Spinodal> {
  requireLoadConvention("spinodalLoad", convention);
  const loaded = { ...model, load: 1, convention };
  requireDynamicsModel("spinodalLoad", loaded);
  const law = stationaryLaw("spinodalLoad", loaded);
  const { u, points } = stationaryBranch(law);
  const iterations = points.length;
  if (iterations === 0) {
    return { value: { load: 0, m: 0, q: 0 }, status: "converged", iterations, residual: 0 };
  }
  const spinodal = points.reduce(
    (best, { alpha }, i) => (alpha > points[best].alpha ? i : best),
    0,
  );
  const { m, q, alpha } = points[spinodal];
  const value = { load: loadOf(alpha, 1, model.n, convention), m, q };
  const h = 1e-4;
  const [before, after] = [-h, h].map((step) => stationaryPoint(law, u[spinodal] + step).alpha);
  const residual = Math.abs(after - before) / (2 * h * alpha);
  const status = residual <= accuracy ? "converged" : "uncertain";
  return { value, status, iterations, residual };
}
