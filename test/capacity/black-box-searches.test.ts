import assert from "node:assert/strict";
import { test } from "node:test";
import { type SearchOptions, simpleBinarySearch } from "../../src/capacity/binary-search.ts";
import { probabilisticBisection } from "../../src/capacity/probabilistic-bisection.ts";
import { sequentialSearch } from "../../src/capacity/sequential-search.ts";
import { sequentialTest } from "../../src/capacity/sequential-test.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { InfeasibleSeparation } from "../../src/patterns/infeasible-separation.ts";
import { stream } from "../../src/random/stream.ts";

test("sequentialTest: errs and ends as the gambler's ruin says", () => {
  // The walk ends at ±k steps, k = ⌈ln((1 − a)/a) / ln r⌉ with r = p/(1 − p): it errs with 1/(1 + r^k) and
  // takes k (1 − 2/(1 + r^k)) / (2p − 1) tosses on average.
  const error = 0.05;
  for (const p of [0.6, 0.7, 0.85]) {
    const margin = 0.2;
    const k = Math.ceil(Math.log((1 - error) / error) / Math.log(0.7 / 0.3));
    const r = p / (1 - p);
    const wrong = 1 / (1 + r ** k);
    const tosses = (k * (1 - 2 * wrong)) / (2 * p - 1);
    const rng = stream(1, "ruin", p);
    const answers = Array.from({ length: 4000 }, () =>
      sequentialTest(() => rng.uniform() < p, error, { margin, cap: 10_000 }),
    );
    assert.ok(answers.every(({ isDecided }) => isDecided));
    const errors = answers.filter(({ passed }) => !passed).length / 4000;
    assert.ok(
      Math.abs(errors - wrong) < 5 * Math.sqrt((wrong * (1 - wrong)) / 4000),
      `${p} ${errors}`,
    );
    const length = meanEstimate(answers.map((answer) => answer.tosses));
    assert.ok(Math.abs(length.mean - tosses) < 5 * length.standardError, `${p} ${length.mean}`);
    if (p >= 0.5 + margin) assert.ok(wrong <= error);
  }
});

test("sequentialTest: the majority decides at the cap", () => {
  let toss = 0;
  const alternating = sequentialTest(() => toss++ % 2 === 0, 0.01, { cap: 20 });
  assert.deepEqual(alternating, { passed: true, tosses: 20, isDecided: false });
  toss = 1;
  const tails = sequentialTest(() => toss++ % 2 === 0, 0.01, { cap: 3 });
  assert.deepEqual(tails, { passed: false, tosses: 3, isDecided: false });
});

/** A pass curve that is 1/2 at 50: 1/(1 + e^{(P − 50)/5}). */
const noisy = (label: string) => {
  const rng = stream(1, label);
  return (P: number) => rng.uniform() < 1 / (1 + Math.exp((P - 50) / 5));
};

test("sequentialSearch: a sure test takes it to the planted threshold", () => {
  for (const threshold of [0, 1, 3, 17, 300]) {
    const result = sequentialSearch((P) => P <= threshold);
    assert.deepEqual([result.capacity, result.status], [threshold, "bracketed"]);
    assert.deepEqual([result.lo, result.hi], [null, null]);
  }
});

test("sequentialSearch: ends where the pass probability is within the margin of a half", () => {
  // p(lo) > 0.3 and p(lo + 1) < 0.7: 50 ± 5 ln(7/3), and wrong in 5 % at most: 15 + 5 · 3.8 of 300.
  const passes = noisy("sequential");
  const reach = 5 * Math.log(7 / 3);
  let outside = 0;
  const found = Array.from({ length: 300 }, (_, repeat) => {
    const startAt = [1, 40, 200][repeat % 3];
    const { capacity, rule } = sequentialSearch(passes, { startAt, cap: 100_000 });
    assert.match(rule, /all right with probability 0\.95$/);
    if (capacity > 50 + reach || capacity + 1 < 50 - reach) outside += 1;
    return capacity;
  });
  assert.ok(outside <= 34, `${outside} of 300`);
  const { mean, standardError } = meanEstimate(found);
  assert.ok(Math.abs(mean - 50) < 0.5 + 5 * standardError, `${mean} ± ${standardError}`);
});

