import exp from "@stdlib/math-base-special-exp";
import { requireLabels } from "../patterns/require-labels.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import {
  classSumsInPlace,
  faint,
  logSum,
  type PottsClassSums,
  roomForClassSums,
} from "./potts-class-sums.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { type PottsScoreOptions, requireScorable, visitScores } from "./potts-scores.ts";

/**
 * r_aγ = Σ_y e_ay P(γ | x_a, y): how much of each vector each memory, and the null unit in the last column,
 * answers for.
 *
 * Without weights these are P(γ | x_a) ∝ G_γ e^(h_aγ), G_γ = Σ_y g_γy. With `{ labels }` they are
 * P(γ | x_a, y_a). With an array e of shape M × (C + 1), such as soft targets, rows of r sum to those of e.
 *
 * @param weights  class weights of the data; default the machine's own P(y | x_a)
 * @returns M × (P + 1)
 * @throws {RangeError} vectors of another N or norm, weights of another length, a label outside 0 … C, or one
 *   whose class has no weight in the machine
 */
export function pottsResponsibilities(
  machine: PottsMachine,
  data: UnitVectors,
  weights?: Float64Array | { readonly labels: ArrayLike<number> },
  options: PottsScoreOptions = {},
): Float64Array {
  const caller = "pottsResponsibilities";
  const { arithmetic } = requireScorable(caller, machine, data, options);
  const { P, C } = machine;
  const given = weights === undefined ? undefined : dense(caller, weights, data.M, C);
  const responsibilities = new Float64Array(data.M * (P + 1));
  const room = roomForClassSums(machine);
  const own = new Float64Array(C + 1);
  visitScores(machine, data, arithmetic, (a, scores) => {
    classSumsInPlace(room, machine, scores);
    if (given === undefined) softmaxOf(room.logits, own);
    else own.set(given.subarray(a * (C + 1), (a + 1) * (C + 1)));
    for (let y = 0; y <= C; y++) {
      if (own[y] === 0 || room.logits[y] > -Infinity) continue;
      throw new RangeError(
        `${caller}: expected class weights on class ${y} of vector ${a}, got none in the machine; give that vector another class`,
      );
    }
    const out = responsibilities.subarray(a * (P + 1), (a + 1) * (P + 1));
    responsibilitiesInPlace(out, machine, room, own, scores);
  });
  return responsibilities;
}

/** P(y | x) = softmax_y ℓ. */
export function softmaxOf(logits: Float64Array, out: Float64Array): void {
  const sum = logSum(logits);
  for (let y = 0; y < logits.length; y++) out[y] = exp(logits[y] - sum);
}

/** Σ_y weights_y P(γ | x, y) of one vector from its class sums, into `out`, length P + 1. */
export function responsibilitiesInPlace(
  out: Float64Array,
  { P, C, classWeights }: PottsMachine,
  { shares, sums, logits }: PottsClassSums,
  weights: Float64Array,
  scores: Float64Array,
): void {
  out.fill(0);
  for (let y = 0; y <= C; y++) {
    if (weights[y] === 0) continue;
    const isLost = sums[y] <= faint;
    const factor = isLost ? 0 : weights[y] / sums[y];
    for (let gamma = 0; gamma <= P; gamma++) {
      const g = classWeights[gamma * (C + 1) + y];
      if (g === 0) continue;
      out[gamma] += isLost
        ? weights[y] * g * exp(scores[gamma] - logits[y])
        : factor * g * shares[gamma];
    }
  }
}

function dense(
  caller: string,
  weights: Float64Array | { readonly labels: ArrayLike<number> },
  M: number,
  C: number,
): Float64Array {
  if (weights instanceof Float64Array) {
    if (weights.length === M * (C + 1)) return weights;
    throw new RangeError(
      `${caller}: expected M (C + 1) = ${M * (C + 1)} weights, got ${weights.length}; one a vector and class, the last that of no class`,
    );
  }
  const out = new Float64Array(M * (C + 1));
  requireLabels(caller, weights.labels, M, C);
  for (let a = 0; a < M; a++) out[a * (C + 1) + weights.labels[a]] = 1;
  return out;
}
