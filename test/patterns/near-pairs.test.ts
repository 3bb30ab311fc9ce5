import assert from "node:assert/strict";
import { test } from "node:test";
import { hammingSeparated } from "../../src/patterns/hamming-separated.ts";
import { nearPairs } from "../../src/patterns/near-pairs.ts";
import { distanceBetween } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";

const patterns = hammingSeparated(30, 12, { mean: 0.3 }, stream(1, "near"));

test("nearPairs: lists the pairs that comparing all of them finds, the closest first", () => {
  const expected = [];
  for (let mu = 0; mu < 30; mu++) {
    for (let nu = mu + 1; nu < 30; nu++) {
      const distance = distanceBetween(patterns, mu, nu);
      if (distance <= 2) expected.push({ mu, nu, distance });
    }
  }
  expected.sort((a, b) => a.distance - b.distance);
  assert.ok(expected.length > 5);
  const { pairs, count } = nearPairs(patterns, 2);
  assert.deepEqual(pairs, expected);
  assert.equal(count, expected.length);
  assert.deepEqual(nearPairs(patterns, 2, { most: 3 }), { pairs: expected.slice(0, 3), count });
  assert.deepEqual(nearPairs(patterns, 2, { most: 0 }), { pairs: [], count });
});

test("nearPairs: a threshold below 0 is refused", () => {
  assert.throws(() => nearPairs(patterns, -1), {
    message: "nearPairs: expected threshold >= 0 and most >= 0, got -1 and Infinity",
  });
});
