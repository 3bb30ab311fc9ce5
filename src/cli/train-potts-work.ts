import { provenance, recipe } from "../experiment/record.ts";
import type { LabelledData } from "../patterns/labelled-data.ts";
import { saveMachine } from "../studies/machine-file.ts";
import { createEpochLine } from "./epoch-line.ts";
import { interruptible } from "./interruptible.ts";
import { requireOwnFile } from "./require-own-file.ts";
import { requireWritable } from "./require-writable.ts";
import { shellWords } from "./shell-words.ts";
import { course, type GrowthRound, type TrainedCourse } from "./train-potts-course.ts";
import { type TestData, trainData } from "./train-potts-data.ts";
import { drawLearning } from "./train-potts-figure.ts";
import { reportWords, trainReport } from "./train-potts-report.ts";
import { curveOf, requireSameData, resumable, resumedSetting } from "./train-potts-resume.ts";
import { type EpochRow, epochRow, epochsText, epochWords } from "./train-potts-rows.ts";
import { type ReadingSetting, type TrainingSetting, trainIdentity } from "./train-potts-setting.ts";

/** A training as the command line asks for it. */
export interface TrainRun extends TestData {
  readonly reading: ReadingSetting;
  readonly training: TrainingSetting;
  readonly seed: number;
  /** Model to go on from: its settings count then, but for what is given in `again`. */
  readonly resume?: string;
  readonly again: Partial<Pick<TrainingSetting, "epochs" | "patience" | "finalEpochs" | "rounds">>;
  readonly keepState?: boolean;
  readonly out: string;
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly figure?: string;
}

/** Trains a machine, keeps it in its file, and prints its epochs, also when Ctrl-C ends it early. */
export async function trainPottsModel(run: TrainRun): Promise<void> {
  await requireOwnFiles(run);
  await requireWritable("train", run.out, "choose another file with --out");
  if (run.figure !== undefined) {
    await requireWritable("train", run.figure, "choose another file with --figure");
  }
  const before = run.resume === undefined ? null : await resumable(run.resume);
  const { reading, training, seed } = before ? resumedSetting(run, before) : run;
  const data = await trainData(reading, training, seed, run);
  if (before) requireSameData(run.resume ?? "", before, data.identity);
  const { run: start } = course(data.train, training, seed, before?.state ?? null);
  const parameters = { reading, training, data: data.identity };
  for (const note of [...data.train.notes, ...(data.test?.notes ?? [])]) say(note);
  if (!training.unsupervised) sayEmptyClasses(data.train);
  const rows: EpochRow[] = before ? [...curveOf(before)] : [];
  const started = new Date();
  let wasKept = false;

  /** Keeps the model and prints its epochs. */
  async function keep({ machine, state, epochs, stopped, rounds }: TrainedCourse): Promise<void> {
    const curve = rows.filter(({ epoch }) => epoch <= epochs);
    const isCut = stopped === "interrupted";
    const report = isCut ? null : trainReport(machine, training.unsupervised ? null : data.test);
    await saveMachine(run.out, machine, {
      recipe: recipe({ ...trainIdentity, parameters, seed }),
      ...(training.unsupervised ? {} : { classes: data.train.classes }),
      image: data.train.image,
      training: { stopped, epochs, report, curve, rounds },
      state: isCut || run.keepState ? state : null,
      provenance: await provenance(started),
    });
    wasKept = true;
    console.log(epochsText(curve, run));
    say(`${ends[stopped] ?? stopped} after epoch ${epochs}; model in ${run.out}`);
    if (report) say(reportWords(report));
    if (stopped === "not-finite") process.exitCode = 1;
    if (!isCut && run.figure !== undefined)
      await drawLearning(curve, stopped, parameters, run.figure);
  }

  const line = createEpochLine("train potts");
  const wasInterrupted = await interruptible(async (signal) => {
    try {
      const trained = await start({
        signal,
        onProgress: line.update,
        onEpoch(epoch, memories) {
          const row = epochRow(epoch, memories, seed);
          rows.push(row);
          line.finish(epochWords(row, training.growFrom === undefined ? training.epochs : null));
        },
        onRound: (row) => line.finish(roundWords(row)),
      });
      line.stop();
      if (trained.epochs > 0) await keep(trained);
      if (trained.stopped === "interrupted") signal.throwIfAborted();
    } finally {
      line.stop();
    }
  });
  if (!wasInterrupted) return;
  say(
    wasKept
      ? `interrupted; go on with ${resumingWords(run)}`
      : "interrupted before the first epoch; no model is written",
  );
}

/** The command that goes on from the model of an interrupted run, all else as before. */
function resumingWords({ reading, out, ...run }: TrainRun): string {
  const { test, testLabels, figure } = run;
  const { labels } = reading;
  const values = { resume: out, out, labels, test, "test-labels": testLabels, figure };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const chosen = { "keep-state": run.keepState, json: run.json, csv: run.csv };
  return shellWords([
    ...["damlab", "train", "potts", reading.data],
    ...given.flatMap(([name, value]) => [`--${name}`, value ?? "none"]),
    ...Object.entries(chosen).flatMap(([name, isChosen]) => (isChosen ? [`--${name}`] : [])),
  ]);
}

/** Only --resume and --out may be one file. */
async function requireOwnFiles(run: TrainRun): Promise<void> {
  const read = {
    "<data>": run.reading.data,
    "--labels": run.reading.labels,
    "--test": run.test,
    "--test-labels": run.testLabels,
  };
  await requireOwnFile("--out", run.out, read);
  await requireOwnFile("--figure", run.figure, {
    ...read,
    "--out": run.out,
    "--resume": run.resume,
  });
}

/** Classes that no vector has, such as those up to a stray label. */
function sayEmptyClasses({ labels, classes }: LabelledData): void {
  const empty = classes.length - new Set(labels).size;
  if (empty > 0) say(`C = ${classes.length} classes, ${empty} of them without a vector`);
}

function say(message: string): void {
  process.stderr.write(`damlab train potts: ${message}\n`);
}

const roundWords = ({ round, memories, memories_after, epochs }: GrowthRound): string =>
  `round ${round}: ${memories} memories in ${epochs} epochs, ` +
  (memories_after > memories ? `grown to ${memories_after}` : "none to split");

/** What ended a training, in words. */
const ends: Readonly<Record<string, string>> = {
  patience: "no better validation loss of late: stopped, as it is now,",
  epochs: "all epochs done: stopped",
  interrupted: "interrupted",
  "not-finite": "the loss is no number any more: stopped",
  grown: "grown to the full number of memories: stopped",
  stable: "no memory wants to be split: stopped",
  rounds: "all rounds of growth done: stopped",
};