test("sequentialSearch: a small cap is confessed, a good start saves data sets", () => {
  const capped = sequentialSearch(noisy("capped"), { cap: 5 });
  const { undecided, probes } = capped;
  assert.ok(undecided > 0 && undecided <= probes);
  assert.ok(capped.rule.includes(`but ${undecided} of ${probes} by majority of 5 data sets`));
  const used = (startAt: number) =>
    meanEstimate(
      Array.from(
        { length: 30 },
        () => sequentialSearch(noisy(`start ${startAt}`), { startAt }).dataSets,
      ),
    ).mean;
  assert.ok(used(48) < used(1));
});

test("probabilisticBisection: a sure test takes it to the planted threshold", () => {
  for (const threshold of [1, 5, 17, 300, 5000]) {
    const options = { correctness: 0.9, dataSets: 60 };
    const result = probabilisticBisection((P) => P <= threshold, options);
    assert.deepEqual([result.capacity, result.status], [threshold, "bracketed"]);
  }
});

test("probabilisticBisection: is centred where half of the sets pass, wherever it starts", () => {
  for (const startAt of [4, 50, 400]) {
    const passes = noisy(`bisection ${startAt}`);
    const { mean, standardError } = meanEstimate(
      Array.from({ length: 200 }, () => {
        const result = probabilisticBisection(passes, { startAt, maximumP: 2000 });
        assert.deepEqual([result.dataSets, result.lo, result.hi], [100, null, null]);
        return result.capacity;
      }),
    );
    // The largest whole P that passes is half a pattern below the crossing. The prior falls by 2/(K + s)
    // a pattern, 0.04 at most, which pulls a posterior of width 5 by less than 1. The curve's own
    // standard deviation is 9.
    assert.ok(
      Math.abs(mean - 49.5) < 1 + 5 * standardError,
      `${startAt}: ${mean} ± ${standardError}`,
    );
    assert.ok(standardError * Math.sqrt(200) < 9, `${startAt}: ${standardError}`);
  }
});

test("searches: a source that ends gives a lower bound", () => {
  const source = (P: number) => {
    if (P > 37)
      throw new InfeasibleSeparation("no more", { obtained: 37, bound: null, limit: null });
    return true;
  };
  for (const search of [sequentialSearch, probabilisticBisection]) {
    const limited = search(source, {});
    assert.deepEqual([limited.capacity, limited.status], [37, "limited-by-source"]);
    assert.match(limited.rule, /lower bound$/);
    const most = search(() => true, { maximumP: 20 });
    assert.deepEqual([most.capacity, most.status], [20, "limited-by-maximum"]);
  }
});

test("searches: a test that answers neither true nor false is refused by what it gave", () => {
  const searches = { simpleBinarySearch, sequentialSearch, probabilisticBisection };
  for (const [name, search] of Object.entries(searches)) {
    const untyped = search as (passes: (P: number) => unknown, options?: SearchOptions) => unknown;
    assert.throws(() => untyped(async (P) => P < 5), {
      name: "TypeError",
      message:
        `${name}: expected a test that answers true or false, got a promise; ` +
        "searches do not wait, so let the test be synchronous",
    });
    assert.throws(() => untyped((P) => (P < 5 ? 1 : 0)), {
      name: "TypeError",
      message: `${name}: expected a test that answers true or false, got 1; compare it`,
    });
    assert.throws(() => untyped(() => undefined), /got undefined; compare it$/);
    assert.throws(() => untyped(() => "yes"), /got a string; compare it$/);
  }
});

test("sequentialSearch: a set that the source refuses is not counted as used", () => {
  let drawn = 0;
  const { dataSets, undecided, probes } = sequentialSearch((P) => {
    if (P > 37) throw new InfeasibleSeparation("no", { obtained: 37, bound: null, limit: null });
    drawn += 1;
    return true;
  });
  assert.equal(dataSets, drawn);
  // 4, 8, 16, 32 and 37 pass
  assert.deepEqual([probes, undecided], [5, 0]);
});

test("searches: options outside their range are refused", () => {
  const passes = () => true;
  assert.throws(() => sequentialSearch(passes, { error: 0.5 }), {
    name: "RangeError",
    message: "sequentialSearch: expected 0 < error < 0.5, got 0.5",
  });
  assert.throws(() => sequentialSearch(passes, { margin: 0 }), /expected 0 < margin < 0.5, got 0/);
  assert.throws(() => sequentialSearch(passes, { cap: 0 }), /expected an integer cap >= 1, got 0/);
  assert.throws(() => probabilisticBisection(passes, { correctness: 0.5 }), {
    message: "probabilisticBisection: expected 0.5 < correctness < 1, got 0.5",
  });
  assert.throws(() => probabilisticBisection(passes, { dataSets: 0 }), /integer dataSets >= 1/);
});
