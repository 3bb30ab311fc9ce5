import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { rootBetween } from "../numerics/root-between.ts";
import { type CrosstalkLaw, cumulants } from "./crosstalk-law.ts";

/** Where the standardised distance from the mean times the skewness is below this, the series takes over. */
const nearMean = 1e-5;

/**
 * P(z₁ + … + z_M > 1) for independent z of one law, by the saddlepoint approximation.
 *
 * Φ̄(w) + φ(w)(1/u − 1/w) with M·K′(λ) = 1, w = ±√(2(λ − M·K(λ))) and u = λ√(M·K″(λ)), where
 * λ − M·K(λ) is M times the divergence of the tilted law from the law. At the mean, where w and u
 * vanish together, 1/u − 1/w → −ρ₃/6 + w(5ρ₃²/24 − ρ₄/8) with the standardised cumulants ρ of the sum.
 * Rounding stays below 1e-9 throughout. M may be any real number > 0.
 *
 * Source: Lugannani, Rice 1980, eq. (2.11); Daniels 1987, "Tail probability approximations".
 */
export function saddlepointTail(law: CrosstalkLaw, M: number): number {
  if (M * largestValue(law) <= 1) return 0;
  const atZero = cumulants(law, 0);
  const distance = (1 - M * atZero.slope) / Math.sqrt(M * atZero.curvature);
  const [third, fourth] = higherCumulants(law);
  const rho3 = third / Math.sqrt(M * atZero.curvature ** 3);
  const rho4 = fourth / (M * atZero.curvature ** 2);
  if (Math.abs(distance) * (1 + Math.abs(rho3) + Math.sqrt(Math.abs(rho4))) < nearMean) {
    const rest = -rho3 / 6 + distance * ((5 * rho3 ** 2) / 24 - rho4 / 8);
    return normalCdf(-distance, 0, 1) + density(distance) * rest;
  }
  const lambda = saddlepoint(law, M);
  const { K, curvature } = cumulants(law, lambda);
  const w = Math.sign(lambda) * Math.sqrt(2 * M * divergence(law, lambda, K));
  const u = lambda * Math.sqrt(M * curvature);
  return normalCdf(-w, 0, 1) + density(w) * (1 / u - 1 / w);
}

/** λ with M·K′(λ) = 1, for M times the largest z above 1. */
export function saddlepoint(law: CrosstalkLaw, M: number): number {
  const excess = (lambda: number) => M * cumulants(law, lambda).slope - 1;
  const { slope, curvature } = cumulants(law, 0);
  const isAbove = M * slope < 1;
  let near = 0;
  const gaussian = (1 - M * slope) / (M * curvature);
  // a law all of whose likely values underflow has no variance at 0
  let far = Number.isFinite(gaussian) ? gaussian : 1;
  let there = excess(far);
  while (isAbove ? there < 0 : there > 0) {
    [near, far] = [far, 2 * far];
    there = excess(far);
  }
  // the logarithm of the slope is nearly straight where rare large terms make the slope explode
  const straight = (lambda: number) => {
    const value = excess(lambda);
    return value > -1 && isAbove ? Math.log1p(value) : value;
  };
  return rootBetween(straight, near, far);
}

/**
 * λ·K′(λ) − K(λ) = E[r ln r − r + 1] with r = e^{λz − K(λ)}, whose terms are all ≥ 0: the difference
 * itself cancels close to the mean of a skew law.
 */
function divergence({ size, logMass, bias }: CrosstalkLaw, lambda: number, K: number): number {
  let sum = 0;
  for (let k = 0; k < size.length; k++) {
    const lean = bias === null ? 0 : bias[k];
    const y = lambda * size[k];
    if (lean > -1) sum += ((1 + lean) / 2) * entropyTerm(logMass[k], y - K);
    if (lean < 1) sum += ((1 - lean) / 2) * entropyTerm(logMass[k], -y - K);
  }
  return sum;
}

/** Mass times r ln r − r + 1 at r = e^d: Σ (k − 1) d^k/k! over k ≥ 2. */
function entropyTerm(logMass: number, d: number): number {
  if (Math.abs(d) > 0.1) return Math.exp(logMass + d) * (d - 1) + Math.exp(logMass);
  let term = d;
  let series = 0;
  for (let k = 2; k <= 11; k++) {
    term *= d / k;
    series += (k - 1) * term;
  }
  return Math.exp(logMass) * series;
}

/** Largest z that has a probability above 0. */
function largestValue({ size, logMass, bias }: CrosstalkLaw): number {
  return size.reduce((largest, z, k) => {
    const isPossible = logMass[k] > -Infinity && (bias === null || bias[k] > -1);
    return isPossible && z > largest ? z : largest;
  }, 0);
}

/** Third and fourth cumulant of a law. */
function higherCumulants({ size, logMass, bias }: CrosstalkLaw): [number, number] {
  const moments = [0, 0, 0, 0, 0];
  for (let k = 0; k < size.length; k++) {
    const mass = Math.exp(logMass[k]);
    const lean = bias === null ? 0 : bias[k];
    for (let power = 1; power <= 4; power++) {
      moments[power] += mass * size[k] ** power * (power % 2 === 0 ? 1 : lean);
    }
  }
  const [, m1, m2, m3, m4] = moments;
  return [
    m3 - 3 * m1 * m2 + 2 * m1 ** 3,
    m4 - 4 * m1 * m3 - 3 * m2 ** 2 + 12 * m1 ** 2 * m2 - 6 * m1 ** 4,
  ];
}

function density(w: number): number {
  return Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI);
}
