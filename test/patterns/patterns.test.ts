import assert from "node:assert/strict";
import { test } from "node:test";
import { independent } from "../../src/patterns/independent.ts";
import {
  distanceBetween,
  hammingDistances,
  overlaps,
  packedPatterns,
  patternsFromRows,
  patternsFromValues,
  prefix,
  row,
  take,
  values,
} from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const golden = [395, 677, 744, 310, 169, 481, 737, 669, 713, 731, 925, 897];
const spinsOf = (bits: number, N: number) =>
  Array.from({ length: N }, (_, i) => (Math.floor(bits / 2 ** i) % 2 === 1 ? -1 : 1));

test("packedPatterns: the golden integers are rows with bit 1 for −1, least significant bit first", () => {
  const set = packedPatterns(Uint32Array.from(golden), 12, 10);
  golden.forEach((bits, mu) => {
    assert.deepEqual([...row(set, mu)], spinsOf(bits, 10));
  });
  assert.deepEqual([...row(set, 0)], [-1, -1, 1, -1, 1, 1, 1, -1, -1, 1]);
  assert.deepEqual(patternsFromRows(golden.map((bits) => spinsOf(bits, 10))), set);
  // rows 310 and 713 are each other's negative
  assert.equal(distanceBetween(set, 3, 8), 10);
});

test("patternsFromValues: values gives the spins back, N not a multiple of 32 included", () => {
  for (const N of [1, 31, 32, 33, 70]) {
    const set = independent(9, N, stream(1, N));
    assert.deepEqual(patternsFromValues(values(set), 9, N), set);
    assert.deepEqual(packedPatterns(set.words, 9, N), set);
  }
});

test("overlaps: count agreements minus disagreements, over N", () => {
  const set = independent(20, 37, stream(2));
  const sigma = row(independent(1, 37, stream(3)), 0);
  const m = overlaps(set, sigma);
  const d = hammingDistances(set, sigma);
  for (let mu = 0; mu < 20; mu++) {
    const dot = row(set, mu).reduce((sum, x, i) => sum + x * sigma[i], 0);
    assert.equal(m[mu], dot / 37);
    assert.equal(d[mu], (37 - dot) / 2);
  }
  assert.equal(overlaps(set, row(set, 4))[4], 1);
});

test("take, prefix: rows in the order asked for", () => {
  const set = independent(6, 40, stream(4));
  assert.deepEqual(row(take(set, [5, 0, 5]), 2), row(set, 5));
  assert.deepEqual(take(set, [0, 1]).words, prefix(set, 2).words);
  assert.equal(prefix(set, 0).P, 0);
  assert.throws(() => prefix(set, 7), /prefix: expected 0 <= P <= 6, got 7/);
  assert.throws(() => take(set, [6]), /take: expected a row number 0 … 5, got 6/);
});

test("patterns: wrong sizes and values that are no spins are refused by name and number", () => {
  assert.throws(() => patternsFromRows([]), /expected at least one row, got 0/);
  assert.throws(() => patternsFromRows([[1, 1], [1]]), /rows of length N = 2, got 1 in row 1/);
  assert.throws(
    () => patternsFromRows([[1, 0]]),
    /expected spins \+1 or -1, got 0 at row 0, spin 1/,
  );
  assert.throws(() => patternsFromRows([[Number.NaN]]), /got NaN at row 0, spin 0/);
  assert.throws(() => patternsFromRows([[]]), /patternsFromRows: expected N >= 1, got 0/);
  assert.throws(() => patternsFromRows([["1", "-1"] as never]), {
    name: "RangeError",
    message: 'patternsFromRows: expected spins +1 or -1, got "1" at row 0, spin 0',
  });
  for (const [P, N] of [
    [1e9, 1e9],
    [2 ** 27 + 1, 1],
    [0, 2 ** 33],
  ]) {
    assert.throws(() => independent(P, N, stream(1)), {
      name: "RangeError",
      message: `independent: expected P·N <= 2^32 spins, rows filled up to whole words of 32, got P = ${P}, N = ${N}`,
    });
  }
  assert.throws(() => patternsFromValues([1, 1, 1], 2, 2), /P·N = 2 × 2 = 4 values, got 3/);
  assert.throws(() => packedPatterns(new Uint32Array(3), 2, 33), /expected 2 × 2 words .* got 3/);
  assert.throws(() => packedPatterns(Uint32Array.of(8), 1, 3), /zero padding beyond N = 3/);
  const set = independent(2, 5, stream(1));
  assert.throws(() => overlaps(set, [1, 1]), /overlaps: expected state of length N = 5, got 2/);
  assert.throws(() => hammingDistances(set, [1, 1, 2, 1, 1]), /got 2 at spin 2/);
  assert.throws(() => row(set, 2), /row: expected a row number 0 … 1, got 2/);
});
