import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { projectFolder } from "../experiment/project-folder.ts";
import { readNotebook } from "../jupyter/nbformat.ts";
import { withParameters } from "../jupyter/parameters.ts";
import { runNotebook } from "../jupyter/run-notebook.ts";
import type { NotebookOrigin } from "../notebook/figure-recipe.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";
import { formattersURL } from "./formatters-url.ts";
import { codeHash, notebookVariable } from "./notebook-origin.ts";
import { describeFailure, type RunLog } from "./run-log.ts";
import { stopSignals } from "./run-signals.ts";

/**
 * The figure that a notebook keeps under the name in a recipe, from a fresh run with the parameters of the
 * recipe. Figures and data of the run go to a temporary folder, so that nothing stored is taken.
 *
 * @param path  of the figure file; the notebook is looked for in its project, then in the current one
 * @param recipe  the part of the recipe that names the notebook
 * @returns undefined when interrupted; the exit code says so
 * @throws {Error} a recipe without a notebook of `damlab run`, no such notebook, or a run without the figure
 */
export async function rerunNotebook(
  path: string,
  recipe: unknown,
  log: RunLog,
): Promise<FigureSpec | undefined> {
  const origin = originIn(path, recipe);
  const file = await notebookFile(path, origin.file);
  const directory = dirname(resolve(file));
  const stored = await readNotebook(file);
  if (codeHash(stored) !== origin.code) {
    log.say(`${file}: its code has changed since the figure was made`);
  }
  const values = new Map(Object.entries(origin.parameters));
  const notebook = withParameters(stored, { directory, values });
  const folder = await mkdtemp(join(tmpdir(), "damlab-rebuild-"));
  const stopper = stopSignals();
  try {
    const figures = join(folder, "figures");
    log.start(origin.file);
    const run = await runNotebook(notebook, {
      file: basename(file),
      directory,
      formatters: formattersURL,
      signal: stopper.signal,
      environment: {
        DAMLAB_FIGURES: figures,
        DAMLAB_DATA: join(folder, "data"),
        ...(await notebookVariable(file, notebook)),
      },
      save: async () => undefined,
      onProgress: log.progress,
    });
    log.stop();
    for (const failure of run.failures) log.say(describeFailure(file, failure));
    process.exitCode = stopper.exitCode() ?? process.exitCode;
    if (stopper.exitCode() !== undefined) return undefined;
    return await keptFigure(join(figures, `${origin.figure}.vl.json`), path, origin);
  } finally {
    log.stop();
    stopper.release();
    await rm(folder, { recursive: true, force: true });
  }
}

function originIn(path: string, recipe: unknown): NotebookOrigin & { readonly figure: string } {
  if (isRecord(recipe) && recipe.file === null) {
    throw new Error(
      `${path}: expected a figure kept by damlab run, got one of another session, whose cells may ` +
        "have run in any order; run the notebook by damlab run",
    );
  }
  const isWhole =
    isRecord(recipe) &&
    [recipe.file, recipe.code, recipe.figure].every((part) => typeof part === "string") &&
    isRecord(recipe.parameters) &&
    Object.values(recipe.parameters).every((text) => typeof text === "string");
  const isInside = isWhole && !/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(String(recipe.file));
  if (isInside) return recipe as unknown as NotebookOrigin & { readonly figure: string };
  throw new Error(
    `${path}: expected a recipe with file, code, parameters and figure of its notebook, ` +
      `got ${JSON.stringify(recipe)}; keep the figure with figure(spec, { name }) and run the notebook by damlab run`,
  );
}

async function notebookFile(path: string, file: string): Promise<string> {
  const projects = [await projectFolder(dirname(resolve(path))), await projectFolder()];
  const places = [...new Set(projects)].map((project) => join(project, file));
  const found = places.find(existsSync);
  if (found === undefined) {
    throw new Error(`${path}: expected its notebook ${file}, got no file ${places.join(" or ")}`);
  }
  return relative("", found);
}

async function keptFigure(
  kept: string,
  path: string,
  { file, figure }: { readonly file: string; readonly figure: string },
): Promise<FigureSpec> {
  try {
    return JSON.parse(await readFile(kept, "utf8")) as FigureSpec;
  } catch (cause) {
    throw new Error(
      `${path}: expected ${file} to keep a figure "${figure}", got none from its run`,
      {
        cause,
      },
    );
  }
}
