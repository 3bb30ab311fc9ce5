import type { TensorEngineName } from "../numerics/tensor.ts";
import type { Rng } from "../random/stream.ts";
import type { PottsTrainingState } from "./potts-training-state.ts";

/** How an epoch went. */
export interface PottsEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Normalised loss L + log Γ, mean over the batches of the epoch, each before its step. */
  readonly loss: number;
  /** Normalised loss on the rows held out, after the epoch; null without such rows. */
  readonly validationLoss: number | null;
  /** Share of them whose most probable class is their label; null without labels or rows. */
  readonly accuracy: number | null;
  readonly beta: number;
  /** κ = ςβ. */
  readonly kappa: number;
}

/** What is trained, and how. */
export interface PottsTrainingOptions {
  /** P ≥ 1. */
  readonly memories: number;
  /** P_max ≥ P: the mass of the null unit starts at P / P_max; default P. */
  readonly memoriesAtMost?: number;
  /** Class of each vector, 0 … C − 1; without labels training is unsupervised. */
  readonly labels?: ArrayLike<number>;
  /** Number of classes; default one more than the largest label, 10 without labels. */
  readonly C?: number;
  /** ς in (0, 1], with a trained β; "none": plain likelihood, ς = 1, and β stays. Default 0.6. */
  readonly regularization?: number | "none";
  /** β ≥ 0 at the start, default 1 with labels and 0.01 without; needed for regularization "none". */
  readonly beta?: number;
  /** s in (0, 1), default 0.1 with labels and 0.01 without. */
  readonly softening?: number;
  /** p_y, C + 1 numbers > 0 of sum 1; default from the labels, unequal ones without (`unequalPrior`). */
  readonly prior?: ArrayLike<number>;
  /** η > 0; it enters twice, so that a constant gradient moves by η² / (1 − μ). Default 0.1. */
  readonly learningRate?: number;
  /** μ in [0, 1), default 0.99. */
  readonly momentum?: number;
  /** Rows a step, default 100. */
  readonly batch?: number;
  /** Epochs at most, those of a resumed state included; default 300. */
  readonly epochs?: number;
  /** The last share of the rows, never trained on; in [0, 1), default 0.1. */
  readonly validation?: number;
  /** Epochs without a better validation loss that end training; default 5, "none" without validation. */
  readonly patience?: number | "none";
  /** Sinkhorn sweeps a step at most; default 10 with labels and 100 without. */
  readonly sinkhornSweeps?: number;
  /** Memories at the start: uniform on the sphere (default), or close around the mean of the data. */
  readonly start?: "uniform" | "data-mean";
  /** Default "float32", the kernels; "float64" is the slow reference. Both give the same bits everywhere. */
  readonly arithmetic?: "float32" | "float64";
  /** Who multiplies in float32; default "portable", our kernels. Others differ in the last bits. */
  readonly engine?: TensorEngineName;
  /** Draws the start and the order of each epoch. */
  readonly rng: Rng;
  readonly onEpoch?: (row: PottsEpoch) => void;
  /** Called with the steps done of those of all epochs. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Called after each epoch with what `resume` takes. */
  readonly onCheckpoint?: (state: PottsTrainingState) => void;
  /** Goes on from there, with the memories, class weights, β and prior of the state. */
  readonly resume?: PottsTrainingState;
  /** Ends training between two steps; the last whole epoch is kept. */
  readonly signal?: AbortSignal;
}
