import { Command, InvalidArgumentError, Option } from "commander";
import { listParameters } from "../jupyter/parameters.ts";
import type { Stop } from "../jupyter/supervise-cell.ts";
import { findNotebooks, prepareTargets } from "./notebook-files.ts";
import { type Job, load, prepare, type Row, type RunCommandOptions, work } from "./run-job.ts";
import { createRunLog, type RunLog } from "./run-log.ts";
import { textTable } from "./text-table.ts";

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

async function run(paths: string[], options: RunCommandOptions): Promise<void> {
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
