import { type ColumnTable, from } from "arquero";
import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";
import type { PottsGrowthOptions } from "../learning/growth-options.ts";
import type { PottsTrainingOptions } from "../learning/potts-training-options.ts";
import { requireWorkers } from "../parallel/worker-pool.ts";
import type { LabelledVectors } from "../patterns/unit-vectors.ts";
import { type MeasureOptions, withPool } from "./measure-options.ts";
import { trainingRuns } from "./training-run.ts";

/** How a machine is trained: at once, or grown from a smaller one. */
export interface TrainingSetting
  extends Pick<
      PottsTrainingOptions,
      | "softening"
      | "learningRate"
      | "momentum"
      | "batch"
      | "epochs"
      | "validation"
      | "patience"
      | "sinkhornSweeps"
    >,
    Pick<PottsGrowthOptions, "criterion" | "rounds" | "finalEpochs" | "splitStep" | "threshold"> {
  /** P. */
  readonly memories: number;
  /** ς with a trained β, or "none": plain likelihood at a fixed β. */
  readonly regularization: number | "none";
  /** β at the start, or the fixed one. */
  readonly beta: number;
  /** Grown from so many memories; the options of growth count only then. */
  readonly growFrom?: number;
}

/** What to train, and on what. */
export interface TrainingGrid {
  readonly train: LabelledVectors;
  /** What the rows are measured on; never trained on. */
  readonly test: LabelledVectors;
  readonly settings: readonly TrainingSetting[];
  readonly seeds: readonly number[];
}

/** Row of a training study: one machine. */
export interface TrainingRow {
  readonly memories: number;
  /** P of the first round, null if trained at once. */
  readonly grow_from: number | null;
  /** Eigenvalue below which memories split; null if trained at once. */
  readonly threshold: number | null;
  /** P of each round of growth. */
  readonly sizes: string;
  /** ς, 1 for plain likelihood. */
  readonly regularization: number;
  readonly trained_beta: boolean;
  readonly beta_start: number;
  readonly beta: number;
  /** ςβ. */
  readonly kappa: number;
  readonly seed: number;
  readonly epochs: number;
  /** Σ P · epochs. */
  readonly cost: number;
  /** Normalised loss on the data, mean over the last epoch. */
  readonly loss: number | null;
  readonly stopped: string;
  /** Test vectors, and the shares of them that `classificationReport` gives. */
  readonly samples: number;
  readonly accuracy: number;
  readonly accuracy_nearest: number;
  readonly fidelity: number;
  /** Shares of the memories. */
  readonly dead: number;
  readonly distinct: number;
}

/** How to watch and end a training study. */
export interface TrainingStudyOptions extends MeasureOptions {
  /** Called with every row as soon as its setting is finished. */
  readonly onRow?: (row: TrainingRow) => void;
}

/**
 * Trains a Potts machine for every setting and seed and tests each on data it has not seen, one row a machine.
 *
 * Machines of one seed and P start from the same memories and see the data in the same order. Rows do not depend on the
 * number of workers.
 *
 * @throws {RangeError} no settings or seeds, data of another N or C, workers < 1; what `trainPotts` and
 *   `growPotts` refuse
 * @throws the reason of `signal` once it is aborted; rows finished before were handed to `onRow`
 */
export async function trainingStudy(
  grid: TrainingGrid,
  { workers, onRow, onProgress, signal }: TrainingStudyOptions = {},
): Promise<ColumnTable> {
  const caller = "trainingStudy";
  if (workers !== undefined) requireWorkers(caller, workers);
  requireObject(caller, "a grid", grid, "see TrainingGrid");
  const { train, test, settings, seeds } = grid;
  for (const [name, list] of Object.entries({ settings, seeds })) {
    if (Array.isArray(list) && list.length > 0) continue;
    throw new RangeError(
      `${caller}: expected a list of ${name}, got ${shown(list)}; give one or more`,
    );
  }
  for (const [name, data] of Object.entries({ train, test })) {
    requireObject(caller, `labelled vectors as ${name}`, data, "see labelledVectors");
  }
  if (train.N !== test.N || train.C !== test.C) {
    throw new RangeError(
      `${caller}: expected train and test of one N and C, got N = ${train.N} and ${test.N}, ` +
        `C = ${train.C} and ${test.C}; prepare both alike`,
    );
  }
  const rows: TrainingRow[] = [];
  await withPool(workers === undefined ? {} : { workers }, async (pool) => {
    for (const [k, setting] of settings.entries()) {
      const runs = seeds.map((seed) => ({ setting, seed, train, test }));
      const found = await pool.run(trainingRuns, runs, {
        onProgress: (done) => onProgress?.(k * seeds.length + done, settings.length * seeds.length),
        ...(signal && { signal }),
      });
      for (const row of found) {
        rows.push(row);
        onRow?.(row);
      }
    }
  });
  return from(rows);
}
