import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnostics } from "../../src/patterns/diagnostics.ts";
import { fill, hammingSeparated } from "../../src/patterns/hamming-separated.ts";
import { InfeasibleSeparation } from "../../src/patterns/infeasible-separation.ts";
import { distanceBetween } from "../../src/patterns/patterns.ts";
import type { Separation } from "../../src/patterns/separation.ts";
import { stream } from "../../src/random/stream.ts";

const at = (separation: Separation, P: number, N: number, seed: number) =>
  hammingSeparated(P, N, separation, stream(seed, "hamming-separated"));

/** Distances of disjoint pairs of one set: independent of each other, for they do not depend on the centroid. */
function distanceOfPairs(separation: Separation, N: number, pairs: number) {
  const set = at(separation, 2 * pairs, N, 1);
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < pairs; k++) {
    const d = distanceBetween(set, 2 * k, 2 * k + 1);
    sum += d;
    squares += d * d;
  }
  const mean = sum / pairs;
  const variance = (squares - pairs * mean * mean) / (pairs - 1);
  return { mean, variance, standardError: Math.sqrt(variance / pairs) };
}

test("hammingSeparated: flips give the mean distance asked for, with binomial variance", () => {
  for (const mean of [0.1, 0.25, 0.4, 0.5]) {
    const pairs = 20_000;
    const d = distanceOfPairs({ mean }, 50, pairs);
    assert.ok(Math.abs(d.mean - 50 * mean) < 5 * d.standardError, `${mean}: ${d.mean}`);
    // each spin differs independently with probability `mean`; Var(s²) ≈ 2σ⁴/pairs
    const variance = 50 * mean * (1 - mean);
    assert.ok(Math.abs(d.variance / variance - 1) < 5 * Math.sqrt(2.2 / pairs), `${d.variance}`);
  }
});

test("hammingSeparated: a fixed number of flips gives 2r(1 − r/N) and even distances up to 2r", () => {
  const d = distanceOfPairs({ flips: 6 }, 40, 4000);
  assert.ok(Math.abs(d.mean - 12 * (1 - 6 / 40)) < 5 * d.standardError, `${d.mean}`);
  const { histogram, distanceMax } = diagnostics(at({ flips: 6 }, 100, 40, 1));
  assert.ok(distanceMax <= 12);
  assert.ok(histogram.every((count, d) => count === 0 || d % 2 === 0));
});

test("hammingSeparated: minimum and maximum distance are kept for many seeds", () => {
  for (let seed = 0; seed < 40; seed++) {
    const { distanceMin, distanceMax } = diagnostics(
      at({ minimum: { fractionOfN: 0.31 }, maximum: 40 }, 40, 64, seed),
    );
    assert.ok(distanceMin >= 20 && distanceMax <= 40, `${distanceMin} ${distanceMax}`);
  }
});

test("hammingSeparated: mean and minimum together keep both", () => {
  const { distanceMin, distanceMean } = diagnostics(at({ mean: 0.4, minimum: 12 }, 200, 64, 1));
  assert.ok(distanceMin >= 12);
  // pairs share a centroid: the mean over pairs varies like 2·sd(flips)(1 − 2p)/√P ≈ 0.3 bits
  assert.ok(Math.abs(distanceMean - 0.4 * 64) < 1.5, `${distanceMean}`);
});

test("hammingSeparated: with one stream the flips at a smaller mean are among those at a larger one", () => {
  const near = at({ mean: 0.2 }, 20, 45, 5);
  const far = at({ mean: 0.4 }, 20, 45, 5);
  const centre = at({ mean: 0 }, 20, 45, 5);
  near.words.forEach((word, k) => {
    const flips = word ^ centre.words[k];
    assert.equal(flips & ~(far.words[k] ^ centre.words[k]), 0);
  });
});

test("hammingSeparated: mean 0 repeats the centroid", () => {
  assert.equal(diagnostics(at({ mean: 0 }, 5, 20, 1)).duplicates, 4);
});

