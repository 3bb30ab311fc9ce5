import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import type { Crosstalk } from "./crosstalk.ts";

const RULE = gaussLegendre(24);
/** E r^(2p) of a Gaussian pair lies below this radius to 1e-13 for p ≤ 8. */
const reach = 12;
const rings = 4;

/**
 * Crosstalk of a field law f = F′/F′(1): r(C) = E[f(x)f(y)] and r′(C) = E[f′(x)f′(y)] of standard
 * Gaussians x and y of correlation C, at P/N^(n−1) = 1; times that load otherwise.
 *
 * For any f, by quadrature over radius and angle of the pair (x, y): relative error 1e-12 where f is
 * smooth on either side of 0 and grows no faster than x⁸. C beyond ±1 by rounding counts as ±1. About
 * 2 · 10⁴ calls of f or f′ each.
 *
 * For the crosstalk of laws without a closed form, or to check one. The solvers of the dynamics take laws
 * that scale (`FieldLaw`), whose r and r′ have closed forms; others have no limit at P ∝ N^(n−1).
 *
 * @param f  field law
 * @param df  its derivative
 *
 * Source: Price 1958, "A useful theorem for nonlinear devices having Gaussian inputs" (r′).
 */
export function crosstalkOf(f: (x: number) => number, df: (x: number) => number): Crosstalk {
  for (const [name, given] of Object.entries({ f, df })) {
    if (typeof given !== "function") {
      throw new TypeError(`crosstalkOf: expected a function ${name} of one number, got ${given}`);
    }
  }
  return {
    covariance: (C) => pairAverage(f, C),
    slope: (C) => pairAverage(df, C),
  };
}

/** E[g(x)g(y)], with x = r cos φ and y = r cos(φ − acos C). */
function pairAverage(g: (x: number) => number, C: number): number {
  const theta = Math.acos(Math.min(1, Math.max(-1, C)));
  // x or y change sign at the ends of these arcs
  const quarter = Math.PI / 2;
  const ends = [-quarter, theta - quarter, quarter, theta + quarter, 3 * quarter];
  let average = 0;
  for (let arc = 1; arc < ends.length; arc++) {
    const half = (ends[arc] - ends[arc - 1]) / 2;
    RULE.nodes.forEach((node, i) => {
      const angle = ends[arc - 1] + half * (1 + node);
      const along = radialAverage(g, Math.cos(angle), Math.cos(angle - theta));
      average += (half * RULE.weights[i] * along) / (2 * Math.PI);
    });
  }
  return average;
}

/** ∫ dr r exp(−r²/2) g(r·x) g(r·y). */
function radialAverage(g: (x: number) => number, x: number, y: number): number {
  const half = reach / rings / 2;
  let average = 0;
  for (let ring = 0; ring < rings; ring++) {
    for (let i = 0; i < RULE.nodes.length; i++) {
      const r = half * (2 * ring + 1 + RULE.nodes[i]);
      average += half * RULE.weights[i] * r * Math.exp((-r * r) / 2) * g(r * x) * g(r * y);
    }
  }
  return average;
}
