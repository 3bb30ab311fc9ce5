import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { gaussLegendre } from "../numerics/gauss-legendre.ts";
import { gaussianAverage } from "../numerics/gaussian-average.ts";
import { rootBetween } from "../numerics/root-between.ts";
import { type Crosstalk, crosstalk } from "./crosstalk.ts";
import type { DynamicsModel } from "./dynamics-model.ts";

const rule = gaussLegendre(16);
/** Fields beyond which sech² is 2e-17. */
const reach = 20;
/** Noise over T from which spins that can turn are averaged over their field. */
const wide = 100;

/** Stationary equations of order n at a temperature T; r(q) and r′(q) at P/N^(n−1) = 1. */
export interface StationaryLaw extends Crosstalk {
  readonly n: number;
  readonly temperature: number;
}

/**
 * The stationary equations of a checked model; `caller` names the public function.
 *
 * @throws {RangeError} the self term, whose response the equations leave out
 */
export function stationaryLaw(caller: string, model: DynamicsModel): StationaryLaw {
  const { n, temperature = 0, selfCoupling = false } = model;
  if (selfCoupling) {
    throw new RangeError(
      `${caller}: expected no selfCoupling, which stationary equations leave out, got true; leave it out, or solve the dynamics`,
    );
  }
  return { n, temperature, ...crosstalk({ ...model, load: 1, convention: "krotov" }) };
}

/** A stationary state and the P/N^(n−1) at which it exists. */
export interface StationaryPoint {
  readonly m: number;
  readonly q: number;
  readonly alpha: number;
}

/**
 * Stationary state of overlap m = 1/(1 + e^(−u)): as the signal m^(n−1) is known, m fixes the noise,
 * the noise q, and both the load, so that no equation has two solutions. alpha is 0 where not even
 * noiseless spins have that overlap.
 */
export function stationaryPoint(law: StationaryLaw, u: number): StationaryPoint {
  const { n, temperature } = law;
  const [m, missing] = [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
  const signal = m ** (n - 1);
  const ratio = -normalQuantile(missing / 2, 0, 1);
  if (temperature === 0) {
    const noise = signal / ratio;
    const chi = (Math.sqrt(2 / Math.PI) * Math.exp((-ratio * ratio) / 2)) / noise;
    return { m, q: 1, alpha: loadOfNoise(law, noise, 1, chi) };
  }
  const A = signal / temperature;
  if (2 / (1 + Math.exp(2 * A)) >= missing) return { m, q: m * m, alpha: 0 };
  const s = noiseOf(A, missing, A / ratio);
  const free = freeSpins(A, s);
  return { m, q: 1 - free, alpha: loadOfNoise(law, s * temperature, 1 - free, free / temperature) };
}

/** State of m = 0 and noise s·T; its load is 0 where χ ≥ 1, which has no meaning at n = 2. */
export function unmagnetisedPoint(law: StationaryLaw, s: number): StationaryPoint {
  const q = gaussianAverage((z) => Math.tanh(s * z) ** 2, step(0, s));
  const chi = freeSpins(0, s) / law.temperature;
  const hasMeaning = law.n > 2 || chi < 1;
  return { m: 0, q, alpha: hasMeaning ? loadOfNoise(law, s * law.temperature, q, chi) : 0 };
}

/** dq′/dq of q′ = E tanh² β(f(m) + √r(q) z) at a state of fixed m: beyond 1, q leaves it. */
export function selfOverlapSlope(law: StationaryLaw, { m, q, alpha }: StationaryPoint): number {
  const { n, temperature } = law;
  if (temperature === 0) return 0;
  const unfrozen = 1 - (1 - q) / temperature;
  const variance = n === 2 ? q / unfrozen ** 2 : law.covariance(q);
  const growth = n === 2 ? (unfrozen - (2 * q) / temperature) / unfrozen ** 3 : law.slope(q);
  const [A, s] = [m ** (n - 1) / temperature, Math.sqrt(alpha * variance) / temperature];
  // of order 1/s, and of rounding times s
  if (s > 1e4) return 0;
  const curvature = gaussianAverage(
    (z) => {
      const spin = Math.tanh(A + s * z);
      return (1 - spin * spin) * (1 - 3 * spin * spin);
    },
    step(A, s),
  );
  return (curvature * alpha * growth) / temperature ** 2;
}

/** P/N^(n−1) at which the noise has a standard deviation; at n = 2 overlaps amplify it by 1/(1 − χ). */
function loadOfNoise(law: StationaryLaw, noise: number, q: number, chi: number): number {
  if (law.n === 2) return ((1 - chi) * noise) ** 2 / q;
  return noise ** 2 / law.covariance(q);
}

/** s with E[1 − tanh(A + sz)] = missing; `most` is that of sign in place of tanh, which is larger. */
function noiseOf(A: number, missing: number, most: number): number {
  const excess = (s: number) =>
    gaussianAverage((z) => 2 / (1 + Math.exp(2 * (A + s * z))), step(A, s)) - missing;
  if (excess(most) <= 0) return most;
  return excess(0) >= 0 ? 0 : rootBetween(excess, 0, most, 1e-14);
}

/** E sech²(A + sz), the share of spins that a field can still turn. */
function freeSpins(A: number, s: number): number {
  if (s < wide) return gaussianAverage((z) => 1 / Math.cosh(A + s * z) ** 2, step(A, s));
  // Over the field, since A + sz loses the digits of it that 1 − χ at n = 2 needs.
  let sum = 0;
  for (let panel = -reach; panel < reach; panel++) {
    rule.nodes.forEach((node, i) => {
      const field = panel + (1 + node) / 2;
      const z = (field - A) / s;
      sum += (rule.weights[i] / 2) * Math.exp((-z * z) / 2) * Math.cosh(field) ** -2;
    });
  }
  return sum / s / Math.sqrt(2 * Math.PI);
}

function step(A: number, s: number): { at: number; width: number }[] {
  return s > 0 ? [{ at: -A / s, width: 1 / s }] : [];
}
