import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleBinarySearch } from "../../src/capacity/binary-search.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { sequentialSearch } from "../../src/capacity/sequential-search.ts";
import { allOf, majorityOf, singleVote, type Vote } from "../../src/capacity/vote.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { curvesOf } from "../support/capacity-rows.ts";

test("search rules: all of 10 is a third too low, single votes, majorities and curves are not", () => {
  // Probes at P ask a random one of 400 curves at P, so that every rule sees the same pass curve.
  const setting = {
    energy: "poly",
    order: 3,
    N: 40,
    separation: "none",
    correlation: "none",
  } as const;
  const curves = curvesOf(setting, 400, 1);
  const { capacity } = curveEstimate(curves, { seed: 1, resamples: 0 });
  const oneOf = (rng: Rng) => (P: number) => curves[rng.below(400)].passed[P] === 1;
  /** Relative bias of whole numbers P, below the crossing by half a pattern. */
  const biasOf = (found: number[]) => {
    const { mean, standardError } = meanEstimate(found);
    return { value: (mean + 0.5) / capacity - 1, error: standardError / capacity };
  };
  const bias = (vote: Vote) => {
    const toss = oneOf(stream(1, "bias", vote.name));
    const passes = (P: number): boolean => {
      let passed = 0;
      for (let ballot = 0; ballot < vote.ballots; ballot++) passed += +toss(P);
      return passed >= vote.needed;
    };
    return biasOf(Array.from({ length: 400 }, () => simpleBinarySearch(passes).P));
  };
  for (const vote of [singleVote(), majorityOf(3), majorityOf(5)]) {
    const { value, error } = bias(vote);
    assert.ok(Math.abs(value) < 0.05 + 5 * error, `${vote.name}: ${value} ± ${error}`);
  }
  const { value, error } = bias(allOf(10));
  assert.ok(Math.abs(value + 0.3) < 0.05 + 5 * error, `all of 10: ${value} ± ${error}`);
  const toss = oneOf(stream(1, "bias", "sequential"));
  const sequential = biasOf(
    Array.from({ length: 60 }, () => sequentialSearch(toss, { margin: 0.1, cap: 2000 }).capacity),
  );
  assert.ok(Math.abs(sequential.value) < 0.05 + 5 * sequential.error, `${sequential.value}`);
  // Halves of the curves against each other: the estimate itself has no bias that they show.
  const halves = [curves.slice(0, 200), curves.slice(200)].map((half) =>
    curveEstimate(half, { seed: 1 }),
  );
  const [a, b] = halves;
  assert.ok(
    Math.abs(a.capacity - b.capacity) < (5 * Math.hypot(a.hi! - a.lo!, b.hi! - b.lo!)) / 3.92,
  );
});
