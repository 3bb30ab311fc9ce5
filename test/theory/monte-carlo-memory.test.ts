import assert from "node:assert/strict";
import { test } from "node:test";
import { stream } from "../../src/random/stream.ts";
import { monteCarloDynamics } from "../../src/theory/monte-carlo-dynamics.ts";
import { requireMonteCarloMemory } from "../../src/theory/monte-carlo-memory.ts";

const refusal = (steps: number, paths?: number) => {
  try {
    requireMonteCarloMemory("solve", steps, paths);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
  }
  return "none";
};

test("requireMonteCarloMemory: counts the paths of a population, and the remedy fits", () => {
  assert.equal(
    refusal(100, 1e7),
    "solve: expected paths and pairs of times within 2 GiB, got 10000000 paths × 100 steps = 3.85 GiB and 100² pairs of times = 0.00121 GiB; use paths 5196570 or less, and more populations",
  );
  assert.equal(refusal(100, 5196570), "none");
  assert.match(refusal(100, 5196571), /2\.00 GiB/);
});

test("requireMonteCarloMemory: counts pairs of times, and the remedy fits", () => {
  assert.match(refusal(20_000, 2), /20000² pairs of times = 48\.4 GiB; use steps 2873 or less$/);
  assert.equal(refusal(2873, 2), "none");
  assert.equal(refusal(2873), "none");
  assert.match(refusal(2873, 200_000), /use paths 90563 or less/);
});

test("monteCarloDynamics: refuses what memory does not hold before it starts", () => {
  const options = { overlap0: 0.5, steps: 20_000, paths: 2, populations: 1, rng: stream(1) };
  let began = false;
  const onStep = () => {
    began = true;
    throw new Error("began");
  };
  assert.throws(() => monteCarloDynamics({ n: 3, load: 0.2 }, { ...options, onStep }), {
    name: "RangeError",
    message: /^monteCarloDynamics: expected paths and pairs of times within 2 GiB, got 2 paths/,
  });
  assert.equal(began, false);
});
