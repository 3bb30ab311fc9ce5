import assert from "node:assert/strict";
import { test } from "node:test";
import { decreasingFit, fallsThrough } from "../../src/numerics/isotonic.ts";
import { stream } from "../../src/random/stream.ts";

/** min over a ≤ k of the max over b ≥ k of the weighted mean of a … b. */
function minMax(values: number[], weights: number[]): number[] {
  const mean = (a: number, b: number) => {
    let sum = 0;
    let total = 0;
    for (let k = a; k <= b; k++) {
      sum += weights[k] * values[k];
      total += weights[k];
    }
    return sum / total;
  };
  return values.map((_, k) => {
    const ends = Array.from({ length: values.length - k }, (_, j) => k + j);
    const starts = Array.from({ length: k + 1 }, (_, j) => j);
    return Math.min(...starts.map((a) => Math.max(...ends.map((b) => mean(a, b)))));
  });
}

test("decreasingFit: equals the min-max formula", () => {
  const rng = stream(1, "isotonic");
  for (let repeat = 0; repeat < 300; repeat++) {
    const n = 1 + rng.below(12);
    const values = Array.from({ length: n }, () => rng.below(6));
    const weights = Array.from({ length: n }, () => 1 + rng.below(4));
    for (const w of [weights, values.map(() => 1)]) {
      const fit = decreasingFit(values, w);
      minMax(values, w).forEach((expected, k) => {
        assert.ok(Math.abs(fit[k] - expected) < 1e-12, `${values} ${w}: ${fit}`);
      });
    }
    assert.deepEqual(
      decreasingFit(values),
      decreasingFit(
        values,
        values.map(() => 1),
      ),
    );
  }
});

test("decreasingFit: no other non-increasing sequence is nearer", () => {
  const rng = stream(2, "isotonic");
  for (let repeat = 0; repeat < 100; repeat++) {
    const values = Array.from({ length: 8 }, () => rng.uniform());
    const distance = (fit: ArrayLike<number>) =>
      values.reduce((sum, value, k) => sum + (value - fit[k]) ** 2, 0);
    const best = decreasingFit(values);
    assert.ok(best.every((value, k) => k === 0 || value <= best[k - 1]));
    for (let other = 0; other < 50; other++) {
      const scale = 10 ** -rng.below(5);
      const moved = best
        .map((value) => value + scale * (rng.uniform() - 0.5))
        .sort((a, b) => b - a);
      assert.ok(distance(moved) >= distance(best));
    }
  }
});

test("fallsThrough: interpolates, halves stretches at the level, ends at the ends", () => {
  assert.equal(fallsThrough([1, 1, 0.75, 0.25, 0], 0.5), 2.5);
  assert.equal(fallsThrough([1, 0.8, 0.2], 0.5), 1.5);
  assert.equal(fallsThrough([1, 0.9, 0.1], 0.3), 1.75);
  assert.equal(fallsThrough([1, 0.5, 0.5, 0], 0.5), 1.5);
  assert.equal(fallsThrough([1, 0.5, 0], 0.5), 1);
  assert.equal(fallsThrough([1, 1, 0.9], 0.5), 2);
  assert.equal(fallsThrough([0.4, 0.1], 0.5), 0);
});
