import assert from "node:assert/strict";
import { test } from "node:test";
import { priorOfLabels, unequalPrior } from "../../src/learning/class-prior.ts";

test("priorOfLabels: is the mean of the softened targets", () => {
  const labels = Int32Array.of(0, 1, 2, 2);
  const prior = priorOfLabels(labels, 3, 0.1);
  [0.25, 0.25, 0.475, 0.025].forEach((share, y) => {
    assert.ok(Math.abs(prior[y] - share) < 1e-15);
  });
});

test("unequalPrior: shares of the ten counts, and no two classes equal, however many", () => {
  const prior = unequalPrior(10, 0.01);
  assert.ok(Math.abs(prior[1] - (0.99 * 132) / 1120 - 0.01 / 11) < 1e-15);
  assert.ok(Math.abs(prior[10] - 0.01 / 11) < 1e-15);
  for (const C of [1, 3, 10, 11, 37, 200]) {
    const shares = unequalPrior(C, 0.01);
    assert.equal(new Set(shares).size, C + 1);
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-14);
  }
});

test("priorOfLabels, unequalPrior: classes that are none are refused", () => {
  const labels = Int32Array.of(0, 1, 2);
  assert.throws(() => priorOfLabels(labels, 2, 0.1), /expected labels 0 … 1, got 2 for vector 2/);
  assert.throws(() => priorOfLabels(new Int32Array(0), 2, 0.1), /^RangeError: priorOfLabels: /);
  assert.throws(() => priorOfLabels(undefined as never, 2, 0.1), /priorOfLabels: .*, got none; /);
  assert.throws(() => priorOfLabels(labels, 3, 1.5), /priorOfLabels: expected 0 <= softening <= 1/);
  assert.throws(() => unequalPrior(0, 0.1), /unequalPrior: expected an integer C >= 1, got 0; /);
  assert.throws(() => unequalPrior(3, -1), /unequalPrior: expected 0 <= softening <= 1, got -1; /);
});
