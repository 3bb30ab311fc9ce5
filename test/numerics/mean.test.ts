import assert from "node:assert/strict";
import { test } from "node:test";
import { meanEstimate } from "../../src/numerics/mean.ts";

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
