import type { UnitVectors } from "../patterns/unit-vectors.ts";
import type { PottsTargets } from "./potts-block.ts";
import { resumedState, startOfTraining } from "./potts-start.ts";
import type { StepSizes } from "./potts-step.ts";
import type { PottsTrainingOptions } from "./potts-training-options.ts";
import type { PottsCourse } from "./potts-training-state.ts";
import { requirePottsTraining } from "./require-potts-training.ts";

/** A training with its defaults filled in. */
export interface PottsTrainingSetting {
  readonly data: UnitVectors;
  readonly labels: Int32Array | null;
  readonly targets: PottsTargets;
  readonly regularization: number;
  readonly sizes: StepSizes;
  readonly batch: number;
  readonly epochs: number;
  /** Infinity without. */
  readonly patience: number;
  /** Rows trained on; the rest is held out. */
  readonly trained: number;
}

/** @throws {TypeError, RangeError} data or an option outside its domain */
export function trainingSetting(
  data: UnitVectors,
  options: PottsTrainingOptions,
): { setting: PottsTrainingSetting; course: PottsCourse } {
  requirePottsTraining("trainPotts", data, options);
  const { memories: P, memoriesAtMost = P, regularization = 0.6, validation = 0.1 } = options;
  const labels = options.labels === undefined ? null : Int32Array.from(options.labels);
  const isLabelled = labels !== null;
  const C = options.C ?? (isLabelled ? 1 + labels.reduce((a, b) => Math.max(a, b), 0) : 10);
  const { softening = isLabelled ? 0.1 : 0.01, beta = isLabelled ? 1 : 0.01 } = options;
  const { learningRate = 0.1, momentum = 0.99, sinkhornSweeps = isLabelled ? 10 : 100 } = options;
  const held = Math.floor(validation * data.M);
  const { batch = 100, epochs = 300, patience = held > 0 ? 5 : "none" } = options;
  const start = { P, C, memoriesAtMost, labels, softening, beta };
  const setting: PottsTrainingSetting = {
    ...{ data, labels, batch, epochs },
    targets: { kind: isLabelled ? "labels" : "unsupervised", softening },
    regularization: regularization === "none" ? 1 : regularization,
    sizes: { learningRate, momentum, sinkhornSweeps, trainsBeta: regularization !== "none" },
    patience: patience === "none" ? Infinity : patience,
    trained: data.M - held,
  };
  const course =
    options.resume === undefined
      ? startOfTraining(data, start, options)
      : resumedState(options.resume, data, start);
  return { setting, course };
}
