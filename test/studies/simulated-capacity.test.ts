import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns, patternError } from "../../src/capacity/criterion.ts";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import { estimateCapacity } from "../../src/capacity/estimate.ts";
import { sequentialSearch } from "../../src/capacity/sequential-search.ts";
import { stability } from "../../src/capacity/stability.ts";
import { trialCurve } from "../../src/capacity/trial-curve.ts";
import { majorityOf } from "../../src/capacity/vote.ts";
import { power } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independent } from "../../src/patterns/independent.ts";
import { independentSource } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";
import type { CapacitySetting } from "../../src/studies/capacity-setting.ts";
import { capacityStudy } from "../../src/studies/capacity-study.ts";
import { predictedK50 } from "../../src/studies/predicted-k50.ts";
import { searchColumns } from "../../src/studies/search-columns.ts";
import { sequentialColumns } from "../../src/studies/sequential-trials.ts";
import { simulatedCapacity } from "../../src/studies/simulated-capacity.ts";
import { trialRanges } from "../../src/studies/trial-ranges.ts";
import {
  capacityAtHalf,
  capacityAtMinimumSeparation,
  predictedCapacity,
} from "../../src/theory/predicted-capacity.ts";
import { capacityAtMeanSeparation } from "../../src/theory/separated-capacity.ts";

const setting: CapacitySetting = {
  energy: "poly",
  order: 3,
  N: 20,
  separation: "none",
  correlation: "none",
  criterion: "pattern:0.1",
  trials: 70,
  seed: 4,
  ties: "fail",
};

/** As far as predictions are given in rows. */
const tenDigits = (value: number) => Number(value.toPrecision(10));

test("simulatedCapacity: curves are those of trialCurve and curveEstimate, trial by trial", async () => {
  const row = await simulatedCapacity(setting, { workers: 2 });
  const criterion = patternError(0.1);
  const model = { source: independentSource(), interaction: power(3), N: 20, criterion };
  const curves = Array.from({ length: 70 }, (_, trial) =>
    trialCurve({ ...model, seed: 4, ties: "fail" }, trial),
  );
  const expected = curveEstimate(curves, { seed: 4 });
  assert.deepEqual(
    [row.k50, row.k50_lo, row.k50_hi],
    [expected.capacity, expected.lo, expected.hi],
  );
  const { first, last } = expected;
  assert.deepEqual([row.k_first_mean, row.k_first_se], [first?.mean, first?.standardError]);
  assert.deepEqual([row.k_last_mean, row.k_last_se], [last?.mean, last?.standardError]);
  assert.equal(row.rule, expected.rule);
  const rule = { kind: "pattern", epsilon: 0.1 } as const;
  const predicted = predictedCapacity({ energy: "poly", n: 3, N: 20 }, rule);
  assert.equal(predictedK50({ ...setting, ties: "keep" }), tenDigits(predicted));
  assert.equal(row.theory_k50, null, "no theory counts a tie as a failure");
});

test("simulatedCapacity: bisection is the middles P + 1/2 of the brackets of estimateCapacity", async () => {
  const { ties, ...others } = setting;
  const vote = "majority:3";
  const row = await simulatedCapacity({ ...others, criterion: "all", vote }, { workers: 2 });
  const expected = await estimateCapacity({
    source: independentSource(),
    interaction: power(3),
    N: 20,
    criterion: allPatterns(),
    trials: 70,
    seed: 4,
    vote: majorityOf(3),
  });
  const middles = meanEstimate(expected.samples.map((P) => P + 0.5));
  assert.equal(row.k50, middles.mean);
  assert.ok(Math.abs(row.k50_lo! - expected.lo! - 0.5) < 1e-12);
  assert.ok(Math.abs(row.k50_hi! - expected.hi! - 0.5) < 1e-12);
  assert.equal(
    row.rule,
    `${expected.rule}, k50 the mean of the middles P + 1/2 of closed brackets, ` +
      "95 % Student interval of the mean of searches",
  );
});

