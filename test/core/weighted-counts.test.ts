import assert from "node:assert/strict";
import { test } from "node:test";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { wordsFor } from "../../src/core/bits.ts";
import { residentRows } from "../../src/core/resident-rows.ts";
import { scratch } from "../../src/core/scratch.ts";
import { addShellInPlace, emptyShells, sortShellsInPlace } from "../../src/core/shells.ts";
import { stream } from "../../src/random/stream.ts";
import { bitsOfRow, randomRows } from "../support/packed-rows.ts";

/** Runs the kernel on rows that are put into memory. */
function byKernel(
  words: Uint32Array,
  P: number,
  N: number,
  distances: ArrayLike<number>,
  probe: Uint32Array,
  weights: Float64Array,
  sums: Float64Array,
): Float64Array | null {
  const kernels = binaryKernels();
  if (kernels === null) return null;
  const { exports, memory } = kernels;
  const W = wordsFor(N);
  const set = residentRows(kernels, words, P, W);
  const bytes = [
    set.stride + 16,
    2 * P,
    8 * (N + 1),
    256 * W,
    exports.shellScratchBytes(P, N, W, 1),
  ];
  const at: number[] = [];
  let next = scratch(
    kernels,
    bytes.reduce((sum, b) => sum + b + 16, 0),
  );
  for (const b of bytes) {
    at.push(next);
    next += Math.ceil(b / 16) * 16;
  }
  new Uint8Array(memory.buffer, at[0], set.stride).fill(0);
  new Uint32Array(memory.buffer, at[0], W).set(probe);
  new Uint16Array(memory.buffer, at[1], P).set(distances);
  new Float64Array(memory.buffer, at[2], N + 1).set(weights);
  const result = new Float64Array(memory.buffer, at[3], 32 * W);
  result.set(sums);
  const room = new Uint8Array(memory.buffer, at[4], bytes[4]);
  room.fill(0xa5);
  exports.addWeightedCounts(set.rows, P, N, W, at[1], at[0], at[2], at[3], at[4]);
  return result.slice();
}

function byTwin(
  words: Uint32Array,
  P: number,
  N: number,
  distances: ArrayLike<number>,
  probe: Uint32Array,
  weights: Float64Array,
  sums: Float64Array,
): Float64Array {
  const W = wordsFor(N);
  const shells = emptyShells(P, N);
  sortShellsInPlace(shells, distances, P);
  const result = sums.slice();
  for (let d = 1; d <= N; d++) {
    if (weights[d] !== 0) addShellInPlace(result, weights[d], shells, d, words, W, probe, 0);
  }
  return result;
}

const shellSizes = [1, 2, 3, 7, 8, 9, 15, 16, 17, 23, 24, 25, 63, 64, 65, 255, 256, 257];

test("addWeightedCounts: equals the count of every bit, for awkward shells and numbers of bits", () => {
  for (const N of [1, 31, 32, 33, 63, 64, 65, 96, 127, 128, 129, 160, 257, 512]) {
    const W = wordsFor(N);
    for (const rows of shellSizes) {
      const rng = stream(1, "weighted counts", N, rows);
      const others = N > 2 ? [0, 5, rows + 1] : [0];
      const shellOf = [
        ...new Array(rows).fill(N > 1 ? 2 : 1),
        ...others.flatMap((count, k) => new Array(count).fill(N > 2 ? k + 3 : 0)),
      ];
      const P = shellOf.length;
      const order = rng.permutation(P);
      const distances = Array.from(order, (k) => Math.min(N, shellOf[k]));
      const words = randomRows(P, N, rng);
      const probe = randomRows(1, N, rng);
      const weights = Float64Array.from({ length: N + 1 }, (_, d) => (d === 4 ? 0 : 3 * d - 7));
      const sums = new Float64Array(32 * W).fill(0.5);
      const expected = sums.slice();
      for (let mu = 0; mu < P; mu++) {
        const differs = bitsOfRow(words, W, mu) ^ bitsOfRow(probe, W, 0);
        if (distances[mu] === 0) continue;
        for (let i = 0; i < N; i++) {
          if ((differs >> BigInt(i)) & 1n) expected[i] += weights[distances[mu]];
        }
      }
      const label = `N = ${N}, shell of ${rows} rows`;
      assert.deepEqual(byTwin(words, P, N, distances, probe, weights, sums), expected, label);
      const kernel = byKernel(words, P, N, distances, probe, weights, sums);
      if (kernel) assert.deepEqual(kernel, expected, label);
    }
  }
});

test("addWeightedCounts: kernel and twin round alike, weights being no integers", () => {
  for (const N of [20, 64, 100, 300]) {
    const rng = stream(1, "rounded counts", N);
    const P = 500;
    const words = randomRows(P, N, rng);
    const probe = randomRows(1, N, rng);
    const distances = Int32Array.from({ length: P }, () => rng.below(N + 1));
    const weights = Float64Array.from({ length: N + 1 }, () => rng.uniform() - 0.5);
    const sums = Float64Array.from({ length: 32 * wordsFor(N) }, () => rng.uniform());
    const kernel = byKernel(words, P, N, distances, probe, weights, sums);
    if (kernel) assert.deepEqual(kernel, byTwin(words, P, N, distances, probe, weights, sums));
  }
});

test("addWeightedCounts: shells of up to 10^5 rows are counted in full", () => {
  for (const N of [30, 50, 90, 130]) {
    const W = wordsFor(N);
    for (const P of [32703, 32704, 32705, 65536, 100_000]) {
      const words = new Uint32Array(P * W).fill(1);
      const probe = new Uint32Array(W);
      const weights = new Float64Array(N + 1).fill(0.3);
      const sums = new Float64Array(32 * W);
      const kernel = byKernel(words, P, N, new Uint8Array(P).fill(1), probe, weights, sums);
      const twin = byTwin(words, P, N, new Uint8Array(P).fill(1), probe, weights, sums);
      assert.ok(Math.abs(twin[0] - 0.3 * P) < 1e-9 * P);
      assert.equal(twin[1], 0);
      if (kernel) assert.deepEqual(kernel, twin);
    }
  }
});
