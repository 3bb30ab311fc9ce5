/** How well an example tells its cluster, in the field of P equally aligned memories. */
export interface ClusterGuess {
  /** (P·E p₁ − 1)/(P − 1) of the probability p₁ of the true cluster: 0 by chance, 1 where it is certain. */
  readonly certainty: number;
  /** E log Σ_γ p^γ_y e^(x_γ), with p^γ_y = 1 without labels. */
  readonly logSum: number;
}

/** Beyond so many standard deviations lies 2e-17 of a Gaussian. */
const reach = 8.5;
/** Step in u; the integrands are analytic within ±π/2 i of it, so that the trapezoidal rule errs by e^(−π²/step). */
const step = 0.25;
/** Wrong guesses of a probability below e^−sure are left out. */
const sure = 40;

/**
 * The guess of p = softmax(x + log p_y), x_γ = κ δ_γ1 + √κ z_γ with independent standard Gaussians z and the
 * label y of an example of cluster 1; absolute error about 1e-14. About 1 ms.
 *
 * Exponential clocks of rates e^(x_γ) make it one integral over u of one-dimensional averages
 * Φ(u) = E exp(−e^(u + √κ z)): p₁ is the probability that clock 1 rings first, so that
 * E p₁ = ∫du (−Φ′)(u + κ) Φ(u)^(P−1), and E log Σ e^x = ∫du (exp(−e^u) − Φ(u + κ) Φ(u)^(P−1)). Derived.
 *
 * @param P  clusters, ≥ 2
 * @param kappa  κ = b² q_⊥ ≥ 0
 * @param labelNoise  probability of one of the P − 1 wrong labels, 0 ≤ e < 1; absent: no labels
 */
export function clusterGuess(P: number, kappa: number, labelNoise?: number): ClusterGuess {
  const e = labelNoise;
  if (e === 0) return { certainty: 1, logSum: kappa };
  // log p^γ_y is this much lower for wrong labels than for the right one
  const h = e === undefined ? 0 : Math.log((1 - e) / (e / (P - 1)));
  const unit = e === undefined ? 0 : Math.log(1 - e);
  if (kappa / 4 - Math.log(P) - Math.abs(h) > sure) {
    return { certainty: 1, logSum: kappa + unit - (e ?? 0) * h };
  }
  const right = race(kappa, kappa, [{ count: P - 1, at: -h }]);
  if (e === undefined) return { certainty: excessOverChance(P, right.first), logSum: right.logSum };
  const wrong = race(kappa, kappa - h, [
    { count: 1, at: 0 },
    { count: P - 2, at: -h },
  ]);
  return {
    certainty: excessOverChance(P, (1 - e) * right.first + e * wrong.first),
    logSum: unit + (1 - e) * right.logSum + e * wrong.logSum,
  };
}

function excessOverChance(P: number, probability: number): number {
  return (P * probability - 1) / (P - 1);
}

/** Gaussian log rates of equal mean and variance κ. */
interface Rivals {
  readonly count: number;
  readonly at: number;
}

/** Probability that clock 1 rings first, and E log of the sum of all rates. */
function race(
  kappa: number,
  first: number,
  rivals: readonly Rivals[],
): { readonly first: number; readonly logSum: number } {
  const deviation = Math.sqrt(kappa);
  const dz = Math.min(0.5, step / deviation);
  const pairs = Math.ceil(reach / dz);
  const factors = new Float64Array(2 * pairs + 1);
  const weights = new Float64Array(2 * pairs + 1);
  for (let i = -pairs; i <= pairs; i++) {
    const z = i * dz;
    factors[i + pairs] = Math.exp(deviation * z);
    weights[i + pairs] = (dz * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  }
  const silent = (rate: number) => {
    let sum = 0;
    for (let i = 0; i < factors.length; i++) sum += weights[i] * Math.exp(-rate * factors[i]);
    return sum;
  };
  const highest = Math.max(first, ...rivals.map(({ at }) => at));
  // below, e^u has lost its last digit beside 1; above, no clock is silent
  const from = -38 - highest - Math.min(kappa / 2, reach * deviation);
  const to = Math.max(3.8, 3.8 - highest + reach * deviation);
  let [ringing, logSum] = [0, 0];
  for (let u = from; u <= to; u += step) {
    let others = 1;
    for (const { count, at } of rivals) {
      if (count > 0) others *= silent(Math.exp(u + at)) ** count;
    }
    const rate = Math.exp(u + first);
    let [quiet, density] = [0, 0];
    for (let i = 0; i < factors.length; i++) {
      const own = rate * factors[i];
      const term = weights[i] * Math.exp(-own);
      quiet += term;
      density += own * term;
    }
    ringing += density * others;
    logSum += Math.exp(-Math.exp(u)) - quiet * others;
  }
  return { first: step * ringing, logSum: step * logSum };
}