test("simulatedCapacity: sprt is the mean of sequential searches, one stream a data set", async () => {
  const one = { ...setting, criterion: "all", method: "sprt", trials: 4 } as const;
  const row = await simulatedCapacity(one, { workers: 2 });
  const ends = Array.from({ length: 4 }, (_, trial) => {
    const passes = (P: number, dataSet: number) => {
      const rng = stream(4, "capacity", trial, "sprt", dataSet);
      return stability(independent(P, 20, rng), power(3), { ties: "fail" }).badBits === 0;
    };
    return sequentialSearch(passes, { startAt: 4 });
  });
  assert.equal(row.k50, meanEstimate(ends.map(({ capacity }) => capacity + 0.5)).mean);
  assert.ok(row.k50_lo !== null && row.k50_hi !== null && row.k50_lo < row.k50_hi);
  const sum = (key: "probes" | "undecided") => ends.reduce((total, end) => total + end[key], 0);
  const undecided = `but ${sum("undecided")} of ${sum("probes")} probes undecided and by majority`;
  assert.equal(row.rule.includes(undecided), sum("undecided") > 0);
  assert.match(row.rule, /sequential test .* ties fail, k50 .*, 95 % Student interval of the mean/);
});

test("sequentialColumns: sums the probes that the cap ended over all searches", () => {
  const search = { lo: null, hi: null, dataSets: 9, status: "bracketed", rule: "" } as const;
  const found = [
    { ...search, capacity: 6, probes: 5, undecided: 1 },
    { ...search, capacity: 8, probes: 7, undecided: 2 },
  ];
  const { k50, rule } = sequentialColumns({ ...setting, method: "sprt" }, found);
  assert.equal(k50, 7.5);
  assert.match(rule, /probability 0.95 in each search, but 3 of 12 probes undecided/);
});

test("searchColumns: a limited search counts with its P, and the mean is a bound without interval", () => {
  const bracketed = { P: 7, status: "bracketed" } as const;
  const limited = { P: 8, status: "limited-by-maximum" } as const;
  const { k50, k50_lo, k50_hi, rule } = searchColumns([bracketed, limited], "search");
  assert.deepEqual([k50, k50_lo, k50_hi], [7.75, null, null]);
  assert.match(rule, /^search, .*no interval$/);
});

test("simulatedCapacity: a basin is searched for; larger basins hold fewer patterns", async () => {
  const held = async (criterion: string) => {
    const { ties, ...others } = setting;
    const one = { ...others, criterion, trials: 12, N: 24 };
    const { k50, rule, theory_k50 } = await simulatedCapacity(one, { workers: 1 });
    assert.match(rule, /^binary search/);
    assert.doesNotMatch(rule, /ties/);
    assert.equal(theory_k50, null);
    return k50;
  };
  const [small, large] = [await held("basin:0.05"), await held("basin:0.25")];
  assert.ok(small > 2 * large && large >= 1, `${small}, ${large}`);
});

for (const method of ["curves", "bisection", "sprt"] as const) {
  test(`capacityStudy: the table is the same for 1, 2 and 3 workers (${method})`, async () => {
    const study = {
      orders: [2, 3],
      N: [16],
      correlations: ["none", "ar1:0.3"],
      trials: method === "sprt" ? 3 : 9,
      seed: 2,
      method,
    };
    const tables: unknown[] = [];
    for (const workers of [1, 2, 3]) {
      const done: number[] = [];
      const onProgress = (count: number) => done.push(count);
      tables.push((await capacityStudy(study, { workers, onProgress })).objects());
      assert.deepEqual([done.length, done.at(-1)], [4 * study.trials, 4 * study.trials]);
    }
    assert.deepEqual(tables[1], tables[0]);
    assert.deepEqual(tables[2], tables[0]);
  });
}

test("capacityStudy: an abort ends the workers and leaves the rows that were finished", async () => {
  const controller = new AbortController();
  const rows: number[] = [];
  const grid = { orders: [2, 5], N: [40], trials: 1000, seed: 2, maximumP: 5000 };
  const study = capacityStudy(grid, {
    workers: 2,
    signal: controller.signal,
    onRow: (row) => {
      rows.push(row.order ?? 0);
      setTimeout(() => controller.abort(new Error("enough")), 1);
    },
  });
  await assert.rejects(study, { message: "enough" });
  assert.deepEqual(rows, [2, 2]);
});

