import { requireObject } from "../core/require-object.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import type { PottsGrowthRound, PottsGrowthState } from "./growth-state.ts";
import type { PottsEpoch, PottsTrainingOptions } from "./potts-training-options.ts";
import { requirePottsTraining } from "./require-potts-training.ts";
import type { SplitCriterion } from "./splitting-spectrum.ts";

/** An epoch within growth. */
export interface PottsGrowthEpoch extends PottsEpoch {
  readonly round: number;
  /** P. */
  readonly memories: number;
  /** Σ P · epochs up to here. */
  readonly cost: number;
}

type Training = Omit<
  PottsTrainingOptions,
  "memories" | "memoriesAtMost" | "onEpoch" | "onProgress" | "onCheckpoint" | "resume"
>;

/** What grows, and how; of the options of training, `epochs` and `patience` count within a round. */
export interface PottsGrowthOptions extends Training {
  /** P of the first round. */
  readonly from: number;
  /** P_max ≥ from. */
  readonly memories: number;
  /** What decides on a split; default "true". */
  readonly criterion?: SplitCriterion;
  /** Rounds of training at most; default 14. */
  readonly rounds?: number;
  /** Epochs at most once there are P_max memories; default: `epochs`. */
  readonly finalEpochs?: number;
  /** ε of a split w ± εu; default 0.25. */
  readonly splitStep?: number;
  /** Memories split whose eigenvalue is below; default −0.001. */
  readonly threshold?: number;
  /** Called after each round with its row. */
  readonly onRound?: (row: PottsGrowthRound) => void;
  readonly onEpoch?: (row: PottsGrowthEpoch) => void;
  /** Called after each epoch and each split with what `resume` takes. */
  readonly onCheckpoint?: (state: PottsGrowthState) => void;
  /** Goes on from there. */
  readonly resume?: PottsGrowthState;
}

/** @throws {TypeError, RangeError} data or options of growth outside their domain */
export function requireGrowth(data: UnitVectors, options: PottsGrowthOptions): void {
  requireObject("growPotts", "options", options, "from, memories and rng are needed");
  const { from, memories, criterion = "true", rounds = 14, splitStep = 0.25 } = options;
  const { finalEpochs = 1, threshold = -0.001, resume } = options;
  const expect = (isTrue: boolean, condition: string, got: unknown, remedy: string): void => {
    if (isTrue) return;
    throw new RangeError(`growPotts: expected ${condition}, got ${got ?? "none"}; ${remedy}`);
  };
  for (const [name, value] of Object.entries({ from, memories, rounds, finalEpochs })) {
    expect(Number.isSafeInteger(value) && value >= 1, `an integer ${name} >= 1`, value, "count it");
  }
  expect(
    memories >= from,
    "memories >= from",
    `memories = ${memories}, from = ${from}`,
    "it is where growing ends",
  );
  requireWord("growPotts", "criterion", criterion, ["true", "paperCode"]);
  expect(splitStep > 0 && splitStep < Infinity, "splitStep > 0", splitStep, "0.25 is usual");
  expect(threshold <= 0, "threshold <= 0", threshold, "a positive eigenvalue lowers no loss");
  requirePottsTraining("growPotts", data, {
    ...trainingOptions(options),
    ...{ memories: from, memoriesAtMost: memories },
    ...(resume && { resume: resume.training }),
  });
  if (resume === undefined) return;
  const P = resume?.training?.P;
  expect(P >= from && P <= memories, `a state of ${from} to ${memories} memories`, P, "see from");
  expect(resume.origins?.length === P, "the origin of each memory", resume.origins?.length, "in P");
}

/** Without what only growth knows. */
export function trainingOptions(options: PottsGrowthOptions): Training {
  const { from, memories, criterion, rounds, finalEpochs, splitStep, threshold, ...rest } = options;
  const { onRound, onEpoch, onCheckpoint, resume, ...training } = rest;
  return training;
}
