import assert from "node:assert/strict";
import { test } from "node:test";
import { from, table } from "arquero";
import { tableFromCSV, tableToCSV } from "../../src/experiment/table-csv.ts";
import { stream } from "../../src/random/stream.ts";

const awkward = {
  number: [1, -0, Number.NaN, Infinity, -Infinity, 0.1 + 0.2, 5e-324, null],
  'a "name", quoted': ["", "line\nbreak", 'a "quote"', null, "NaN", "true", "é\r\nξ", " 1 "],
  string: ["it's", "'", "''x", "Infinity", "0x10", "-0", "\t", "a,b"],
  mixed: [true, false, null, "1", 1, "", 2 ** 53, "null"],
};

test("tableFromCSV: restores numbers, strings, booleans and null bit for bit", () => {
  const back = tableFromCSV(tableToCSV(table(awkward)), "t.csv");
  assert.deepEqual(back.columnNames(), Object.keys(awkward));
  for (const [name, values] of Object.entries(awkward)) {
    assert.deepEqual(back.array(name), values); // strict: distinguishes −0 and NaN
  }
});

test("tableFromCSV: restores random float64 values of every size", () => {
  const rng = stream(1, "table-csv");
  const bits = new Float64Array(2000);
  const words = new Uint32Array(bits.buffer);
  for (let w = 0; w < words.length; w++) words[w] = rng.uint32();
  const back = tableFromCSV(tableToCSV(table({ x: bits })), "t.csv");
  assert.deepEqual(back.array("x"), Array.from(bits));
});

test("tableFromCSV: restores random strings of awkward characters", () => {
  const rng = stream(2, "table-csv");
  const signs = ["'", '"', ",", "\n", "\r", " ", "1", "e", ".", "-", "NaN", "true", "ξ", "\uFEFF"];
  const word = () => Array.from({ length: rng.below(5) }, () => signs[rng.below(signs.length)]);
  const texts = Array.from({ length: 3000 }, () => word().join(""));
  const back = tableFromCSV(tableToCSV(table({ texts })), "t.csv");
  assert.deepEqual(back.array("texts"), texts);
});

test("tableFromCSV: restores tables without rows, with one null and in shown order", () => {
  const none = tableFromCSV(tableToCSV(table({ a: [], b: [] })), "t.csv");
  assert.deepEqual([none.numRows(), none.columnNames()], [0, ["a", "b"]]);
  const single = tableFromCSV(tableToCSV(table({ a: [null] })), "t.csv");
  assert.deepEqual(single.array("a"), [null]);
  const sorted = from([{ a: 2 }, { a: 3 }, { a: 1 }])
    .filter("d => d.a < 3")
    .orderby("a");
  assert.equal(tableToCSV(sorted), "a\n1\n2\n");
});

test("tableToCSV: undefined is stored as null, other values are refused by column", () => {
  assert.equal(tableToCSV(table({ a: [undefined, 1] })), "a\n\n1\n");
  for (const [value, kind] of [
    [new Date(0), "Date"],
    [[1], "Array"],
    [1n, "bigint"],
    ["\ud800", "string"],
  ] as const) {
    assert.throws(() => tableToCSV(table({ when: [value] })), {
      name: "TypeError",
      message: new RegExp(`in column when, got ${kind}; derive`),
    });
  }
  assert.throws(() => tableToCSV(table({})), /expected at least one column, got none/);
});

test("tableToCSV: the text is plain CSV, strings marked only where they would be misread", () => {
  const mixed = table({ N: [32, null], "m, se": ["x", "1"] });
  assert.equal(tableToCSV(mixed), 'N,"m, se"\n32,x\n,\'1\n');
});

test("tableFromCSV: a text that is no stored table is refused by file and line", () => {
  const cases: [string, RegExp][] = [
    ["", /no line of column names/],
    ['"a","b"\n1,2\n3', /line 3/],
    ['"a"\n"x', /line 2/],
  ];
  for (const [text, message] of cases) {
    assert.throws(
      () => tableFromCSV(text, "data/t.csv"),
      (error: Error) => {
        assert.match(
          error.message,
          /^tableFromCSV: expected a stored table, got .*, data\/t\.csv$/,
        );
        assert.match(error.message, message);
        return true;
      },
    );
  }
});
