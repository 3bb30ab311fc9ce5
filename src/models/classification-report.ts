import { requireLabels } from "../patterns/require-labels.ts";
import type { LabelledVectors } from "../patterns/unit-vectors.ts";
import { deadMemories, distinctMemories } from "./memory-diversity.ts";
import { classSumsInPlace, roomForClassSums } from "./potts-class-sums.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { indexOfLargest, pottsPrediction, rowOf } from "./potts-prediction.ts";
import { responsibilitiesInPlace, softmaxOf } from "./potts-responsibilities.ts";
import { type PottsScoreOptions, requireScorable, visitScores } from "./potts-scores.ts";

/** How well a machine classifies, and what its memories do for it. */
export interface ClassificationReport {
  /** Number of vectors. */
  readonly samples: number;
  /** Share of vectors whose most probable class is their label. */
  readonly accuracy: number;
  /** Share whose label is the class of the nearest memory. */
  readonly nearestAccuracy: number;
  /** Share where the nearest memory and the full prediction say the same class. */
  readonly fidelity: number;
  /** The same among vectors predicted right; NaN where there are none. */
  readonly fidelityOnCorrect: number;
  /** The same among vectors predicted wrong; NaN where there are none. */
  readonly fidelityOnWrong: number;
  /** Mean of P(γ | x) over the vectors, P + 1, the null unit last. */
  readonly responsibilities: Float64Array;
  /** Memories with less than a tenth of the average responsibility of a memory (`deadMemories`). */
  readonly dead: number;
  /** Memories with overlaps below 0.99 with each other (`distinctMemories`). */
  readonly distinct: number;
  /** Class that the machine predicts at w_γ, 0 … C, length P. */
  readonly memoryClasses: Int32Array;
  /** p_γy = g_γy / G_γ, P × (C + 1). */
  readonly softLabels: Float64Array;
}

/**
 * Classifies labelled vectors by the full prediction and by the nearest memory, and says how the memories share the
 * work. One product of data and memories.
 *
 * @throws {RangeError} no vectors, a machine without memories, vectors of another N or norm, labels outside
 *   0 … C − 1
 */
export function classificationReport(
  machine: PottsMachine,
  data: LabelledVectors,
  options: PottsScoreOptions = {},
): ClassificationReport {
  const caller = "classificationReport";
  const { arithmetic } = requireScorable(caller, machine, data, options);
  const { P, N, C, classWeights } = machine;
  if (data.M === 0 || P === 0) {
    throw new RangeError(
      `${caller}: expected vectors and memories, got M = ${data.M} and P = ${P}`,
    );
  }
  requireLabels(caller, data.labels, data.M, C - 1);
  const counts = { correct: 0, nearestCorrect: 0, same: 0, sameAndCorrect: 0 };
  const responsibilities = new Float64Array(P + 1);
  const room = roomForClassSums(machine);
  const [probabilities, shares] = [new Float64Array(C + 1), new Float64Array(P + 1)];
  visitScores(machine, data, arithmetic, (a, scores, overlaps) => {
    classSumsInPlace(room, machine, scores);
    const predicted = indexOfLargest(room.logits);
    const nearest = rowOf(classWeights, indexOfLargest(overlaps), C + 1);
    const nearestClass = indexOfLargest(nearest);
    const isCorrect = predicted === data.labels[a];
    const isSame = predicted === nearestClass;
    if (isCorrect) counts.correct++;
    if (nearestClass === data.labels[a]) counts.nearestCorrect++;
    if (isSame) counts.same++;
    if (isSame && isCorrect) counts.sameAndCorrect++;
    softmaxOf(room.logits, probabilities);
    responsibilitiesInPlace(shares, machine, room, probabilities, scores);
    for (let gamma = 0; gamma <= P; gamma++) responsibilities[gamma] += shares[gamma] / data.M;
  });
  const wrong = data.M - counts.correct;
  return {
    samples: data.M,
    accuracy: counts.correct / data.M,
    nearestAccuracy: counts.nearestCorrect / data.M,
    fidelity: counts.same / data.M,
    fidelityOnCorrect: counts.sameAndCorrect / counts.correct,
    fidelityOnWrong: (counts.same - counts.sameAndCorrect) / wrong,
    responsibilities,
    dead: deadMemories(responsibilities).length,
    distinct: distinctMemories(machine, 0.99, arithmetic).length,
    memoryClasses: pottsPrediction(machine, { M: P, N, values: machine.memories }, options).classes,
    softLabels: softLabels(machine),
  };
}

/** p_γy = g_γy / G_γ of the memories, P × (C + 1). */
export function softLabels({ P, C, classWeights }: PottsMachine): Float64Array {
  const labels = classWeights.slice(0, P * (C + 1));
  for (let gamma = 0; gamma < P; gamma++) {
    const row = labels.subarray(gamma * (C + 1), (gamma + 1) * (C + 1));
    let mass = 0;
    for (const weight of row) mass += weight;
    for (let y = 0; y <= C; y++) row[y] /= mass;
  }
  return labels;
}
