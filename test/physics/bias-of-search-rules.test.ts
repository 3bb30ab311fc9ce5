import assert from "node:assert/strict";
import { test } from "node:test";
import { simpleBinarySearch } from "../../src/capacity/binary-search.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { sequentialSearch } from "../../src/capacity/sequential-search.ts";
import { allOf, majorityOf, singleVote, type Vote } from "../../src/capacity/vote.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { type Rng, stream } from "../../src/random/stream.ts";
import { curvesOf } from "../support/capacity-rows.ts";

/** Probability that the probe of a search, counted from 1, passes at P. */
type ProbeLaw = (P: number, probe: number) => number;

/** Expected middle P + ½ of the bracket over all ways that doubling from 4 and halving can take. */
function expectedMiddle(passes: ProbeLaw): number {
  const doubling = (lo: number, P: number, probe: number): number => {
    const p = P > 16384 ? 0 : passes(P, probe);
    const above = p > 0 ? p * doubling(P, 2 * P, probe + 1) : 0;
    return above + (p < 1 ? (1 - p) * halving(lo, P, probe + 1) : 0);
  };
  const halving = (lo: number, hi: number, probe: number): number => {
    if (hi - lo === 1) return lo + 0.5;
    const P = Math.floor((lo + hi) / 2);
    const p = passes(P, probe);
    return (
      (p > 0 ? p * halving(P, hi, probe + 1) : 0) +
      (p < 1 ? (1 - p) * halving(lo, P, probe + 1) : 0)
    );
  };
  return doubling(0, 4, 1);
}

/** At least `needed` of `ballots` heads of probability p. */
function votePasses({ ballots, needed }: Vote, p: number): number {
  let sum = 0;
  let ways = 1;
  for (let heads = 0; heads <= ballots; heads++) {
    if (heads >= needed) sum += ways * p ** heads * (1 - p) ** (ballots - heads);
    ways *= (ballots - heads) / (heads + 1);
  }
  return sum;
}

/** Gambler's ruin of the test of probe j, thresholds ln((1 − a)/a) with a = 0.05/(j (j + 1)). */
function sequentialPasses(p: number, probe: number, margin: number): number {
  const a = 0.05 / (probe * (probe + 1));
  const steps = Math.ceil(Math.log((1 - a) / a) / Math.log((0.5 + margin) / (0.5 - margin)));
  return p === 0 ? 0 : 1 / (1 + ((1 - p) / p) ** steps);
}

// Probes at P ask a random one of 400 curves at P, so that every rule sees the same pass curve, K50 of
// the curves included, and its expectation is known exactly.
const setting = {
  energy: "poly",
  order: 3,
  N: 40,
  separation: "none",
  correlation: "none",
} as const;
const curves = curvesOf(setting, 400, 1);
const { capacity, passes: fractions } = curveEstimate(curves, { seed: 1, resamples: 0 });
const shareAt = (P: number) => (fractions[P - 1]?.passed ?? 0) / 400;
const oneOf = (rng: Rng) => (P: number) => curves[rng.below(400)].passed[P] === 1;

const rules: [Vote, number, number][] = [
  [singleVote(), -0.05, 0.05],
  [majorityOf(3), -0.05, 0.05],
  [majorityOf(5), -0.05, 0.05],
  [allOf(10), -0.35, -0.25],
];

test("search rules: all of 10 is a third too low, single votes and majorities are within 5 %", () => {
  for (const [vote, least, most] of rules) {
    const expected = expectedMiddle((P) => votePasses(vote, shareAt(P)));
    const bias = expected / capacity - 1;
    assert.ok(bias > least && bias < most, `${vote.name}: ${bias}`);
    const toss = oneOf(stream(1, "bias", vote.name));
    const passes = (P: number): boolean => {
      let passed = 0;
      for (let ballot = 0; ballot < vote.ballots; ballot++) passed += +toss(P);
      return passed >= vote.needed;
    };
    const found = Array.from({ length: 400 }, () => simpleBinarySearch(passes).P + 0.5);
    const { mean, standardError } = meanEstimate(found);
    assert.ok(Math.abs(mean - expected) < 5 * standardError, `${vote.name}: ${mean} ${expected}`);
  }
});

test("search rules: sequential tests are within 5 %, and end where gambler's ruin takes them", () => {
  const margin = 0.1;
  const expected = expectedMiddle((P, probe) => sequentialPasses(shareAt(P), probe, margin));
  assert.ok(Math.abs(expected / capacity - 1) < 0.05, `${expected}`);
  const toss = oneOf(stream(1, "bias", "sequential"));
  const found = Array.from(
    { length: 60 },
    () => sequentialSearch(toss, { margin, cap: 100_000 }).capacity + 0.5,
  );
  const { mean, standardError } = meanEstimate(found);
  assert.ok(Math.abs(mean - expected) < 5 * standardError, `${mean} ${expected}`);
});

test("search rules: halves of the curves show no bias of the estimate itself", () => {
  const [a, b] = [curves.slice(0, 200), curves.slice(200)].map((half) =>
    curveEstimate(half, { seed: 1 }),
  );
  assert.ok(
    Math.abs(a.capacity - b.capacity) < (5 * Math.hypot(a.hi! - a.lo!, b.hi! - b.lo!)) / 3.92,
  );
});
