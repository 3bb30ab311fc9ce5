import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Notebook } from "../../src/jupyter/nbformat.ts";
import { darkened } from "../../src/plot/dark-theme.ts";
import { toSVG } from "../../src/plot/export.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { labelBoxes } from "../support/label-boxes.ts";
import { repositoryRoot } from "../support/paths.ts";
import { countMarks } from "../support/svg.ts";

const file = join(repositoryRoot, "notebooks", "00-gallery.ipynb");
const { cells } = JSON.parse(readFileSync(file, "utf8")) as Notebook;
const shown = cells.flatMap((cell) =>
  cell.cell_type !== "code"
    ? []
    : cell.outputs.flatMap((output) => {
        const spec = "data" in output && output.data["application/vnd.vegalite.v5+json"];
        return spec ? [{ name: cell.id, spec: spec as FigureSpec }] : [];
      }),
);
const code = cells
  .map(({ cell_type, source }) => (cell_type === "code" ? [source].flat().join("") : ""))
  .join("\n");

test("gallery: every builder and composition has a cell", () => {
  const builders = [
    ...["curves", "distribution", "heatMap", "phaseDiagram", "trajectories", "patternGrid"],
    ...["timeMatrix", "scaling", "tree", "basins", "vectorField", "learningCurves"],
    ...[
      "confusionMatrix",
      "dots",
      "points",
      "facet",
      "layered",
      "concatenated",
      "withSlider",
      "darkened",
    ],
  ];
  for (const name of builders) assert.match(code, new RegExp(`\\b${name}\\(`));
  assert.ok(shown.length >= builders.length, `${shown.length} figures`);
});

test("gallery: the notebook is at most 1.5 MB", () => {
  assert.ok(statSync(file).size <= 1.5e6, `${statSync(file).size} bytes`);
});

for (const { name, spec } of shown) {
  test(`gallery: ${name} has marks and titles and no label outside, light and dark`, async () => {
    assert.deepEqual(lintFigure(spec), []);
    for (const figure of [spec, darkened(spec)]) {
      // throws at the first warning
      const svg = await toSVG(figure);
      const marks = ["symbol", "rule", "line", "rect", "area", "image"];
      assert.ok(marks.some((mark) => countMarks(svg, mark) > 0));
      const [, width, height] = / viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
      const boxes = await labelBoxes(figure);
      assert.ok(boxes.length > 0);
      for (const { text, x1, y1, x2, y2 } of boxes) {
        // estimates of the text and of the drawing are rounded to whole pixels
        const isInside = x1 >= -1 && y1 >= -1 && x2 <= width! + 1 && y2 <= height! + 1;
        assert.ok(isInside, `"${text}" at ${[x1, y1, x2, y2]} of ${width} × ${height}`);
      }
    }
  });
}
