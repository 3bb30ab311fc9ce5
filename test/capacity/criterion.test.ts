import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allPatterns,
  bitError,
  meets,
  parseCriterion,
  patternError,
} from "../../src/capacity/criterion.ts";

const counts = (badPatterns: number, badBits: number) => ({ badPatterns, badBits });

test("criterion: the boundary itself still passes", () => {
  assert.ok(meets(counts(0, 0), allPatterns(), 10, 10));
  assert.ok(!meets(counts(1, 1), allPatterns(), 10, 10));
  assert.ok(meets(counts(5, 80), patternError(0.05), 100, 64));
  assert.ok(!meets(counts(6, 6), patternError(0.05), 100, 64));
  assert.ok(meets(counts(30, 32), bitError(0.005), 100, 64));
  assert.ok(!meets(counts(30, 33), bitError(0.005), 100, 64));
});

test("criterion: a fraction that floating point misses counts as the decimal written", () => {
  for (const epsilon of [0.07, 0.29, 0.57, 0.58]) {
    const whole = Math.round(epsilon * 100);
    assert.equal(patternError(epsilon).allowance(100, 1).badPatterns, whole);
  }
});

test("parseCriterion: reads back every printed name", () => {
  for (const name of [
    "all",
    "pattern:0.05",
    "bit:0.005",
    "pattern:0",
    "basin:0.1",
    "basin:0.1:0.9",
    "basin:0.1:0.95:0.05",
    "basin:0:1:0:10",
  ]) {
    assert.equal(parseCriterion(name).name, name);
  }
});

test("parseCriterion: other names and fractions are refused", () => {
  for (const text of [
    "",
    "al",
    "all:1",
    "pattern",
    "pattern:",
    "bit:x",
    "bit:0.1:2",
    "basin",
    "basin:0.1:0.9:0:10:3",
    "toString",
  ]) {
    assert.throws(() => parseCriterion(text), {
      name: "RangeError",
      message: `parseCriterion: expected all, pattern:FRACTION, bit:FRACTION or basin:FLIPS, got ${JSON.stringify(text)}`,
    });
  }
  assert.throws(() => parseCriterion("pattern:1.5"), {
    message: "patternError: expected a fraction 0 <= epsilon < 1, got 1.5",
  });
  assert.throws(() => bitError(-0.1), /^RangeError: bitError: expected a fraction/);
});
