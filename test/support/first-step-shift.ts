import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";

/**
 * What N spins and P patterns shift m(1) = erf(u) of many by, u = signal/√(2V), from a start of
 * overlap m: a/N from signal and variance, and the first Edgeworth term of noise that is a sum over
 * patterns; up to O(N⁻²) of the first and O(P⁻²) of the second.
 *
 * The field of spin i is a sum over patterns of ξ_i^μ g(X^μ)/N^(n−1), X^μ the overlap with the N − 1 other
 * spins, g = X^(n−1) + (n − 1)(n − 2)/6 X^(n−3) for differences. At t = 0 the terms of the other
 * patterns are independent and symmetric, of variance E g²/N^(2n−2) with
 * E X^2k = (2k − 1)!! (M^k − k(k − 1)/3 M^(k−1)), M = N − 1. The pattern itself gives X = N m − σ_i,
 * averaged over σ_i.
 */
export function firstStepShift(
  model: DynamicsModel,
  { N, P, m, variance }: { N: number; P: number; m: number; variance: number },
): number {
  const { signal, noise } = shifts(model, m);
  const x = m ** (model.n - 1) / Math.sqrt(variance);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const bySize = 2 * density * (signal / Math.sqrt(variance) - (x * noise) / 2);
  const byCount = ((2 * density * excess(model)) / 24) * (3 * x - x ** 3);
  return bySize / N + byCount / P;
}

/** N times the shift of the signal, and N times the relative shift of the variance. */
function shifts({ n, form, selfCoupling }: DynamicsModel, m: number) {
  const pairs = (n - 1) * (n - 2);
  const others = { signal: -(n - 1) * m ** (n - 1), noise: -(n - 1) - pairs / 3 };
  // X² − M: E g² = 2M² − 2M, and the pattern loses M/N².
  if (form === "distinct") return { signal: -2 * m * m - 1, noise: -3 };
  if (form === "derivative") return others;
  // X + ξσ in place of X: ξ(X² + 4/3) + 2σX, E g² = 3M² − 2M + 8M/3 + 4M.
  if (selfCoupling) return { signal: 0, noise: -4 / 9 };
  return { ...others, noise: others.noise + pairs / (3 * (2 * n - 3)) };
}

/** E g⁴/(E g²)² − 3 of one pattern's term, for Gaussian overlaps. */
function excess({ n, form, interaction }: DynamicsModel): number {
  if (form === "distinct") return 60 / 2 ** 2 - 3;
  const moment = (k: number): number => (k > 0 ? (k - 1) * moment(k - 2) : 1);
  const share = interaction === "rect" ? 2 : 1;
  return (share * moment(4 * n - 4)) / moment(2 * n - 2) ** 2 - 3;
}
