import assert from "node:assert/strict";
import { test } from "node:test";
import { clusteredMean } from "../../src/numerics/clustered-mean.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";

const values = [3, 1, 4, 1, 5, 9, 2, 6];

test("clusteredMean: equals the mean of independent samples where every group has one", () => {
  const { mean, standardError } = meanEstimate(values);
  const found = clusteredMean(values, [...values.keys()]);
  assert.equal(found.mean, mean);
  assert.ok(Math.abs(found.standardError - standardError) < 1e-14);
  assert.deepEqual([found.samples, found.groups], [8, 8]);
});

test("clusteredMean: equal groups have the error of their means, copies add nothing", () => {
  const groups = ["a", "a", "b", "b", "c", "c", "d", "d"];
  const { standardError } = meanEstimate([2, 2.5, 7, 4]);
  assert.ok(Math.abs(clusteredMean(values, groups).standardError - standardError) < 1e-14);
  const twice = clusteredMean([...values, ...values], [...values.keys(), ...values.keys()]);
  assert.ok(Math.abs(twice.standardError - meanEstimate(values).standardError) < 1e-14);
});

test("clusteredMean: one group has no error, no values and other numbers of labels are refused", () => {
  assert.ok(Number.isNaN(clusteredMean([1, 2], ["a", "a"]).standardError));
  const message = (n: number, g: number) =>
    `clusteredMean: expected at least one value and as many groups, got ${n} and ${g}`;
  assert.throws(() => clusteredMean([], []), { message: message(0, 0) });
  assert.throws(() => clusteredMean([1], [1, 2]), { message: message(1, 2) });
});
