import { Command } from "commander";
import { type FoundKernel, findKernels } from "../jupyter/kernelspec.ts";
import { searchedFolders } from "./kernel-place.ts";
import { stateOf } from "./own-kernel.ts";
import { textTable } from "./text-table.ts";

const COLUMNS = ["name", "display_name", "language", "ours", "status", "problem", "folder"];

/** `damlab kernel list`: the kernels that a front end sees. */
export function kernelListCommand(): Command {
  return new Command("list")
    .description(
      "List the kernels that a front end sees, in the order in which Jupyter finds\n" +
        "them. Of two with one name the first is taken, the other is hidden.\n\n" +
        `Columns: ${COLUMNS.join(", ")}.\n` +
        "status is ok, broken (problem: what is missing) or hidden (problem: by what).",
    )
    .option("--json", "print an array of rows")
    .action(async (options: { json?: boolean }) => {
      const kernels = await findKernels(searchedFolders());
      console.log(options.json ? JSON.stringify(kernels.map(row), null, 2) : kernelTable(kernels));
    });
}

function row(kernel: FoundKernel): Record<string, unknown> {
  const { name, spec, folder } = kernel;
  const { ours, status, problem } = stateOf(kernel);
  const { display_name = null, language = null } = spec ?? {};
  return { name, display_name, language, ours, status, problem, folder };
}

/** Kernels as a table for a terminal. */
export function kernelTable(kernels: readonly FoundKernel[]): string {
  if (kernels.length === 0) return "no kernels";
  return textTable(
    kernels.map((kernel) => {
      const { ours, status, problem, ...rest } = row(kernel);
      const { name, display_name, language, folder } = rest;
      const state = problem === null ? status : `${status}: ${problem}`;
      return { name, display_name, language, ours: ours ? "yes" : "no", status: state, folder };
    }),
  );
}
