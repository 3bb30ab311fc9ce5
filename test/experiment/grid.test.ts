import assert from "node:assert/strict";
import { test } from "node:test";
import { grid } from "../../src/experiment/grid.ts";

test("grid: all combinations, the last axis fastest", () => {
  assert.deepEqual(grid({ N: [32, 64], n: [2, 3] }), [
    { N: 32, n: 2 },
    { N: 32, n: 3 },
    { N: 64, n: 2 },
    { N: 64, n: 3 },
  ]);
});

test("grid: number of points is the product of the lengths, all different", () => {
  const points = grid({ a: [1, 2, 3], b: ["x", "y"], c: [true, false], d: [null] });
  assert.equal(points.length, 12);
  assert.equal(new Set(points.map((point) => JSON.stringify(point))).size, 12);
});

test("grid: empty and repeated values and scalars are refused by axis", () => {
  assert.throws(() => grid({ N: [1], n: [] }), {
    name: "RangeError",
    message: "grid: expected at least one value for n, got none",
  });
  assert.throws(() => grid({ n: [2, 3, 2] }), {
    name: "RangeError",
    message: "grid: expected different values for n, got 2, 3, 2",
  });
  assert.throws(() => grid({ n: 2 as unknown as number[] }), {
    name: "TypeError",
    message: "grid: expected an array of values for n, got 2",
  });
});
