import { rootBetween } from "../numerics/root-between.ts";
import type { Solution } from "../numerics/solution.ts";
import { type DynamicsModel, requireDynamicsModel } from "./dynamics-model.ts";
import { patternCountAt } from "./load.ts";
import { stationaryBranch } from "./stationary-branch.ts";
import {
  type StationaryLaw,
  type StationaryPoint,
  selfOverlapSlope,
  stationaryLaw,
  stationaryPoint,
  unmagnetisedPoint,
} from "./stationary-point.ts";

/** Largest residual that counts as converged. */
const accuracy = 1e-6;
/** Factor by which the noise is lowered in search of the largest at which a load is stationary. */
const descent = 1.1;

/** A root of the stationary equations. */
export interface StationaryOverlap {
  /** Overlap with the retrieved pattern, ≥ 0. */
  readonly m: number;
  /** Self-overlap q = ⟨⟨σ⟩²⟩; 1 at temperature 0. */
  readonly q: number;
  /** Whether iterating the equations, q faster than m, leads back to it. */
  readonly isStable: boolean;
}

/**
 * All overlaps m ≥ 0 of the replica-symmetric equations m = ∫Dz tanh β(f(m) + √r z),
 * q = ∫Dz tanh² β(f(m) + √r z), ascending; erf and q = 1 at temperature 0.
 *
 * r is the crosstalk variance r(q) for n ≥ 3, and αq/(1 − β(1 − q))² at n = 2. The first root is m = 0,
 * with its largest q; retrieval is the last one, if there are others: two, or up to four with distinct
 * indices at finite temperature. A reference, not the limit of the dynamics, which keeps memory of
 * its start. `residual` is the largest relative difference between the load and the one at which a
 * root is stationary; `uncertain` above 1e-6.
 *
 * @throws {RangeError} a bad model, or the self term, for which there are no such equations
 * @throws {TypeError} unknown words in the model
 *
 * Source at n = 2: Amit, Gutfreund, Sompolinsky 1987, "Statistical mechanics of neural networks near
 * saturation". Derived by the cavity argument for n ≥ 3, response neglected.
 */
export function stationaryOverlaps(model: DynamicsModel): Solution<readonly StationaryOverlap[]> {
  requireDynamicsModel("stationaryOverlaps", model);
  const law = stationaryLaw("stationaryOverlaps", model);
  const { n, load, convention = "variance" } = model;
  const alpha = patternCountAt(load, 1, n, convention);
  const roots = [{ ...unmagnetised(law, alpha), isStable: true }];
  const { u, points } = stationaryBranch(law);
  const excess = (at: number) => stationaryPoint(law, at).alpha - alpha;
  for (let i = 1; i < u.length; i++) {
    const [before, after] = [points[i - 1].alpha, points[i].alpha];
    if (before < alpha === after < alpha) continue;
    const root = stationaryPoint(law, rootBetween(excess, u[i - 1], u[i]));
    // m grows where its noise is weaker than that of the branch, whose load is larger
    roots.push({ ...root, isStable: after < alpha && selfOverlapSlope(law, root) < 1 });
  }
  if (u.length > 0 && points[u.length - 1].alpha >= alpha) {
    roots.push({ m: 1, q: 1, alpha, isStable: true });
  }
  const residual = Math.max(...roots.map((root) => Math.abs(root.alpha / alpha - 1)));
  return {
    value: roots.map(({ m, q, isStable }) => ({ m, q, isStable })),
    status: residual <= accuracy ? "converged" : "uncertain",
    iterations: u.length,
    residual,
  };
}

/** The state of m = 0 with the largest q; paramagnetic, q = 0, where there is no other. */
function unmagnetised(law: StationaryLaw, alpha: number): StationaryPoint {
  const { n, temperature } = law;
  if (temperature === 0) return { m: 0, q: 1, alpha };
  // at this noise over T the load is at least alpha
  const most =
    (Math.sqrt(alpha) * (n === 2 ? 1 : Math.sqrt(law.covariance(1))) +
      (n === 2 ? Math.sqrt(2 / Math.PI) : 0)) /
    temperature;
  const excess = (s: number) => unmagnetisedPoint(law, s).alpha - alpha;
  for (let above = most; above > most * 1e-9; above /= descent) {
    const below = above / descent;
    if (excess(below) < 0) return unmagnetisedPoint(law, rootBetween(excess, below, above));
  }
  return { m: 0, q: 0, alpha };
}
