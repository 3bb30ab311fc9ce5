import assert from "node:assert/strict";
import { test } from "node:test";
import { blockAveraged } from "../../src/plot/block-averaged.ts";
import { contourLines, labelPlaces } from "../../src/plot/contour-lines.ts";
import { toSVG } from "../../src/plot/export.ts";
import { fullTable } from "../../src/plot/full-table.ts";
import { lintFigure } from "../../src/plot/lint.ts";
import { phaseDiagram } from "../../src/plot/phase-diagram.ts";
import { reductionOf } from "../../src/plot/reduction.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { fieldRows, figuresOfResults, spinodalRows } from "../support/figures-of-results.ts";
import { countMarks } from "../support/svg.ts";

const linear = { x: "linear", y: "linear" } as const;
const xs = [0, 1, 2.5, 3, 5];
const ys = [-1, 0, 2, 3];
const gridOf = (f: (x: number, y: number) => number) => ys.flatMap((y) => xs.map((x) => f(x, y)));
const rows = gridOf((x, y) => x + 2 * y).map((v, k) => ({
  x: xs[k % 5]!,
  y: ys[Math.floor(k / 5)]!,
  v,
}));
const axes = { x: "x", y: "y", value: "v" };

function layers(spec: FigureSpec): Record<string, unknown>[][] {
  return (spec.layer as { data: { values: Record<string, unknown>[] } }[]).map(
    ({ data }) => data.values,
  );
}

test("contourLines: of a plane are straight, and every crossing of an edge of the grid is a vertex", () => {
  const plane = (x: number, y: number) => 2 * x - 3 * y;
  const level = 1.3;
  const lines = contourLines(gridOf(plane), xs, ys, [level], linear);
  assert.equal(lines.length, 1);
  const vertices = lines[0]!.vertices;
  // a dozen operations on numbers below 20
  for (const [x, y] of vertices) assert.ok(Math.abs(plane(x, y) - level) < 1e-12, `${x} ${y}`);
  let crossings = 0;
  const isCrossed = (a: number, b: number) => a >= level !== b >= level;
  for (const y of ys)
    xs.slice(1).forEach((x, i) => {
      crossings += +isCrossed(plane(xs[i]!, y), plane(x, y));
    });
  for (const x of xs)
    ys.slice(1).forEach((y, j) => {
      crossings += +isCrossed(plane(x, ys[j]!), plane(x, y));
    });
  assert.equal(vertices.length, crossings);
});

test("contourLines: every vertex lies between neighbours whose linear interpolation is the level", () => {
  const wavy = (x: number, y: number) => Math.sin(2 * x) + Math.cos(3 * y) + 0.1 * x * y;
  const values = gridOf(wavy);
  const lines = contourLines(values, xs, ys, [-0.5, 0, 0.4], linear);
  assert.ok(lines.length > 2);
  for (const { level, vertices } of lines) {
    for (const [x, y] of vertices) {
      const i = xs.findIndex((centre) => Math.abs(centre - x) < 1e-9);
      const j = ys.findIndex((centre) => Math.abs(centre - y) < 1e-9);
      assert.ok(i >= 0 || j >= 0, `${x} ${y} is on a line of the grid`);
      const between = (centres: number[], at: number, valueAt: (k: number) => number) => {
        const k = Math.max(
          1,
          centres.findIndex((centre) => centre >= at - 1e-9),
        );
        const part = (at - centres[k - 1]!) / (centres[k]! - centres[k - 1]!);
        return valueAt(k - 1) + part * (valueAt(k) - valueAt(k - 1));
      };
      const interpolated =
        j >= 0
          ? between(xs, x, (k) => values[j * 5 + k]!)
          : between(ys, y, (k) => values[k * 5 + i]!);
      assert.ok(Math.abs(interpolated - level) < 1e-9, `${x} ${y} ${interpolated} ${level}`);
    }
  }
});

test("contourLines: a hill has closed lines, a slope has lines that end at the outermost centres", () => {
  const hill = gridOf((x, y) => -((x - 2.5) ** 2) - y ** 2);
  const [ring] = contourLines(hill, xs, ys, [-0.5], linear);
  assert.equal(ring!.isClosed, true);
  assert.deepEqual(ring!.vertices[0], ring!.vertices.at(-1));
  const [slope] = contourLines(
    gridOf((x) => x),
    xs,
    ys,
    [2],
    linear,
  );
  assert.equal(slope!.isClosed, false);
  assert.deepEqual(
    slope!.vertices.map(([, y]) => y).sort((a, b) => a - b),
    ys,
  );
});

test("contourLines: a power law on log axes has straight lines there", () => {
  const sizes = [1, 2, 8, 16, 100];
  const values = ys.flatMap(() => sizes.map((x) => Math.log(x)));
  const lines = contourLines(values, sizes, ys, [Math.log(5)], { x: "log", y: "linear" });
  for (const [x] of lines[0]!.vertices) assert.ok(Math.abs(x - 5) < 1e-12, `${x}`);
});

