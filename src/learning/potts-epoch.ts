import ln from "@stdlib/math-base-special-ln";
import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import type { Rng } from "../random/stream.ts";
import { arithmetic64, type MatrixArithmetic } from "./matrix-arithmetic.ts";
import { differentiateRows, evaluateRows, type LoadRows } from "./potts-batch.ts";
import { stepInPlace } from "./potts-step.ts";
import type { PottsTrainingSetting } from "./potts-training-setting.ts";
import type { PottsCourse } from "./potts-training-state.ts";
import {
  type PottsWeights,
  type PottsWork,
  pottsWeights,
  pottsWeightsIn,
  pottsWork,
} from "./potts-work.ts";

/** What passes through epochs of training. */
export interface PottsTrainer {
  /**
   * Steps through all trained rows once, in an order of its own for each epoch.
   *
   * @param afterStep  called with the steps done in this epoch; false ends it
   * @returns mean normalised loss L + log Γ; null where it was ended
   */
  runEpoch(rng: Rng, afterStep: (done: number) => boolean): Promise<number | null>;
  /** Normalised loss and share of right classes on the rows held out, null where there is none. */
  validate(): { readonly validationLoss: number | null; readonly accuracy: number | null };
}

/** Rows that are worked on at a time, at most. */
const ROWS = 2048;

/** Multiplications after which pending events get their turn: a few milliseconds. */
const TURN = 2e7;

/** @param course  changed by each step */
export function pottsTrainer(
  course: PottsCourse,
  setting: PottsTrainingSetting,
  arithmetic: MatrixArithmetic,
): PottsTrainer {
  const { data, labels, targets, regularization, sizes, batch, trained } = setting;
  const { P, N } = course;
  const work = pottsWork(Math.min(batch, trained, ROWS), course, arithmetic);
  const values = arithmetic === arithmetic64 ? data.values : new Float32Array(data.values);
  const parts = (): PottsMachine => ({ ...course, regularization, normaliser: "asymptotic" });
  const { memories, classWeights } = pottsWeights(parts(), arithmetic);
  const logMass = ln(course.masses.reduce((sum, mass) => sum + mass, 0));
  const weights = (): PottsWeights => pottsWeightsIn(parts(), memories, classWeights);

  function loadRows(to: PottsWork, count: number, rowOf: (k: number) => number): void {
    const { values: block } = to.data;
    for (let k = 0; k < count; k++) {
      const row = rowOf(k);
      block.set(values.subarray(row * N, (row + 1) * N), k * N);
      if (labels !== null) to.labels[k] = labels[row];
    }
  }

  // counted on from epoch to epoch: events get through short ones as well
  let multiplications = 0;
  return {
    async runEpoch(rng, afterStep) {
      const order = rng.permutation(trained);
      let logLikelihood = 0;
      for (let first = 0, done = 0; first < trained; first += batch) {
        const rows = Math.min(batch, trained - first);
        const now = weights();
        const load: LoadRows = (to, from, count) => {
          loadRows(to, count, (k) => order[first + from + k]);
        };
        const sums = differentiateRows(work, rows, load, now, targets);
        logLikelihood += sums.logLikelihood;
        if (!Number.isFinite(logLikelihood)) return Number.NaN;
        stepInPlace(course, sums, now, rows, sizes, arithmetic);
        multiplications += rows * P * N;
        if (multiplications > TURN) {
          multiplications = 0;
          await turnOfEventLoop();
        }
        if (!afterStep(++done)) return null;
      }
      return logMass - logLikelihood / trained;
    },
    validate() {
      const rows = data.M - trained;
      if (rows === 0) return { validationLoss: null, accuracy: null };
      const load: LoadRows = (to, from, count) => {
        loadRows(to, count, (k) => trained + from + k);
      };
      const { logLikelihood, correct } = evaluateRows(work, rows, load, weights(), targets);
      return {
        validationLoss: logMass - logLikelihood / rows,
        accuracy: labels === null ? null : correct / rows,
      };
    },
  };
}
