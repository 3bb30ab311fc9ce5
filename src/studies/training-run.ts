import { growPotts } from "../learning/grow-potts.ts";
import { trainPotts } from "../learning/train-potts.ts";
import { classificationReport } from "../models/classification-report.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import type { TaskModule } from "../parallel/task-module.ts";
import type { LabelledVectors } from "../patterns/unit-vectors.ts";
import { stream } from "../random/stream.ts";
import type { TrainingRow, TrainingSetting } from "./training-study.ts";

/** One machine to train. */
export interface TrainingRun {
  readonly setting: TrainingSetting;
  readonly seed: number;
  readonly train: LabelledVectors;
  readonly test: LabelledVectors;
}

/** How the training of a machine ended. */
interface Trained {
  readonly machine: PottsMachine;
  readonly sizes: readonly number[];
  readonly epochs: number;
  readonly cost: number;
  readonly loss: number | null;
  readonly stopped: string;
}

export async function task({ setting, seed, train, test }: TrainingRun): Promise<TrainingRow> {
  const { memories, growFrom = null, regularization, beta } = setting;
  const { machine, sizes, ...ended } = await trained(setting, seed, train);
  const report = classificationReport(machine, test, { arithmetic: "float32" });
  return {
    memories,
    grow_from: growFrom,
    threshold: growFrom === null ? null : (setting.threshold ?? -0.001),
    sizes: sizes.join(" → "),
    regularization: machine.regularization,
    trained_beta: regularization !== "none",
    beta_start: beta,
    beta: machine.beta,
    kappa: machine.regularization * machine.beta,
    seed,
    ...ended,
    samples: test.M,
    accuracy: report.accuracy,
    accuracy_nearest: report.nearestAccuracy,
    fidelity: report.fidelity,
    dead: report.dead / machine.P,
    distinct: report.distinct / machine.P,
  };
}

async function trained(
  setting: TrainingSetting,
  seed: number,
  train: LabelledVectors,
): Promise<Trained> {
  const { growFrom, memories, ...options } = setting;
  const { labels, C } = train;
  const all = { ...options, labels, C, rng: stream(seed, "training") };
  if (growFrom === undefined) {
    const { machine, epochs, stopped } = await trainPotts(train, { ...all, memories });
    const loss = epochs.at(-1)?.loss ?? null;
    const count = epochs.length;
    return { machine, sizes: [memories], epochs: count, cost: memories * count, loss, stopped };
  }
  const { machine, epochs, rounds, stopped } = await growPotts(train, {
    ...all,
    memories,
    from: growFrom,
  });
  return {
    machine,
    sizes: rounds.map((round) => round.memories),
    epochs: epochs.length,
    cost: epochs.at(-1)?.cost ?? 0,
    loss: epochs.at(-1)?.loss ?? null,
    stopped,
  };
}

export const trainingRuns: TaskModule<TrainingRun, TrainingRow> = {
  url: new URL(import.meta.url),
  load: async () => ({ task }),
};
