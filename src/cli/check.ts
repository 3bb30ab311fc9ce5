import { basename, dirname, resolve } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { type Notebook, readNotebook } from "../jupyter/nbformat.ts";
import { runNotebook } from "../jupyter/run-notebook.ts";
import { assignmentCells } from "../notebook/assignment.ts";
import { type CheckRow, checkRows } from "../notebook/check-rows.ts";
import { createRunLog, describeFailure, describeLeftovers } from "./run-log.ts";
import { seconds } from "./run-numbers.ts";
import { stopSignals } from "./run-signals.ts";
import { textTable } from "./text-table.ts";

interface CheckOptions {
  json?: boolean;
  cellTimeout: number;
}

const COLUMNS = ["id", "question", "title", "points", "earned", "passed", "message"] as const;

/** `damlab check NOTEBOOK`: runs a notebook and says which of its checks hold. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "Run a notebook and say which of its checks hold. The notebook itself is not changed.\n" +
        "All cells run, also after one that failed, unless one ends the process: questions of an\n" +
        "assignment that did not run are listed and lose their points.\n\n" +
        `Columns: ${COLUMNS.join(", ")}.\n` +
        "Exit code 0 when all checks passed and no cell failed, 1 otherwise.",
    )
    .argument("<notebook>", "an .ipynb file")
    .option("--json", "print an array of rows")
    .option("--cell-timeout <seconds>", "longest time a cell may run", seconds, 60)
    .action(checkNotebook);
}

async function checkNotebook(path: string, options: CheckOptions): Promise<void> {
  const file = basename(path);
  const notebook = await readNotebook(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new InvalidArgumentError(`expected a notebook, got no file ${path}`);
  });
  assignmentCells(notebook, file);
  const log = createRunLog();
  const stopper = stopSignals();
  log.start(file);
  const run = await runNotebook(notebook, {
    file,
    directory: dirname(resolve(path)),
    save: async () => undefined,
    onError: "continue",
    cellTimeout: options.cellTimeout,
    signal: stopper.signal,
    onProgress: log.progress,
  }).finally(() => {
    log.stop();
    stopper.release();
  });
  const rows = checkRows(run.notebook, file);
  console.log(options.json ? JSON.stringify(rows.map(ordered), null, 2) : readable(rows));
  for (const failure of run.failures) log.say(describeFailure(file, failure));
  if (run.skipped > 0) log.say(`${file}: did not run: ${idle(run.notebook).join(", ")}`);
  if (run.hasLeftovers) log.say(describeLeftovers(file));
  if (run.status === "failed" || rows.some(({ passed }) => !passed)) process.exitCode = 1;
  process.exitCode = stopper.exitCode() ?? process.exitCode;
}

/** The code cells that never ran, blank ones aside. */
function idle({ cells }: Notebook): string[] {
  return cells.flatMap((cell, index) => {
    const isCode = cell.cell_type === "code" && cell.source.trim() !== "";
    return isCode && cell.execution_count === null ? [`cell ${index + 1}`] : [];
  });
}

function ordered(row: CheckRow): Record<string, unknown> {
  return Object.fromEntries(COLUMNS.map((column) => [column, row[column]]));
}

function readable(rows: readonly CheckRow[]): string {
  if (rows.length === 0) return "no checks";
  const sum = (of: "points" | "earned"): number => rows.reduce((all, row) => all + row[of], 0);
  const shown = rows.map(({ question, title, points, earned, passed, message }) => ({
    " ": passed ? "✓" : "✗",
    ...(question === null ? {} : { question }),
    check: title,
    earned,
    points,
    message,
  }));
  return `${textTable(shown)}\n\n${sum("earned")} of ${sum("points")} points`;
}
