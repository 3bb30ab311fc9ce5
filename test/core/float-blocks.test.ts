import assert from "node:assert/strict";
import { test } from "node:test";
import { multiplyInPlace } from "../../src/core/dense-product.ts";
import { expInPlace } from "../../src/core/exponential.ts";
import { floatBlocks } from "../../src/core/float-blocks.ts";
import { kernelsOf } from "../../src/core/wasm.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";

const baseline = kernelsOf("baseline")!;

for (const kernels of [baseline, null]) {
  const name = kernels?.binary ?? "TypeScript";

  test(`floatBlocks: products and exponentials have the bits of those on arrays (${name})`, () => {
    const blocks = floatBlocks(kernels);
    for (const [transposeA, transposeB] of [
      [false, false],
      [false, true],
      [true, false],
    ]) {
      const shape = { M: 7, N: 11, K: 13, transposeA, transposeB };
      const [a, b] = [gaussianMatrix(7 * 13, "a"), gaussianMatrix(11 * 13, "b")];
      // Blocks with room for more.
      const [toA, toB, toC] = [100, 150, 90].map((length) => blocks.block(length));
      toA.values.set(a);
      toB.values.set(b);
      blocks.multiply(toC, toA, toB, shape);
      const c = new Float32Array(77);
      multiplyInPlace(c, a, b, shape, baseline);
      assert.deepEqual(toC.values.slice(0, 77), c);
      blocks.exponentiate(toC, 75);
      const powers = c.slice(0, 75);
      expInPlace(powers, baseline);
      assert.deepEqual(toC.values.slice(0, 75), powers);
    }
    blocks.free();
  });

  test(`floatBlocks: weights multiply number by number (${name})`, () => {
    const blocks = floatBlocks(kernels);
    const [x, weights] = [blocks.block(11), blocks.block(11)];
    x.values.set(gaussianMatrix(11, "x"));
    weights.values.set(gaussianMatrix(11, "weights"));
    const expected = x.values.slice(0, 7).map((value, k) => value * weights.values[k]);
    const behind = x.values.slice(8);
    blocks.weigh(x, weights, 7);
    assert.deepEqual(x.values.slice(0, 7), expected);
    assert.deepEqual(x.values.slice(8), behind);
    blocks.free();
  });

  // Rows longer than what is copied at a time, several at a time, and ends of all lengths.
  for (const [rows, N] of [
    [5, 3],
    [3, 9000],
    [90, 100],
    [90, 101],
    [2, 4],
  ]) {
    test(`floatBlocks: ${rows} rows of ${N} move as plain loops move them (${name})`, () => {
      const blocks = floatBlocks(kernels);
      const [forces, moved] = [blocks.block(rows * N), blocks.block(rows * N)];
      forces.values.set(gaussianMatrix(rows * N, "forces"));
      const w = Float64Array.from(gaussianMatrix(rows * N, "w"));
      const v = Float64Array.from(gaussianMatrix(rows * N, "v"));
      const expected = moved64(w, v, forces.values, N);
      const motion = { w, v, N, learningRate: 0.3, momentum: 0.9, push: 0.7 };
      assert.equal(blocks.move(motion, forces, moved), expected.overlaps);
      assert.deepEqual(w, expected.w);
      assert.deepEqual(v, expected.v);
      assert.deepEqual(moved.values.slice(), Float32Array.from(w));
      blocks.free();
    });
  }
}

/** Rows that descended, from the formula; sums in four parts, whose bits belong to the result. */
function moved64(w0: Float64Array, v0: Float64Array, F: Float32Array, N: number) {
  const [w, v] = [w0.slice(), v0.slice()];
  let overlaps = 0;
  for (let from = 0; from < w.length; from += N) {
    const row = Array.from({ length: N }, (_, i) => from + i);
    const sum = (term: (k: number) => number): number => {
      const parts = [0, 0, 0, 0];
      const end = N - (N % 4);
      row.forEach((k, i) => {
        parts[i < end ? i % 4 : 0] += term(k);
      });
      return parts[0] + parts[1] + (parts[2] + parts[3]);
    };
    const overlap = sum((k) => w[k] * F[k]);
    overlaps += overlap;
    for (const k of row) v[k] = 0.9 * v[k] + 0.7 * F[k] - 0.7 * overlap * w[k];
    for (const k of row) w[k] += 0.3 * v[k];
    const scale = 1 / Math.sqrt(sum((k) => w[k] ** 2));
    for (const k of row) w[k] *= scale;
  }
  return { w, v, overlaps };
}

test("floatBlocks: numbers are there after the memory has grown, and all of it is given back", () => {
  const blocks = floatBlocks(baseline);
  const block = blocks.block(3);
  block.values.set([1, 2, 3]);
  const bytes = baseline.memory.buffer.byteLength;
  const other = floatBlocks(baseline);
  other.block(bytes / 4);
  assert.ok(baseline.memory.buffer.byteLength > bytes);
  assert.deepEqual([...block.values], [1, 2, 3]);
  other.free();
  blocks.free();
  const grown = baseline.memory.buffer.byteLength;
  for (let k = 0; k < 20; k++) {
    const again = floatBlocks(baseline);
    again.block(bytes / 4);
    again.free();
  }
  assert.equal(baseline.memory.buffer.byteLength, grown);
});
