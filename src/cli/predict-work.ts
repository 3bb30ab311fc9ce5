import { InvalidArgumentError } from "commander";
import { packageVersion } from "../experiment/package-version.ts";
import { recipeHash } from "../experiment/record.ts";
import { classificationReport } from "../models/classification-report.ts";
import { nearestMemoryClass, pottsPrediction } from "../models/potts-prediction.ts";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { labelledVectors } from "../patterns/unit-vectors.ts";
import { confusionMatrix } from "../plot/confusion-matrix.ts";
import { saveFigure } from "../plot/export.ts";
import { dataByName } from "../studies/data-by-name.ts";
import { readMachine, type SavedMachine } from "../studies/machine-file.ts";
import { requireOwnFile } from "./require-own-file.ts";
import { rowsText } from "./rows-text.ts";
import { textTable } from "./text-table.ts";

/** What `damlab predict` is asked. */
export interface PredictRun {
  readonly model: string;
  readonly data: string;
  readonly labels?: string | null;
  readonly rows?: number;
  readonly skipBlank?: boolean;
  readonly image?: readonly [number, number];
  readonly seed: number;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly figure?: string;
}

/** A datum and what the machine makes of it. */
export interface PredictionRow {
  readonly row: number;
  /** A class by its name, which may be a number. */
  readonly predicted: string | number;
  readonly probability: number;
  readonly memory: number;
  readonly memory_class: string | number;
  readonly label: string | number | null;
}

export const predictionColumns = [
  "row",
  "predicted",
  "probability",
  "memory",
  "memory_class",
  "label",
] as const;

/** Predicts the classes of data and prints a row for each. */
export async function predict(run: PredictRun): Promise<void> {
  const read = { "<model>": run.model, "<data>": run.data, "--labels": run.labels };
  await requireOwnFile("--figure", run.figure, read);
  const model = await readMachine(run.model);
  const data = await dataFor(model, run);
  if (run.figure !== undefined && data.labels === null) {
    throw new InvalidArgumentError(
      `expected labels of ${run.data} with --figure, got none; name them with --labels`,
    );
  }
  const rows = predictionRows(model, data);
  console.log(
    rowsText(rows, predictionColumns, run, (some) =>
      textTable(
        some.map((row) => ({ ...row })),
        data.labels ? predictionColumns : predictionColumns.filter((name) => name !== "label"),
      ),
    ),
  );
  for (const note of data.notes) say(note);
  say(`${data.vectors.M} of ${data.total} rows of ${run.data}${score(model, data)}`);
  if (run.figure !== undefined) await drawConfusion(model, rows, run);
}

function say(message: string): void {
  process.stderr.write(`damlab predict: ${message}\n`);
}

/** Data of as many numbers as the machine has; labels are of its classes, where these have names. */
async function dataFor(model: SavedMachine, run: PredictRun): Promise<LabelledData> {
  const { machine, classes } = model;
  const { labels, rows, skipBlank, image, seed } = run;
  const data = await dataByName(run.data, {
    part: "test",
    N: machine.N,
    seed,
    blank: skipBlank ? "skip" : "refuse",
    ...(labels !== undefined && { labels }),
    ...(rows !== undefined && { rows }),
    ...(image && { image }),
    ...(isSupervised(model) ? { classes } : {}),
  });
  if (data.vectors.N === machine.N) return isSupervised(model) ? data : { ...data, labels: null };
  throw new Error(
    `expected data of N = ${machine.N} numbers a row as the model has, got ${data.vectors.N} in ${run.data}`,
  );
}

/** False for a machine that found its classes by itself: they are not those of any labels. */
function isSupervised({ recipe: { parameters } }: SavedMachine): boolean {
  const { training } = parameters as { training?: { unsupervised?: unknown } };
  return training?.unsupervised !== true;
}

function predictionRows({ machine, classes }: SavedMachine, data: LabelledData): PredictionRow[] {
  const areNumbers = classes.every((name) => /^\d+$/.test(name));
  const named = (y: number) => (y === classes.length ? "none" : areNumbers ? y : classes[y]);
  const { probabilities, classes: predicted } = pottsPrediction(machine, data.vectors);
  const nearest = nearestMemoryClass(machine, data.vectors);
  return Array.from(data.rows, (row, a) => ({
    row,
    predicted: named(predicted[a]),
    probability: probabilities[a * (machine.C + 1) + predicted[a]],
    memory: nearest.memories[a],
    memory_class: named(nearest.classes[a]),
    label: data.labels && named(data.labels[a]),
  }));
}

/** How many rows are right, in words; nothing without labels. */
function score({ machine }: SavedMachine, { vectors, labels }: LabelledData): string {
  if (labels === null) return "";
  const report = classificationReport(machine, labelledVectors(vectors, labels, machine.C));
  const shown = (share: number) => Number(share.toPrecision(4));
  return (
    `: accuracy ${shown(report.accuracy)}, by the nearest memory ${shown(report.nearestAccuracy)}, ` +
    `the same class by both ${shown(report.fidelity)}`
  );
}

async function drawConfusion(
  { recipe, classes }: SavedMachine,
  rows: readonly PredictionRow[],
  { data, seed, figure = "" }: PredictRun,
): Promise<void> {
  const isNone = rows.some(({ predicted }) => predicted === "none");
  const spec = confusionMatrix(
    rows.map(({ label, predicted }) => ({ truth: label, predicted })),
    {
      classes: isNone && !classes.includes("none") ? [...classes, "none"] : [...classes],
      recipe: {
        command: "predict",
        parameters: { data, model: recipeHash(recipe) },
        seed,
        package: `damlab ${packageVersion}`,
      },
    },
  );
  await saveFigure(spec, figure);
}
