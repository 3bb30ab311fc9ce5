import assert from "node:assert/strict";
import { test } from "node:test";
import { vectorOverlaps } from "../../src/models/vector-overlaps.ts";
import { stream } from "../../src/random/stream.ts";

const gaussians = (count: number, label: string): Float64Array => {
  const values = new Float64Array(count);
  stream(1, label).fillGaussian(values);
  return values;
};

test("vectorOverlaps: sums from the first product to the last, bit for bit, at every size", () => {
  for (const [rows, columns, N] of [
    [1, 1, 3],
    [4, 2, 5],
    [7, 5, 33],
    [9, 1, 8],
    [3, 0, 8],
    [0, 4, 8],
  ]) {
    const [u, v] = [gaussians(rows * N, "u"), gaussians(columns * N, "v")];
    const expected = Float64Array.from({ length: rows * columns }, (_, k) => {
      const [a, b] = [Math.floor(k / columns), k % columns];
      let sum = 0;
      for (let i = 0; i < N; i++) sum += u[a * N + i] * v[b * N + i];
      return sum;
    });
    assert.deepEqual(vectorOverlaps(u, v, N, "float64"), expected);
    const rounded = vectorOverlaps(u, v, N, "float32");
    for (let k = 0; k < expected.length; k++) {
      // N products of numbers below 4 in float32
      assert.ok(Math.abs(rounded[k] - expected[k]) < N * (N + 2) * 16 * 2 ** -24);
    }
  }
});

test("vectorOverlaps: in float32 a row keeps its bits whatever stands beside it", () => {
  const [u, v] = [gaussians(70 * 41, "u"), gaussians(23 * 41, "v")];
  const all = vectorOverlaps(u, v, 41, "float32");
  for (const [from, to] of [
    [0, 1],
    [5, 9],
    [64, 70],
  ]) {
    const part = vectorOverlaps(u.slice(from * 41, to * 41), v, 41, "float32");
    assert.deepEqual(part, all.slice(from * 23, to * 23));
  }
});
