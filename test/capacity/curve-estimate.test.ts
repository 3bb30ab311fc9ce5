import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { type TrialCurve, trialCurve } from "../../src/capacity/trial-curve.ts";
import { power } from "../../src/models/interaction.ts";
import { wilsonInterval } from "../../src/numerics/wilson.ts";
import { independentSource } from "../../src/patterns/sources.ts";
import { type Rng, stream } from "../../src/random/stream.ts";

/** A curve that passes up to `first`, and again at the P given after it. */
function curve(trial: number, first: number, again: readonly number[] = []): TrialCurve {
  const last = Math.max(first, ...again);
  const reached = last + 5;
  const passed = Uint8Array.from({ length: reached + 1 }, (_, P) =>
    P <= first || again.includes(P) ? 1 : 0,
  );
  const about = { trial, N: 20, criterion: "all", ties: "keep" } as const;
  return { ...about, reached, passed, first, last, status: "ended" };
}

/** K_first = P with probability p(P) − p(P + 1), p falling from 1 to 0 between 10 and 30 like 1 − x²(3 − 2x). */
const share = (P: number) => {
  const x = Math.min(1, Math.max(0, (P - 10) / 20));
  return 1 - x * x * (3 - 2 * x);
};

function synthetic(trial: number, rng: Rng): TrialCurve {
  const u = rng.uniform();
  let first = 0;
  while (share(first + 1) > u) first += 1;
  return curve(trial, first);
}

test("curveEstimate: the 95 % interval covers a planted threshold of synthetic curves", () => {
  // p(20) = 1/2. Five standard errors of a coverage of 0.95 over 1000 repetitions are 0.0345.
  let covered = 0;
  let sum = 0;
  for (let repeat = 0; repeat < 1000; repeat++) {
    const rng = stream(1, "synthetic", repeat);
    const curves = Array.from({ length: 100 }, (_, trial) => synthetic(trial, rng));
    const { capacity, lo, hi } = curveEstimate(curves, { seed: repeat, resamples: 300 });
    assert.ok(lo !== null && hi !== null && lo < capacity && capacity < hi);
    if (lo <= 20 && 20 <= hi) covered += 1;
    sum += capacity;
  }
  assert.ok(Math.abs(covered / 1000 - 0.95) < 0.0345, `covered ${covered} of 1000`);
  // slope 3/40 of p at 20: a standard deviation of 0.05/0.075 for each
  const error = 0.05 / 0.075 / Math.sqrt(1000);
  assert.ok(Math.abs(sum / 1000 - 20) < 5 * error, `${sum / 1000}`);
});

test("curveEstimate: crossings, shares and capacity of curves that come back", () => {
  const curves = [curve(0, 4), curve(1, 6, [8, 9]), curve(2, 5, [7]), curve(3, 9)];
  const result = curveEstimate(curves, { seed: 1 });
  assert.deepEqual(result.first, { mean: 6, standardError: Math.sqrt(14 / 3 / 4), median: 5.5 });
  assert.deepEqual(result.last, { mean: 7.25, standardError: Math.sqrt(16.75 / 3 / 4), median: 8 });
  assert.equal(result.lastBeyondFirst, 0.5);
  assert.deepEqual(
    result.passes.slice(0, 10).map(({ passed }) => passed),
    [4, 4, 4, 4, 3, 2, 2, 2, 2, 0],
  );
  for (const { passed, trials, wilsonLo, wilsonHi } of result.passes) {
    assert.equal(trials, 4);
    assert.deepEqual({ lo: wilsonLo, hi: wilsonHi }, wilsonInterval(passed, 4));
  }
  // the share is 1/2 from 6 to 9
  assert.equal(result.capacity, 7.5);
  assert.equal(curveEstimate(curves, { seed: 1, share: 0.9 }).capacity, 4.4);
});

test("curveEstimate: K50 lies between K_first and K_last and does not depend on the order of trials", () => {
  const options = {
    source: independentSource(),
    interaction: power(3),
    N: 16,
    criterion: allPatterns(),
    seed: 1,
  };
  const curves = Array.from({ length: 200 }, (_, trial) => trialCurve(options, trial));
  const result = curveEstimate(curves, { seed: 1 });
  const { capacity, lo, hi, first, last, rule } = result;
  assert.ok(first!.median - 0.5 <= capacity && capacity <= last!.median + 1);
  assert.deepEqual(curveEstimate(curves, { seed: 1 }), result);
  assert.equal(curveEstimate(curves.toReversed(), { seed: 1 }).capacity, capacity);
  assert.ok(hi! - lo! < 5);
  assert.equal(
    rule,
    "nested curves of 200 data sets, criterion all, ties keep, P where the isotonic fit of the share " +
      "that passes falls through 0.5, interpolated, 95 % percentile bootstrap over whole curves, " +
      "1000 resamples",
  );
});

