import { InvalidArgumentError } from "commander";
import { readMachine, type SavedMachine } from "../studies/machine-file.ts";
import { picked } from "./rows-text.ts";
import { type EpochRow, epochColumns } from "./train-potts-rows.ts";
import { type TrainParameters, trainIdentity } from "./train-potts-setting.ts";
import type { TrainRun } from "./train-potts-work.ts";

/**
 * Reads a model that training can go on from.
 *
 * @throws {Error} another kind of model, or one without its state
 */
export async function resumable(path: string): Promise<SavedMachine> {
  const model = await readMachine(path);
  const { name, version } = model.recipe;
  if (name !== trainIdentity.name || version !== trainIdentity.version) {
    throw new Error(
      `expected a model of damlab train potts, version ${trainIdentity.version}, got ${name}, version ${version}, in ${path}`,
    );
  }
  if (model.state !== null) return model;
  throw new Error(
    `expected a model with the state of its training, got none in ${path}; finished models keep it with --keep-state`,
  );
}

// resumable() has seen to it that the recipe is of this command
const parametersOf = (model: SavedMachine): TrainParameters =>
  model.recipe.parameters as unknown as TrainParameters;

/** The epochs before. */
export const curveOf = (model: SavedMachine): readonly EpochRow[] =>
  // files keep the fields of a row in another order
  (model.training as { curve: readonly EpochRow[] }).curve.map((row) => picked(row, epochColumns));

/** The settings of a model, with what is given again. */
export function resumedSetting(
  { reading: { data, labels }, again }: TrainRun,
  before: SavedMachine,
): Pick<TrainRun, "reading" | "training" | "seed"> {
  const { reading, training } = parametersOf(before);
  const isOfGrowth = again.rounds !== undefined || again.finalEpochs !== undefined;
  if (isOfGrowth && training.growFrom === undefined) {
    throw new InvalidArgumentError(
      "expected --rounds and --final-epochs with a model that grows, got one that does not",
    );
  }
  return {
    reading: { ...reading, data, ...(labels !== undefined && { labels }) },
    training: { ...training, ...again },
    seed: before.recipe.seed ?? 1,
  };
}

/** @throws {Error} other numbers or labels than those of the model */
export function requireSameData(
  path: string,
  before: SavedMachine,
  { M, N, sha256 }: TrainParameters["data"],
): void {
  const { data } = parametersOf(before);
  if (data.sha256 === sha256) return;
  throw new Error(
    `expected the data that ${path} was trained on (M = ${data.M}, N = ${data.N}), got others ` +
      `(M = ${M}, N = ${N}); name the same data and labels`,
  );
}
