import type { PottsMachine } from "../models/potts-machine.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import {
  grownState,
  type MemorySplit,
  type PottsGrowthRound,
  type PottsGrowthState,
} from "./growth-state.ts";
import type { PottsEpoch, PottsTrainingOptions } from "./potts-training-options.ts";
import type { PottsTrainingState } from "./potts-training-state.ts";
import { type SplitCriterion, splittingSpectrum } from "./splitting-spectrum.ts";
import { type PottsTraining, trainPotts } from "./train-potts.ts";

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

/** A machine that has grown, and how it went. */
export interface PottsGrowth {
  readonly machine: PottsMachine;
  readonly state: PottsGrowthState;
  /** Its log, of rounds before a `resume` as well. */
  readonly rounds: readonly PottsGrowthRound[];
  /** Epochs of this run. */
  readonly epochs: readonly PottsGrowthEpoch[];
  /**
   * "grown": P_max was reached and trained. "stable": no eigenvalue was below the threshold. "rounds": they were
   * used up. "interrupted", "not-finite": as in training; `state` is the last good one.
   */
  readonly stopped: "grown" | "stable" | "rounds" | "interrupted" | "not-finite";
}

/**
 * Grows a Potts machine: trains P memories, splits those whose splitting matrix has the most negative eigenvalues
 * along their directions, at most all of them and never beyond P_max, and starts again.
 *
 * Eigenvalues are those of the rows trained on. After a split all velocities start at 0. Results depend on the
 * data, the options and the seed alone; a state resumes to the same bits.
 *
 * @param data  M × N, as for `trainPotts`
 * @throws {TypeError, RangeError} data or options outside their domain, P_max < from among them
 *
 * Source: the code of Thériault & Tantari 2026, arXiv 2508.19151; derived: the criterion "true".
 */
export async function growPotts(
  data: UnitVectors,
  options: PottsGrowthOptions,
): Promise<PottsGrowth> {
  requireGrowth(options);
  const { rounds = 14, splitStep = 0.25, signal, onRound, onCheckpoint } = options;
  const epochs: PottsGrowthEpoch[] = [];
  const onEpoch = (row: PottsGrowthEpoch): void => {
    epochs.push(row);
    options.onEpoch?.(row);
  };
  let state = options.resume;
  for (;;) {
    const trained = await trainRound(data, options, state, onEpoch);
    state = trained.state;
    const { machine } = trained.training;
    const end = (stopped: PottsGrowth["stopped"], row?: PottsGrowthRound): PottsGrowth => {
      if (row) onRound?.(row);
      const log = row ? [...trained.state.rounds, row] : trained.state.rounds;
      return { machine, state: trained.state, rounds: log, epochs, stopped };
    };
    const { stopped } = trained.training;
    if (stopped === "interrupted" || stopped === "not-finite") return end(stopped);
    const left = options.memories - machine.P;
    if (left === 0) return end("grown", roundOf(state, stopped));
    const found = await splitsOf(data, options, machine, state.round, left);
    if (signal?.aborted) return end("interrupted");
    const row = { ...roundOf(state, stopped), ...found.log };
    if (found.log.splits.length === 0) return end("stable", row);
    if (state.round >= rounds) return end("rounds", { ...row, splits: [] });
    const grown = { ...row, memoriesAfter: machine.P + row.splits.length };
    state = grownState(state, grown, found.directions, splitStep);
    onRound?.(grown);
    onCheckpoint?.(state);
  }
}

