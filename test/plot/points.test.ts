import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { saveFigure, toSVG } from "../../src/plot/export.ts";
import { facet } from "../../src/plot/facet.ts";
import { fullTable } from "../../src/plot/full-table.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import { points } from "../../src/plot/points.ts";
import { reductionOf } from "../../src/plot/reduction.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import type { Row } from "../../src/plot/table.ts";
import { stream } from "../../src/random/stream.ts";
import { figures, logisticRows } from "../support/figures.ts";
import { countMarks } from "../support/svg.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A cloud of two series, skewed along x and correlated. */
function cloud(length: number): { x: number; y: number; s: string }[] {
  const rng = stream(1, "cloud");
  return Array.from({ length }, (_, i) => {
    const x = Math.exp(rng.gaussian());
    return { x, y: x ** 0.5 * Math.exp(0.3 * rng.gaussian()), s: i % 3 ? "a" : "b" };
  });
}

const table = cloud(20_000);
const columns = { x: "x", y: "y", series: "s" };
const pointsOf = (spec: FigureSpec) => (spec.data as { values: Row[] }).values;
const layersOf = (spec: FigureSpec) =>
  spec.layer as { data?: { values: Row[] }; encoding: Record<string, Record<string, unknown>> }[];
const cellsOf = (spec: FigureSpec) => layersOf(spec)[0]!.data!.values;
const subtitleOf = ({ title }: FigureSpec) => {
  const { text, subtitle } = title as { text: string; subtitle?: string | string[] };
  return [subtitle ?? text].flat().join(" ");
};
const extent = (rows: readonly Row[], column: string) => {
  const numbers = rows.map((row) => Number(row[column]));
  return [Math.min(...numbers), Math.max(...numbers)];
};

test("points: up to 5000 rows are all drawn, with the colours and shapes of their series", async () => {
  const spec = figures.points!;
  assert.deepEqual(
    pointsOf(spec).map(({ now, next }) => [now, next]),
    logisticRows(40).map(({ now, next }) => [now, next]),
  );
  assert.equal(countMarks(await toSVG(spec), "symbol"), 80);
  assert.equal(pointsOf(points(table.slice(0, 5000), columns)).length, 5000);
  assert.equal(reductionOf(points(table.slice(0, 5000), columns)), undefined);
});

test("points: a source column does not make lines of rows", () => {
  const spec = points([{ x: 1, y: 2, source: "theory" }], { x: "x", y: "y" });
  assert.deepEqual(
    layersOf(spec).map((layer) => (layer as unknown as { mark: { type: string } }).mark.type),
    ["point"],
  );
});

for (const scale of ["linear", "log"] as const) {
  test(`points: cells on ${scale} axes hold as many rows as their count says, and all rows together`, async () => {
    const spec = points(table, { x: { column: "x", scale }, y: { column: "y", scale } });
    const cells = cellsOf(spec);
    const [, right] = extent(table, "x");
    const [, top] = extent(table, "y");
    let sum = 0;
    for (const { x_from, x_to, y_from, y_to, count } of cells) {
      const inside = table.filter(
        ({ x, y }) =>
          x >= Number(x_from) &&
          (x < Number(x_to) || (x === right && x_to === right)) &&
          y >= Number(y_from) &&
          (y < Number(y_to) || (y === top && y_to === top)),
      );
      assert.equal(count, inside.length);
      sum += inside.length;
    }
    assert.equal(sum, table.length);
    assert.deepEqual([extent(cells, "x_from")[0], extent(cells, "x_to")[1]], extent(table, "x"));
    const { fill } = layersOf(spec)[0]!.encoding;
    const { domain } = fill!.scale as { domain: number[] };
    assert.deepEqual(domain, [1, extent(cells, "count")[1]]);
    assert.equal(countMarks(await toSVG(spec), "rect"), cells.length);
    assert.deepEqual(lintFigure(spec), []);
  });
}

test("points: the extreme rows of every series are drawn over the cells", async () => {
  const spec = points(table, columns);
  const drawn = pointsOf(spec);
  for (const s of ["a", "b"]) {
    const own = (rows: readonly Row[]) => rows.filter((row) => row.s === s);
    for (const column of ["x", "y"]) {
      assert.deepEqual(extent(own(drawn), column), extent(own(table), column), `${s} ${column}`);
    }
  }
  assert.ok(drawn.length <= 8);
  for (const { x, y, s } of drawn) {
    assert.ok(table.some((row) => row.x === x && row.y === y && row.s === s));
  }
  assert.equal(countMarks(await toSVG(spec), "symbol"), drawn.length);
});

