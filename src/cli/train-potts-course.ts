import { growPotts } from "../learning/grow-potts.ts";
import { type PottsGrowthOptions, requireGrowth } from "../learning/growth-options.ts";
import type { PottsEpoch, PottsTrainingOptions } from "../learning/potts-training-options.ts";
import { requirePottsTraining } from "../learning/require-potts-training.ts";
import { trainPotts } from "../learning/train-potts.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { stream } from "../random/stream.ts";
import type { MachineState } from "../studies/machine-file.ts";
import { type TrainingSetting, trainFlags } from "./train-potts-setting.ts";
import { usageOf } from "./usage-of.ts";

/** A training, with or without growth, that has ended. */
export interface TrainedCourse {
  readonly machine: PottsMachine;
  readonly state: MachineState;
  /** Epochs in all, those before a resumption included. */
  readonly epochs: number;
  readonly stopped: string;
  /** A row a round of growth; null without growth. */
  readonly rounds: readonly GrowthRound[] | null;
}

/** A round of growth, as a model keeps it. */
export interface GrowthRound {
  readonly round: number;
  readonly memories: number;
  readonly memories_after: number;
  readonly epochs: number;
  readonly stopped: string;
  /** Sum of P over all epochs up to its end. */
  readonly cost: number;
}

/** What happens on the way. */
export interface CourseEvents {
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
  readonly onEpoch: (row: PottsEpoch, memories: number) => void;
  readonly onRound: (row: GrowthRound) => void;
}

/** A training that is checked and waits for its start. */
export interface Course {
  run(events: CourseEvents): Promise<TrainedCourse>;
}

/** Whether a state is one of growth. */
const isGrowing = (
  state: MachineState,
): state is Extract<MachineState, { readonly training: unknown }> => "training" in state;

/**
 * The training of a setting.
 *
 * @param state  where it goes on; null for the start
 * @throws {InvalidArgumentError} options outside their domain
 */
export function course(
  data: LabelledData,
  setting: TrainingSetting,
  seed: number,
  state: MachineState | null,
): Course {
  const { vectors } = data;
  const { growFrom, criterion, rounds, finalEpochs, ...training } = setting;
  const options = optionsOf(data, training, seed);
  if (growFrom === undefined) {
    usageOf(() => requirePottsTraining("trainPotts", vectors, options), trainFlags);
    const resume = state && !isGrowing(state) ? { resume: state } : {};
    return {
      async run({ signal, onProgress, onEpoch }) {
        const trained = await trainPotts(vectors, {
          ...{ ...options, ...resume, signal },
          onProgress: (done, total) => onProgress(done / total),
          onEpoch: (row) => onEpoch(row, setting.memories),
        });
        return { ...trained, epochs: trained.state.epoch, rounds: null };
      },
    };
  }
  const growth: PottsGrowthOptions = {
    ...options,
    from: growFrom,
    ...(criterion !== undefined && { criterion }),
    ...(rounds !== undefined && { rounds }),
    ...(finalEpochs !== undefined && { finalEpochs }),
    ...(state && isGrowing(state) ? { resume: state } : {}),
  };
  usageOf(() => requireGrowth(vectors, growth), trainFlags);
  return {
    async run({ signal, onEpoch, onRound }) {
      const grown = await growPotts(vectors, {
        ...growth,
        signal,
        onEpoch: (row) => onEpoch(row, row.memories),
        onRound: (row) => onRound(roundOf(row)),
      });
      const { machine, stopped } = grown;
      const epochs = grown.state.training.epoch;
      return { machine, state: grown.state, epochs, stopped, rounds: grown.rounds.map(roundOf) };
    },
  };
}

function optionsOf(
  { labels, classes }: LabelledData,
  { unsupervised, classes: wished = 10, ...training }: TrainingSetting,
  seed: number,
): Omit<PottsTrainingOptions, "resume" | "onEpoch" | "onCheckpoint" | "onProgress"> {
  return {
    ...training,
    ...(unsupervised || labels === null ? { C: wished } : { labels, C: classes.length }),
    rng: stream(seed, "train"),
  };
}

function roundOf(row: {
  readonly round: number;
  readonly memories: number;
  readonly memoriesAfter: number;
  readonly epochs: number;
  readonly stopped: string;
  readonly cost: number;
}): GrowthRound {
  const { round, memories, memoriesAfter: memories_after, epochs, stopped, cost } = row;
  return { round, memories, memories_after, epochs, stopped, cost };
}
