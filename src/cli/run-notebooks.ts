import { listParameters } from "../jupyter/parameters.ts";
import { findNotebooks, prepareTargets } from "./notebook-files.ts";
import { type Job, load, prepare, type Row, type RunCommandOptions, work } from "./run-job.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import { stopSignals } from "./run-signals.ts";
import { textTable } from "./text-table.ts";

/**
 * The work of `damlab run`: notebooks one after another, a summary on standard output, the exit code.
 *
 * @param paths  notebooks and folders
 * @throws {InvalidArgumentError} paths or parameters that cannot be used, before anything runs
 */
export async function runNotebooks(paths: string[], options: RunCommandOptions): Promise<void> {
  const files = await findNotebooks(paths, {
    out: options.out,
    inPlace: options.inPlace === true,
    html: options.html === true,
  });
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
  process.exitCode = stopper.exitCode() ?? process.exitCode;
}

function printParameters(jobs: readonly Job[], options: RunCommandOptions, log: RunLog): void {
  const rows = jobs.flatMap(({ name, directory, stored }) => {
    if (stored instanceof Error) {
      process.exitCode = 1;
      log.say(`${name}: ${stored.message}`);
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

function print(rows: readonly Row[], options: RunCommandOptions): void {
  if (options.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const isFaulty = rows.some(({ faulty_figures }) => (faulty_figures ?? 0) > 0);
  const columns = [
    ...["notebook", "status", "cells", "failed", "skipped"],
    ...(isFaulty ? ["faulty_figures"] : []),
    ...(options.compare === undefined ? [] : ["differences"]),
    "output",
    ...(options.html ? ["report"] : []),
  ];
  console.log(textTable(rows, columns));
  const figures = new Set(rows.flatMap((row) => row.figures ?? []));
  for (const folder of figures) console.log(`named figures: ${folder}`);
}
