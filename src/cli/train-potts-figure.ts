import { packageVersion } from "../experiment/package-version.ts";
import { saveFigure } from "../plot/export.ts";
import { learningCurves } from "../plot/learning-curves.ts";
import type { EpochRow } from "./train-potts-rows.ts";
import type { TrainParameters } from "./train-potts-setting.ts";

/** Draws the loss of training and validation against the epoch. */
export async function drawLearning(
  rows: readonly EpochRow[],
  stopped: string,
  parameters: TrainParameters,
  path: string,
): Promise<void> {
  const hasValidation = rows.some((row) => row.validation_loss !== null);
  const curves = rows.flatMap(({ epoch, loss, validation_loss }) => [
    { epoch, loss, rows: "training" },
    ...(validation_loss === null ? [] : [{ epoch, loss: validation_loss, rows: "validation" }]),
  ]);
  const { memories, regularization } = parameters.training;
  const spec = learningCurves(curves, {
    x: { column: "epoch", title: "epoch" },
    y: { column: "loss", title: "loss" },
    series: "rows",
    ...(hasValidation && { best: { series: "validation", is: "least" } }),
    ...(stopped === "patience" && { stop: rows.length }),
    title: `Potts machine, P = ${memories}, regularization ${regularization ?? "none"}`,
    recipe: {
      command: "train potts",
      parameters: { ...parameters },
      seed: rows[0].seed,
      package: `damlab ${packageVersion}`,
    },
  });
  await saveFigure(spec, path);
}
