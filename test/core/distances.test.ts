import assert from "node:assert/strict";
import { test } from "node:test";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { wordsFor } from "../../src/core/bits.ts";
import { distancesByKernel, distancesByTwin, distancesInPlace } from "../../src/core/distances.ts";
import { stream } from "../../src/random/stream.ts";
import { bitsOfRow, countOfBits, randomRows } from "../support/packed-rows.ts";

const sizes = [1, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 160, 257, 512, 2050];

test("distancesInPlace: kernel and twin count the bits of a BigInt, also where rows are opposite", () => {
  const kernels = binaryKernels();
  for (const N of sizes) {
    const W = wordsFor(N);
    for (const P of [1, 2, 15, 16, 17, 33]) {
      const rng = stream(1, "distances", N, P);
      const words = randomRows(P, N, rng);
      const probes = randomRows(2, N, rng);
      for (let j = 0; j < W; j++) words[j] = ~probes[W + j]; // all bits differ, padding too
      const expected = Int32Array.from({ length: P }, (_, mu) =>
        countOfBits(bitsOfRow(words, W, mu) ^ bitsOfRow(probes, W, 1)),
      );
      const distances = new Int32Array(P);
      distancesByTwin(distances, words, P, W, probes, W);
      assert.deepEqual(distances, expected, `twin, N = ${N}, P = ${P}`);
      if (kernels === null) continue;
      distances.fill(-1);
      distancesByKernel(kernels, distances, words, P, W, probes, W);
      assert.deepEqual(distances, expected, `kernel, N = ${N}, P = ${P}`);
    }
  }
});

test("distancesInPlace: rows of more than 65535 bits are counted in full", () => {
  const W = 2100;
  const distances = new Int32Array(1);
  distancesInPlace(distances, new Uint32Array(W), 1, W, new Uint32Array(W).fill(-1), 0);
  assert.equal(distances[0], 32 * W);
});
