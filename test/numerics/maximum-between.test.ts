import assert from "node:assert/strict";
import { test } from "node:test";
import { maximumBetween } from "../../src/numerics/maximum-between.ts";

test("maximumBetween: finds the peak inside, to the square root of rounding", () => {
  const at = maximumBetween((x) => Math.exp(-((x - 0.3) ** 2)), -2, 1);
  assert.ok(Math.abs(at - 0.3) < 2e-8, `${at}`);
});

test("maximumBetween: a function that only rises or falls is largest at an end", () => {
  assert.ok(Math.abs(maximumBetween((x) => x ** 3, 1, 4) - 4) < 1e-8);
  assert.ok(Math.abs(maximumBetween((x) => -x, 1, 4) - 1) < 1e-8);
});

test("maximumBetween: ends where numbers do not divide the interval any more", () => {
  const at = maximumBetween((x) => -((x - 1) ** 2), 1 - 2e-15, 1 + 2e-15);
  assert.ok(Math.abs(at - 1) <= 2e-15);
});
