import assert from "node:assert/strict";
import { test } from "node:test";
import { columnCorrelations } from "../../src/patterns/column-correlations.ts";
import { correlationMatrix } from "../../src/patterns/correlation-matrix.ts";
import { patternsFromRows } from "../../src/patterns/patterns.ts";

test("columnCorrelations: root mean square over the pairs of two columns, constant spins left out", () => {
  const patterns = patternsFromRows([
    [1, 1, 1, 1],
    [1, -1, -1, 1],
    [-1, 1, -1, 1],
    [-1, -1, -1, 1],
  ]);
  const R = correlationMatrix(patterns);
  const columns = [
    { name: "a", offset: 0, bits: 2 },
    { name: "b", offset: 2, bits: 2 },
  ];
  const between = Math.sqrt((R[2] ** 2 + R[4 + 2] ** 2) / 2);
  assert.ok(between > 0.5);
  assert.deepEqual(columnCorrelations(patterns, columns), [
    { column: "a", other: "a", rms: 0, pairs: 2 },
    { column: "a", other: "b", rms: between, pairs: 2 },
    { column: "b", other: "a", rms: between, pairs: 2 },
  ]);
});

test("correlationMatrix: is NaN beside a constant spin, also where rounding leaves a covariance", () => {
  // thirds are no binary fractions: 1 − 2d/P − m m′ need not be exactly 0
  for (let P = 3; P < 60; P += 3) {
    const rows = Array.from({ length: P }, (_, mu) => [-1, mu % 3 === 0 ? 1 : -1, mu % 7 ? 1 : -1]);
    const R = correlationMatrix(patternsFromRows(rows));
    for (const k of [0, 1, 2, 3, 6]) assert.ok(Number.isNaN(R[k]), `P = ${P}: ${R[k]}`);
  }
});
