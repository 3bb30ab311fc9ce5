import assert from "node:assert/strict";
import { test } from "node:test";
import { factorBytes, kernelLowerTimes, typescriptLowerTimes } from "../../src/core/lower-times.ts";
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

test("kernelLowerTimes: factors of a long loop stay within 64 MiB, and each still gives its product", {
  skip: kernelsFor("reproducible") === null && "no WebAssembly kernels here",
}, () => {
  const N = 512;
  const e = new Float64Array(N).fill(1);
  const identity = (scale: number) =>
    Float64Array.from({ length: N * N }, (_, k) => (k % (N + 1) === 0 ? scale : 0));
  const kept = Array.from({ length: 40 }, (_, k) => kernelLowerTimes(identity(k + 1), N)!);
  for (const [k, times] of kept.entries()) {
    assert.deepEqual([...new Set(times(e))], [k + 1]);
    assert.ok(factorBytes() > 0 && factorBytes() <= 64 * 2 ** 20);
  }
  for (const k of [0, 39, 1]) assert.deepEqual([...new Set(kept[k](e))], [k + 1]);
});
