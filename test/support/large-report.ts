import type { CodeCell, Notebook, Output } from "../../src/jupyter/nbformat.ts";
import { figureBundle } from "../../src/notebook/figure.ts";
import { curves } from "../../src/plot/curves.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { code, notebookOf, prose } from "./tiny-notebook.ts";

/** A cell that shows a figure. */
export async function figureCell(spec: FigureSpec, caption?: string): Promise<CodeCell> {
  const data = { ...(await figureBundle(spec, caption)) };
  const output: Output = { output_type: "display_data", data, metadata: {} };
  return { ...code("figure"), outputs: [output] };
}

/** A cell that shows a chart of as many points. */
export function chartCell(points: number): Promise<CodeCell> {
  const rows = Array.from({ length: points }, (_, t) => ({
    t,
    m: Math.sqrt(t),
    source: "simulation",
  }));
  return figureCell(curves(rows, { x: "t", y: "m" }), `Caption of ${points}`);
}

/** A notebook of 20 charts, of `fewest` points and one more each, and 50 formulas. */
export async function largeReport(fewest: number): Promise<Notebook> {
  const charts = Array.from({ length: 20 }, (_, k) => chartCell(fewest + k));
  const formulas = Array.from({ length: 50 }, (_, k) => prose(`Formula $\\alpha_{${k}}^2$`));
  const opening = prose("# Report\n\n![outside](https://example.org/a.png)");
  return notebookOf(opening, ...(await Promise.all(charts)), ...formulas);
}
