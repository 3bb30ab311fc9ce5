import { Command, Option } from "commander";
import { imageSize } from "./image-size.ts";
import { integer, usage } from "./lists.ts";
import { figureFile } from "./output-options.ts";
import { type PredictRun, predict, predictionColumns } from "./predict-work.ts";

interface PredictOptions {
  labels?: string;
  rows?: number;
  skipBlank?: boolean;
  image?: readonly [number, number];
  seed: number;
  json?: boolean;
  csv?: boolean;
  figure?: string;
}

/** `damlab predict`: classes of data by a trained machine. */
export function predictCommand(): Command {
  return new Command("predict")
    .description(
      "Say what a machine that damlab train wrote makes of data: the class of each\n" +
        "row by all memories, its probability, the nearest memory and the class of that\n" +
        "alone. DATA is as for damlab train; digits and mnist are their test parts.\n\n" +
        "Columns, a row a datum:\n" +
        `${predictionColumns.join(", ")}.\n` +
        "row counts from 0 in the data, memory from 0 in the model; label is empty where\n" +
        'it is not known. The class "none" is that of data like no memory. With labels,\n' +
        "accuracy and the agreement of both rules are told at the end, on standard\n" +
        "error.",
    )
    .argument("<model>", "a file that damlab train wrote")
    .argument("<data>", "images, a table, digits or mnist")
    .option(
      "--labels <file|column>",
      "labels: a file, a column of the table, or none (default: as of damlab train; a table with no more columns than the model has numbers has none)",
    )
    .option("--rows <count>", "rows used at most, chosen at random", usage(int(1)))
    .option("--skip-blank", "leave out rows that are blank or constant")
    .option("--image <height>x<width>", "of the images in a table", usage(imageSize))
    .option("--seed <seed>", "seed of the choice of rows and of drawn digits", usage(int(0)), 1)
    .addOption(new Option("--json", "print an array of rows").conflicts("csv"))
    .option("--csv", "print the rows as comma-separated values")
    .option(
      "--figure <file>",
      "draw the confusion matrix: .svg, .png, .pdf, .html or .json by its ending; needs labels",
      usage(figureFile),
    )
    .action(async (model: string, data: string, options: PredictOptions) => {
      const { labels, ...more } = options;
      const run: PredictRun = {
        ...more,
        ...{ model, data },
        ...(labels !== undefined && { labels: labels === "none" ? null : labels }),
      };
      await predict(run);
    });
}

const int = (least: number) => (text: string) => integer(text, least);
