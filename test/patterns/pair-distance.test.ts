import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceOfDistance } from "../../src/patterns/pair-distance.ts";
import { resolveSeparation, type Separation } from "../../src/patterns/separation.ts";

const chance = (separation: Separation, N: number) =>
  chanceOfDistance(N, resolveSeparation("test", separation, N));

/** The words of N bits with their chances as candidates around centroid 0. */
function lawOfWords(separation: Separation, N: number): number[] {
  const { probability, flips } = resolveSeparation("test", separation, N);
  const weights = Array.from(
    { length: 2 ** N },
    (_, x) => x.toString(2).replaceAll("0", "").length,
  );
  const p = probability ?? 0.5;
  const law = weights.map((w) =>
    flips === null ? p ** w * (1 - p) ** (N - w) : w === flips ? 1 : 0,
  );
  const sum = law.reduce((a, b) => a + b, 0);
  return law.map((x) => x / sum);
}

test("chanceOfDistance: equals the sum over all pairs of words", () => {
  const N = 6;
  for (const candidates of [{}, { mean: 0.3 }, { mean: 0 }, { flips: 2 }, { flips: 5 }]) {
    for (const limits of [{}, { minimum: 1 }, { minimum: 2, maximum: 4 }, { maximum: 0 }]) {
      const law = lawOfWords(candidates, N);
      let expected = 0;
      for (let a = 0; a < 2 ** N; a++) {
        for (let b = 0; b < 2 ** N; b++) {
          const d = (a ^ b).toString(2).replaceAll("0", "").length;
          const isKept = d >= (limits.minimum ?? 0) && d <= (limits.maximum ?? N);
          if (isKept) expected += law[a] * law[b];
        }
      }
      const found = chance({ ...candidates, ...limits }, N);
      const words = JSON.stringify({ ...candidates, ...limits });
      // sums of at most 7 exponentials of logarithms of size 7
      assert.ok(Math.abs(found - expected) < 1e-13, `${words}: ${found} ${expected}`);
    }
  }
});

test("chanceOfDistance: no chance and long words stay numbers", () => {
  assert.equal(chance({ flips: 2, minimum: 10 }, 64), 0);
  assert.equal(chance({ mean: 0, minimum: 1 }, 64), 0);
  assert.ok(Math.abs(chance({ maximum: 0 }, 64) * 2 ** 64 - 1) < 1e-12);
  assert.ok(Math.abs(chance({}, 5000) - 1) < 1e-9);
});
