import { Command, InvalidArgumentError, Option } from "commander";
import type { SplitCriterion } from "../learning/splitting-spectrum.ts";
import { imageSize } from "./image-size.ts";
import { decimals, integer, usage } from "./lists.ts";
import { figureFile } from "./output-options.ts";
import { epochColumns } from "./train-potts-rows.ts";
import { settingOptions, type TrainingSetting } from "./train-potts-setting.ts";
import { type TrainRun, trainPottsModel } from "./train-potts-work.ts";

interface TrainPottsOptions {
  memories: number;
  growFrom?: number;
  criterion?: SplitCriterion;
  rounds?: number;
  finalEpochs?: number;
  labels?: string;
  unsupervised?: boolean;
  classes?: number;
  regularization: number | "none";
  beta?: number;
  softening?: number;
  learningRate: number;
  momentum: number;
  batch: number;
  epochs: number;
  validation: number;
  patience?: number | "none";
  start?: "uniform" | "data-mean";
  rows?: number;
  skipBlank?: boolean;
  image?: readonly [number, number];
  test?: string;
  testLabels?: string;
  testShare: number;
  resume?: string;
  keepState?: boolean;
  out: string;
  seed: number;
  json?: boolean;
  csv?: boolean;
  figure?: string;
}

/** `damlab train potts`: a three-layer machine of memories and classes from data. */
export function trainPottsCommand(): Command {
  return new Command("potts")
    .description(
      "Train a Potts machine: P memories on the sphere, each with soft labels, and a\n" +
        "null unit for what is like none of them. DATA are images (…-idx3-ubyte), a\n" +
        "table of numbers (.csv, .tsv), both also with .gz, or the words digits (drawn\n" +
        "here) and mnist (after damlab data fetch mnist). From each row its mean is\n" +
        "subtracted, then it is divided by its norm. Rows are taken in random order; of\n" +
        "those not held out by --test-share the last share --validation only says when\n" +
        "to stop.\n\n" +
        `Columns, a row an epoch: ${epochColumns.slice(0, 6).join(", ")},\n` +
        `${epochColumns.slice(6).join(", ")}.\n` +
        "loss is the negative log-likelihood of the softened labels and of the data,\n" +
        "mean over the epoch; validation_loss and accuracy are those of the validation\n" +
        "rows after it; kappa = regularization * beta.\n\n" +
        "With labels of test data, the accuracy of the full prediction and of the\n" +
        "nearest memory alone (nearest_accuracy), how often both agree (fidelity), and\n" +
        "dead and distinct memories of the machine are told.\n\n" +
        "Exit code 130 when interrupted: the model after the last whole epoch is kept,\n" +
        "and --resume goes on from it to the same bits as without the interruption.",
    )
    .argument("<data>", "images, a table, digits or mnist")
    .requiredOption("--out <model>", "file of the model")
    .option("--memories <P>", "number of memories", usage(int(1)), 100)
    .option(
      "--grow-from <P>",
      "begin with so many memories and split those that gain, round by round up to --memories; --epochs and --patience are those of a round",
      usage(int(1)),
    )
    .addOption(
      new Option(
        "--criterion <name>",
        "with --grow-from, what says that a memory gains: true, the least eigenvalue of its splitting matrix, or paperCode, that of the authors' code (default: true)",
      ).choices(["true", "paperCode"]),
    )
    .option("--rounds <count>", "with --grow-from, rounds at most (default: 14)", usage(int(1)))
    .option(
      "--final-epochs <E>",
      "with --grow-from, epochs at most once there are --memories (default: --epochs)",
      usage(int(1)),
    )
    .option(
      "--labels <file|column>",
      "labels: a file, a column of the table, or none (default: the column label, class or target, else the last; of images the …-labels-idx1-ubyte beside)",
    )
    .option("--unsupervised", "learn without labels; those in the data are kept out of it")
    .option("--classes <C>", "classes to find with --unsupervised (default: 10)", usage(int(1)))
    .option(
      "--regularization <ς>",
      "overlaps count ς times beta, 0 < ς <= 1, with beta trained; none: plain likelihood at a fixed --beta",
      usage(orNone(decimal)),
      0.6,
    )
    .option(
      "--beta <beta>",
      "inverse temperature at the start (default: 1, 0.01 with --unsupervised)",
      usage(decimal),
    )
    .option(
      "--softening <s>",
      "share of a label spread over all classes (default: 0.1, 0.01 with --unsupervised)",
      usage(decimal),
    )
    .option("--learning-rate <eta>", "step of momentum descent", usage(decimal), 0.1)
    .option("--momentum <mu>", "what a velocity keeps", usage(decimal), 0.99)
    .option("--batch <rows>", "rows a step", usage(int(1)), 100)
    .option("--epochs <E>", "epochs at most", usage(int(1)), 300)
    .option("--validation <share>", "share of the rows that says when to stop", usage(decimal), 0.1)
    .option(
      "--patience <epochs>",
      "epochs without a better validation loss that end training, or none (default: 5)",
      usage(orNone(int(1))),
    )
    .addOption(
      new Option(
        "--start <place>",
        "memories at the start: uniform on the sphere, or close around the data-mean (default: uniform)",
      ).choices(["uniform", "data-mean"]),
    )
    .option("--rows <count>", "rows used at most, chosen at random", usage(int(2)))
    .option("--skip-blank", "leave out rows that are blank or constant")
    .option("--image <height>x<width>", "of the images in a table", usage(imageSize))
    .option(
      "--test <data>",
      "data that tell how good the model is, as <data>; mnist: its test part",
    )
    .option("--test-labels <file|column>", "labels of --test, as --labels")
    .option("--test-share <share>", "hold out this share of the rows instead", usage(decimal), 0)
    .option(
      "--resume <model>",
      "go on from a model with its state, with its settings; takes --epochs and --patience",
    )
    .option("--keep-state", "keep in a finished model what --resume needs; twice as large")
    .option("--seed <seed>", "seed of all random streams", usage(int(0)), 1)
    .addOption(new Option("--json", "print an array of rows").conflicts("csv"))
    .option("--csv", "print the rows as comma-separated values")
    .option(
      "--figure <file>",
      "draw the learning curves: .svg, .png, .pdf, .html or .json by its ending",
      usage(figureFile),
    )
    .action(train);
}

