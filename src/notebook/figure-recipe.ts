import { packageVersion } from "../experiment/package-version.ts";
import { type FigureSpec, isRecord } from "../plot/spec.ts";

/** Which notebook runs, and with which parameters: told by `damlab run` in the variable DAMLAB_NOTEBOOK. */
export interface NotebookOrigin {
  /** Path from the folder of the project, with "/". */
  readonly file: string;
  /** Short hash of the code cells. */
  readonly code: string;
  /** Source texts of the values that the run has set, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * What the recipe of a figure kept by a notebook says of it; a null file alone in a session that
 * `damlab run` did not start, whose cells may have run in any order.
 */
export type NotebookRecipe = (NotebookOrigin | { readonly file: null }) & {
  /** Name under which the figure is kept. */
  readonly figure: string;
  /** Name and version of this package. */
  readonly package: string;
};

/** The specification with the notebook in its recipe, beside what the author has put there. */
export function withNotebook(spec: FigureSpec, figure: string): FigureSpec {
  const told = process.env.DAMLAB_NOTEBOOK;
  const origin = told === undefined ? { file: null } : (JSON.parse(told) as NotebookOrigin);
  const notebook: NotebookRecipe = { ...origin, figure, package: `damlab ${packageVersion}` };
  const usermeta = isRecord(spec.usermeta) ? spec.usermeta : {};
  const damlab = isRecord(usermeta.damlab) ? usermeta.damlab : {};
  const recipe = isRecord(damlab.recipe) ? damlab.recipe : {};
  return {
    ...spec,
    usermeta: { ...usermeta, damlab: { ...damlab, recipe: { ...recipe, notebook } } },
  };
}