test("hammingSeparated: impossible requests name the bound, what was obtained and a limit", () => {
  const refusal = (separation: Separation, P: number, N: number): InfeasibleSeparation => {
    try {
      at(separation, P, N, 1);
    } catch (error) {
      assert.ok(error instanceof InfeasibleSeparation && error instanceof RangeError);
      return error;
    }
    throw new Error("not refused");
  };
  const plotkin = refusal({ minimum: 36 }, 10, 64);
  assert.equal(
    plotkin.message,
    "hammingSeparated: expected P <= 8 for minimum distance d = 36, N = 64 (Plotkin bound), got P = 10; lower P or the minimum, or take what fits with fill",
  );
  assert.deepEqual([plotkin.obtained, plotkin.bound, plotkin.limit], [0, "Plotkin", 8]);
  assert.equal(refusal({ minimum: 1 }, 17, 4).bound, "Singleton");
  assert.equal(refusal({ minimum: 3 }, 2049, 15).limit, 2048);
  assert.equal(refusal({ minimum: 3 }, 2049, 15).bound, "Hamming");
  const mean = refusal({ mean: 0.6 }, 10, 64);
  assert.deepEqual([mean.bound, mean.limit], ["mean distance", 6]);
  assert.match(
    mean.message,
    /expected mean <= 0.5555555555555556 for P = 10 \(mean distance bound\)/,
  );
  assert.match(refusal({ mean: 0.6 }, 4, 64).message, /the most that flips from a centroid reach/);
  const exact = refusal({ flips: 2, minimum: 10 }, 5, 64);
  assert.deepEqual([exact.bound, exact.limit, exact.obtained], ["flips from a centroid", 1, 0]);
  assert.equal(
    exact.message,
    "hammingSeparated: expected P <= 1 for minimum distance d = 10, N = 64 (2 flips from a centroid), got P = 5; lower P or the minimum, or take what fits with fill",
  );
  assert.equal(refusal({ flips: 2, minimum: 4 }, 6, 10).limit, 5);
  assert.equal(refusal({ mean: 0, minimum: 1 }, 5, 64).bound, "flips from a centroid");
  const diameter = refusal({ minimum: 1, maximum: 2 }, 12, 10);
  assert.deepEqual([diameter.bound, diameter.limit], ["Kleitman", 11]);
  assert.equal(refusal({ minimum: 3, maximum: 3 }, 3, 8).bound, "parity");
  const packing = refusal({ minimum: 26, tries: 500 }, 1000, 64);
  assert.equal(packing.bound, null);
  assert.ok(packing.obtained > 20 && packing.obtained < 1000);
  assert.match(packing.message, /got \d+: packing exhausted after 500 tries/);
});

test("hammingSeparated: distances that candidates never have are refused at once", () => {
  const hopeless = { bound: "chance of a pair", limit: 1, obtained: 0 };
  assert.throws(() => at({ maximum: 0 }, 5, 64, 1), {
    ...hopeless,
    message:
      "hammingSeparated: expected distances that candidates can have, got 0 … 0 at N = 64, met by two candidates with a chance of 5.4e-20 (tries = 100000); widen minimum … maximum or change mean or flips",
  });
  assert.throws(() => at({ flips: 4, minimum: 3, maximum: 3 }, 2, 64, 1), hopeless);
  assert.throws(() => at({ mean: 0.01, minimum: 40 }, 2, 64, 1), hopeless);
  // four equal patterns of four spins: a chance of 1/16 a try
  assert.equal(diagnostics(at({ maximum: 0 }, 4, 4, 1)).duplicates, 3);
  assert.equal(at({ maximum: 0 }, 1, 64, 1).P, 1);
});

test("fill: returns what packing finds where hammingSeparated throws", () => {
  const separation: Separation = { minimum: 26, tries: 500 };
  const some = fill(1000, 64, separation, stream(1, "hamming-separated"));
  assert.ok(some.P > 20 && some.P < 1000);
  assert.ok(diagnostics(some).distanceMin >= 26);
  const all = at(separation, some.P, 64, 1);
  assert.deepEqual(all, some);
  assert.equal(fill(10, 8, { minimum: 8, tries: 2000 }, stream(1)).P, 2);
});

test("hammingSeparated: bad distances are refused by name and number", () => {
  const refused: [Separation, RegExp][] = [
    [{ minimum: -1 }, /^hammingSeparated: expected minimum as a whole number of bits 0 … N = 16/],
    [{ minimum: 17 }, /got 17$/],
    [{ minimum: 2.5 }, /got 2.5$/],
    [{ minimum: { fractionOfN: Number.NaN } }, /got NaN of N$/],
    [{ maximum: { fractionOfN: 1.2 } }, /expected maximum .* got 1.2 of N$/],
    [{ mean: Number.NaN }, /expected mean as a fraction of N in 0 … 1\/2, got NaN/],
    [{ mean: 0.2, flips: 3 }, /expected either mean or flips/],
    [{ minimum: 9, maximum: 8 }, /expected minimum <= maximum, got minimum = 9 and maximum = 8/],
    [{ tries: 0 }, /expected an integer tries >= 1, got 0/],
  ];
  for (const [separation, message] of refused) {
    assert.throws(() => at(separation, 3, 16, 1), { name: "RangeError", message });
  }
});