test("simulatedCapacity: settings that cannot be measured are refused before any work", async () => {
  const wrong: [Partial<CapacitySetting>, RegExp][] = [
    [{ trials: 1 }, /RangeError: .* trials >= 2 for an interval, got 1; .* resamples 0/],
    [{ trials: 0, resamples: 0 }, /RangeError: .* integer trials >= 1, got 0/],
    [{ resamples: -1 }, /RangeError: .* integer resamples >= 0, got -1/],
    [{ method: "curves", vote: "single" }, /RangeError: .* method bisection, got vote single with/],
    [{ method: "curves", search: "fresh" }, /RangeError: .* got search fresh with curves/],
    [{ method: "bisection", resamples: 9 }, /RangeError: .* method curves, got 9 with bisection/],
    [{ method: "curve" as "curves" }, /TypeError: .* method .* got "curve"/],
    [
      { method: "sprt", vote: "single" },
      /RangeError: .* method bisection, got vote single with sprt/,
    ],
    [
      { method: "curves", criterion: "basin:0.1", ties: "keep" },
      /RangeError: .* criterion of counts .* basin:0.1/,
    ],
    [
      { method: "bisection", criterion: "basin:0.1" },
      /RangeError: .* ties keep with criterion basin:0.1, got fail/,
    ],
    [{ trials: "3" as unknown as number }, /TypeError: .* number trials, got "3"$/],
    [{ order: "3" as unknown as number }, /TypeError: .* number order, got "3"$/],
    [{ separation: 0.4 as unknown as string }, /TypeError: .* text separation, got 0.4$/],
    [{ ties: "kep" as "keep" }, /TypeError: .* ties .* got "kep"/],
    [{ separation: "min:19+max:3" }, /RangeError: .* minimum <= maximum/],
    [{ separation: "min:21" }, /RangeError: .* bits 0 … N = 20 .* got 21/],
    [
      { separation: "min:20" },
      /RangeError: .* below N = 20 for the odd order 3, got min:20.*antip/,
    ],
    [{ correlation: "equi:-0.5" }, /RangeError: .*positive/],
    [{ energy: "exp", order: null, beta: -1 }, /RangeError: exponential/],
    [{ maximumP: 0 }, /RangeError: .* maximumP/],
    [{ criterion: "pattern:1" }, /RangeError: patternError/],
  ];
  for (const [change, message] of wrong) {
    const changed = simulatedCapacity({ ...setting, ...change });
    await assert.rejects(changed, message, JSON.stringify(change));
  }
  await assert.rejects(simulatedCapacity(setting, { workers: 0 }), /RangeError: .* workers >= 1/);
  const rows: unknown[] = [];
  const grid = { orders: [3], N: [16], separations: ["none", "min:16"], trials: 2, seed: 1 };
  await assert.rejects(capacityStudy(grid, { onRow: (row) => rows.push(row) }), /antipodal/);
  assert.deepEqual(rows, []);
});

test("trialRanges: cover every trial once, in order, at most 33 a worker, one by one for a single one", () => {
  for (const [trials, workers] of [
    [1, 1],
    [640, 1],
    [7, 3],
    [64, 2],
    [1000, 2],
    [12345, 3],
  ]) {
    const ranges = trialRanges(trials, workers);
    const covered = ranges.flatMap(({ first, count }) =>
      Array.from({ length: count }, (_, k) => first + k),
    );
    assert.deepEqual(
      covered,
      Array.from({ length: trials }, (_, k) => k),
    );
    if (workers === 1) assert.equal(ranges.length, trials);
    else assert.ok(ranges.length <= Math.max(trials <= 64 * workers ? trials : 0, 34 * workers));
  }
});

test("predictedK50: takes the theory of the data, and is null where there is none", () => {
  const all = { ...setting, criterion: "all", ties: "keep" } as const;
  const model = { energy: "poly", n: 3, N: 20 } as const;
  const half = predictedK50(all);
  assert.equal(half, tenDigits(capacityAtHalf(model)));
  assert.equal(
    predictedK50({ ...all, separation: "mean:0.4" }),
    tenDigits(capacityAtMeanSeparation(model, 0.4)),
  );
  assert.equal(
    predictedK50({ ...all, separation: "min:0.25N" }),
    tenDigits(capacityAtMinimumSeparation(model, 5)),
  );
  const correlated = predictedK50({ ...all, correlation: "ar1:0.4" });
  assert.ok(correlated && half && correlated > half / 3 && correlated < half);
  for (const change of [
    { energy: "exp", order: null } as const,
    { criterion: "basin:0.1" },
    { separation: "mean:0.4", correlation: "ar1:0.4" },
    { separation: "mean:0.4", criterion: "bit:0.01" },
    { order: 2, correlation: "ar1:0.4" },
    { criterion: "bit:0.7" },
  ]) {
    assert.equal(predictedK50({ ...all, ...change }), null, JSON.stringify(change));
  }
});
