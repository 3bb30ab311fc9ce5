import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { medianOfSets } from "../../src/studies/median-of-sets.ts";

test("medianOfSets: the median of all values, beyond all numbers where half of them are", () => {
  const median = (sets: number[][]) => medianOfSets(sets, 0, stream(1)).median;
  assert.equal(median([[3, 1], [2]]), 2);
  assert.equal(
    median([
      [4, 1],
      [3, 2],
    ]),
    2.5,
  );
  assert.equal(median([[1, Infinity], [Infinity]]), Infinity);
  assert.equal(median([[1, 2], [Infinity]]), 2);
  assert.equal(median([[-Infinity, -Infinity], [1]]), -Infinity);
});

test("medianOfSets: in classes half of the values lie below the median", () => {
  const median = (values: number[], width: number) =>
    medianOfSets([values], width, stream(1)).median;
  // 1 of 4 below the class 2 … 4, whose two values fill it evenly
  assert.equal(median([1, 3, 3, 9], 2), 3);
  assert.equal(median([3, 3, 3, 9], 2), 2 + (2 * 2) / 3);
  assert.equal(median([1, 1, 3, 3], 2), 2);
  assert.equal(median([3, 3, Infinity], 2), 2 + (2 * 1.5) / 2);
  assert.equal(median([3, Infinity, Infinity], 2), Infinity);
});

test("medianOfSets: no interval for 5 sets or fewer, and one around the median for more", () => {
  const sets = Array.from({ length: 6 }, (_, k) => [k, k + 1]);
  assert.deepEqual(medianOfSets(sets.slice(1), 0, stream(1)), { median: 3.5, lo: null, hi: null });
  const { median, lo, hi } = medianOfSets(sets, 0, stream(1));
  assert.ok(lo! < median && median < hi!);
});

test("medianOfSets: the interval covers the median of the population, also for dependent values", () => {
  const rng = stream(3, "coverage");
  const repeats = 400;
  let covered = 0;
  for (let k = 0; k < repeats; k++) {
    const sets = Array.from({ length: 20 }, () => {
      const common = rng.gaussian();
      return [0, 1, 2].map(() => common + 0.3 * rng.gaussian());
    });
    const { lo, hi } = medianOfSets(sets, 0, rng.split(k), 200);
    if (lo! <= 0 && hi! >= 0) covered += 1;
  }
  // 95 % up to what few sets and few resamples cost, ± 5 binomial standard errors
  const slack = 5 * Math.sqrt((0.93 * 0.07) / repeats);
  assert.ok(covered / repeats > 0.93 - slack && covered / repeats < 0.95 + slack, `${covered}`);
});
