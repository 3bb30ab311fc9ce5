import type { PottsMachine } from "../models/potts-machine.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { arithmetic64, type MatrixArithmetic } from "./matrix-arithmetic.ts";
import { evaluateBlock, type PottsTargets } from "./potts-block.ts";
import { rowsOfBlock } from "./potts-gradient.ts";
import { type PottsWeights, type PottsWork, pottsWeights, pottsWork } from "./potts-work.ts";

/** Data and softened targets for which splits are judged. */
export interface SplitTask {
  /** M × N. */
  readonly data: UnitVectors;
  /** The class of each vector, 0 … C − 1, or "unsupervised". */
  readonly targets: { readonly labels: Int32Array } | "unsupervised";
  /** s. */
  readonly softening: number;
}

/** Visits rows `from` … `from + count − 1`, which lie in the working memory. */
type VisitBlock = (
  work: PottsWork,
  from: number,
  count: number,
  weights: PottsWeights,
  targets: PottsTargets,
) => void;

/** Loads the data of a task into the working memory, block by block. */
export function eachBlock(
  machine: PottsMachine,
  { data, targets, softening }: SplitTask,
  arithmetic: MatrixArithmetic,
  visit: VisitBlock,
): void {
  const { P, N } = machine;
  const { M, values } = data;
  const labels = targets === "unsupervised" ? null : targets.labels;
  const rows = Math.min(M, rowsOfBlock(P, N));
  const work = pottsWork(rows, machine, arithmetic);
  const weights = pottsWeights(machine, arithmetic);
  const kind = labels === null ? "unsupervised" : "labels";
  for (let from = 0; from < M; from += rows) {
    const count = Math.min(rows, M - from);
    work.data.values.set(values.subarray(from * N, (from + count) * N));
    if (labels !== null) work.labels.set(labels.subarray(from, from + count));
    visit(work, from, count, weights, { kind, softening });
  }
}

/**
 * Visits each vector x_a with the factors of its responsibilities, in float64: that of memory γ within class y
 * is g_γy · `units[γ]` · `classes[y]`, and r_aγ its sum over y. The arrays are used again.
 */
export function eachPosterior(
  machine: PottsMachine,
  task: SplitTask,
  visit: (a: number, units: Float64Array, classes: Float64Array) => void,
): void {
  const { P, C } = machine;
  const [units, classes] = [new Float64Array(P), new Float64Array(C + 1)];
  eachBlock(machine, task, arithmetic64, (work, from, count, weights, targets) => {
    evaluateBlock(work, count, weights, targets);
    const { values: factors } = work.boltzmann;
    const { values: shares } = work.classes;
    for (let a = 0; a < count; a++) {
      units.set(factors.subarray(a * P, (a + 1) * P));
      classes.set(shares.subarray(a * (C + 1), (a + 1) * (C + 1)));
      visit(from + a, units, classes);
    }
  });
}
