import assert from "node:assert/strict";
import { test } from "node:test";
import { kernelLowerTimes, typescriptLowerTimes } from "../../src/core/lower-times.ts";
import { kernelsFor } from "../../src/core/wasm.ts";
import { stream } from "../../src/random/stream.ts";

function example(N: number): { L: Float64Array; vectors: Float64Array[] } {
  const rng = stream(1, "lower", N);
  const L = new Float64Array(N * N);
  rng.fillGaussian(L);
  const vectors = [0, 1, 2].map(() => new Float64Array(N));
  for (const e of vectors) rng.fillGaussian(e);
  return { L, vectors };
}

test("typescriptLowerTimes: the lower triangle times the vector, and nothing above it", () => {
  for (const N of [1, 2, 3, 4, 5, 9, 31]) {
    const { L, vectors } = example(N);
    const times = typescriptLowerTimes(L, N);
    for (const e of vectors) {
      const z = times(e);
      for (let i = 0; i < N; i++) {
        const terms = Array.from({ length: i + 1 }, (_, j) => L[i * N + j] * e[j]);
        const size = terms.reduce((sum, x) => sum + Math.abs(x), 0);
        const plain = terms.reduce((sum, x) => sum + x, 0);
        // two sums of i + 1 rounded terms
        assert.ok(Math.abs(z[i] - plain) <= 2 * (i + 2) * 2 ** -53 * size, `${N}: ${i}`);
      }
    }
  }
});

test("kernelLowerTimes: has the bits of the twin, also after the memory has grown", {
  skip: kernelsFor("reproducible") === null && "no WebAssembly kernels here",
}, () => {
  const { heap, memory } = kernelsFor("reproducible")!;
  for (const N of [1, 2, 3, 4, 5, 7, 8, 9, 63, 64, 65]) {
    const { L, vectors } = example(N);
    const twin = typescriptLowerTimes(L, N);
    const kernel = kernelLowerTimes(L, N)!;
    for (const e of vectors) {
      assert.deepEqual([...kernel(e)], [...twin(e)], `${N}`);
    }
    if (N === 9) heap.free(heap.allocate(memory.buffer.byteLength));
    assert.deepEqual([...kernel(vectors[0])], [...twin(vectors[0])], `${N} again`);
  }
});
