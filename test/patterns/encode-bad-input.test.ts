import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { decode } from "../../src/patterns/decode-table.ts";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { row } from "../../src/patterns/patterns.ts";

const seen = table({ x: [0, 1, 2, 3], kind: ["cat", "dog", "cat", "eel"], one: [7, 7, 7, 7] });
const next = (x: unknown, kind: unknown, one: unknown = 7) =>
  table({ x: [x], kind: [kind], one: [one] });

test("encode: rows with missing values are dropped and counted by default", () => {
  const encoding = encodingOf(seen);
  const data = table({ x: [1, null, Number.NaN, 2], kind: ["cat", "dog", "cat", ""], one: 7 });
  const filled = data.derive({ one: () => 7 });
  const { patterns, rows, report } = encode(filled, encoding);
  assert.deepEqual([patterns.P, [...rows], report.dropped], [1, [0], 3]);
  assert.deepEqual(report.columns.array("missing"), [2, 1, 0]);
});

test("encode: a missing value has its own code word of −1 only under missing: code", () => {
  const encoding = encodingOf(seen, { missing: "code" });
  const { patterns } = encode(next(null, undefined), encoding);
  assert.deepEqual([...new Set(row(patterns, 0))], [-1]);
  assert.deepEqual(decode(patterns, encoding).table.object(0), { x: null, kind: null, one: 7 });
  assert.throws(() => encode(next(1, "cat", null), encoding), {
    name: "RangeError",
    message:
      "encode: expected a value in every row of column one, got null in row 0; it is constant and has no code word for it",
  });
});

test("encode: a missing value is refused under missing: error", () => {
  assert.throws(() => encode(next(null, "cat"), encodingOf(seen, { missing: "error" })), {
    name: "RangeError",
    message: /^encode: expected a value in every row of column x, got null in row 0; /,
  });
});

test("encode: an unseen category is refused with the nearest known one, or taken as missing", () => {
  assert.throws(() => encode(next(1, "cut"), encodingOf(seen)), {
    name: "RangeError",
    message:
      'encode: expected a known value of column kind (cat, dog, eel), got "cut" in row 0; nearest is "cat", or make the scheme with unseen: "missing"',
  });
  assert.throws(() => encode(next(1, "cat", 8), encodingOf(seen)), /column one \(7\), got "8"/);
  const tolerant = encode(next(1, "cut"), encodingOf(seen, { unseen: "missing" }));
  assert.equal(tolerant.patterns.P, 0);
  assert.deepEqual(tolerant.report.columns.array("unseen"), [0, 1, 0]);
});

test("encode: numbers out of range are clamped to the end levels and counted", () => {
  const encoding = encodingOf(seen);
  const data = table({ x: [-5, 99, Infinity], kind: ["cat", "cat", "cat"], one: [7, 7, 7] });
  const { patterns, report } = encode(data, encoding);
  assert.deepEqual(decode(patterns, encoding).table.array("x"), [0, 3, 3]);
  assert.deepEqual([report.columns.get("below", 0), report.columns.get("above", 0)], [1, 2]);
  assert.ok(report.warnings.some((line) => line.includes("column x: 3 values out of range")));
});

test("encode: a constant column has no spins, warns, and is decoded", () => {
  const encoding = encodingOf(seen);
  const { patterns, report } = encode(seen, encoding);
  assert.deepEqual([encoding.columns[2].bits, encoding.N], [0, 6]);
  assert.deepEqual(report.warnings, ["column one is constant (7) and has no spins"]);
  assert.deepEqual(decode(patterns, encoding).table.array("one"), [7, 7, 7, 7]);
});

test("encode: a column or value of the wrong kind is named", () => {
  const encoding = encodingOf(seen);
  assert.throws(() => encode(table({ x: [1], kin: ["cat"] }), encoding), {
    name: "RangeError",
    message: "encode: expected a column of the table (x, kin), got kind; did you mean kin",
  });
  assert.throws(() => encode(next("1", "cat"), encoding), {
    name: "TypeError",
    message: 'encode: expected numbers in column x, got "1" in row 0',
  });
  assert.throws(() => encode(seen, { ...encoding, N: 7 }), /expected N = 6 for the columns, got 7/);
  assert.throws(() => encode(seen, JSON.parse("{}")), /expected an encoding of version 1/);
});

