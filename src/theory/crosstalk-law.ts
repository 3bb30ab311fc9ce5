import { logBinomialWeights } from "./binomial-weights.ts";
import { stepSizes } from "./step-sizes.ts";
import type { StorageModel } from "./storage-model.ts";

/**
 * What one other pattern takes from the margin of one bit, in units of the signal S = F(N) − F(N−2).
 *
 * The margin of a bit of a stored pattern is S − S·Σ z over the other patterns, where
 * z = ∓[F(x+1) − F(x−1)]/S; x is the overlap on the other N − 1 spins and the sign says whether the
 * other pattern has the opposite bit. Entry k holds the two values ±size[k].
 */
export interface CrosstalkLaw {
  /** |z|, 0 … 1. */
  readonly size: Float64Array;
  /** ln of the probability of either sign. */
  readonly logMass: Float64Array;
  /** [P(z = size) − P(z = −size)] over their sum; null where it is 0 throughout. */
  readonly bias: Float64Array | null;
}

/** Law of an independent, unbiased pattern. */
export function crosstalkLaw(model: StorageModel): CrosstalkLaw {
  return {
    size: stepSizes(model).map(Math.abs),
    logMass: logBinomialWeights(model.N - 1, 0.5),
    bias: null,
  };
}

/**
 * Law of an independent pattern at a distance of `minimum` or more. With u of the N − 1 other spins
 * shared the distance is N − 1 − u where the bit is shared, too, and N − u where it is not.
 */
export function separatedLaw(model: StorageModel, minimum: number): CrosstalkLaw {
  const { N } = model;
  const steps = stepSizes(model);
  const shared = (u: number) => (N - 1 - u >= minimum ? 1 : 0);
  const opposite = (u: number) => (N - u >= minimum ? 1 : 0);
  const masses = logBinomialWeights(N - 1, 0.5).map(
    (weight, u) => Math.exp(weight) * (shared(u) + opposite(u)),
  );
  const total = Math.log(masses.reduce((sum, mass) => sum + mass, 0));
  return {
    size: steps.map(Math.abs),
    logMass: masses.map((mass) => Math.log(mass) - total),
    bias: steps.map((step, u) => {
      const ways = shared(u) + opposite(u);
      return ways === 0 ? 0 : ((opposite(u) - shared(u)) / ways) * Math.sign(step);
    }),
  };
}

/** Cumulant generating function K(λ) = ln E e^{λz} with two derivatives. */
export interface Cumulants {
  readonly K: number;
  readonly slope: number;
  readonly curvature: number;
}

/**
 * Cumulant generating function of a law at λ.
 *
 * Sums E e^{λz} − 1, so that K keeps its relative accuracy where it is tiny; masses stay logarithms
 * until the exponential is taken, and a common factor is taken out where the sum would overflow.
 */
export function cumulants({ size, logMass, bias }: CrosstalkLaw, lambda: number): Cumulants {
  const largest = size.reduce((most, y, k) => Math.max(most, logMass[k] + Math.abs(lambda) * y), 0);
  const scale = largest > 600 ? largest : 0;
  let growth = 0;
  let slope = 0;
  let curvature = 0;
  for (let k = 0; k < size.length; k++) {
    const y = size[k];
    if (y === 0) continue;
    const z = Math.abs(lambda) * y;
    const half = Math.exp(logMass[k] + z - scale) / 2;
    if (half === 0) continue;
    const lost = Math.expm1(-z);
    const lean = (bias === null ? 0 : bias[k]) * Math.sign(lambda || 1);
    const sinh = -half * lost * (2 + lost);
    const cosh = half * (1 + (1 + lost) ** 2);
    growth += half * lost * lost + lean * sinh;
    slope += y * (sinh + lean * cosh);
    curvature += y * y * (cosh + lean * sinh);
  }
  const total = Math.exp(-scale) + growth;
  const mean = (Math.sign(lambda || 1) * slope) / total;
  return {
    K: scale === 0 ? Math.log1p(growth) : scale + Math.log(total),
    slope: mean,
    curvature: curvature / total - mean * mean,
  };
}
