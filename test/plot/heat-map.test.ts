import assert from "node:assert/strict";
import { test } from "node:test";
import { toSVG } from "../../src/plot/export.ts";
import { heatMap } from "../../src/plot/heat-map.ts";
import type { FigureSpec } from "../../src/plot/spec.ts";
import { countMarks } from "../support/svg.ts";

const rows = [
  { x: 1, y: "a", v: -2 },
  { x: 10, y: "a", v: 0.5 },
  { x: 100, y: "b", v: 1 },
];

function colour(spec: FigureSpec): { scheme: string; domain: number[] } {
  return (spec.encoding as { color: { scale: { scheme: string; domain: number[] } } }).color.scale;
}

test("heatMap: values on both sides of zero get a symmetric diverging scale, others viridis", () => {
  const axes = { x: "x", y: "y", value: "v" };
  assert.deepEqual(colour(heatMap(rows, axes)), {
    scheme: "purpleorange",
    domain: [-2, 2],
    domainMid: 0,
  });
  const positive = rows.map((row) => ({ ...row, v: row.v + 2 }));
  assert.deepEqual(colour(heatMap(positive, axes)), { scheme: "viridis", domain: [0, 3] });
});

test("heatMap: cells on a log axis meet at geometric means", async () => {
  const spec = heatMap(rows, { x: { column: "x", scale: "log" }, y: "y", value: "v" });
  const values = (spec.data as { values: Record<string, number>[] }).values;
  const root = Math.sqrt(10);
  const expected = [1 / root, root, root * 10, root * 100];
  values.forEach(({ x_from, x_to }, i) => {
    assert.ok(Math.abs(x_from! / expected[i]! - 1) < 1e-12);
    assert.ok(Math.abs(x_to! / expected[i + 1]! - 1) < 1e-12);
  });
  assert.equal(countMarks(await toSVG(spec), "rect"), 3);
});

test("heatMap: pairs that occur twice, missing columns and values are refused by row", () => {
  const axes = { x: "x", y: "y", value: "v" };
  assert.throws(() => heatMap([...rows, { x: 10, y: "a", v: 3 }], axes), {
    message:
      'heatMap: expected one row for each pair of "x" and "y", got row 3 (x = 10); aggregate first',
  });
  assert.throws(() => heatMap(rows, { ...axes, value: "overlap" }), {
    message: 'heatMap: expected a column of the table (x, y, v), got "overlap"',
  });
  assert.throws(() => heatMap([...rows, { x: 2, y: "a", v: Number.NaN }], axes), {
    message: /expected finite numbers in column "v", got row 3 \(v = NaN\)/,
  });
  assert.throws(() => heatMap([{ x: 1, y: null, v: 1 }], axes), {
    message: /expected a value in column "y", got row 0 \(y = null\)/,
  });
  assert.throws(
    () => heatMap([{ x: 0, y: 1, v: 1 }], { ...axes, x: { column: "x", scale: "log" } }),
    {
      message: /expected positive numbers in column "x" of a log axis, got row 0 \(x = 0\)/,
    },
  );
});

test("heatMap: ends of cells overwrite no column of the figure", async () => {
  const taken = [
    { x: 1, y: "a", x_from: 7 },
    { x: 2, y: "a", x_from: 8 },
  ];
  const spec = heatMap(taken, { x: { column: "x", scale: "linear" }, y: "y", value: "x_from" });
  assert.deepEqual((spec.data as { values: unknown[] }).values, [
    { x: 1, y: "a", x_from: 7, x_from_: 0.5, x_to: 1.5 },
    { x: 2, y: "a", x_from: 8, x_from_: 1.5, x_to: 2.5 },
  ]);
  assert.deepEqual(colour(spec).domain, [7, 8]);
  assert.equal(countMarks(await toSVG(spec), "rect"), 2);
});

test("heatMap: unknown scales and colours are refused by name", () => {
  const axes = { x: "x", y: "y", value: "v" };
  assert.throws(() => heatMap(rows, { ...axes, x: { column: "x", scale: "logg" as never } }), {
    name: "TypeError",
    message: 'heatMap: expected scale of "x" "cells", "linear" or "log", got "logg"',
  });
  assert.throws(() => heatMap(rows, { ...axes, colours: "divergent" as never }), {
    message: 'heatMap: expected colours "sequential" or "diverging", got "divergent"',
  });
});

test("heatMap: numbers whose differences are infinite are refused by row, and the largest are drawn", async () => {
  const table = (v: number) => [
    { a: 1, b: 1, v: -v },
    { a: 2, b: 1, v },
  ];
  const options = { x: "a", y: "b", value: "v" };
  assert.throws(() => heatMap(table(1e308), options), {
    message: /^heatMap: expected numbers from -1e300 to 1e300 in column "v", got rows 0 /,
  });
  assert.equal(countMarks(await toSVG(heatMap(table(1e300), options)), "rect"), 2);
});
