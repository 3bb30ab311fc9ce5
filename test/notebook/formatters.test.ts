import assert from "node:assert/strict";
import { test } from "node:test";
import { desc, table } from "arquero";
import { bignumber, complex, derivative, fraction, matrix, parse, sparse, unit } from "mathjs";
import { parse as parseLight } from "mathjs/number";
import { Matrix } from "ml-matrix";
import { formatValue } from "../../src/jupyter/display-registry.ts";
import "../../src/notebook/formatters.ts";
import { patternsFromRows } from "../../src/patterns/patterns.ts";

const text = async (value: unknown) => String((await formatValue(value))["text/plain"]);

test("formatters: a table is shown with its shape, sorted rows and aligned numbers", async () => {
  const values = table({
    N: [8, 16],
    mean: [0.1 + 0.2, 123456.789],
    note: ["a <b>", null],
    day: [new Date(0), new Date(1)],
  }).orderby(desc("N"));
  assert.equal(
    await text(values),
    [
      "table of 2 rows and 4 columns",
      " N    mean  note   day",
      "16  123457         1970-01-01T00:00:00.001Z",
      " 8     0.3  a <b>  1970-01-01",
    ].join("\n"),
  );
  const html = String((await formatValue(values))["text/html"]);
  assert.match(html, /<th scope="col" style="text-align:right">mean<\/th>/);
  assert.ok(html.includes("a &lt;b&gt;") && !html.includes("<b>"));
});

test("formatters: a large table says what is left out and stays below 20 kB", async () => {
  const names = Array.from({ length: 40 }, (_, j) => `column ${j}`);
  const values = table(
    Object.fromEntries(names.map((name) => [name, Array.from({ length: 100_000 }, (_, i) => i)])),
  );
  const bundle = await formatValue(values);
  assert.ok(Buffer.byteLength(Object.values(bundle).join("")) <= 20_000);
  const words = String(bundle["text/plain"]);
  assert.match(
    words,
    /^table of 100000 rows and 40 columns; 99985 rows after the first 10 not shown; 20/,
  );
  const lines = words.split("\n");
  assert.equal(lines.length, 1 + 1 + 10 + 1 + 5);
  assert.match(lines[11]!, /^ +9 /);
  assert.match(lines[13]!, /^ +99995 /);
});

test("formatters: matrices of mathjs and ml-matrix are shown as rows", async () => {
  const rows = "matrix of 2 rows and 2 columns\n1   2\n3  -4";
  const entries = [
    [1, 2],
    [3, -4],
  ];
  assert.equal(await text(matrix(entries)), rows);
  const sparseRows = rows.replace(
    /.*\n/,
    "sparse matrix of 2 rows and 2 columns, 4 of 4 entries stored\n",
  );
  assert.equal(await text(sparse(entries)), sparseRows);
  assert.equal(await text(new Matrix(entries)), rows);
  assert.equal(await text(matrix([complex(1, 2)])), "matrix of 1 row and 1 column\n1 + 2i");
  assert.equal(await text(matrix([[[1]]])), "matrix of size 1 × 1 × 1\n[[[1]]]");
});

test("formatters: other values are left to the registry", async () => {
  for (const value of [{ size: 3 }, [1, 2], new Map([[1, 2]]), { $schema: 3 }, { rows: 1 }]) {
    assert.deepEqual(Object.keys(await formatValue(value)), ["text/plain"]);
  }
});

test("formatters: a list of plain objects is shown as a table, other lists are not", async () => {
  const rows = [
    { claim: "a", holds: true },
    { claim: "b", more: 1 },
  ];
  const expected = [
    "2 rows and 3 columns",
    "claim  holds  more",
    "a      true",
    "b                1",
  ];
  assert.equal(await text(rows), expected.join("\n"));
  assert.doesNotMatch(await text([{ nested: { a: 1 } }]), /columns/);
  assert.doesNotMatch(await text([1, 2]), /columns/);
});

test("formatters: a long list of rows is shown without looking at all of it", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => ({ i, [i % 2 ? "odd" : "even"]: i }));
  const words = await text(rows);
  assert.match(words, /^100000 rows and 3 columns, columns of the first and last 5000; 99985 rows/);
  assert.match(words, /\n99999 +99999$/);
});

test("formatters: a table of a million rows has its ends within 20 kB and half a second", async () => {
  const length = 1_000_000;
  const values = table({
    i: Int32Array.from({ length }, (_, i) => i),
    name: Array.from({ length }, (_, i) => `row ${i}`),
  });
  const start = performance.now();
  const bundle = await formatValue(values);
  assert.ok(performance.now() - start < 500);
  assert.ok(Buffer.byteLength(Object.values(bundle).join("")) <= 20_000);
  assert.match(String(bundle["text/plain"]), /^table of 1000000 rows and 2 columns; 999985 rows/);
  for (const [mime, form] of Object.entries(bundle)) {
    assert.match(String(form), /row 9\b[\s\S]*row 999995\b[\s\S]*row 999999\b/, mime);
  }
});

