import { mkdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import writeFileAtomic from "write-file-atomic";
import { compareOutputs } from "../jupyter/compare.ts";
import { type Notebook, readNotebook, writeNotebook } from "../jupyter/nbformat.ts";
import { listParameters, ParameterError, withParameters } from "../jupyter/parameters.ts";
import { renderReport } from "../jupyter/report.ts";
import { type RunResult, runNotebook, withoutOutputs } from "../jupyter/run-notebook.ts";
import type { Stop } from "../jupyter/supervise-cell.ts";
import { findNotebooks, type NotebookFile, prepareTargets } from "./notebook-files.ts";
import { createRunLog, describeFailure, type RunLog } from "./run-log.ts";
import { textTable } from "./text-table.ts";

interface Options {
  out: string;
  inPlace?: boolean;
  html?: boolean;
  quick?: boolean;
  param?: Map<string, string>;
  listParameters?: boolean;
  prepareOnly?: boolean;
  cellTimeout?: number;
  totalTimeout?: number;
  maxMemory?: number;
  onError: "stop" | "continue";
  compare?: number;
  json?: boolean;
}

/** `damlab run`: runs notebooks and writes them, with their outputs, to a folder. */
export function runCommand(): Command {
  return new Command("run")
    .description(
      "Run notebooks from top to bottom, each in a fresh process, and write them with their\n" +
        "outputs to a folder. Exit code 1 when a cell failed, 130 when interrupted.",
    )
    .argument("<notebook...>", "notebooks, or folders that hold notebooks")
    .option("--out <folder>", "where results go", "out")
    .option("--in-place", "write each notebook over itself instead")
    .option("--html", "also write each notebook as one offline page")
    .addOption(new Option("--quick", "use the quick values of the parameters").conflicts("full"))
    .option("--full", "use the parameters as they are (default)")
    .option("-p, --param <name=value>", "set a parameter; may be repeated", collect)
    .option("--list-parameters", "print name, type, default and meaning of the parameters")
    .option("--prepare-only", "write the notebooks with their parameters, run nothing")
    .option("--cell-timeout <seconds>", "stop a cell that runs longer", positive)
    .option("--total-timeout <seconds>", "stop the run when it takes longer", positive)
    .option("--max-memory <MB>", "kill a notebook's process that uses more", positive)
    .addOption(
      new Option("--on-error <action>", "what follows a failed cell")
        .choices(["stop", "continue"])
        .default("stop"),
    )
    .option("--compare <tolerance>", "fail when outputs differ from the stored ones", tolerance)
    .option("--json", "print an array of rows")
    .action(run);
}

/** One notebook on its way through the command. */
interface Job {
  readonly file: NotebookFile;
  readonly name: string;
  readonly directory: string;
  /** As read, or the reason why it could not be. */
  readonly stored: Notebook | Error;
}

/** A line of the summary. */
interface Row {
  notebook: string;
  status: "ok" | "failed" | "different" | "interrupted" | "skipped" | "prepared";
  cells: number | null;
  failed: number | null;
  skipped: number | null;
  differences: number | null;
  output: string | null;
  report: string | null;
}

async function run(paths: string[], options: Options): Promise<void> {
  const files = await findNotebooks(paths, { out: options.out, inPlace: options.inPlace === true });
  const jobs = await Promise.all(files.map(load));
  const log = createRunLog();
  if (options.listParameters) {
    printParameters(jobs, options, log);
    return;
  }
  const prepared = prepare(jobs, options);
  for (const { file, stored } of jobs) {
    if (!(stored instanceof Error)) await prepareTargets(file, { html: options.html === true });
  }
  const stopper = stopSignals(options.totalTimeout);
  const rows: Row[] = [];
  try {
    for (const [k, job] of jobs.entries()) {
      rows.push(await work(job, prepared[k], options, stopper.signal, log));
    }
  } finally {
    stopper.release();
  }
  print(rows, options);
  if (rows.some(({ status }) => status !== "ok" && status !== "prepared")) process.exitCode = 1;
  if ((stopper.signal.reason as Stop | undefined)?.ename === "Interrupted") process.exitCode = 130;
}

async function load(file: NotebookFile): Promise<Job> {
  const stored = await readNotebook(file.source).catch((error: Error) => error);
  return { file, name: file.source, directory: dirname(resolve(file.source)), stored };
}

function printParameters(jobs: readonly Job[], options: Options, log: RunLog): void {
  const rows = jobs.flatMap(({ name, directory, stored }) => {
    if (stored instanceof Error) {
      process.exitCode = 1;
      log.say(stored.message);
      return [];
    }
    return listParameters(stored, directory).map(({ quick, ...parameter }) => ({
      notebook: name,
      name: parameter.name,
      type: parameter.type,
      default: parameter.default,
      quick: quick === undefined ? null : JSON.stringify(quick),
      meaning: parameter.doc,
    }));
  });
  if (options.json) console.log(JSON.stringify(rows, null, 2));
  else if (rows.length === 0) log.say("no notebook has a cell tagged parameters");
  else console.log(textTable(rows, Object.keys(rows[0]!).slice(jobs.length > 1 ? 0 : 1)));
}

/** The notebooks with their parameters; of several, each takes the values it knows. */
function prepare(jobs: readonly Job[], options: Options): (Notebook | undefined)[] {
  const given = options.param ?? new Map<string, string>();
  const known = jobs.map(({ stored, directory }) =>
    stored instanceof Error || given.size === 0 || jobs.length === 1
      ? [...given.keys()]
      : listParameters(stored, directory).map(({ name }) => name),
  );
  try {
    return jobs.map(({ stored, directory }, k) => {
      if (stored instanceof Error) return undefined;
      const values = new Map(
        [...given].filter(([name]) => known[k]!.includes(name) || !known.flat().includes(name)),
      );
      return withParameters(stored, { directory, quick: options.quick === true, values });
    });
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new InvalidArgumentError(error.message.replace(/^\w+: /, ""));
  }
}

async function work(
  job: Job,
  notebook: Notebook | undefined,
  options: Options,
  signal: AbortSignal,
  log: RunLog,
): Promise<Row> {
  const { file, name, directory, stored } = job;
  const row: Row = {
    notebook: name,
    status: "failed",
    cells: null,
    failed: null,
    skipped: null,
    differences: null,
    output: null,
    report: null,
  };
  if (stored instanceof Error || notebook === undefined) {
    log.say((stored as Error).message);
    return row;
  }
  if (signal.aborted) {
    log.say(`${name}: skipped, ${(signal.reason as Stop).evalue}`);
    return { ...row, status: "skipped" };
  }
  if (options.prepareOnly) {
    await writeNotebook(file.target, withoutOutputs(notebook));
    return { ...row, status: "prepared", output: file.target };
  }
  log.start(name);
  try {
    const result = await runNotebook(notebook, {
      ...options,
      file: basename(name),
      directory,
      signal,
      save: saver(file, options),
      onProgress: log.progress,
    });
    log.stop();
    for (const failure of result.failures) log.say(describeFailure(name, failure));
    if (result.skipped > 0) log.say(`${name}: ${result.skipped} of ${result.total} cells skipped`);
    const differences = options.compare === undefined ? null : compare(job, result, options, log);
    if (options.html) await writeReport(file, result.notebook, directory);
    return {
      ...row,
      status: result.status === "ok" && differences ? "different" : result.status,
      cells: result.total,
      failed: result.failures.length,
      skipped: result.skipped,
      differences,
      output: file.target,
      report: options.html ? file.report : null,
    };
  } catch (error) {
    log.stop();
    log.say(`${name}: ${(error as Error).message}`);
    return row;
  }
}

/** In place, the stored outputs stay on disk until the first cell is done. */
function saver(file: NotebookFile, options: Options): (notebook: Notebook) => Promise<void> {
  let isUntouched = options.inPlace === true;
  return async (notebook) => {
    if (!isUntouched) await writeNotebook(file.target, notebook);
    isUntouched = false;
  };
}

function compare(job: Job, { notebook }: RunResult, options: Options, log: RunLog): number {
  const differences = compareOutputs(job.stored as Notebook, notebook, options.compare!);
  for (const { cell, message } of differences) log.say(`${job.name}: cell ${cell}: ${message}`);
  return differences.length;
}

async function writeReport(
  file: NotebookFile,
  notebook: Notebook,
  directory: string,
): Promise<void> {
  const name = basename(file.source, ".ipynb");
  await mkdir(dirname(file.report), { recursive: true });
  await writeFileAtomic(file.report, await renderReport(notebook, { directory, name }));
}

function print(rows: readonly Row[], options: Options): void {
  if (options.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const columns = ["notebook", "status", "cells", "failed", "skipped", "output", "report"];
  if (options.compare !== undefined) columns.splice(5, 0, "differences");
  if (!options.html) columns.pop();
  console.log(textTable(rows as unknown as Record<string, unknown>[], columns));
}

/** One signal for Ctrl-C and for the time limit of the run. A second Ctrl-C ends the process. */
function stopSignals(totalTimeout: number | undefined) {
  const controller = new AbortController();
  const abort = (stop: Stop) => controller.abort(stop);
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    abort({ ename: "Interrupted", evalue: "the run was interrupted" });
  };
  process.on("SIGINT", onInterrupt);
  const timer =
    totalTimeout === undefined
      ? undefined
      : setTimeout(abort, totalTimeout * 1000, {
          ename: "TotalTimeout",
          evalue: `the run took longer than ${totalTimeout} s`,
        });
  return {
    signal: controller.signal,
    release() {
      process.off("SIGINT", onInterrupt);
      clearTimeout(timer);
    },
  };
}

function collect(text: string, before = new Map<string, string>()): Map<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`expected name=value, got ${JSON.stringify(text)}`);
  return before.set(text.slice(0, at).trim(), text.slice(at + 1));
}

/** Timers of Node hold at most 2³¹ − 1 ms. */
const LARGEST = 2_000_000;

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value <= LARGEST) return value;
  throw new InvalidArgumentError(`expected a number > 0 and ≤ ${LARGEST}, got ${text}`);
}

function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected a number ≥ 0, got ${text}`);
}
