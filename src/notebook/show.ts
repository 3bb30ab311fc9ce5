import { resultFolder } from "../experiment/project-folder.ts";
import { display } from "../jupyter/display.ts";
import { displaysSent } from "../jupyter/display-host.ts";
import { formatValue } from "../jupyter/display-registry.ts";
import { saveFigure } from "../plot/export.ts";
import { saveFullTables } from "../plot/save-full-table.ts";
import type { FigureSpec } from "../plot/spec.ts";
import { figureBundle, isFigure } from "./figure.ts";
import { isFigureName } from "./figure-name.ts";
import { withNotebook } from "./figure-recipe.ts";
import "./formatters.ts";

/**
 * Shows a value under the cell: figures, tables and matrices in their best form, other values as text.
 *
 * @param value  anything; not modified
 * @throws {Error} a Vega-Lite specification that Vega-Lite refuses
 */
export async function show(value: unknown): Promise<void> {
  display.raw(await (isFigure(value) ? figureBundle(value) : formatValue(value)));
  await displaysSent();
}

/** Choices of `figure`. */
export interface FigureChoices {
  /** Name under which the figure is kept, "name" or "study/name"; default: shown only. */
  readonly name?: string;
  /** Text under the figure. */
  readonly caption?: string;
}

/**
 * Shows a figure under the cell and, under a name, keeps it as <name>.svg and <name>.vl.json.
 *
 * The folder is figures/out of the project of the working directory (the nearest folder above with a
 * package.json), or the environment variable DAMLAB_FIGURES. The recipe of the kept files names the
 * notebook, the parameters of its run and the figure, so that `damlab figure rebuild` can make it again. Of
 * a table with more rows than the figure shows, all go to <name>.full.csv in the data folder, and the text
 * under the figure names that file and its SHA-256; further tables of a composition go to <name>.full-2.csv and
 * so on.
 *
 * @param spec  Vega-Lite specification; not modified
 * @throws {RangeError} a name that is no relative path of letters, digits, ".", "_", "-"
 * @throws {Error} a specification that Vega-Lite refuses, a folder that cannot be written
 */
export async function figure(
  spec: FigureSpec,
  { name, caption }: FigureChoices = {},
): Promise<void> {
  if (name !== undefined && !isFigureName(name)) {
    throw new RangeError(
      `figure: expected a name like "capacity" or "study/capacity" of letters, digits, ".", "_", "-", ` +
        `got "${name}"`,
    );
  }
  display.raw(await figureBundle(spec, caption, name));
  await displaysSent();
  if (name === undefined) return;
  const base = `${await resultFolder("figures")}/${name}`;
  await saveFullTables(spec, `${await resultFolder("data")}/${name}`);
  const kept = withNotebook(spec, name);
  await saveFigure(kept, `${base}.svg`, { fullTable: false, onWarning: () => undefined });
  await saveFigure(kept, `${base}.vl.json`, { fullTable: false });
}
