import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { gaussLegendre } from "./gauss-legendre.ts";
import { gradedPanels, type Step } from "./graded-panels.ts";

const PAIR = gaussLegendre(12);
const LINE = gaussLegendre(8);
/** Standard deviations below which nothing is integrated: Φ(−8) = 6e-16. */
const reach = 8;
/** Steps narrower than this count as jumps: they are odd, so that the error is of second order. */
const sharp = 1e-4;

/**
 * P(X₁ < u₁, …, X_d < u_d) for a Gaussian X of mean 0, d ≤ 5; singular covariances allowed.
 *
 * d = 2 by Plackett's integral; beyond, one variable after the other is integrated, the others
 * conditioned on it. Absolute error below 1e-8, mostly 1e-11. Cost grows 30 times with each d > 2, from
 * 1 μs.
 *
 * @param limits  u, length d; ±Infinity allowed
 * @param covariance  d × d row-major, positive semidefinite up to rounding
 *
 * Source: Plackett 1954, "A reduction formula for normal multivariate integrals".
 */
export function orthantProbability(limits: Float64Array, covariance: Float64Array): number {
  const d = limits.length;
  const deviations = limits.map((_, i) => Math.sqrt(Math.max(0, covariance[i * d + i])));
  const correlation = covariance.map((value, index) => {
    const scale = deviations[Math.floor(index / d)] * deviations[index % d];
    return scale > 0 ? Math.min(1, Math.max(-1, value / scale)) : 0;
  });
  return standardOrthant(
    limits.map((limit, i) => standardised(limit, deviations[i])),
    correlation,
  );
}

/** u/deviation; a variable without spread is 0. */
function standardised(limit: number, deviation: number): number {
  if (deviation > 0) return limit / deviation;
  return limit > 0 ? Infinity : limit < 0 ? -Infinity : 0;
}

function standardOrthant(u: Float64Array, rho: Float64Array): number {
  const d = u.length;
  if (d === 0) return 1;
  if (d === 1) return normalCdf(u[0], 0, 1);
  if (d === 2) return pairProbability(u[0], u[1], rho[1]);
  const top = Math.min(u[0], reach);
  if (!(top > -reach)) return 0;
  const given = conditionedOnFirst(u, rho);
  const ends = gradedPanels(-reach, top, stepsOf(given), 2);
  const limits = new Float64Array(d - 1);
  let sum = 0;
  for (let panel = 1; panel < ends.length; panel++) {
    const half = (ends[panel] - ends[panel - 1]) / 2;
    const middle = (ends[panel] + ends[panel - 1]) / 2;
    for (let i = 0; i < LINE.nodes.length; i++) {
      const x = middle + half * LINE.nodes[i];
      for (let j = 0; j < d - 1; j++) {
        limits[j] = standardised(u[j + 1] - rho[j + 1] * x, given.deviations[j]);
      }
      const inner = standardOrthant(limits, given.correlation);
      sum += half * LINE.weights[i] * Math.exp((-x * x) / 2) * inner;
    }
  }
  return sum / Math.sqrt(2 * Math.PI);
}

/** The other variables, given the first: limits u_j − ρ_j x in units of the deviations. */
interface Conditioned {
  readonly u: Float64Array;
  readonly rho: Float64Array;
  readonly deviations: Float64Array;
  readonly correlation: Float64Array;
}

function conditionedOnFirst(u: Float64Array, rho: Float64Array): Conditioned {
  const d = u.length;
  const deviations = Float64Array.from({ length: d - 1 }, (_, j) =>
    Math.sqrt((1 - rho[j + 1]) * (1 + rho[j + 1])),
  );
  const correlation = new Float64Array((d - 1) ** 2);
  for (let i = 1; i < d; i++) {
    for (let j = 1; j < d; j++) {
      const scale = deviations[i - 1] * deviations[j - 1];
      const rest = rho[i * d + j] - rho[i] * rho[j];
      const value = scale > 0 ? Math.min(1, Math.max(-1, rest / scale)) : 0;
      correlation[(i - 1) * (d - 1) + j - 1] = i === j ? 1 : value;
    }
  }
  return { u: u.subarray(1), rho: rho.subarray(1, d), deviations, correlation };
}

/**
 * Where the conditional probability of the others changes quickly with x: where the limit of one
 * of them passes 0, and, for two that are almost one, where their limits meet.
 */
function stepsOf({ u, rho, deviations, correlation }: Conditioned): Step[] {
  const steps: Step[] = [];
  const push = (at: number, width: number) => {
    if (Math.abs(at) < reach && width < 1) steps.push({ at, width: width < sharp ? 0 : width });
  };
  for (let i = 0; i < u.length; i++) {
    push(u[i] / rho[i], deviations[i] / Math.abs(rho[i]));
    for (let j = 0; j < i; j++) {
      const c = correlation[i * u.length + j];
      if (Math.abs(c) < 0.95 || deviations[i] === 0 || deviations[j] === 0) continue;
      const sign = Math.sign(c);
      const slope = rho[i] / deviations[i] - (sign * rho[j]) / deviations[j];
      const gap = u[i] / deviations[i] - (sign * u[j]) / deviations[j];
      push(gap / slope, Math.sqrt(1 - c * c) / Math.abs(slope));
    }
  }
  return steps;
}

/**
 * Φ₂(h, k; ρ) as `bivariateNormalCdf`, faster: Gauss–Legendre over the angle θ = 0 … asin ρ on panels
 * that halve towards the singularity at π/2.
 */
function pairProbability(h: number, k: number, rho: number): number {
  if (!(h > -reach && k > -reach)) return 0;
  if (h > reach || k > reach) return normalCdf(Math.min(h, k), 0, 1);
  if (rho >= 1) return normalCdf(Math.min(h, k), 0, 1);
  if (rho <= -1) return Math.max(0, normalCdf(h, 0, 1) - normalCdf(-k, 0, 1));
  const end = Math.asin(Math.abs(rho));
  // with s = ±sin θ ≥ 0: h² + k² ∓ 2hk s = (h ∓ k)² ± 2hk(1 − s), free of cancellation at |ρ| → 1
  const sign = rho < 0 ? -1 : 1;
  const difference2 = (h - sign * k) ** 2;
  const product = sign * h * k;
  let integral = 0;
  for (let from = 0; from < end; ) {
    const to = Math.min(end, (from + Math.PI / 2) / 2);
    const half = (to - from) / 2;
    for (let i = 0; i < PAIR.nodes.length; i++) {
      const angle = from + half * (1 + PAIR.nodes[i]);
      const sine = Math.sin(angle);
      const cosine2 = (1 - sine) * (1 + sine);
      const exponent = -difference2 / (2 * cosine2) - product / (1 + sine);
      integral += half * PAIR.weights[i] * Math.exp(exponent);
    }
    from = to;
  }
  return normalCdf(h, 0, 1) * normalCdf(k, 0, 1) + (sign * integral) / (2 * Math.PI);
}
