import normalCDF from "@stdlib/stats-base-dists-normal-cdf";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";

/**
 * Coefficient c of m(2) + c/√N + O(1/N) for the rectified power of order 3, f(x) = x₊².
 *
 * The force of its own pattern moves an overlap x(1) by G(1, 0) f(x(0))/√N. Powers of order 3 have means
 * of odd order in x of this shift only, which vanish; f has not. To first order R(1, 1) = α E f(x(1))²
 * grows by 2αG E[f′(x(1)) f(x(1)) f(x(0))], and Γ(1, 0) by αG² E[f″(x(1)) f(x(0)) f′(x(0))].
 */
export function rectifiedSecondStepShift(load: number, overlap0: number): number {
  const model = { n: 3, load, interaction: "rect" } as const;
  const { m, C, G, R, Gamma } = exactDynamics(model, { overlap0, steps: 2 }).value;
  const alpha = load / 3;
  const [correlation, response] = [C[3], G[3]];
  const noise = 2 * alpha * response * 2 * moment(3, 2, correlation);
  const retarded = alpha * response ** 2 * 4 * moment(0, 3, correlation);
  const second = (epsilon: number) => {
    const deviation = Math.sqrt(R[3] + epsilon * noise);
    return [1, -1].reduce((sum, spin) => {
      const field = m[1] ** 2 + (Gamma[2] + epsilon * retarded) * spin;
      return sum + ((1 + spin * overlap0) / 2) * (2 * normalCDF(field / deviation, 0, 1) - 1);
    }, 0);
  };
  const h = 1e-5;
  return (second(h) - second(-h)) / (2 * h);
}

/**
 * E[x₊^p y₊^q], p + q odd, of Gaussians of correlation C: radius times angle, in which x and y are cosines
 * an angle of arccos C apart; midpoint rule between their zeros.
 */
function moment(p: number, q: number, C: number): number {
  const apart = Math.acos(C);
  const points = 2000;
  const step = (Math.PI - apart) / points;
  let sum = 0;
  for (let k = 0; k < points; k++) {
    const angle = apart - Math.PI / 2 + (k + 0.5) * step;
    sum += Math.cos(angle) ** p * Math.cos(angle - apart) ** q;
  }
  // E r^k of a Rayleigh radius for odd k: √(π/2) k!!
  let radius = Math.sqrt(Math.PI / 2);
  for (let k = p + q; k > 1; k -= 2) radius *= k;
  return (radius * sum * step) / (2 * Math.PI);
}
