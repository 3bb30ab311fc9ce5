import assert from "node:assert/strict";
import { test } from "node:test";
import { table } from "arquero";
import { encode } from "../../src/patterns/encode-table.ts";
import { encodingOf } from "../../src/patterns/encoding-of.ts";
import { encodingReport } from "../../src/patterns/encoding-report.ts";

test("encodingReport: spins, gaps and the share of +1 of every column, then what is left out", () => {
  const data = table({
    x: [1, 2, 3, 4, 5],
    kind: ["a", "b", "b", "b", null],
    one: [0, 0, 0, 0, 0],
  });
  const encoding = encodingOf(data);
  const rows = encodingReport(encode(data, encoding), encoding, [
    { column: "name", reason: "by wish" },
  ]);
  const none = { plus_min: null, plus_max: null };
  assert.deepEqual(rows, [
    // x > 1, > 2, > 3 in the four complete rows: 3, 2 and 1 of 4
    {
      column: "x",
      scheme: "thermometer",
      levels: 4,
      bits: 3,
      missing: 0,
      plus_min: 0.25,
      plus_max: 0.75,
      note: "",
    },
    {
      column: "kind",
      scheme: "one-hot",
      levels: 2,
      bits: 2,
      missing: 1,
      plus_min: 0.25,
      plus_max: 0.75,
      note: "",
    },
    { column: "one", scheme: "constant", levels: 1, bits: 0, missing: 0, ...none, note: "" },
    {
      column: "name",
      scheme: "left out",
      levels: null,
      bits: 0,
      missing: null,
      ...none,
      note: "by wish",
    },
  ]);
});