test("points: the subtitle says the rule, and the stored table has the hash that the figure states", async (t) => {
  const spec = points(table, { ...columns, subtitle: "own words" });
  const { rule, rows, marks, sha256 } = reductionOf(spec)!;
  assert.equal(
    rule,
    "20,000 rows counted in 48 × 32 cells, all series together " +
      "(points: least and greatest x and y of each series)",
  );
  assert.equal(subtitleOf(spec), `own words ${rule}`);
  assert.deepEqual([rows, marks], [20_000, cellsOf(spec).length + pointsOf(spec).length]);
  assert.equal(fullTable(spec), table);
  const folder = temporaryFolder(t);
  await saveFigure(spec, join(folder, "cloud.vl.json"));
  const stored = readFileSync(join(folder, "cloud.full.csv"));
  assert.equal(createHash("sha256").update(stored).digest("hex"), sha256);
  assert.deepEqual(lintFigure(spec), []);
  assert.match(String(spec.description), /fill: rows in a cell from 1 to \d+, log scale/);
});

test("points: thinned rows are every k-th and the extremes, also by default under error bars", async () => {
  const spec = points(table, { ...columns, reduce: "thin" });
  assert.match(reductionOf(spec)!.rule, /^1,\d+ of 20,000 rows \(1 in \d+ and the extremes\)$/);
  assert.deepEqual(extent(pointsOf(spec), "x"), extent(table, "x"));
  const withErrors = table.map((row) => ({ ...row, se: 0.1 }));
  const bars = points(withErrors, { ...columns, error: "se" });
  assert.match(subtitleOf(bars), /bars: ± 1 standard error .* \(1 in \d+ and the extremes\)$/);
  assert.deepEqual(lintFigure(bars), []);
  assert.throws(() => points(withErrors, { ...columns, error: "se", reduce: "bin" }), {
    message:
      'points: expected no error column with reduce "bin", whose cells have no bars, got "se"; ' +
      "leave the error out, or thin",
  });
  assert.throws(() => points(table, { ...columns, reduce: "never" }), {
    message: "points: expected at most 5000 marks, got 20000; aggregate first",
  });
});

test("points: panels of many rows share the scale of their counts", async () => {
  const spec = facet(table, "s", (rows) => points(rows, { x: "x", y: "y" }));
  const domains = (spec.concat as FigureSpec[]).map((view) => {
    const { fill } = layersOf(view)[0]!.encoding;
    return JSON.stringify((fill!.scale as { domain: unknown }).domain);
  });
  assert.equal(domains.length, 2);
  assert.equal(domains[0], domains[1]);
  await toSVG(spec);
});

test("points: a million rows become a small figure that keeps the one outlier", () => {
  const rows = Array.from({ length: 1_000_000 }, (_, i) => ({
    x: Math.sin(i),
    y: i === 777_777 ? 9 : Math.cos(3 * i),
  }));
  const spec = points(rows, { x: "x", y: "y" });
  assert.ok(reductionOf(spec)!.marks <= 1600);
  assert.ok(pointsOf(spec).some(({ y }) => y === 9));
  assert.equal(
    cellsOf(spec).reduce((sum, { count }) => sum + Number(count), 0),
    1_000_000,
  );
  assert.ok(JSON.stringify(spec).length < 300_000);
});

test("points: missing columns, empty tables, text, zero on a log axis and unknown words are refused", () => {
  const many = [...table, { x: 0, y: 1, s: "a" }];
  assert.throws(() => points(table, { x: "X", y: "y" }), {
    message: /^points: expected a column of the table \(x, y, s\), got "X"; did you mean "x"\?$/,
  });
  assert.throws(() => points([], columns), {
    message: "points: expected a table with rows, got 0 rows",
  });
  assert.throws(() => points([...table, { x: "1", y: 1, s: "a" }], columns), {
    message: /^points: expected finite numbers in column "x" .*got row 20000 \(x = "1"\)/,
  });
  assert.throws(() => points(many, { x: { column: "x", scale: "log" }, y: "y" }), {
    message:
      'points: expected positive numbers in column "x" of a log axis, got row 20000 (x = 0); ' +
      "filter these rows out or use a linear axis",
  });
  assert.throws(() => points(table, { x: { column: "x", domain: [0, 1] }, y: "y" }), {
    message: /^points: expected column "x" within the domain 0 to 1, got rows /,
  });
  assert.throws(() => points(table, { ...columns, reduce: "average" as "bin" }), {
    message: /^points: expected reduce .*got "?average/,
  });
});
