import assert from "node:assert/strict";
import { test } from "node:test";
import { exactDynamics } from "../../src/theory/exact-dynamics.ts";
import { rectifiedSecondStepShift } from "../support/rectified-second-step.ts";
import { limitOf, meanOverlaps, simulatedCourses } from "../support/simulated-courses.ts";

test("retrievalTrajectories: rectified overlaps of order 3 feel their own pattern by c/√N", () => {
  const model = { n: 3, load: 0.3, interaction: "rect" } as const;
  const overlap0 = 0.59375;
  const c = rectifiedSecondStepShift(model.load, overlap0);
  // What is left is a/N: without c/√N the limit of two sizes is missed, too.
  const means = [
    [256, 250],
    [512, 160],
  ].map(([N, sets]) => {
    const size = { N, overlap0, steps: 2, sets, targets: 8 };
    const { mean, ...error } = meanOverlaps(simulatedCourses(model, size))[2];
    return { ...error, mean: mean - c / Math.sqrt(N) };
  });
  const { value, error } = limitOf(means);
  const expected = exactDynamics(model, { overlap0, steps: 2 }).value.m[2];
  assert.ok(Math.abs(value - expected) < 5 * error, `m(2): ${value} ± ${error}, ${expected}`);
});
