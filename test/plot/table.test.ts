import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { curves } from "../../src/plot/curves.ts";

const axes = { x: "x", y: "y" };
const rows = (cells: readonly unknown[]) => cells.map((x, y) => ({ x, y }));

test("curves: text in a column of numbers is counted and named", () => {
  assert.throws(() => curves(rows([1, "2", "n/a", null]), axes), {
    name: "RangeError",
    message:
      'curves: expected finite numbers in column "x" (2 of 4 rows are text), ' +
      'got rows 1 (x = "2"), 2 (x = "n/a"), 3 (x = null); convert the text to numbers or filter these rows out',
  });
});

test("curves: times are refused by name, also those of a notebook cell", () => {
  const date = runInNewContext("new Date(0)");
  assert.throws(() => curves(rows([date, 1]), axes), {
    message:
      'curves: expected finite numbers in column "x" (1 of 2 rows are times), ' +
      "got row 0 (x = 1970-01-01T00:00:00.000Z); derive a column of numbers first, for example days since the first time",
  });
});

test("curves: big integers are drawn while they are exact", () => {
  const spec = curves(rows([1n, 2n]), axes);
  assert.deepEqual((spec.data as { values: unknown }).values, rows([1, 2]));
  assert.throws(() => curves(rows([2n ** 60n]), axes), {
    message: /got row 0 \(x = 1152921504606846976\)/,
  });
});

test("curves: rows that are no objects are refused by position", () => {
  assert.throws(() => curves([{ x: 1, y: 1 }, 3, null] as never, axes), {
    name: "TypeError",
    message:
      "curves: expected an array of row objects such as { N: 100, m: 0.9 }, got number in row 1",
  });
});

test("curves: letter case is the first thing a missing column is searched by", () => {
  assert.throws(() => curves([{ m: 1, MM: 2, n: 3 }], { x: "n", y: "mm" }), {
    message: /got "mm"; did you mean "MM"\?$/,
  });
});
