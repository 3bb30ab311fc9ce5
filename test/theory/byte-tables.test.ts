import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { byteTables, sumsOfBytes } from "../../src/theory/byte-tables.ts";

const rng = stream(1, "bytes");
/** Spin k of bytes. */
const spin = (bytes: readonly number[], k: number) => ((bytes[k >> 3] >> (k & 7)) & 1 ? -1 : 1);

test("byteTables: entries of the bytes of a path add up to its weighted spins", () => {
  for (const count of [1, 7, 8, 9, 20]) {
    const weights = Float64Array.from({ length: count }, () => rng.gaussian());
    const tables = byteTables(weights, 0.7);
    assert.equal(tables.length, 256 * Math.ceil(count / 8));
    for (let trial = 0; trial < 50; trial++) {
      const bytes = Array.from({ length: Math.ceil(count / 8) }, () => rng.below(256));
      const expected = weights.reduce((sum, weight, k) => sum + weight * spin(bytes, k), 0.7);
      const sum = bytes.reduce((total, byte, g) => total + tables[256 * g + byte], 0);
      // float32 entries below 32
      assert.ok(
        Math.abs(sum - expected) < bytes.length * 2 ** -19,
        `${count}: ${sum}, ${expected}`,
      );
    }
  }
});

test("sumsOfBytes: sums over paths follow from those by bytes", () => {
  for (const count of [1, 8, 13, 16]) {
    const groups = Math.ceil(count / 8);
    const histograms = new Float64Array(256 * groups);
    const expected = new Float64Array(count);
    let total = 0;
    for (let path = 0; path < 100; path++) {
      const bytes = Array.from({ length: groups }, () => rng.below(256));
      const c = rng.below(1000);
      total += c;
      for (const [g, byte] of bytes.entries()) histograms[256 * g + byte] += c;
      for (let k = 0; k < count; k++) expected[k] += c * spin(bytes, k);
    }
    const { sum, products } = sumsOfBytes(histograms, count);
    assert.equal(sum, total);
    assert.deepEqual(products, expected);
  }
});
