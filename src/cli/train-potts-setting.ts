import type { PottsGrowthOptions } from "../learning/growth-options.ts";
import type { PottsTrainingOptions } from "../learning/potts-training-options.ts";

/** How data are read for training; kept in the recipe of a model. */
export interface ReadingSetting {
  readonly data: string;
  /** Column or file of the labels; null for none; absent: where they usually are. */
  readonly labels?: string | null;
  readonly rows?: number;
  readonly blank: "refuse" | "skip";
  readonly image?: readonly [number, number];
  /** Share of the rows held out for a test. */
  readonly testShare: number;
}

/** How a machine is trained; kept in the recipe of a model. Absent: the default of `trainPotts`. */
export interface TrainingSetting
  extends Pick<
      PottsTrainingOptions,
      | "memories"
      | "regularization"
      | "beta"
      | "softening"
      | "learningRate"
      | "momentum"
      | "batch"
      | "validation"
      | "patience"
      | "start"
    >,
    Pick<PottsGrowthOptions, "criterion" | "rounds" | "finalEpochs"> {
  /** Memories that growth begins with; absent: no growth. */
  readonly growFrom?: number;
  readonly unsupervised: boolean;
  readonly epochs: number;
  /** Number of classes to find without labels. */
  readonly classes?: number;
}

/** Parameters in the recipe of a model that `damlab train potts` wrote. */
export interface TrainParameters {
  readonly reading: ReadingSetting;
  readonly training: TrainingSetting;
  /** The numbers trained on and their labels. */
  readonly data: { readonly M: number; readonly N: number; readonly sha256: string };
}

/** The name in that recipe, and the version of what it means. */
export const trainIdentity = { name: "train/potts", version: 1 } as const;

/** Options of the command line that only the first run takes: a resumed one has them from the model. */
export const settingOptions = [
  "memories",
  "growFrom",
  "criterion",
  "unsupervised",
  "classes",
  "regularization",
  "beta",
  "softening",
  "learningRate",
  "momentum",
  "batch",
  "validation",
  "start",
  "rows",
  "skipBlank",
  "image",
  "testShare",
  "seed",
] as const;

/** The flags of the options of `trainPotts` and `growPotts`, for their messages. */
export const trainFlags: Readonly<Record<string, string>> = {
  learningRate: "--learning-rate",
  from: "--grow-from",
  finalEpochs: "--final-epochs",
  ...Object.fromEntries(
    "memories regularization beta softening momentum batch epochs validation patience criterion rounds"
      .split(" ")
      .map((name) => [name, `--${name}`]),
  ),
};