test("labelPlaces: one vertex of each level, where the other levels are farthest", () => {
  const fan = (x: number, y: number) => y / (x + 1);
  const grid = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const values = grid.flatMap((y) => grid.map((x) => fan(x, y)));
  const lines = contourLines(values, grid, grid, [0.45, 0.55], linear);
  const places = labelPlaces(lines, linear);
  assert.deepEqual(
    places.map(({ level }) => level),
    [0.45, 0.55],
  );
  // the lines spread with x; an eighth of each line is kept free of labels
  for (const { x } of places) assert.ok(x > 7, `${x}`);
});

test("phaseDiagram: every row is a cell, with contours, boundaries, points and labels over them", async () => {
  const spec = figuresOfResults["phase-diagram"]!;
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "rect"), fieldRows.length);
  assert.equal(countMarks(svg, "symbol"), 3);
  // two boundaries and the contours, each with its rim
  const pieces = new Set(layers(spec)[1]!.map(({ piece }) => piece)).size;
  assert.equal(countMarks(svg, "line"), 2 * (2 + pieces));
  assert.equal(countMarks(svg, "text"), 2 * 4);
});

test("phaseDiagram: phases have tints and symbols of their own, each phase at least one symbol", async () => {
  const spec = figuresOfResults["phase-diagram-names"]!;
  const [cells, symbols] = layers(spec);
  assert.equal(cells!.length, fieldRows.length);
  assert.deepEqual(
    [...new Set(symbols!.map(({ phase }) => phase))].sort(),
    [...new Set(fieldRows.map(({ phase }) => phase))].sort(),
  );
  // 24 × 24 cells, of which every third along each axis has a symbol; the rare one has none by that
  const rare = Array.from({ length: 576 }, (_, k) => ({
    x: k % 24,
    y: Math.floor(k / 24),
    v: k === 24 * 5 + 5 ? "rare" : "common",
  }));
  const [, few] = layers(phaseDiagram(rare, axes));
  assert.equal(few!.filter(({ v }) => v === "rare").length, 1);
  const svg = await toSVG(spec);
  assert.equal(countMarks(svg, "symbol"), symbols!.length);
});

test("phaseDiagram: axes reach over lines beyond the cells, as the subtitle says", () => {
  const table = [
    { x: 0, y: 0 },
    { x: 9, y: 1 },
  ];
  const spec = phaseDiagram(rows, { ...axes, boundaries: { table } });
  const [layer] = spec.layer as { encoding: { x: { scale: { domain: number[] } } } }[];
  assert.deepEqual(layer!.encoding.x.scale.domain, [-0.5, 9]);
  assert.match(JSON.stringify(spec.title), /thick lines: boundaries; grey rim: beyond the cells/);
});

test("phaseDiagram: log axes have cells and lines at their places", async () => {
  const logRows = [1, 10, 100].flatMap((N) => [0, 1].map((T) => ({ N, T, m: T + Math.log10(N) })));
  const spec = phaseDiagram(logRows, {
    x: { column: "N", scale: "log" },
    y: "T",
    value: "m",
    levels: [1.5],
  });
  const line = layers(spec)[1]!.map(({ N, T }) => [N, T] as [number, number]);
  for (const [N, T] of line) assert.ok(Math.abs(T + Math.log10(N) - 1.5) < 1e-12, `${N} ${T}`);
  await toSVG(spec);
});

test("phaseDiagram: levels on holes, names and outside values are refused", () => {
  assert.throws(() => phaseDiagram(rows.slice(1), { ...axes, levels: [1] }), {
    message:
      "phaseDiagram: expected a complete grid of 2 × 2 cells or more for levels, got 19 of 5 × 4 cells; " +
      "add the missing cells or leave levels out",
  });
  assert.throws(() => phaseDiagram(rows, { ...axes, levels: [1, 40] }), {
    message: /expected levels above -2 and up to 11, the values of column "v", got 40/,
  });
  const names = rows.map((row) => ({ ...row, v: row.v > 0 ? "a" : "b" }));
  assert.throws(() => phaseDiagram(names, { ...axes, levels: [0] }), {
    message: /names of phases/,
  });
});

test("phaseDiagram: mixed values, too many phases, bad places and empty tables are refused", () => {
  const mixed = rows.map((row, k) => ({ ...row, v: k === 3 ? 1 : "a" }));
  assert.throws(() => phaseDiagram(mixed, axes), {
    message:
      'phaseDiagram: expected numbers only or names of phases only in column "v", got row 3 (v = 1); ' +
      "write all cells of the column alike",
  });
  const many = rows.map((row, k) => ({ ...row, v: `p${k % 8}` }));
  assert.throws(() => phaseDiagram(many, axes), {
    message: /at most 7 phases in column "v", got 8/,
  });
  assert.throws(() => phaseDiagram([...rows, { x: Number.NaN, y: 1, v: 1 }], axes), {
    message: /expected finite numbers in column "x", got row 20 \(x = NaN\)/,
  });
  assert.throws(() => phaseDiagram([], axes), { message: /table with rows, got 0 rows/ });
  assert.throws(() => phaseDiagram(rows, { ...axes, value: "vv" }), {
    message: /did you mean "v"/,
  });
  assert.throws(() => phaseDiagram(rows, { ...axes, points: { table: [] } }), {
    message: "phaseDiagram: points: expected a table with rows, got 0 rows",
  });
  assert.throws(
    () => phaseDiagram(rows, { ...axes, boundaries: { table: spinodalRows, kind: "T" } }),
    { message: /expected a column of the table/ },
  );
  assert.throws(() => phaseDiagram([...rows, rows[0]!], axes), { message: /aggregate first/ });
});

