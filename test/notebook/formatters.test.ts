import assert from "node:assert/strict";
import { test } from "node:test";
import { desc, table } from "arquero";
import { complex, matrix, sparse } from "mathjs";
import { Matrix } from "ml-matrix";
import { formatValue } from "../../src/jupyter/display.ts";
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
  const words = String(bundle["text/plain"]);
  assert.ok(String(bundle["text/html"]).length <= 20_000);
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
  assert.equal(await text(sparse(entries)), rows);
  assert.equal(await text(new Matrix(entries)), rows);
  assert.equal(await text(matrix([complex(1, 2)])), "matrix of 1 row and 1 column\n1 + 2i");
  assert.equal(await text(matrix([[[1]]])), "[[[1]]]");
});

test("formatters: other values are left to the registry", async () => {
  for (const value of [{ size: 3 }, [1, 2], new Map([[1, 2]]), { $schema: 3 }]) {
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

test("formatters: patterns are shown as rows of signs with their shape", async () => {
  const patterns = patternsFromRows([
    [1, -1, 1],
    [-1, -1, 1],
  ]);
  assert.equal(await text(patterns), ["2 patterns of 3 spins", "+−+", "−−+"].join("\n"));
});
