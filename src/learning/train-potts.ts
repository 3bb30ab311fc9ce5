import { type PottsMachine, pottsMachine } from "../models/potts-machine.ts";
import { tensorEngine } from "../numerics/tensor.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import {
  arithmetic32,
  arithmetic64,
  arithmeticOf,
  type MatrixArithmetic,
} from "./matrix-arithmetic.ts";
import { type PottsTrainer, pottsTrainer } from "./potts-epoch.ts";
import type { PottsEpoch, PottsTrainingOptions } from "./potts-training-options.ts";
import { type PottsTrainingSetting, trainingSetting } from "./potts-training-setting.ts";
import { copiedState, type PottsCourse, type PottsTrainingState } from "./potts-training-state.ts";

/** A machine that was trained, and how it went. */
export interface PottsTraining {
  /** As the state has it. */
  readonly machine: PottsMachine;
  /** After the last whole epoch. */
  readonly state: PottsTrainingState;
  /** One row an epoch of this run. */
  readonly epochs: readonly PottsEpoch[];
  /** What ended it; "not-finite": a loss that is no number, and the epoch before is kept. */
  readonly stopped: "patience" | "epochs" | "interrupted" | "not-finite";
}

/**
 * Trains a Potts machine on unit vectors, with or without labels, by momentum descent on mini-batches.
 *
 * Memories move on the sphere, class weights in their logarithm with their row and column sums kept by
 * Sinkhorn's scaling, β along with them. The last rows of the data are held out; when their loss has not fallen
 * for `patience` epochs, training ends with the machine as it is then. Results depend on the data, the options
 * and the seed alone. Cost of an epoch: 4 M P N multiplications.
 *
 * @param data  M × N, not modified; their order has no meaning, since their end is held out
 * @throws {TypeError, RangeError} data or options outside their domain, before any work
 * @throws {Error} an engine that is not installed
 *
 * Source: the code of Thériault & Tantari 2026, arXiv 2508.19151, with the guards of `stepInPlace`.
 */
export async function trainPotts(
  data: UnitVectors,
  options: PottsTrainingOptions,
): Promise<PottsTraining> {
  const { setting, course } = trainingSetting(data, options);
  const arithmetic = await arithmeticFor(options);
  try {
    return await train(pottsTrainer(course, setting, arithmetic), course, setting, options);
  } finally {
    arithmetic.free();
  }
}

async function train(
  trainer: PottsTrainer,
  course: PottsCourse,
  setting: PottsTrainingSetting,
  { rng, onEpoch, onProgress, onCheckpoint, signal }: PottsTrainingOptions,
): Promise<PottsTraining> {
  const { regularization, patience, trained, batch } = setting;
  const steps = Math.ceil(trained / batch);
  const epochs: PottsEpoch[] = [];
  let state: PottsTrainingState = copiedState(course);
  const end = (stopped: PottsTraining["stopped"]): PottsTraining => {
    const { N, C, memories, classWeights, beta } = copiedState(state);
    const machine = pottsMachine({ N, C, memories, classWeights, beta, regularization });
    return { machine, state, epochs, stopped };
  };
  while (course.epochsWithoutBetter < patience) {
    if (course.epoch >= setting.epochs) return end("epochs");
    const epoch = course.epoch + 1;
    if (signal?.aborted) return end("interrupted");
    const loss = await trainer.runEpoch(rng.split("epoch", epoch), (done) => {
      onProgress?.(course.epoch * steps + done, setting.epochs * steps);
      return !signal?.aborted || done === steps;
    });
    if (loss === null) return end("interrupted");
    const { beta } = course;
    const row = { epoch, loss, ...trainer.validate(), beta, kappa: regularization * beta };
    epochs.push(row);
    onEpoch?.(row);
    if (!Number.isFinite(loss) || Number.isNaN(row.validationLoss)) return end("not-finite");
    course.epoch = epoch;
    noteLoss(course, row.validationLoss);
    state = copiedState(course);
    onCheckpoint?.(state);
  }
  return end("patience");
}

/** Counts the epochs since the least validation loss. */
function noteLoss(course: PottsCourse, loss: number | null): void {
  if (loss === null) return;
  const isBetter = course.bestLoss === null || loss < course.bestLoss;
  course.epochsWithoutBetter = isBetter ? 0 : course.epochsWithoutBetter + 1;
  if (isBetter) course.bestLoss = loss;
}

async function arithmeticFor({
  arithmetic,
  engine = "portable",
}: PottsTrainingOptions): Promise<MatrixArithmetic> {
  if (arithmetic === "float64") return arithmetic64;
  return engine === "portable" ? arithmetic32() : arithmeticOf(await tensorEngine(engine));
}
