import { Command, InvalidArgumentError, Option } from "commander";
import type { RunCommandOptions } from "./run-job.ts";
import { megabytes, seconds } from "./run-numbers.ts";

/** `damlab run`: runs notebooks and writes them, with their outputs, to a folder. */
export function runCommand(): Command {
  return new Command("run")
    .description(
      "Run notebooks from top to bottom, each in a fresh process, and write them with their " +
        "outputs to a folder.\n\nExit code 1 when a cell failed or a figure leaves something out; 130, 143 or 129\n" +
        "when interrupted by Ctrl-C, SIGTERM or SIGHUP: finished outputs are kept.",
    )
    .argument("<notebook...>", "notebooks, or folders that hold notebooks")
    .option("--out <folder>", "where results go", "out")
    .option(
      "--in-place",
      "write each notebook over itself, named figures to figures/, data to data/",
    )
    .option("--html", "also write each notebook as one offline page")
    .addOption(
      new Option("--static", "as --html, with pictures instead of interactive charts").implies({
        html: true,
      }),
    )
    .addOption(new Option("--quick", "use the quick values of the parameters").conflicts("full"))
    .option("--full", "use the parameters as they are (default)")
    .option("-p, --param <name=value>", "set a parameter; may be repeated", collect)
    .option("--list-parameters", "print name, type, default and meaning of the parameters")
    .option("--prepare-only", "write the notebooks with their parameters, run nothing")
    .option("--cell-timeout <seconds>", "stop a cell that runs longer", seconds)
    .option("--total-timeout <seconds>", "stop the run when it takes longer", seconds)
    .option("--max-memory <MB>", "kill a notebook's process that uses more", megabytes)
    .addOption(
      new Option("--on-error <action>", "what follows a failed cell")
        .choices(["stop", "continue"])
        .default("stop"),
    )
    .option("--compare <tolerance>", "fail when outputs differ from the stored ones", tolerance)
    .option("--json", "print an array of rows")
    .addHelpText("after", PARAMETER_HELP)
    .action(async (paths: string[], options: RunCommandOptions) => {
      const { runNotebooks } = await import("./run-notebooks.ts");
      await runNotebooks(paths, options);
    });
}

const PARAMETER_HELP = `
Parameters are the constants of the cell tagged "parameters". A value is JSON5 (64, Infinity, [1, 2],
{a: 1}), plain text, or a list a,b,c with ranges start:stop[:step]; the parameter's type decides.
Quick values stand in that cell's metadata: "damlab": { "quick": { "N": 32 } }.
Cells tagged "raises-exception" may fail.

A figure is faulty when marks are missing (no rows, values that are no numbers or do not fit the axis),
an axis has no title, or there is more than one can tell apart; the log names rows and remedy.

Columns: notebook, status, cells, failed, skipped, faulty_figures, differences, output, report;
of --list-parameters: notebook, name, type, default, quick, meaning.`;

function collect(text: string, before = new Map<string, string>()): Map<string, string> {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError(`expected name=value, got ${JSON.stringify(text)}`);
  return before.set(text.slice(0, at).trim(), text.slice(at + 1));
}

function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`expected a number ≥ 0, got ${text}`);
}
