import type { GaussianNodes } from "./gaussian-nodes.ts";

/** Averages of the posterior p of the cluster of an example. */
export interface ClusterPosterior {
  /** M_k = E p pᵀ, P × P. */
  readonly responsibilities: Float64Array;
  /** E log Σ_γ ρ_γ p^γ_y e^(x_γ). */
  readonly logSum: number;
  /** Largest standard error of `responsibilities`; 0 without random nodes. */
  readonly standardError: number;
}

/**
 * Averages over clusters k of law ρ, labels y and a Gaussian z of the posterior
 * p = softmax_γ(log ρ_γ + log p^γ_y + Λ_kγ − Λ_γγ/2 + (Λ^(1/2) z)_γ). Only differences to the last
 * cluster's field matter, so that z has P − 1 dimensions.
 *
 * @param Lambda  Λ_k, P × P, positive semidefinite
 */
export function clusterPosterior(
  rho: readonly number[],
  Lambda: Float64Array,
  labelNoise: number | undefined,
  nodes: GaussianNodes,
): ClusterPosterior {
  const P = rho.length;
  const noise = differenceNoise(P, Lambda, nodes);
  const sum = new Float64Array(P * P);
  const squares = new Float64Array(P * P);
  const pair = new Float64Array(P * P);
  const p = new Float64Array(P);
  const cases = casesOf(rho, Lambda, labelNoise);
  let logSum = 0;
  for (const { share, base } of cases) logSum += share * base;
  for (let n = 0; n < nodes.weights.length; n++) {
    for (const { share, mean } of cases) {
      let highest = -Infinity;
      for (let c = 0; c < P; c++) {
        p[c] = mean[c] + noise[n * P + c];
        if (p[c] > highest) highest = p[c];
      }
      let total = 0;
      for (let c = 0; c < P; c++) {
        p[c] = Math.exp(p[c] - highest);
        total += p[c];
      }
      logSum += nodes.weights[n] * share * (highest + Math.log(total));
      const weight = (nodes.weights[n] * share) / total ** 2;
      for (let c = 0; c < P; c++) {
        for (let d = 0; d < P; d++) pair[c * P + d] += weight * p[c] * p[d];
      }
    }
    if (nodes.isRandom && n % 2 === 0) continue;
    for (let c = 0; c < P * P; c++) {
      sum[c] += pair[c];
      squares[c] += pair[c] ** 2;
    }
    pair.fill(0);
  }
  const pairs = nodes.weights.length / 2;
  const standardError = nodes.isRandom
    ? squares.reduce((largest, square, c) => {
        const variance = Math.max(0, square - sum[c] ** 2 / pairs) * (pairs / (pairs - 1));
        return Math.max(largest, Math.sqrt(variance));
      }, 0)
    : 0;
  return { responsibilities: sum, logSum, standardError };
}

/** A cluster and a label: their probability, the mean fields relative to the last one, and its mean. */
interface Case {
  readonly share: number;
  readonly mean: readonly number[];
  readonly base: number;
}

function casesOf(
  rho: readonly number[],
  Lambda: Float64Array,
  labelNoise: number | undefined,
): Case[] {
  const P = rho.length;
  const last = P - 1;
  const field = (k: number, c: number) => Lambda[k * P + c] - Lambda[c * P + c] / 2;
  return rho.flatMap((share, k) => {
    const mean = rho.map((weight, c) => Math.log(weight) + field(k, c) - field(k, last));
    const base = field(k, last);
    if (labelNoise === undefined) return [{ share, mean, base }];
    const probability = (c: number, y: number) => (c === y ? 1 - labelNoise : labelNoise / (P - 1));
    return rho
      .map((_, y) => ({
        share: share * probability(k, y),
        mean: mean.map((value, c) => value + Math.log(probability(c, y))),
        base,
      }))
      .filter((one) => one.share > 0);
  });
}

/** Noise of every node's fields relative to the last cluster's, nodes × P. */
function differenceNoise(P: number, Lambda: Float64Array, nodes: GaussianNodes): Float64Array {
  const d = P - 1;
  const factor = new Float64Array(d * d);
  const at = (i: number, j: number) => Lambda[i * P + j];
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = at(i, j) - at(i, d) - at(d, j) + at(d, d);
      for (let k = 0; k < j; k++) rest -= factor[i * d + k] * factor[j * d + k];
      const pivot = factor[j * d + j];
      factor[i * d + j] = i === j ? Math.sqrt(Math.max(0, rest)) : pivot > 0 ? rest / pivot : 0;
    }
  }
  const noise = new Float64Array(nodes.weights.length * P);
  for (let n = 0; n < nodes.weights.length; n++) {
    for (let i = 0; i < d; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += factor[i * d + k] * nodes.points[n * d + k];
      noise[n * P + i] = sum;
    }
  }
  return noise;
}
