import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { projectFolder } from "../experiment/project-folder.ts";
import { readNotebook } from "../jupyter/nbformat.ts";
import { withParameters } from "../jupyter/parameters.ts";
import { runNotebook } from "../jupyter/run-notebook.ts";
import { isFigureName } from "../notebook/figure-name.ts";
import type { NotebookOrigin } from "../notebook/figure-recipe.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";
import { formattersURL } from "./formatters-url.ts";
import { codeHash, notebookVariable } from "./notebook-origin.ts";
import { describeFailure, type RunLog } from "./run-log.ts";
import { stopSignals } from "./run-signals.ts";

/** Which notebooks a rebuild may run. */
export interface RerunOptions {
  /** A folder of the project whose notebooks may run; default: the current folder. */
  readonly project?: string;
  /** True to run a notebook whose code is not that of the recipe; default false. */
  readonly runChanged?: boolean;
}

/**
 * The figure that a notebook keeps under the name in a recipe, from a fresh run with the parameters of the
 * recipe. Figures and data of the run go to a temporary folder, so that nothing stored is taken.
 *
 * A figure may come from anywhere, so what lies beside it is not run: only notebooks of the chosen project
 * are, and only with the code that the recipe states.
 *
 * @param path  of the figure file
 * @param recipe  the part of the recipe that names the notebook
 * @returns undefined when interrupted; the exit code says so
 * @throws {Error} a recipe without a notebook of `damlab run`, no such notebook, a notebook with other code,
 *   or a run without the figure
 */
export async function rerunNotebook(
  path: string,
  recipe: unknown,
  { project, runChanged = false }: RerunOptions,
  log: RunLog,
): Promise<FigureSpec | undefined> {
  const origin = originIn(path, recipe);
  const file = await notebookFile(path, origin.file, project);
  const directory = dirname(resolve(file));
  const stored = await readNotebook(file);
  if (codeHash(stored) !== origin.code) {
    if (!runChanged) {
      throw new Error(
        `${path}: expected ${file} with the code that made the figure, got other code; ` +
          "read it, then run it as it is by --run-changed",
      );
    }
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
  if (!isWhole) {
    throw new Error(
      `${path}: expected a recipe with file, code, parameters and figure of its notebook, ` +
        `got ${JSON.stringify(recipe)}; keep the figure with figure(spec, { name }) and run the notebook by damlab run`,
    );
  }
  const { file, figure } = recipe as unknown as NotebookOrigin & { readonly figure: string };
  const isOutside = /^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(file);
  if (isOutside || !/[^/\\]\.ipynb$/.test(file)) {
    throw new Error(
      `${path}: expected a recipe with the path of a notebook (.ipynb) in its project, got "${file}"`,
    );
  }
  if (!isFigureName(figure)) {
    throw new Error(
      `${path}: expected a recipe with a name of a figure like "capacity" or "study/capacity", got "${figure}"`,
    );
  }
  return recipe as unknown as NotebookOrigin & { readonly figure: string };
}

async function notebookFile(path: string, file: string, project = ""): Promise<string> {
  const place = join(await projectFolder(resolve(project)), file);
  if (existsSync(place)) return relative("", place);
  throw new Error(
    `${path}: expected its notebook ${file} in the project, got no file ${place}; ` +
      "name its project by --project",
  );
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
