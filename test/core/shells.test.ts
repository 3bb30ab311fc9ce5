import assert from "node:assert/strict";
import { test } from "node:test";
import { addShellInPlace, emptyShells, sortShellsInPlace } from "../../src/core/shells.ts";
import { stream } from "../../src/random/stream.ts";

test("sortShellsInPlace: sorts rows by distance and keeps their order inside a shell", () => {
  const shells = emptyShells(6, 3);
  sortShellsInPlace(shells, [3, 0, 1, 3, 0, 1], 6);
  assert.deepEqual([...shells.order], [1, 4, 2, 5, 0, 3]);
  assert.deepEqual([...shells.start], [0, 2, 4, 4, 6]);
});

test("addShellInPlace: counts of differing bits equal a bit-by-bit count for 0 to 300 rows", () => {
  const rng = stream(1, "shells");
  for (const P of [0, 1, 2, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129, 255, 300]) {
    const W = 2;
    const words = Uint32Array.from({ length: P * W }, () => rng.uint32());
    const probe = Uint32Array.from({ length: W }, () => rng.uint32());
    const shells = emptyShells(P, 1);
    const distances = Uint8Array.from({ length: P }, () => rng.below(2));
    sortShellsInPlace(shells, distances, P);
    const sums = new Float64Array(32 * W).fill(0.5);
    addShellInPlace(sums, 3, shells, 1, words, W, probe, 0);
    const expected = Float64Array.from({ length: 32 * W }, (_, i) => {
      let count = 0;
      for (let mu = 0; mu < P; mu++) {
        const bits = words[mu * W + (i >>> 5)] ^ probe[i >>> 5];
        if (distances[mu] === 1) count += (bits >>> (i & 31)) & 1;
      }
      return 0.5 + 3 * count;
    });
    assert.deepEqual(sums, expected);
    assert.deepEqual(shells.planes, new Int32Array(32), "scratch is left clean");
  }
});
