import assert from "node:assert/strict";
import { test } from "node:test";
import { concatenated } from "../../src/plot/concatenated.ts";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import { layered } from "../../src/plot/layered.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import type { Row } from "../../src/plot/table.ts";
import { theme } from "../../src/plot/theme.ts";
import { capacityRows } from "../support/figures.ts";
import { compositions, magnetRows, phaseRows } from "../support/figures-of-structure.ts";
import { countMarks } from "../support/svg.ts";

const rows = [1, 2].flatMap((k) => [1, 10, 100].map((x) => ({ x, y: x ** k, k, kind: `${k}` })));
const draw = (part: readonly Row[]) => curves(part, { x: "x", y: "y" });
const log = { x: { column: "x", scale: "log" }, y: { column: "y", scale: "log" } } as const;

function panels(spec: FigureSpec): FigureSpec[] {
  return spec.concat as FigureSpec[];
}
function channel(spec: FigureSpec, name: string): { scale: FigureSpec; axis: FigureSpec } {
  return (spec.encoding as Record<string, { scale: FigureSpec; axis: FigureSpec }>)[name]!;
}
const titles = (spec: FigureSpec) =>
  panels(spec).map(({ title }) => (title as { text: string } | undefined)?.text);
const legends = (svg: string) => [...svg.matchAll(/class="mark-group role-legend"/g)].length;

test("facet: every row is drawn once, in the panel of its value", async () => {
  const spec = facet(rows, "k", draw);
  assert.deepEqual(titles(spec), ["k = 1", "k = 2"]);
  assert.equal(countMarks(await toSVG(spec), "symbol"), rows.length);
  const drawn = panels(spec).map(({ data }) => (data as { values: unknown[] }).values.length);
  assert.deepEqual(drawn, [3, 3]);
  const svg = await toSVG(compositions.facet!);
  assert.equal(countMarks(svg, "line"), 3);
});

test("facet: panels share the union of their axes, labelled at the left and at the bottom", async () => {
  const spec = facet(rows, "k", (part) => curves(part, log), { columns: 1 });
  const [upper, lower] = panels(spec);
  for (const name of ["x", "y"]) {
    assert.deepEqual(channel(upper!, name).scale, channel(lower!, name).scale);
    assert.deepEqual(channel(upper!, name).axis.values, channel(lower!, name).axis.values);
  }
  const [least, most] = channel(upper!, "y").scale.domain as [number, number];
  assert.ok(least <= 1 && most >= 1e4, `${least} ${most}`);
  assert.deepEqual(
    [channel(upper!, "x").axis.labels, channel(lower!, "x").axis.labels],
    [false, undefined],
  );
  const free = panels(facet(rows, "k", (part) => curves(part, log), { axes: "free" }));
  assert.notDeepEqual(channel(free[0]!, "y").scale, channel(free[1]!, "y").scale);
});

test("facet: linear axes of all panels have one range", async () => {
  const svg = await toSVG(facet(rows, "k", draw));
  const centres = [...svg.matchAll(/<path[^>]*transform="translate\(([\d.]+),([\d.]+)\)"/g)];
  const heights = centres.slice(-6).map(([, , y]) => Number(y));
  // 150 pixels with a margin of 6: y = 1 lies at the bottom in both panels, 10⁴ at the top
  assert.equal(heights[0], 144);
  assert.equal(heights[3], 144);
  assert.equal(heights[5], 6);
  assert.ok(heights[2]! > 140);
});

test("facet: a series keeps its colour in panels that lack others, with one legend", async () => {
  const uneven = rows.filter(({ x, k }) => !(x === 1 && k === 1));
  const spec = facet(uneven, "k", (part) => curves(part, { x: "y", y: "y", series: "x" }));
  const scales = panels(spec).map(
    ({ layer }) => (layer as FigureSpec[]).map((view) => channel(view, "color").scale)[0],
  );
  assert.deepEqual(scales[0], scales[1]);
  assert.deepEqual(scales[0]!.domain, [1, 10, 100]);
  assert.equal(legends(await toSVG(spec)), 1);
});

test("facet: heat maps share one colour scale from the smallest to the largest value", () => {
  const maps = phaseRows.flatMap((row) => [
    { ...row, n: 1 },
    { ...row, n: 2, m: row.m - 1 },
  ]);
  const spec = facet(maps, "n", (part) =>
    heatMap(part, { x: "load", y: "temperature", value: "m" }),
  );
  const scales = panels(spec).map((panel) => channel(panel, "color").scale);
  assert.deepEqual(scales[0], scales[1]);
  assert.deepEqual(scales[0]!.domain, [-1, 1]);
});

test("facet: two columns make a grid, and a pair without rows is refused by name", () => {
  const grid = facet(rows, { down: "kind", across: "x" }, draw);
  assert.equal(grid.columns, 3);
  assert.deepEqual(titles(grid).slice(0, 4), ["1, x = 1", "1, x = 10", "1, x = 100", "2, x = 1"]);
  assert.throws(() => facet(rows, { down: "kind", across: "k" }, draw), {
    name: "RangeError",
    message:
      "facet: expected rows for every panel, got none with 1, k = 2; " +
      "add rows, state the values to draw, or facet by one column",
  });
});

