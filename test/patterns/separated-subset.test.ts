import assert from "node:assert/strict";
import { test } from "node:test";
import { independent } from "../../src/patterns/independent.ts";
import { distanceBetween } from "../../src/patterns/patterns.ts";
import { separatedSubset } from "../../src/patterns/separated-subset.ts";
import { stream } from "../../src/random/stream.ts";

test("separatedSubset: kept rows are separated and no further row fits", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const patterns = independent(60, 20, stream(seed));
    const kept = separatedSubset(patterns, 8, stream(seed, "order").permutation(60));
    for (let mu = 0; mu < 60; mu++) {
      const nearest = Math.min(
        ...[...kept].filter((nu) => nu !== mu).map((nu) => distanceBetween(patterns, mu, nu)),
      );
      assert.equal(kept.includes(mu), nearest >= 8);
    }
  }
});

test("separatedSubset: distance 0 keeps all rows, distance 1 drops duplicates", () => {
  const patterns = independent(200, 6, stream(1));
  assert.equal(separatedSubset(patterns, 0).length, 200);
  const distinct = new Set(patterns.words);
  assert.equal(separatedSubset(patterns, 1).length, distinct.size);
});

test("separatedSubset: an impossible distance is refused by number", () => {
  const patterns = independent(3, 6, stream(1));
  const expected = "separatedSubset: expected a whole distance 0 <= minimum <= N = 6 bits, got 7";
  assert.throws(() => separatedSubset(patterns, 7), new RangeError(expected));
});

test("separatedSubset: a row number that does not exist is refused under its own name", () => {
  const patterns = independent(3, 6, stream(1));
  for (const stray of [999, -1, 0.5]) {
    const expected = `separatedSubset: expected row numbers 0 … 2 in order, got ${stray}`;
    assert.throws(() => separatedSubset(patterns, 2, [stray]), new RangeError(expected));
    assert.throws(() => separatedSubset(patterns, 2, [0, stray]), new RangeError(expected));
  }
  assert.deepEqual([...separatedSubset(patterns, 2, [2])], [2]);
});
