import { dirname, relative, resolve, sep } from "node:path";
import { projectFolder } from "../experiment/project-folder.ts";
import { sha256Hex } from "../experiment/record.ts";
import { type Notebook, tagsOf } from "../jupyter/nbformat.ts";
import { injectedParameters } from "../jupyter/parameters.ts";
import type { NotebookOrigin } from "../notebook/figure-recipe.ts";

/**
 * The environment variable by which a run tells its cells of their notebook, for the recipes of their
 * figures: nothing of the machine.
 *
 * @param path  of the notebook
 * @param notebook  with the parameters of the run
 */
export async function notebookVariable(
  path: string,
  notebook: Notebook,
): Promise<{ readonly DAMLAB_NOTEBOOK: string }> {
  const project = await projectFolder(dirname(resolve(path)));
  const origin: NotebookOrigin = {
    file: relative(project, resolve(path)).split(sep).join("/"),
    code: codeHash(notebook),
    parameters: injectedParameters(notebook),
  };
  return { DAMLAB_NOTEBOOK: JSON.stringify(origin) };
}

/** Short hash of the code cells, parameters of a run aside. */
export function codeHash({ cells }: Notebook): string {
  const code = cells.filter(
    (cell) => cell.cell_type === "code" && !tagsOf(cell).includes("injected-parameters"),
  );
  return sha256Hex(JSON.stringify(code.map(({ source }) => source))).slice(0, 16);
}