test("curveEstimate: limited trials make a lower bound without interval", () => {
  const open: TrialCurve = {
    ...curve(2, 7),
    reached: 7,
    passed: new Uint8Array(8).fill(1),
    first: null,
    last: null,
    status: "limited-by-source",
  };
  const result = curveEstimate([curve(0, 5), curve(1, 11), open], { seed: 1 });
  assert.deepEqual(
    [result.isLowerBound, result.limited, result.lo, result.hi],
    [true, 1, null, null],
  );
  assert.deepEqual([result.first, result.last, result.lastBeyondFirst], [null, null, null]);
  assert.equal(result.passes[6].trials, 3);
  assert.deepEqual([result.passes[7].trials, result.passes[7].passed], [2, 1]);
  // at P = 8 the limited set counts as failed: 1 of 3 pass
  assert.equal(result.capacity, 7.5);
  assert.match(result.rule, /no interval, lower bound: 1 data sets limited/);
});

/** A curve that passes up to `reached` and was not looked at beyond. */
const openCurve = (trial: number, reached: number): TrialCurve => ({
  ...curve(trial, reached),
  reached,
  passed: new Uint8Array(reached + 1).fill(1),
  first: null,
  last: null,
  status: "limited-by-maximum",
});

test("curveEstimate: a limited trial far above K50 changes neither value nor interval", () => {
  const ended = Array.from({ length: 40 }, (_, trial) => curve(trial, 10 + (trial % 9)));
  const limited = curveEstimate([...ended, openCurve(40, 25)], { seed: 1 });
  const all = curveEstimate([...ended, curve(40, 25)], { seed: 1 });
  assert.deepEqual(
    [limited.capacity, limited.lo, limited.hi, limited.isLowerBound, limited.limited],
    [all.capacity, all.lo, all.hi, false, 1],
  );
  assert.ok(limited.lo !== null);
  assert.match(limited.rule, /1000 resamples, 1 data sets limited by the source/);
  assert.equal(limited.last, null);
});

test("curveEstimate: is a lower bound where limited trials could move K50 or nobody saw it end", () => {
  const ended = Array.from({ length: 12 }, (_, trial) => curve(trial, 10));
  const open = Array.from({ length: 12 }, (_, k) => openCurve(12 + k, 20));
  for (const curves of [open, [...ended, ...open], [...ended, openCurve(12, 3)]]) {
    const { isLowerBound, lo } = curveEstimate(curves, { seed: 1 });
    assert.deepEqual([isLowerBound, lo], [true, null]);
  }
  // 11 of 24 limited: the value stays, but resamples draw more than half of them
  const eleven = curveEstimate([...ended, curve(24, 10), ...open.slice(1)], { seed: 1 });
  assert.deepEqual([eleven.isLowerBound, eleven.lo], [false, null]);
  assert.match(eleven.rule, /no interval, 11 data sets limited/);
});

test("curveEstimate: no interval where the trials cannot give one", () => {
  const three = [curve(0, 5), curve(1, 7), curve(2, 9)];
  assert.equal(curveEstimate(three, { seed: 1 }).lo, null);
  // K_q is beyond all T curves with probability max(q, 1 − q)^T: 1/32 for 5 of K50, 0.0253 for 35 of K90
  const spread = (trials: number) =>
    Array.from({ length: trials }, (_, trial) => curve(trial, 5 + (trial % 7)));
  for (const [share, least] of [
    [0.5, 6],
    [0.9, 36],
    [0.1, 36],
  ]) {
    assert.equal(curveEstimate(spread(least - 1), { seed: 1, share }).lo, null, `${share}`);
    assert.ok(curveEstimate(spread(least), { seed: 1, share }).lo !== null, `${share}`);
  }
  assert.match(
    curveEstimate(spread(19), { seed: 1 }).rule,
    /1000 resamples, few trials, covers less/,
  );
  assert.doesNotMatch(curveEstimate(spread(20), { seed: 1 }).rule, /few trials/);
  const equal = Array.from({ length: 10 }, (_, trial) => curve(trial, 7));
  const { capacity, lo, rule } = curveEstimate(equal, { seed: 1 });
  assert.deepEqual([capacity, lo], [7.5, null]);
  assert.match(rule, /no interval/);
  assert.equal(curveEstimate([curve(0, 5)], { seed: 1, resamples: 0 }).capacity, 5.5);
});

test("curveEstimate: fewer than 2 trials, mixed curves and other bad input are refused", () => {
  assert.throws(() => curveEstimate([curve(0, 5)], { seed: 1 }), {
    name: "RangeError",
    message:
      "curveEstimate: expected at least 2 trials for an interval, got 1; " +
      "run more trials, or ask for none with resamples: 0",
  });
  assert.throws(() => curveEstimate([], { seed: 1 }), /expected at least 1 curve, got 0/);
  const two = [curve(0, 5), curve(1, 6)];
  assert.throws(
    () => curveEstimate(two, { seed: 1, share: 1 }),
    /expected a share 0 < q < 1, got 1/,
  );
  assert.throws(() => curveEstimate(two, { seed: 1, resamples: -1 }), /integer resamples >= 0/);
  assert.throws(() => curveEstimate([two[0], { ...two[1], N: 32 }], { seed: 1 }), {
    message:
      "curveEstimate: expected curves of one setting, got all, N = 20, ties keep and all, N = 32, ties keep",
  });
  assert.throws(
    () => curveEstimate([two[0], { ...two[1], trial: 0 }], { seed: 1 }),
    /expected different trials, got trial 0 twice/,
  );
});
