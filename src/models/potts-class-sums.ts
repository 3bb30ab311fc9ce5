import exp from "@stdlib/math-base-special-exp";
import ln from "@stdlib/math-base-special-ln";
import type { PottsMachine } from "./potts-machine.ts";

/** Sums over the memories of one machine at one vector, and room for them. */
export interface PottsClassSums {
  /** max(0, max_γ h_γ), so that no exponential overflows. */
  shift: number;
  /** e^(h_γ − shift), P + 1; the last, the null unit, e^(−shift). */
  readonly shares: Float64Array;
  /** Σ_γ g_γy e^(h_γ − shift), C + 1; 0 where all underflow. */
  readonly sums: Float64Array;
  /** ℓ_y = log Σ_γ g_γy e^(h_γ), C + 1; −∞ only where class y has no weight. */
  readonly logits: Float64Array;
}

/** At and below this a sum may consist of numbers that lost their digits; its logit does not. */
export const faint = 1e-280;

export function roomForClassSums({ P, C }: PottsMachine): PottsClassSums {
  return {
    shift: 0,
    shares: new Float64Array(P + 1),
    sums: new Float64Array(C + 1),
    logits: new Float64Array(C + 1),
  };
}

/** Fills the sums from the scores h of one vector, length P + 1. */
export function classSumsInPlace(
  room: PottsClassSums,
  { P, C, classWeights }: PottsMachine,
  scores: Float64Array,
): void {
  const { shares, sums, logits } = room;
  let shift = 0;
  for (let gamma = 0; gamma < P; gamma++) shift = Math.max(shift, scores[gamma]);
  sums.fill(0);
  for (let gamma = 0; gamma <= P; gamma++) {
    const share = exp(scores[gamma] - shift);
    shares[gamma] = share;
    if (share === 0) continue;
    for (let y = 0; y <= C; y++) sums[y] += classWeights[gamma * (C + 1) + y] * share;
  }
  for (let y = 0; y <= C; y++) {
    logits[y] = sums[y] > faint ? shift + ln(sums[y]) : faintLogit(classWeights, P, C, y, scores);
  }
  room.shift = shift;
}

/** ℓ_y shifted by the largest score that class y has weight on. */
function faintLogit(
  classWeights: Float64Array,
  P: number,
  C: number,
  y: number,
  scores: Float64Array,
): number {
  let largest = -Infinity;
  for (let gamma = 0; gamma <= P; gamma++) {
    const weight = classWeights[gamma * (C + 1) + y];
    if (weight > 0) largest = Math.max(largest, scores[gamma] + ln(weight));
  }
  if (largest === -Infinity) return largest;
  let sum = 0;
  for (let gamma = 0; gamma <= P; gamma++) {
    const weight = classWeights[gamma * (C + 1) + y];
    if (weight > 0) sum += exp(scores[gamma] + ln(weight) - largest);
  }
  return largest + ln(sum);
}

/** log Σ_y e^(ℓ_y), finite wherever one logit is. */
export function logSum(logits: Float64Array): number {
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let sum = 0;
  for (const logit of logits) sum += exp(logit - largest);
  return largest + ln(sum);
}