test("formatters: HTML takes its colours from the page and holds no script", async () => {
  const patterns = patternsFromRows([[1, -1]]);
  for (const value of [table({ a: [1] }), new Float64Array(3), patterns, matrix([[1]])]) {
    const html = String((await formatValue(value))["text/html"]);
    assert.match(html, /^<(table|div|figure) /);
    assert.doesNotMatch(
      html,
      /<script|\bon\w+=|#[0-9a-f]{3}|(?<![-:])\b(?:black|white)\b(?!-)|(?<!\w-)color:/i,
    );
  }
});

test("formatters: typed arrays have their numbers, head and tail in text and HTML", async () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 3 ? Number.NaN : i));
  const bundle = await formatValue(values);
  // The sum without 3 is 999 · 1000 / 2 − 3, over 999 numbers.
  const facts = `min 0, mean ${Number(((999 * 500 - 3) / 999).toPrecision(6))}, max 999, 1 NaN`;
  assert.equal(
    bundle["text/plain"],
    `Float32Array(1000) ${facts}\n[0, 1, 2, NaN, 4, 5, 6, 7, ..., 997, 998, 999]`,
  );
  const html = String(bundle["text/html"]);
  assert.match(html, new RegExp(`<b>Float32Array\\(1000\\)</b> ${facts}<div`));
  assert.match(html, />0, 1, 2, NaN, .*, 23, \.\.\., 994, .*, 999<\/div>/);
});

test("formatters: expressions are formulas, numbers of mathjs are text", async () => {
  for (const expression of [parse("(x^2 + 1) / 2"), parseLight("(x^2 + 1) / 2")]) {
    const bundle = await formatValue(expression);
    assert.equal(bundle["text/plain"], "(x ^ 2 + 1) / 2");
    assert.match(String(bundle["text/latex"]), /^\$\$\\frac\{.*x.*\}\{2\}\$\$$/);
  }
  assert.match(String((await formatValue(derivative("x^3", "x")))["text/latex"]), /^\$\$3.*x/);
  const numbers = [complex(1, -2), fraction(1, 3), bignumber("1e30"), unit(5, "cm")];
  assert.deepEqual(await Promise.all(numbers.map(text)), ["1 - 2i", "0.(3)", "1e+30", "5 cm"]);
});

test("formatters: patterns are shown as rows of signs with their shape", async () => {
  const patterns = patternsFromRows([
    [1, -1, 1],
    [-1, -1, 1],
  ]);
  assert.equal(await text(patterns), ["2 patterns of 3 spins", "+−+", "−−+"].join("\n"));
});

test("formatters: patterns have a picture with every +1 filled and a description", async () => {
  const rows = [
    [1, 1, -1, 1],
    [-1, -1, -1, 1],
    [1, 1, 1, 1],
  ];
  const html = String((await formatValue(patternsFromRows(rows)))["text/html"]);
  const label = "3 patterns of 4 spins; a row a pattern, +1 filled";
  assert.ok(html.includes(`role="img" aria-label="${label}"`));
  assert.match(html, /viewBox="0 0 4 3" width="48" height="36"/);
  const path = /<path stroke="currentColor" d="([^"]*)"/.exec(html)![1]!;
  assert.deepEqual(filledCells(path, 4), rows);
});

test("formatters: the picture of many long patterns says which part it is and stays small", async () => {
  const rows = Array.from({ length: 100 }, (_, mu) =>
    Array.from({ length: 1000 }, (_, i) => ((i + mu) % 2 ? 1 : -1)),
  );
  const html = String((await formatValue(patternsFromRows(rows)))["text/html"]);
  assert.match(html, /first 32 patterns; first 160 spins; a row a pattern/);
  assert.ok(html.length < 20_000, `${html.length}`);
  const path = /d="([^"]*)"/.exec(html)![1]!;
  assert.deepEqual(
    filledCells(path, 160),
    rows.slice(0, 32).map((row) => row.slice(0, 160)),
  );
});

/** The spins that a path of horizontal lines at half heights draws. */
function filledCells(path: string, N: number): number[][] {
  return path
    .split("M0 ")
    .slice(1)
    .map((line, mu) => {
      assert.ok(line.startsWith(`${mu}.5`), line);
      const spins = new Array<number>(N).fill(-1);
      let at = 0;
      for (const [, gap, run] of line.matchAll(/m(\d+) 0h(\d+)/g)) {
        at += Number(gap);
        spins.fill(1, at, at + Number(run));
        at += Number(run);
      }
      return spins;
    });
}