test("encodingOf: what gives no scheme is refused by column", () => {
  const refused = (data: Record<string, unknown[]>, message: RegExp, options = {}) =>
    assert.throws(() => encodingOf(table(data), options), message);
  refused({ a: [1, 1], b: ["x", "x"] }, /a column that varies, got 2 constant columns/);
  refused({ a: [] }, /expected a row, got none in 0 rows/, { missing: "code" });
  refused({ a: [1, null], b: [null, 2] }, /a row without missing values, got none in 2 rows/);
  refused({ a: [1, 2], b: [null, null] }, /a value in column b/, { missing: "code" });
  refused({ a: [1, Infinity] }, /finite numbers in column a, got Infinity/);
  refused({ a: [1, 2] }, /an integer L >= 2 of levels of a, got 1/, { levels: 1 });
  refused({ a: ["x", "y"] }, /numbers for the thermometer code of column a, got x/, {
    kinds: { a: "thermometer" },
  });
  refused({ a: [{}, 1] }, /numbers, strings or booleans in column a/);
  refused({ a: [1, 2] }, /options for the encoded columns \(a\), got b/, { levels: { b: 3 } });
});

test("decode: a state between code words is read as the nearest one, ties flagged", () => {
  const encoding = encodingOf(seen, { columns: ["kind", "x"] });
  const state = (kind: number[], x: number[]) => decode([...kind, ...x], encoding).cells.objects();
  const [none, high] = state([-1, -1, -1], [1, -1, 1]) as Record<string, unknown>[];
  assert.deepEqual([none.value, none.distance, none.tie], ["cat", 1, true]);
  assert.deepEqual([high.value, high.distance, high.tie], [1, 1, true]);
  const [two, exact] = state([-1, 1, 1], [1, 1, 1]) as Record<string, unknown>[];
  assert.deepEqual([two.value, two.distance, two.tie], ["dog", 1, true]);
  assert.deepEqual([exact.value, exact.distance, exact.tie], [3, 0, false]);
  const [three] = state([1, 1, 1], [-1, -1, -1]) as Record<string, unknown>[];
  assert.deepEqual([three.distance, three.tie], [2, true]);
});

test("decode: states of another length or with other values are refused", () => {
  const encoding = encodingOf(seen);
  assert.throws(() => decode([1, -1], encoding), /decode: expected state of length N = 6, got 2/);
  assert.throws(() => decode([1, 1, 1, 0, 1, 1], encoding), /got 0 at spin 3/);
});

test("encodingOf: words it does not know are refused by name", () => {
  const refused = (options: object, message: string) =>
    assert.throws(() => encodingOf(seen, options), {
      name: "TypeError",
      message: `encodingOf: expected ${message}`,
    });
  refused(
    { kinds: { kind: "onehot" } },
    'kind of column kind "one-hot", "binary" or "thermometer", got "onehot"',
  );
  refused({ missing: "keep" }, 'missing "drop", "code" or "error", got "keep"');
  refused({ unseen: true }, 'unseen "error" or "missing", got true');
  refused({ binning: "widths" }, 'binning "quantile" or "width", got "widths"');
});

test("encodingOf: a column may have the name of a method", () => {
  const odd = table({ constructor: [1, 2, 3], toString: ["a", "b", "a"] });
  const encoding = encodingOf(odd, { levels: { toString: 2 }, kinds: {} });
  assert.deepEqual(
    encoding.columns.map(({ kind, bits }) => [kind, bits]),
    [
      ["thermometer", 2],
      ["one-hot", 2],
    ],
  );
});

test("encode, decode: what is no encoding is refused by what it is", () => {
  const expected = "expected an encoding of version 1 made by encodingOf, got";
  for (const [other, got] of [
    [undefined, "undefined"],
    [null, "null"],
    [{}, "an object of version undefined"],
    [{ version: 2 }, "an object of version 2"],
    [{ version: 1 }, "an object of version 1 without columns"],
  ]) {
    const message = `encode: ${expected} ${got}`;
    assert.throws(() => encode(seen, other as never), { name: "TypeError", message });
    assert.throws(() => decode([1], other as never), {
      name: "TypeError",
      message: `decode: ${expected} ${got}`,
    });
  }
});
