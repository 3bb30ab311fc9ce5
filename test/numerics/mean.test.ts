import assert from "node:assert/strict";
import { test } from "node:test";
import { interval95, meanEstimate } from "../../src/numerics/mean.ts";
import { stream } from "../../src/random/stream.ts";

test("meanEstimate: mean and standard error of 1, 2, 3, 4", () => {
  const { mean, standardError, samples } = meanEstimate([1, 2, 3, 4]);
  assert.equal(mean, 2.5);
  assert.equal(standardError, Math.sqrt(5 / 3 / 4));
  assert.equal(samples, 4);
});

test("meanEstimate: one sample has no standard error, none is refused", () => {
  assert.ok(Number.isNaN(meanEstimate([7]).standardError));
  assert.throws(() => meanEstimate([]), /meanEstimate: expected at least one value, got 0/);
});

test("interval95: of Gaussian samples covers their mean in 95 % of repetitions", () => {
  // Binomial: 5 √(0.95 · 0.05 / 4000) = 0.017; ± 1.96 standard errors cover 0.81 at 3 samples.
  for (const samples of [2, 3, 10]) {
    let covered = 0;
    for (let k = 0; k < 4000; k++) {
      const rng = stream(1, "coverage", samples, k);
      const values = Array.from({ length: samples }, () => 7 + 3 * rng.gaussian());
      const { lo, hi } = interval95(meanEstimate(values))!;
      if (lo <= 7 && 7 <= hi) covered += 1;
    }
    const tolerance = 5 * Math.sqrt((0.95 * 0.05) / 4000);
    assert.ok(Math.abs(covered / 4000 - 0.95) < tolerance, `${samples} samples: ${covered / 4000}`);
  }
});

test("interval95: half width is the tabulated t times the standard error, null without spread", () => {
  // t of the 97.5 % point, 4 printed digits: 2 degrees 4.303, 9 degrees 2.262, 99 degrees 1.984.
  for (const [samples, t] of [
    [3, 4.303],
    [10, 2.262],
    [100, 1.984],
  ]) {
    const { lo, hi } = interval95({ mean: 5, standardError: 2, samples })!;
    assert.ok(Math.abs((hi - 5) / 2 - t) <= 5e-4 && Math.abs((5 - lo) / 2 - t) <= 5e-4);
  }
  assert.equal(interval95(meanEstimate([4, 4, 4])), null);
  assert.equal(interval95(meanEstimate([4])), null);
});
