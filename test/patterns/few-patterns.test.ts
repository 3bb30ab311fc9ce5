import assert from "node:assert/strict";
import { test } from "node:test";
import { correlationMatrix } from "../../src/patterns/correlation-matrix.ts";
import { diagnostics, distanceHistogram } from "../../src/patterns/diagnostics.ts";
import { fill } from "../../src/patterns/hamming-separated.ts";
import { independent } from "../../src/patterns/independent.ts";
import { nearPairs } from "../../src/patterns/near-pairs.ts";
import { permutedSpins } from "../../src/patterns/permuted-spins.ts";
import { requireNoAntipodes, requireNoDuplicates } from "../../src/patterns/require-distinct.ts";
import { separatedSubset } from "../../src/patterns/separated-subset.ts";
import { shellsAround } from "../../src/patterns/shell.ts";
import { thresholdedGaussianLike } from "../../src/patterns/thresholded-gaussian.ts";
import { stream } from "../../src/random/stream.ts";

for (const P of [0, 1]) {
  test(`${P === 0 ? "no pattern" : "one pattern"}: there are no pairs, and what needs two patterns says so`, () => {
    const set = independent(P, 9, stream(1, "few"));
    assert.deepEqual(nearPairs(set, 9), { pairs: [], count: 0 });
    assert.deepEqual([...distanceHistogram(set)], new Array(10).fill(0));
    assert.equal(separatedSubset(set, 9).length, P);
    assert.deepEqual(permutedSpins(set, stream(1)), set);
    assert.equal(shellsAround(set, 3, 2, stream(1)).P, 3 * P);
    assert.equal(fill(P, 9, { minimum: 9 }, stream(1)).P, P);
    const { duplicates, antipodes, adjacentPairs } = diagnostics(set);
    assert.deepEqual([duplicates, antipodes, adjacentPairs], [0, 0, 0]);
    requireNoDuplicates(set);
    requireNoAntipodes(set);
    assert.throws(() => correlationMatrix(set), {
      name: "RangeError",
      message: `correlationMatrix: expected P >= 2 patterns, got ${P}`,
    });
    assert.throws(() => thresholdedGaussianLike(set), {
      name: "RangeError",
      message: `thresholdedGaussianLike: expected P >= 2 patterns, got ${P}`,
    });
  });
}