test("facet: a stated value without rows and what the builder refuses are named", () => {
  assert.throws(() => facet(rows, { column: "kind", values: ["1", "22"] }, draw), {
    message:
      'facet: expected rows for every panel, got none with kind = 22 (values: 1, 2); did you mean "2"?',
  });
  const broken = [...rows, { x: 1, y: Number.NaN, k: 2, kind: "2" }];
  assert.throws(() => facet(broken, "k", draw), {
    message:
      'facet: expected a figure of k = 2, got curves: expected finite numbers in column "y", ' +
      "got row 3 (y = NaN); filter these rows out or mend them before drawing",
  });
  assert.throws(() => facet(rows, "kk", draw), { message: /got "kk"; did you mean "k"\?/ });
  assert.throws(() => facet([], "k", draw), { message: /expected a table with rows/ });
});

test("concatenated: panels carry letters, titles and legends of their own", async () => {
  const spec = compositions.concatenated!;
  assert.deepEqual(titles(spec), ["a\u2002Overlap in a field", "b\u2002Retrieval overlap"]);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "line"), 3);
  assert.equal(countMarks(svg, "rect"), phaseRows.length);
  assert.equal(legends(svg), 2);
});

test("concatenated: one configuration, the recipes and descriptions of the parts", () => {
  const spec = compositions.concatenated!;
  assert.deepEqual(spec.config, theme);
  assert.ok(panels(spec).every((panel) => !("config" in panel || "$schema" in panel)));
  assert.deepEqual(spec.usermeta, {
    damlab: { recipe: { parts: [{ computation: "mean-field", version: 1 }, null] } },
  });
  assert.match(
    String(spec.description),
    /^Panel a: Overlap in a field\..*Panel b: Retrieval overlap/,
  );
  const recipe = { computation: "same", version: 1 };
  const same = curves(rows, { x: "x", y: "y", recipe });
  assert.deepEqual(concatenated([same, same]).usermeta, { damlab: { recipe } });
});

test("concatenated: compositions may be parts, and equal interactive parts stay apart", async () => {
  const part = curves(magnetRows, { x: "temperature", y: "m", series: "field", interactive: true });
  const spec = concatenated([concatenated([part, part]), compositions.facet!], { columns: 1 });
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "line"), 3 + 3 + 3);
  const names = [...JSON.stringify(spec).matchAll(/"name":"(\w+)"/g)].map(([, name]) => name);
  assert.equal(new Set(names).size, 4);
});

test("concatenated: shared axes and one shared legend", async () => {
  const figures = [1, 2].map((k) =>
    curves(
      rows.filter((row) => row.k === k),
      { x: "x", y: "y", series: "x" },
    ),
  );
  const shared = concatenated(figures, { share: ["x", "y", "legend"] });
  assert.equal(legends(await toSVG(shared)), 1);
  assert.equal(legends(await toSVG(concatenated(figures))), 2);
});

test("layered: all marks stand in one plotting area over the union of the axes", async () => {
  const svg = await toSVG(compositions.layered!);
  assert.equal(countMarks(svg, "line"), 48 + 2);
  const far = curves([{ x: 1000, y: 1e6 }], log);
  const near = curves(rows, log);
  const spec = layered([near, far]);
  const domains = (spec.layer as FigureSpec[]).map((view) => channel(view, "y").scale.domain);
  assert.deepEqual(domains[0], domains[1]);
  assert.ok((domains[0] as number[])[1]! >= 1e6);
  assert.equal(countMarks(await toSVG(spec), "symbol"), rows.length + 1);
});

test("layered: lines over a heat map keep their colours, and both legends are drawn", async () => {
  const map = heatMap(phaseRows, {
    x: { column: "load", scale: "linear" },
    y: { column: "temperature", scale: "linear" },
    value: "m",
  });
  const line = curves(
    phaseRows.map(({ load, temperature }) => ({ load, temperature, source: "theory" })),
    { x: "load", y: "temperature", series: "load" },
  );
  const svg = await toSVG(layered([map, line]));
  assert.equal(countMarks(svg, "rect"), phaseRows.length);
  assert.equal(countMarks(svg, "line"), 4);
  assert.equal(legends(svg), 2);
});

test("layered: axes of other kinds or titles, and panels, are refused by name", () => {
  const map = heatMap(phaseRows, { x: "load", y: "temperature", value: "m" });
  const line = curves(phaseRows, { x: "load", y: "temperature" });
  assert.throws(() => layered([map, line]), {
    name: "RangeError",
    message:
      "layered: expected one kind of scale for x in all figures, got ordinal (ordinal) and linear " +
      "(quantitative); draw them alike",
  });
  const other = curves(phaseRows, { x: { column: "load", title: "α" }, y: "temperature" });
  assert.throws(() => layered([line, other]), {
    message:
      'layered: expected one title of x in all figures, got "load" and "α"; give them the same title',
  });
  assert.throws(() => layered([line, concatenated([line])]), {
    message: "layered: expected figures of one plotting area, got panels at 1; use concatenated",
  });
});

test("concatenated: no figures, other things and figures sized for a journal are refused", () => {
  assert.throws(() => concatenated([]), { message: "concatenated: expected figures, got none" });
  assert.throws(() => concatenated([draw(rows), "x" as never]), {
    name: "TypeError",
    message: "concatenated: expected a list of Vega-Lite specifications, got string at 1",
  });
  const sized = curves(capacityRows, { x: "N", y: "k50", journal: "one-column" });
  assert.throws(() => concatenated([sized]), {
    message:
      "concatenated: expected figures without a journal width, got one at 0; " +
      "give journal to concatenated instead",
  });
  assert.throws(() => concatenated([draw(rows)], { columns: 0 }), {
    message: "concatenated: expected whole columns > 0, got 0",
  });
});
