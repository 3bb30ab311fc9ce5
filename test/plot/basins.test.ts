import assert from "node:assert/strict";
import { test } from "node:test";
import { type BasinsOptions, basins } from "../../src/plot/basins.ts";
import { toSVG } from "../../src/plot/export.ts";
import { vectorField } from "../../src/plot/vector-field.ts";
import { figuresOfStructure } from "../support/figures-of-structure.ts";
import { countMarks } from "../support/svg.ts";
import {
  boundaryRows,
  fixedPointRows,
  flowRows,
  startRows,
  trajectoryRows,
} from "../support/two-pattern-flow.ts";

const starts = [-1, 0, 1].flatMap((x) =>
  [-1, 1].map((y) => ({ x, y, end: y > 0 ? "up" : "down" })),
);
const options: BasinsOptions = { x: "x", y: "y", ends: "end" };

/** Vertices of each path of the first group of lines. */
function paths(svg: string): [number, number][][] {
  const groups = [...svg.matchAll(/class="mark-line role-mark[^>]*>(.*?)<\/g>/g)];
  return groups.flatMap(([, body]) =>
    [...body!.matchAll(/ d="([^"]+)"/g)].map(([, d]) =>
      [...d!.matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, x, y]): [number, number] => [
        Number(x),
        Number(y),
      ]),
    ),
  );
}

test("basins: cells, arrows, lines and fixed points are drawn for all of their rows", async () => {
  const svg = await toSVG(figuresOfStructure.basins!);
  assert.equal(countMarks(svg, "rect"), startRows.length);
  const still = flowRows.filter(({ dm1, dm2 }) => dm1 === 0 && dm2 === 0).length;
  const lines = new Set(boundaryRows.map(({ line }) => line)).size;
  const trajectories = new Set(trajectoryRows.map(({ path }) => path)).size;
  assert.equal(paths(svg).length, flowRows.length - still + lines + trajectories);
  assert.equal(countMarks(svg, "symbol"), still + fixedPointRows.length);
});

test("basins: the cells of a full grid tile the plotting area", async () => {
  const svg = await toSVG(basins(starts, options));
  const group = /class="mark-rect role-mark[^>]*>(.*?)<\/g>/.exec(svg)![1]!;
  const cells = [...group.matchAll(/d="M([\d.]+),([\d.]+)h([\d.]+)v([\d.]+)/g)].map(([, ...d]) =>
    d.map(Number),
  );
  const area = cells.reduce((sum, [, , width, height]) => sum + width! * height!, 0);
  // widths of 320 / 3 pixels are written in thousandths: 6 cells of height 160
  assert.ok(Math.abs(area - 320 * 320) <= 6 * 160 * 1e-3, `${area}`);
});

test("vectorField: arrows point along the motion, the longest spans nine tenths of the spacing", async () => {
  const field = [
    { x: 0, y: 0, u: 2, v: 0 },
    { x: 1, y: 0, u: 0, v: 1 },
    { x: 0, y: 1, u: -1, v: -1 },
    { x: 1, y: 1, u: 0, v: 0 },
  ];
  const spec = vectorField(field, { x: "x", y: "y", dx: "u", dy: "v", width: 60, height: 60 });
  const svg = await toSVG(spec);
  const arrows = paths(svg).map((path) => {
    const [tail, tip, left, , right] = path as [number, number][];
    const shaft = [tip![0] - tail![0], tail![1] - tip![1]] as const;
    const back = [left, right].map((barb) => [barb![0] - tip![0], tip![1] - barb![1]] as const);
    return { shaft, back };
  });
  // two points an axis, half a spacing around: 60 pixels for 2 units, spacing 30 pixels, room 27
  const expected = [
    [27, 0],
    [0, 13.5],
    [-13.5, -13.5],
  ];
  arrows.forEach(({ shaft, back }, i) => {
    const [across, up] = expected[i]!;
    // each end is rounded to thousandths of a pixel
    assert.ok(Math.abs(shaft[0] - across!) <= 2e-3 && Math.abs(shaft[1] - up!) <= 2e-3, `${shaft}`);
    for (const barb of back) {
      assert.ok(barb[0] * across! + barb[1] * up! < 0, "barbs run back from the tip");
      assert.ok(Math.abs(Math.hypot(...barb) - 5) < 1e-2, "barbs of 5 pixels");
    }
    const sides = back.map((barb) => Math.sign(barb[0] * up! - barb[1] * across!));
    assert.deepEqual(sides.toSorted(), [-1, 1]);
  });
  assert.equal(arrows.length, 3);
  assert.equal(countMarks(svg, "symbol"), 1);
  assert.equal(
    (spec.title as { text: string }).text,
    "arrows: length ∝ |(u, v)|, at most 2; dots: 1 without motion",
  );
});

test("vectorField: on unequal axes directions are those of the page", async () => {
  const field = [
    { x: 0, y: 0, u: 1, v: 1 },
    { x: 1, y: 1, u: 1, v: 1 },
  ];
  const svg = await toSVG(
    vectorField(field, {
      x: "x",
      y: "y",
      dx: "u",
      dy: "v",
      width: 120,
      height: 40,
      length: "equal",
    }),
  );
  for (const [tail, tip] of paths(svg)) {
    const slope = (tail![1] - tip![1]) / (tip![0] - tail![0]);
    // a unit of y is a third of a unit of x on the page; ends are rounded to thousandths of 14 pixels
    assert.ok(Math.abs(slope - 1 / 3) < 1e-3, `${slope}`);
  }
});

test("basins: starts without a row are counted", () => {
  const spec = basins(starts.slice(1), options);
  assert.equal((spec.title as { text: string }).text, "blank: 1 of 6 cells without a start");
});

test("basins: repeated starts, two colours, unknown kinds and paths of one point are refused", () => {
  assert.throws(() => basins([...starts, { x: 0, y: 1, end: "up" }], options), {
    name: "RangeError",
    message:
      "basins: expected one row for each start (x, y), got rows 3 and 6 at (0, 1); aggregate first",
  });
  assert.throws(() => basins(starts, { x: "x", y: "y" }), {
    name: "TypeError",
    message: "basins: expected either ends or value as the colour, got none",
  });
  assert.throws(() => basins(starts, { ...options, value: "x" }), { message: /got both/ });
  const fixedPoints = { table: [{ x: 0, y: 0, kind: "centre" }], kind: "kind" };
  assert.throws(() => basins(starts, { ...options, fixedPoints }), {
    message:
      'basins: expected "stable", "saddle" or "unstable" in column "kind", got row 0 (kind = "centre"); ' +
      "name the kind of these fixed points",
  });
  const trajectories = { table: [{ x: 0, y: 0, path: 1 }], path: "path" };
  assert.throws(() => basins(starts, { ...options, trajectories }), {
    message:
      'basins: expected two rows or more for each path of column "path", got row 0 (path = 1); ' +
      "leave paths of one point out",
  });
  const many = Array.from({ length: 8 }, (_, x) => ({ x, y: 0, end: x }));
  assert.throws(() => basins(many, options), {
    message: /expected at most 7 different ends in column "end", got 8/,
  });
  assert.throws(
    () => basins(starts, { ...options, vectors: { table: starts, dx: "u", dy: "y" } }),
    {
      message: /expected a column of the table \(x, y, end\), got "u"/,
    },
  );
});
