import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { curves } from "../../src/plot/curves.ts";
import { toSVG } from "../../src/plot/export.ts";

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

test("curves: numbers beyond the ends of log axes are refused by row, and the ends are drawn", async () => {
  const y = (domain?: [number, number]) => ({
    column: "y",
    scale: "log" as const,
    ...(domain ? { domain } : {}),
  });
  const of = (...values: number[]) => values.map((value, x) => ({ x, y: value }));
  assert.match(await toSVG(curves(of(1e-300, 1e300), { x: "x", y: y() })), /10⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+</);
  assert.throws(() => curves(of(1e-320, 1), { x: "x", y: y() }), {
    message:
      'curves: expected numbers of at least 1e-300 in column "y" of a log axis, got row 0 (y = 1e-320); ' +
      "rescale the column or use a linear axis",
  });
  assert.throws(() => curves(of(0.5, 1), { x: "x", y: y([0, 1]) }), {
    message: /^curves: expected a positive, finite domain on the log axis of "y", got 0 to 1; /,
  });
  assert.throws(() => curves(of(1e308, -1e308), { x: "x", y: "y" }), {
    message:
      'curves: expected numbers from -1e300 to 1e300 in column "y", got rows 0 (y = 1e+308), 1 (y = -1e+308); ' +
      "rescale the column",
  });
});

test("curves: column names that Vega cannot read are refused, and formulas are not", async () => {
  for (const name of ["constructor", "toString", "valueOf", "__proto__", "a\\b"]) {
    assert.throws(() => curves([{ x: 1, y: 2 }], { x: "x", y: name }), {
      message: `curves: expected a column name that Vega can read, got "${name}"; rename the column`,
    });
  }
  const formula = "$\\alpha$";
  await toSVG(curves([{ x: 1, [formula]: 2 }], { x: "x", y: formula }));
});

test("curves: an axis of one value is labelled with it in plain words", async () => {
  for (const value of [1, -0.25, 0, 1234567, 0.1 + 0.2]) {
    const table = [1, 2].map((x) => ({ x, y: value }));
    const word = value === 0.1 + 0.2 ? "0.3" : value.toLocaleString("en").replace("-", "−");
    assert.ok((await toSVG(curves(table, axes))).includes(`>${word}</text>`), word);
  }
});
