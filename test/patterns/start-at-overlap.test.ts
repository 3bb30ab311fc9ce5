import assert from "node:assert/strict";
import { test } from "node:test";
import { independent } from "../../src/patterns/independent.ts";
import { overlaps, row } from "../../src/patterns/patterns.ts";
import { flipsAtOverlap, startAtOverlap } from "../../src/patterns/start-at-overlap.ts";
import { stream } from "../../src/random/stream.ts";

test("startAtOverlap: flips exactly round(N (1 − m₀) / 2) spins, more of the same at less overlap", () => {
  const patterns = independent(1, 51, stream(1, "start"));
  const pattern = row(patterns, 0);
  let before: Int8Array = pattern;
  for (const m of [1, 0.9, 0.33, 0, -0.5, -1]) {
    const start = startAtOverlap(pattern, m, stream(1, "flips"));
    const flips = Math.round((51 * (1 - m)) / 2);
    assert.equal(overlaps(patterns, start)[0], (51 - 2 * flips) / 51);
    before.forEach((x, i) => {
      if (x !== pattern[i]) assert.equal(start[i], x);
    });
    before = start;
  }
});

test("startAtOverlap: an overlap beyond 1 is refused", () => {
  for (const m of [1.01, -2, Number.NaN]) {
    assert.throws(() => startAtOverlap([1, -1], m, stream(1)), {
      message: `startAtOverlap: expected an overlap -1 … 1, got ${m}`,
    });
  }
});

test("flipsAtOverlap: the overlap nearest to the one asked for", () => {
  assert.deepEqual(
    [1, 0.5, 0, -1].map((m) => flipsAtOverlap(m, 41)),
    [0, 10, 21, 41],
  );
});
