import { gaussLegendre } from "./gauss-legendre.ts";
import { gradedPanels, type Step } from "./graded-panels.ts";

const RULE = gaussLegendre(16);
/** Standard deviations either side; beyond lies 1e-23 of the measure. */
const reach = 10;

/**
 * ∫ Dz f(z), the average over a standard Gaussian z.
 *
 * Gauss–Legendre on panels of width 1 and below; absolute error 1e-14 of the largest |f| for an f that
 * is smooth on the scale of 1, but for the steps named.
 *
 * @param f  finite for |z| ≤ 10
 * @param steps  where f changes quickly, and over which length
 */
export function gaussianAverage(f: (z: number) => number, steps: readonly Step[] = []): number {
  const ends = gradedPanels(-reach, reach, steps, 1);
  let sum = 0;
  for (let panel = 1; panel < ends.length; panel++) {
    const half = (ends[panel] - ends[panel - 1]) / 2;
    const middle = (ends[panel] + ends[panel - 1]) / 2;
    for (let i = 0; i < RULE.nodes.length; i++) {
      const z = middle + half * RULE.nodes[i];
      sum += half * RULE.weights[i] * Math.exp((-z * z) / 2) * f(z);
    }
  }
  return sum / Math.sqrt(2 * Math.PI);
}
