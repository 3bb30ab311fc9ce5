import assert from "node:assert/strict";
import { test } from "node:test";
import { binaryKernels } from "../../src/core/binary-kernels.ts";
import { transposed, wordsFor } from "../../src/core/bits.ts";
import { flipsByKernel, flipsByTwin } from "../../src/core/flips.ts";
import { stream } from "../../src/random/stream.ts";
import { bitsOfRow, countOfBits, randomRows } from "../support/packed-rows.ts";

test("flips: distances after 40 flips and every field are those counted afresh, kernel and twin", () => {
  const kernels = binaryKernels();
  for (const [P, N] of [
    [1, 1],
    [2, 33],
    [3, 5],
    [31, 64],
    [32, 31],
    [33, 65],
    [127, 20],
    [128, 96],
    [130, 7],
    [257, 129],
  ]) {
    const rng = stream(1, "flips", P, N);
    const W = wordsFor(N);
    const words = randomRows(P, N, rng);
    const columns = transposed(words, P, N);
    const steps = Float64Array.from({ length: 2 * N + 2 }, () => rng.below(1000) - 400);
    let state = 0n;
    const distancesOf = () =>
      Int32Array.from({ length: P }, (_, mu) => countOfBits(bitsOfRow(words, W, mu) ^ state));
    const bitAt = (row: bigint, i: number) => Number((row >> BigInt(i)) & 1n);
    const ours = [distancesOf(), distancesOf()];
    const all = [
      flipsByTwin(columns, steps, ours[0]),
      ...(kernels ? [flipsByKernel(kernels, columns, N, steps, ours[1])] : []),
    ];
    for (let k = 0; k < 40; k++) {
      const i = rng.below(N);
      const bit = bitAt(state, i);
      const d = distancesOf();
      const field = d.reduce((sum, x, mu) => {
        return sum + steps[2 * x + (bitAt(bitsOfRow(words, W, mu), i) ^ bit)];
      }, 0);
      for (const work of all) {
        assert.deepEqual(Int32Array.from(work.now()), d);
        assert.equal(work.field(i, bit), field, `P = ${P}, N = ${N}`);
        work.flip(i, bit);
      }
      state ^= 1n << BigInt(i);
    }
    all.forEach((work, k) => {
      work.end();
      assert.deepEqual(ours[k], distancesOf());
    });
  }
});