test("phaseDiagram: a boundary that folds back is drawn in the order of its rows", async () => {
  const fold = [
    { x: 0, y: -1 },
    { x: 5, y: 0 },
    { x: 1, y: 1 },
    { x: 4, y: 3 },
  ];
  const places = async (boundaries: object) => {
    const svg = await toSVG(
      phaseDiagram(rows, { ...axes, boundaries: { table: fold, ...boundaries } }),
    );
    const path = /class="mark-line role-mark[^>]*><path[^>]* d="([^"]+)"/.exec(svg)![1]!;
    return [...path.matchAll(/[ML]([-\d.]+),/g)].map(([, x]) => Number(x));
  };
  const [first, second, third, fourth] = await places({});
  assert.ok(first! < third! && third! < fourth! && fourth! < second!);
});

/** A slope over 120 × 80 cells, with one cell that no mean shows. */
const manyCells = Array.from({ length: 120 * 80 }, (_, k) => {
  const [x, y] = [k % 120, Math.floor(k / 120)];
  return { x, y, v: x === 77 && y === 11 ? 900 : x + y };
});

test("phaseDiagram: more than 5000 cells become blocks with contours, and the subtitle says how", async () => {
  const spec = phaseDiagram(manyCells, { ...axes, levels: [100] });
  const { rule, rows: count, marks } = reductionOf(spec)!;
  const blocks = blockAveraged(manyCells, { x: "x", y: "y", value: "v" });
  assert.equal(rule, blocks.rule);
  assert.match(rule, /^means of 3 × 2 cells, 1,600 of 9,600; smallest cell 0 .* 900 at 77, 11$/);
  const [cells, line] = layers(spec);
  assert.deepEqual(
    cells!.map(({ x, y, v }) => ({ x, y, v })),
    blocks.rows,
  );
  // the block means of a slope are those of its centre, so the contour stays where it was
  const isNearSpike = ({ x, y }: Record<string, unknown>) =>
    Math.abs(Number(x) - 77) < 6 && Math.abs(Number(y) - 11) < 4;
  const far = line!.filter((vertex) => !isNearSpike(vertex));
  assert.ok(far.length > 50);
  for (const { x, y } of far) assert.ok(Math.abs(Number(x) + Number(y) - 100) < 1e-9);
  assert.equal(count, 9600);
  assert.equal(marks, 1600 + line!.length);
  assert.equal(fullTable(spec), manyCells);
  assert.deepEqual(lintFigure(spec), []);
  const title = JSON.stringify(spec.title);
  assert.match(title, /thin lines: contours of v.*means of 3 × 2 cells/);
  const { domain } = (spec.layer as { encoding: { color: { scale: { domain: number[] } } } }[])[0]!
    .encoding.color.scale;
  assert.ok(domain[1]! >= 900);
  await toSVG(spec);
});

test("phaseDiagram: contours that make a figure too full join cells, unless that is refused", () => {
  const wavy = Array.from({ length: 70 * 70 }, (_, k) => {
    const [x, y] = [k % 70, Math.floor(k / 70)];
    return { x, y, v: Math.sin(x / 9) * Math.sin(y / 9) };
  });
  assert.equal(reductionOf(phaseDiagram(wavy, axes)), undefined);
  const spec = phaseDiagram(wavy, { ...axes, levels: [0.25, 0.5] });
  assert.match(reductionOf(spec)!.rule, /^means of 2 × 2 cells, 1,225 of 4,900/);
  assert.throws(() => phaseDiagram(wavy, { ...axes, levels: [0.25, 0.5], reduce: "never" }), {
    message: /^phaseDiagram: expected at most 5000 marks, got \d+; aggregate first$/,
  });
});

test("phaseDiagram: too many named phases, and levels beyond the means of blocks, are refused", () => {
  const names = manyCells.map((row) => ({ ...row, v: row.v > 90 ? "a" : "b" }));
  assert.throws(() => phaseDiagram(names, axes), {
    message: "phaseDiagram: expected at most 5000 marks, got 9600; aggregate first",
  });
  assert.throws(() => phaseDiagram(manyCells, { ...axes, levels: [899] }), {
    message:
      /expected levels above 1\.5 and up to \S+, the means of column "v" in blocks of cells, got 899$/,
  });
});
