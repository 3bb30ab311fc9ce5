import { statSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { packageVersion } from "../experiment/package-version.ts";
import { exported, formatByEnding, type PNGOptions, saveFigure } from "../plot/export.ts";
import { inspectFigure } from "../plot/inspect.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { figureDifferences } from "./figure-differences.ts";
import { type FigureFile, packageIn, readFigure } from "./figure-file.ts";
import { rerunNotebook } from "./rebuild-notebook.ts";
import { createRunLog, type RunLog } from "./run-log.ts";

interface RebuildOptions {
  out?: string;
  json?: boolean;
  project?: string;
  runChanged?: boolean;
}

/** `damlab figure rebuild FILE`: makes a figure again from its recipe and compares. */
export function figureRebuildCommand(): Command {
  return new Command("rebuild")
    .description(
      "Make a figure again from the recipe in its file, and say whether it is identical.\n" +
        "A figure kept by a notebook is made by running the notebook with the parameters of\n" +
        "the recipe, in a temporary folder and without stored results; a figure of\n" +
        "`damlab capacity`, `damlab dynamics` or `damlab teacher-student` by measuring\n" +
        "again. Those of `damlab train` and `damlab predict` need data that are not in the\n" +
        "file: run the command again. The file itself is not changed.\n\n" +
        "Figures come from anywhere, so only notebooks of the current project are run (the\n" +
        "nearest folder above with a package.json), with the code that the recipe states;\n" +
        "--project and --run-changed allow others.\n\n" +
        "Exit code 0 for identical bytes, 1 for differences or a recipe that cannot be\n" +
        "followed, 130 when interrupted.",
    )
    .argument("<file>", "a figure: .svg, .png, .pdf, .html or .json")
    .option("--out <file>", "write the figure made again, in the format of the ending", ending)
    .option("--project <folder>", "run the notebook of the project of this folder", projectPath)
    .option("--run-changed", "run the notebook even if its code is not that of the recipe")
    .option("--json", "print an object: file, identical, differences, package, out")
    .action(rebuild);
}

function ending(path: string): string {
  if (formatByEnding(path) !== undefined) return path;
  throw new InvalidArgumentError(
    `expected a path that ends in .svg, .png, .pdf, .html or .json, got ${path}`,
  );
}

function projectPath(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError(`expected a folder, got ${path}`);
}

async function rebuild(path: string, options: RebuildOptions): Promise<void> {
  const found = await readFigure(path);
  const log = createRunLog();
  const made = packageIn(found.facts);
  const own = `damlab ${packageVersion}`;
  if (made !== null && made !== own) log.say(`${path}: made by ${made}, this is ${own}`);
  const spec = await respecified(found, options, log);
  if (!spec) return;
  const { format, theme, dpi, text } = found.facts;
  const drawing: PNGOptions = {
    ...(theme === "light" || theme === "dark" ? { theme } : {}),
    ...(dpi === null ? {} : { dpi }),
    ...(format === "svg" && text !== null ? { text } : {}),
    onWarning: () => undefined,
  };
  const bytes = await exported(spec, format, drawing);
  const again = { path, bytes, facts: await inspectFigure(bytes) };
  const differences = figureDifferences(found, again);
  if (options.out !== undefined) await saveFigure(spec, options.out, drawing);
  const identical = differences.length === 0;
  if (options.json) {
    const summary = { file: path, identical, differences, package: made, out: options.out ?? null };
    console.log(JSON.stringify(summary, null, 2));
  } else if (identical) console.log(`${path}: identical`);
  else {
    const lines = differences.map(({ what, message }) => `  ${what}: ${message}`);
    console.log([`${path}: differs`, ...lines].join("\n"));
  }
  if (!identical) process.exitCode = 1;
}

/** The specification that the recipe gives, undefined when interrupted. */
async function respecified(
  { path, facts: { recipe } }: FigureFile,
  options: RebuildOptions,
  log: RunLog,
): Promise<FigureSpec | undefined> {
  if (recipe === null) {
    throw new Error(
      `${path}: expected a figure with a recipe, got no recipe; pass one to the builder`,
    );
  }
  if (recipe.notebook !== undefined) return rerunNotebook(path, recipe.notebook, options, log);
  if (recipe.command === "capacity") {
    const { remeasuredCapacity } = await import("./capacity-recipe.ts");
    return remeasuredCapacity(path, recipe);
  }
  if (recipe.command === "dynamics") {
    const { remeasuredDynamics } = await import("./dynamics-recipe.ts");
    return remeasuredDynamics(path, recipe);
  }
  if (recipe.command === "teacher-student") {
    const { remeasuredTeacherStudent } = await import("./teacher-student-recipe.ts");
    return remeasuredTeacherStudent(path, recipe);
  }
  if (recipe.command === "train potts" || recipe.command === "predict") {
    throw new Error(
      `${path}: expected a recipe that holds all that its figure is made of, got that of damlab ` +
        `${recipe.command}, which has the name of its data only; run that command again with --figure`,
    );
  }
  throw new Error(
    `${path}: expected a recipe with the notebook of a figure kept by damlab run, or the command ` +
      `capacity, dynamics or teacher-student, got one of ${Object.keys(recipe).join(", ")}; keep the figure with ` +
      `figure(spec, { name }) in a notebook and run it by damlab run`,
  );
}
