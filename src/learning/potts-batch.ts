import type { Numbers } from "./matrix-arithmetic.ts";
import { differentiateBlock, evaluateBlock, type PottsTargets } from "./potts-block.ts";
import type { PottsSums, PottsWeights, PottsWork } from "./potts-work.ts";

/** Puts rows `from` … `from + count − 1` of what is summed over into the working memory. */
export type LoadRows = (work: PottsWork, from: number, count: number) => void;

/** Sums over any number of rows, a block at a time; those of a single block stay in the working memory. */
export function differentiateRows(
  work: PottsWork,
  rows: number,
  load: LoadRows,
  weights: PottsWeights,
  targets: PottsTargets,
): PottsSums {
  let total = work.sums;
  for (let from = 0; from < rows; from += work.rows) {
    const count = Math.min(work.rows, rows - from);
    load(work, from, count);
    differentiateBlock(work, count, weights, targets);
    if (from === 0 && count < rows) total = copied(work.sums);
    else if (from > 0) add(total, work.sums);
  }
  return total;
}

/** Σ_a Σ_y q_ay ℓ_ay and the number of rows whose most probable class is their label. */
export function evaluateRows(
  work: PottsWork,
  rows: number,
  load: LoadRows,
  weights: PottsWeights,
  targets: PottsTargets,
): { readonly logLikelihood: number; readonly correct: number } {
  let [logLikelihood, correct] = [0, 0];
  for (let from = 0; from < rows; from += work.rows) {
    const count = Math.min(work.rows, rows - from);
    load(work, from, count);
    evaluateBlock(work, count, weights, targets);
    logLikelihood += work.sums.logLikelihood;
    correct += work.sums.correct;
  }
  return { logLikelihood, correct };
}

function copied(sums: PottsSums): PottsSums {
  return {
    ...sums,
    forces: { values: Float64Array.from(sums.forces.values) },
    classSums: sums.classSums.slice(),
    responsibilities: sums.responsibilities.slice(),
  };
}

function add(total: PottsSums, sums: PottsSums): void {
  total.logLikelihood += sums.logLikelihood;
  total.correct += sums.correct;
  addNumbers(total.forces.values, sums.forces.values);
  addNumbers(total.classSums, sums.classSums);
  addNumbers(total.responsibilities, sums.responsibilities);
}

function addNumbers(total: Numbers, numbers: Numbers): void {
  for (let k = 0; k < total.length; k++) total[k] += numbers[k];
}
