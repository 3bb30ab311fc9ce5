import assert from "node:assert/strict";
import { test } from "node:test";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import type { FigureOptions } from "../../src/plot/figure-options.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { rasterise } from "../../src/plot/png.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { tree } from "../../src/plot/tree.ts";
import { unitsIn } from "../../src/plot/views.ts";
import { capacityRows, overlapRows } from "../support/figures.ts";
import { magnetRows, splittingRows } from "../support/figures-of-structure.ts";

const builders: Record<string, (options: FigureOptions) => FigureSpec> = {
  curves: (options) =>
    curves(capacityRows, {
      ...options,
      x: { column: "N", scale: "log" },
      y: { column: "k50", scale: "log" },
      error: "k50_se",
      series: "n",
    }),
  "curves on their domain": (options) =>
    curves(magnetRows, {
      ...options,
      x: { column: "temperature", domain: [0.15, 1.55] },
      y: { column: "m", domain: [0, 1] },
      series: "field",
      lines: [],
    }),
  heatMap: (options) =>
    heatMap(overlapRows, {
      ...options,
      x: { column: "load", scale: "linear" },
      y: "temperature",
      value: "m",
    }),
  tree: (options) =>
    tree(splittingRows, {
      ...options,
      id: "node",
      parent: "parent",
      x: "t",
      y: "m",
      colour: "branch",
    }),
  facet: (options) =>
    facet(
      magnetRows,
      "field",
      (rows) => curves(rows, { x: "temperature", y: "m", series: "field" }),
      options,
    ),
  "odd column names": (options) =>
    curves(
      [1, 2].map((i) => ({ "a.b": i, "c['d']": i, k: i })),
      { ...options, x: "a.b", y: "c['d']", series: "k" },
    ),
};

const params = (spec: FigureSpec) =>
  [spec, ...unitsIn(spec).map((view) => view.spec)].flatMap(
    (view) => (view.params as FigureSpec[] | undefined) ?? [],
  );

for (const [name, build] of Object.entries(builders)) {
  test(`interactive: the drawing of ${name} is the same with and without`, async () => {
    const pixels = async (spec: FigureSpec) =>
      (await rasterise(await toSVG(spec, { text: "outlines" }), 96)).pixels;
    const still = await pixels(build({ interactive: false }));
    for (const choice of [undefined, true, { zoom: true }, { legend: true }] as const) {
      const spec = build(choice === undefined ? {} : { interactive: choice });
      assert.deepEqual(await pixels(spec), still, JSON.stringify(choice));
    }
  });
}

test("interactive: tooltips alone are the default", () => {
  const spec = builders.curves!({});
  assert.deepEqual(params(spec), []);
  const marks = unitsIn(spec).map(({ spec: { mark } }) => mark as FigureSpec);
  assert.deepEqual(
    marks.map(({ type, tooltip }) => [type, tooltip]),
    [
      ["line", undefined],
      ["rule", true],
      ["point", true],
    ],
  );
  const line = unitsIn(spec)[0]!;
  assert.deepEqual(line.encoding.tooltip, [{ field: "n", type: "nominal", title: "n" }]);
  const without = builders.curves!({ interactive: false });
  assert.equal(unitsIn(without)[0]!.encoding.tooltip, undefined);
});

test("interactive: zoom and legend are one selection each, also over panels that share axes", () => {
  for (const name of ["curves", "tree", "facet"]) {
    const found = params(builders[name]!({ interactive: true }));
    assert.deepEqual(found.map((param) => param.name).toSorted(), ["chosen", "zoom"], name);
  }
  const [chosen] = params(builders.facet!({ interactive: { legend: true } }));
  assert.equal((chosen!.views as string[]).length, 3);
});

test("interactive: axes of cells are not zoomed, figures without series have no legend to click", () => {
  const cells = heatMap(overlapRows, {
    x: "load",
    y: "temperature",
    value: "m",
    interactive: true,
  });
  assert.deepEqual(params(cells), []);
  const [zoom] = params(builders.heatMap!({ interactive: true }));
  assert.deepEqual((zoom!.select as FigureSpec).encodings, ["x"]);
});

test("interactive: the wheel alone belongs to the page", () => {
  const [zoom] = params(builders.curves!({ interactive: { zoom: true } }));
  assert.equal((zoom!.select as FigureSpec).zoom, "wheel![event.ctrlKey || event.metaKey]");
});
