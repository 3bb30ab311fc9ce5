import assert from "node:assert/strict";
import { test } from "node:test";
import { pairedLogRatio } from "../../src/numerics/paired-log-ratio.ts";
import { stream } from "../../src/random/stream.ts";

test("pairedLogRatio: a common factor of a trial leaves no error", () => {
  const luck = [1, 2, 5, 3];
  const { mean, standardError, gain } = pairedLogRatio(
    luck.map((x) => 3 * x),
    luck,
  );
  assert.ok(Math.abs(mean - Math.log(3)) < 1e-15);
  assert.ok(standardError < 1e-15 && gain > 1e20);
});

test("pairedLogRatio: the gain is 1/(1 − r) for logarithms of equal variance and correlation r", () => {
  // Var(x − y) = 2(1 − r) against 2. With T = 20 000 trials the ratio has relative error about √(2/T)·2.
  for (const r of [0, 0.5, 0.9]) {
    const rng = stream(1, "paired", r);
    const a: number[] = [];
    const b: number[] = [];
    for (let trial = 0; trial < 20_000; trial++) {
      const [common, mine] = [rng.gaussian(), rng.gaussian()];
      a.push(Math.exp(0.2 + 0.1 * common));
      b.push(Math.exp(0.1 * (r * common + Math.sqrt(1 - r * r) * mine)));
    }
    const { mean, standardError, unpairedError, gain, trials } = pairedLogRatio(a, b);
    assert.ok(Math.abs(mean - 0.2) < 5 * standardError);
    assert.ok(Math.abs(gain * (1 - r) - 1) < 5 * 0.02, `${r}: ${gain}`);
    assert.ok(Math.abs(unpairedError / (0.1 * Math.sqrt(2 / trials)) - 1) < 0.05);
  }
});

test("pairedLogRatio: refuses values that are not pairs of positive numbers", () => {
  assert.throws(() => pairedLogRatio([1, 2], [1]), {
    name: "RangeError",
    message: "pairedLogRatio: expected values of the same trials, got 2 and 1",
  });
  assert.throws(() => pairedLogRatio([1, 0], [1, 2]), {
    message: "pairedLogRatio: expected finite values > 0, got 0 and 2 in trial 1",
  });
});