/** Trains the memories there are, from a state or from the start. */
async function trainRound(
  data: UnitVectors,
  options: PottsGrowthOptions,
  from: PottsGrowthState | undefined,
  onEpoch: (row: PottsGrowthEpoch) => void,
): Promise<{ training: PottsTraining; state: PottsGrowthState }> {
  const { from: first, memories, epochs = 300, finalEpochs = epochs, ...rest } = options;
  const P = from?.training.P ?? first;
  const begun = {
    ...{ round: 1, firstEpoch: 0, cost: 0, rounds: [] },
    origins: new Int32Array(P).fill(-1),
    ...from,
  };
  let last: PottsEpoch | null = from?.last ?? null;
  const stateOf = (training: PottsTrainingState): PottsGrowthState => ({
    ...begun,
    training,
    last,
  });
  const training = await trainPotts(data, {
    ...trainingOptions(rest),
    memories: P,
    memoriesAtMost: memories,
    epochs: begun.firstEpoch + (P === memories ? finalEpochs : epochs),
    ...(from && { resume: from.training }),
    onEpoch(row) {
      last = row;
      const cost = begun.cost + P * (row.epoch - begun.firstEpoch);
      onEpoch({ ...row, round: begun.round, memories: P, cost });
    },
    onCheckpoint: (state) => options.onCheckpoint?.(stateOf(state)),
  });
  return { training, state: stateOf(training.state) };
}

/** Without what only growth knows. */
function trainingOptions(
  options: Omit<PottsGrowthOptions, "from" | "memories">,
): Omit<PottsTrainingOptions, "memories"> {
  const { criterion, rounds, finalEpochs, splitStep, threshold, onRound, ...rest } = options;
  const { onEpoch, onCheckpoint, resume, ...training } = rest;
  return training;
}

/** The row of a round in which nothing was split. */
function roundOf(state: PottsGrowthState, stopped: "patience" | "epochs"): PottsGrowthRound {
  const { round, firstEpoch, training, last, cost } = state;
  const epochs = training.epoch - firstEpoch;
  return {
    ...{ round, memories: training.P, memoriesAfter: training.P, epochs, stopped, last },
    cost: cost + training.P * epochs,
    ...{ eigenvalues: null, products: 0, isConverged: true, candidates: 0, splits: [] },
  };
}

async function splitsOf(
  data: UnitVectors,
  options: PottsGrowthOptions,
  machine: PottsMachine,
  round: number,
  left: number,
): Promise<{
  log: Pick<PottsGrowthRound, "eigenvalues" | "products" | "isConverged" | "candidates" | "splits">;
  directions: Float64Array;
}> {
  const { labels, softening = labels ? 0.1 : 0.01, validation = 0.1 } = options;
  const { criterion = "true", threshold = -0.001, rng, signal } = options;
  const { P, N } = machine;
  const M = data.M - Math.floor(validation * data.M);
  const trained = { M, N, values: data.values.subarray(0, M * N) };
  const targets = labels
    ? { labels: Int32Array.from(labels).subarray(0, M) }
    : ("unsupervised" as const);
  const { value, status, iterations } = await splittingSpectrum(
    machine,
    { data: trained, targets, softening },
    { rng: rng.split("split", round), criterion, ...(signal && { signal }) },
  );
  const { eigenvalues } = value;
  const candidates = Array.from(eigenvalues.keys())
    .filter((gamma) => eigenvalues[gamma] < threshold)
    .sort((a, b) => eigenvalues[a] - eigenvalues[b] || a - b);
  const splits = candidates.slice(0, left).map(
    (memory, k): MemorySplit => ({
      ...{ memory, copy: P + k, eigenvalue: eigenvalues[memory] },
    }),
  );
  const directions = new Float64Array(splits.length * N);
  splits.forEach(({ memory }, k) => {
    directions.set(value.directions.subarray(memory * N, (memory + 1) * N), k * N);
  });
  const isConverged = status === "converged";
  return {
    log: { eigenvalues, products: iterations, isConverged, candidates: candidates.length, splits },
    directions,
  };
}

function requireGrowth(options: PottsGrowthOptions): void {
  const { from, memories, criterion = "true", rounds = 14, splitStep = 0.25 } = options;
  const { finalEpochs = 1, threshold = -0.001, resume } = options;
  const expect = (isTrue: boolean, condition: string, got: unknown, remedy: string): void => {
    if (isTrue) return;
    throw new RangeError(`growPotts: expected ${condition}, got ${got}; ${remedy}`);
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
  if (resume === undefined) return;
  const P = resume?.training?.P;
  expect(P >= from && P <= memories, `a state of ${from} to ${memories} memories`, P, "see from");
  expect(resume.origins?.length === P, "the origin of each memory", resume.origins?.length, "in P");
}
