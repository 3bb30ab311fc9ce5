import assert from "node:assert/strict";
import { test } from "node:test";
import { labelledData } from "../../src/patterns/labelled-data.ts";
import { heldOut } from "../../src/studies/held-out.ts";

const M = 41;
const data = labelledData("test", {
  source: "numbers",
  total: M,
  N: 3,
  values: Float64Array.from({ length: 3 * M }, (_, k) => (k % 3 === 0 ? k : k % 3)),
  labels: { values: Array.from({ length: M }, (_, a) => a % 5), from: "numbers" },
  image: null,
});

test("heldOut: every row is in one part, with its own label and numbers", () => {
  const { train, test } = heldOut(data, 0.2, 3);
  assert.deepEqual([train.vectors.M, test?.vectors.M], [33, 8]);
  const all = [...train.rows, ...(test?.rows ?? [])];
  assert.deepEqual(
    all.toSorted((a, b) => a - b),
    Array.from({ length: M }, (_, a) => a),
  );
  for (const part of [train, test]) {
    part?.rows.forEach((row, a) => {
      assert.equal(part.labels?.[a], row % 5);
      assert.deepEqual(
        part.vectors.values.subarray(3 * a, 3 * a + 3),
        data.vectors.values.subarray(3 * row, 3 * row + 3),
      );
    });
  }
  assert.deepEqual(heldOut(data, 0.2, 3).train.rows, train.rows);
  assert.notDeepEqual(heldOut(data, 0.2, 4).train.rows, train.rows);
});

test("heldOut: a share of nothing leaves all rows, one of everything is refused", () => {
  const { train, test } = heldOut(data, 0, 1);
  assert.deepEqual([train.vectors.M, test], [M, null]);
  for (const share of [1, -0.1, Number.NaN]) {
    assert.throws(() => heldOut(data, share, 1), /expected 0 <= share < 1 that leaves rows, got/);
  }
});
