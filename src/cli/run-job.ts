import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import { projectFolder, resultFolder } from "../experiment/project-folder.ts";
import { compareOutputs } from "../jupyter/compare.ts";
import { type Notebook, readNotebook, writeNotebook } from "../jupyter/nbformat.ts";
import { listParameters, ParameterError, withParameters } from "../jupyter/parameters.ts";
import { type RunResult, runNotebook, withoutOutputs } from "../jupyter/run-notebook.ts";
import type { Stop } from "../jupyter/supervise-cell.ts";
import { faultyFigures } from "./faulty-figures.ts";
import { formattersURL } from "./formatters-url.ts";
import type { NotebookFile } from "./notebook-files.ts";
import { notebookVariable } from "./notebook-origin.ts";
import { describeFailure, describeLeftovers, type RunLog } from "./run-log.ts";

/** Options of `damlab run` as parsed. */
export interface RunCommandOptions {
  out: string;
  inPlace?: boolean;
  html?: boolean;
  static?: boolean;
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

/** One notebook on its way through the command. */
export interface Job {
  readonly file: NotebookFile;
  readonly name: string;
  readonly directory: string;
  /** As read, or the reason why it could not be. */
  readonly stored: Notebook | Error;
}

/** A line of the summary. */
export interface Row {
  notebook: string;
  status: "ok" | "failed" | "different" | "interrupted" | "skipped" | "prepared";
  cells: number | null;
  failed: number | null;
  skipped: number | null;
  /** Figures that leave something out, as `lintFigure` finds. */
  faulty_figures: number | null;
  differences: number | null;
  output: string | null;
  report: string | null;
  /** Folder of named figures, null where there are none. */
  figures: string | null;
}

/** Reads a notebook; one that cannot be read becomes a failed line of the summary. */
export async function load(file: NotebookFile): Promise<Job> {
  const stored = await readNotebook(file.source).catch((error: Error) => error);
  return { file, name: file.source, directory: dirname(resolve(file.source)), stored };
}

/** The notebooks with their parameters; of several, each takes the values it knows. */
export function prepare(
  jobs: readonly Job[],
  options: RunCommandOptions,
): (Notebook | undefined)[] {
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

/** Runs one notebook and writes its results; never rejects. */
export async function work(
  job: Job,
  notebook: Notebook | undefined,
  options: RunCommandOptions,
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
    faulty_figures: null,
    differences: null,
    output: null,
    report: null,
    figures: null,
  };
  if (stored instanceof Error || notebook === undefined) {
    log.say(`${name}: ${(stored as Error).message}`);
    return row;
  }
  if (signal.aborted) {
    log.say(`${name}: skipped, ${(signal.reason as Stop).evalue}`);
    return { ...row, status: "skipped" };
  }
  try {
    if (options.prepareOnly) {
      await writeNotebook(file.target, withoutOutputs(notebook));
      return { ...row, status: "prepared", output: file.target };
    }
    log.start(name);
    const folders = await resultFolders(directory, options);
    const result = await runNotebook(notebook, {
      ...options,
      file: basename(name),
      directory,
      formatters: formattersURL,
      signal,
      environment: { ...folders, ...(await notebookVariable(file.source, notebook)) },
      save: saver(file, options),
      onProgress: log.progress,
    });
    log.stop();
    for (const failure of result.failures) log.say(describeFailure(name, failure));
    if (result.skipped > 0) log.say(`${name}: ${result.skipped} of ${result.total} cells skipped`);
    if (result.hasLeftovers) log.say(describeLeftovers(name));
    const faulty = faultyFigures(result.notebook);
    for (const { cell, label, findings } of faulty) {
      for (const finding of findings) {
        log.say(`${name}: ${label} (cell ${cell}): faulty figure: ${finding}`);
      }
    }
    const differences = options.compare === undefined ? null : compare(job, result, options, log);
    if (options.html) {
      const { writeReport } = await import("./write-report.ts");
      const title = basename(file.source, ".ipynb");
      const isStatic = options.static === true;
      await writeReport(file.report, result.notebook, { directory, name: title, isStatic });
    }
    return {
      ...row,
      status: statusOf(result, faulty.length, differences ?? 0),
      cells: result.total,
      failed: result.failures.length,
      skipped: result.skipped,
      faulty_figures: faulty.length,
      differences,
      output: file.target,
      report: options.html ? file.report : null,
      figures: existsSync(folders.DAMLAB_FIGURES) ? relative("", folders.DAMLAB_FIGURES) : null,
    };
  } catch (error) {
    log.stop();
    log.say(`${name}: ${(error as Error).message}`);
    return row;
  }
}

function statusOf({ status }: RunResult, faulty: number, differences: number): Row["status"] {
  if (status !== "ok") return status;
  return faulty > 0 ? "failed" : differences > 0 ? "different" : "ok";
}

/** A run in place writes what is to be kept: figures and data beside `out`, not into it. */
async function resultFolders(
  directory: string,
  { inPlace = false }: RunCommandOptions,
): Promise<{ DAMLAB_FIGURES: string; DAMLAB_DATA: string }> {
  const project = await projectFolder(directory);
  const folder = (kind: "figures" | "data") =>
    inPlace ? join(project, kind) : resultFolder(kind, directory);
  return { DAMLAB_FIGURES: await folder("figures"), DAMLAB_DATA: await folder("data") };
}

/** In place, the stored outputs stay on disk until the first cell is done. */
function saver(
  file: NotebookFile,
  options: RunCommandOptions,
): (notebook: Notebook) => Promise<void> {
  let isUntouched = options.inPlace === true;
  return async (notebook) => {
    if (!isUntouched) await writeNotebook(file.target, notebook);
    isUntouched = false;
  };
}

function compare(
  job: Job,
  { notebook }: RunResult,
  options: RunCommandOptions,
  log: RunLog,
): number {
  const differences = compareOutputs(job.stored as Notebook, notebook, options.compare!);
  for (const { cell, message } of differences) log.say(`${job.name}: cell ${cell}: ${message}`);
  return differences.length;
}
