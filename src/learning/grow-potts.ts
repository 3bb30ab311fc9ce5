import type { PottsMachine } from "../models/potts-machine.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { chosenSplits } from "./chosen-splits.ts";
import {
  type PottsGrowthEpoch,
  type PottsGrowthOptions,
  requireGrowth,
  trainingOptions,
} from "./growth-options.ts";
import { grownState, type PottsGrowthRound, type PottsGrowthState } from "./growth-state.ts";
import type { PottsEpoch } from "./potts-training-options.ts";
import type { PottsTrainingState } from "./potts-training-state.ts";
import { type PottsTraining, trainPotts } from "./train-potts.ts";

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
 * Eigenvalues are those of the rows trained on. After a split, second halves are at rest. Results depend on the
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
  requireGrowth(data, options);
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
    const found = await chosenSplits(data, options, machine, state.round, left);
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
  const { from: first, memories, epochs = 300, finalEpochs = epochs } = options;
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
    ...trainingOptions(options),
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
