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