async function train(data: string, options: TrainPottsOptions, command: Command): Promise<void> {
  refuseContradictions(options, command);
  const { labels, testLabels, rows, image, skipBlank, testShare, ...output } = options;
  const { epochs, patience, rounds, finalEpochs } = options;
  const isGiven = command.getOptionValueSource("epochs") === "cli";
  const run: TrainRun = {
    ...output,
    ...(testLabels !== undefined && { testLabels: labelSource(testLabels) }),
    reading: {
      data,
      ...(labels !== undefined && { labels: labelSource(labels) }),
      ...(rows !== undefined && { rows }),
      ...(image && { image }),
      ...{ blank: skipBlank ? "skip" : "refuse", testShare },
    },
    training: trainingOf(options),
    again: present({ epochs: isGiven ? epochs : undefined, patience, rounds, finalEpochs }),
  };
  await trainPottsModel(run);
}

const labelSource = (word: string): string | null => (word === "none" ? null : word);

function trainingOf(options: TrainPottsOptions): TrainingSetting {
  const { memories, unsupervised = false, regularization, learningRate, momentum } = options;
  const { batch, epochs, validation, growFrom, criterion, rounds, finalEpochs } = options;
  const { classes, beta, softening, patience, start } = options;
  return {
    ...{
      memories,
      unsupervised,
      regularization,
      learningRate,
      momentum,
      batch,
      epochs,
      validation,
    },
    ...present({
      growFrom,
      criterion,
      rounds,
      finalEpochs,
      classes,
      beta,
      softening,
      patience,
      start,
    }),
  };
}

/** Without the fields that are undefined. */
function present<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function refuseContradictions(options: TrainPottsOptions, command: Command): void {
  const given = (name: string) => command.getOptionValueSource(name) === "cli";
  const refuse = (expected: string): never => {
    throw new InvalidArgumentError(`expected ${expected}`);
  };
  if (options.resume !== undefined) {
    const other = settingOptions.find(given);
    const flag = command.options.find((option) => option.attributeName() === other)?.long;
    if (other) refuse(`--resume without ${flag}, which the model has, got both`);
    return;
  }
  if (options.test !== undefined && given("testShare")) {
    refuse("--test or --test-share, got both");
  }
  if (options.testLabels !== undefined && options.test === undefined) {
    refuse("--test with --test-labels, got the labels alone");
  }
  if (options.classes !== undefined && !options.unsupervised) {
    refuse("--classes with --unsupervised; with labels the classes are theirs");
  }
  const growth = ["criterion", "rounds", "finalEpochs"].find(given);
  if (growth !== undefined && options.growFrom === undefined) {
    refuse(`--grow-from with --${growth === "finalEpochs" ? "final-epochs" : growth}, got none`);
  }
  if (options.labels === "none" && !options.unsupervised) {
    refuse("--labels or --unsupervised, got --labels none alone");
  }
  if (options.regularization === "none" && options.beta === undefined) {
    refuse("--beta with --regularization none, which keeps it as it is given, got none");
  }
}

/** Reads one decimal; its range is checked with the others. */
function decimal(text: string): number {
  const [value, ...more] = decimals(text);
  if (more.length === 0) return value;
  throw new RangeError(`expected one decimal, got ${JSON.stringify(text)}`);
}

const orNone =
  (parse: (text: string) => number) =>
  (text: string): number | "none" =>
    text === "none" ? text : parse(text);

const int = (least: number) => (text: string) => integer(text, least);
