import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { columnsToEncode } from "../../src/patterns/columns-to-encode.ts";

const n = 70;
const each = <T>(of: (k: number) => T): T[] => Array.from({ length: n }, (_, k) => of(k));
const data = table({
  id: each((k) => k + 1),
  name: each((k) => `item ${k}`),
  kind: each((k) => "abc"[k % 3]),
  size: each((k) => (k * 7) % 11),
  rare: each((k) => (k % 3 === 0 ? k % 5 : null)),
  empty: each(() => null),
  same: each(() => "x"),
  mostly: each((k) => (k % 2 ? "." : k % 4)),
});

test("columnsToEncode: columns that say nothing are left out with their reason", () => {
  assert.deepEqual(columnsToEncode(data, { missingValues: ["."] }), {
    columns: ["kind", "size", "mostly"],
    leftOut: [
      { column: "id", reason: "only numbers the rows" },
      { column: "name", reason: "has 70 different texts, more than 32" },
      { column: "rare", reason: "is missing in 46 of 70 rows" },
      { column: "empty", reason: "has no value" },
      { column: "same", reason: "has one value only, x" },
    ],
  });
});

test("columnsToEncode: what the options name is kept as far as it has two values", () => {
  const byKind = columnsToEncode(data, { kinds: { name: "binary", same: "one-hot" } });
  assert.ok(byKind.columns.includes("name") && !byKind.columns.includes("same"));
  assert.deepEqual(columnsToEncode(data, { columns: ["id", "rare", "empty"] }), {
    columns: ["id", "rare"],
    leftOut: [{ column: "empty", reason: "has no value" }],
  });
});

test("columnsToEncode: a column that comes twice is refused", () => {
  assert.throws(() => columnsToEncode(data, { columns: ["size", "kind", "size"] }), {
    name: "RangeError",
    message: "columnsToEncode: expected different columns, got size twice",
  });
});

test("columnsToEncode: an unknown column is refused with the nearest name", () => {
  for (const options of [{ columns: ["sise"] }, { kinds: { sise: "one-hot" } }] as const) {
    assert.throws(() => columnsToEncode(data, options), /got sise; did you mean size$/);
  }
});
