import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns, type CountCriterion } from "../../src/capacity/criterion.ts";
import { type CapacityOptions, estimateCapacity } from "../../src/capacity/estimate.ts";
import { allOf, majorityOf, singleVote } from "../../src/capacity/vote.ts";
import { exponential, power } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independentSource, separatedSource } from "../../src/patterns/sources.ts";
import { assertRowsAgree, type ComparedRow } from "../support/chi-square.ts";

const setting = (options: Partial<CapacityOptions> = {}): CapacityOptions => ({
  source: independentSource(),
  interaction: power(3),
  N: 40,
  criterion: allPatterns(),
  trials: 200,
  seed: 1,
  ...options,
});

/** Standard error of a standard deviation s from T Gaussian samples is about s/√(2T). */
const within = (value: number, error: number, reference: number, referenceError: number) =>
  Math.abs(value - reference) < 5 * Math.hypot(error, referenceError);

test("estimateCapacity: order 3, N = 40 has the mean and spread of an independent simulation", async () => {
  // Reference from 400 pass curves: single vote 43.4 with standard deviation 6.7 on fresh data, 43.3
  // with 8.5 on nested data. All 400 curves are used in each, so its standard error is s/√400.
  const rows: ComparedRow[] = [];
  for (const [search, mean, spread] of [
    ["fresh", 43.4, 6.7],
    ["nested", 43.3, 8.5],
  ] as const) {
    const result = await estimateCapacity(setting({ search }));
    const ours = result.standardError * Math.sqrt(200);
    rows.push({
      name: `${search} mean`,
      value: result.mean,
      error: result.standardError,
      reference: mean,
      referenceError: spread / 20,
    });
    rows.push({
      name: `${search} standard deviation`,
      value: ours,
      error: ours / Math.sqrt(400),
      reference: spread,
      referenceError: spread / Math.sqrt(800),
    });
    assert.equal(result.samples.length, 200);
    assert.equal(result.limited, 0);
  }
  assertRowsAgree(rows);
});

test("estimateCapacity: a majority aims at the same P with less spread, all of 10 far below", async () => {
  const single = await estimateCapacity(setting({ trials: 60 }));
  const majority = await estimateCapacity(setting({ trials: 60, vote: majorityOf(5) }));
  const all = await estimateCapacity(setting({ trials: 60, vote: allOf(10) }));
  assert.ok(within(majority.mean, majority.standardError, single.mean, single.standardError));
  assert.ok(majority.standardError < single.standardError);
  // Reference: 30.3 ± 3.3 for one estimate, 30 % below.
  assert.ok(within(all.mean, all.standardError, 30.3, 3.3 / 20), `${all.mean}`);
  assert.ok(all.mean < 0.8 * single.mean);
});

test("estimateCapacity: pass fractions carry Wilson intervals and contain the reference curve", async () => {
  // Reference pass probabilities, 400 curves: 0.98 at P = 25, 0.85 at 35, 0.48 at 44, 0.09 at 55.
  const result = await estimateCapacity(setting({ vote: majorityOf(9), trials: 100 }));
  const rows: ComparedRow[] = [];
  assert.deepEqual(
    result.passes.map(({ P }) => P),
    result.passes.map(({ P }) => P).sort((a, b) => a - b),
  );
  for (const { P, trials, passed, wilsonLo, wilsonHi } of result.passes) {
    assert.ok(wilsonLo <= passed / trials && passed / trials <= wilsonHi);
    const reference = { 25: 0.98, 35: 0.85, 40: 0.66, 44: 0.48, 48: 0.32, 55: 0.09 }[P];
    if (reference === undefined || trials < 20) continue;
    const deviation = Math.sqrt(reference * (1 - reference));
    rows.push({
      name: `P = ${P}`,
      value: passed / trials,
      error: deviation / Math.sqrt(trials),
      reference,
      referenceError: deviation / 20,
    });
  }
  assert.ok(rows.length >= 3, `${rows.length} rows to compare`);
  assertRowsAgree(rows);
  const nested = await estimateCapacity(setting({ search: "nested", trials: 3 }));
  assert.deepEqual(nested.passes, []);
});

test("estimateCapacity: the same seed gives the same result, trials depend only on their number", async () => {
  const three = await estimateCapacity(setting({ trials: 3 }));
  const six = await estimateCapacity(setting({ trials: 6 }));
  assert.deepEqual(six.samples.slice(0, 3), three.samples);
  assert.deepEqual(await estimateCapacity(setting({ trials: 3 })), three);
  const other = await estimateCapacity(setting({ trials: 6, seed: 2 }));
  assert.notDeepEqual(other.samples, six.samples);
});

test("estimateCapacity: fresh data are new streams for every probe, nested data one per trial", async () => {
  const paths = async (search: "fresh" | "nested") => {
    const seen: string[] = [];
    const { draw, ...rest } = independentSource();
    const source = {
      ...rest,
      draw: (...args: Parameters<typeof draw>) => {
        seen.push(args[2].path.join("/"));
        return draw(...args);
      },
    };
    await estimateCapacity(setting({ source, search, trials: 2, vote: majorityOf(3) }));
    return { draws: seen.length, streams: new Set(seen).size };
  };
  const fresh = await paths("fresh");
  assert.equal(fresh.streams, fresh.draws);
  assert.equal((await paths("nested")).streams, 6);
});

test("estimateCapacity: a source that ends makes the mean a lower bound and says so", async () => {
  // Plotkin: at a minimum distance of 0.7 N there are at most 2⌊28/(56 − 40)⌋ = 2 patterns.
  const source = separatedSource({ minimum: { fractionOfN: 0.7 } });
  const result = await estimateCapacity(setting({ source, trials: 2, interaction: power(2) }));
  assert.ok(result.mean <= 2 && result.limited === 2);
  assert.match(result.rule, /lower bound \(2 of 2 trials limited\)$/);
  const capped = await estimateCapacity(
    setting({ trials: 2, interaction: exponential(1), maximumP: 8 }),
  );
  assert.deepEqual([capped.mean, capped.limited, capped.lo, capped.hi], [8, 2, null, null]);
});

test("estimateCapacity: its 95 % interval covers the mean of all searches at 3 and at 10 trials", async () => {
  // Trials of all intervals together give the mean to 1 % of the width of one. Binomial tolerance:
  // 5 √(0.95 · 0.05 / 200) = 0.077; the samples are not quite Gaussian, intervals of ± 1.96 standard
  // errors cover 0.81 and 0.92 of Gaussian ones.
  for (const trials of [3, 10]) {
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, seed) => estimateCapacity(setting({ N: 20, trials, seed }))),
    );
    const { mean } = meanEstimate(results.flatMap(({ samples }) => samples));
    const covered = results.filter(({ lo, hi }) => lo! <= mean && mean <= hi!).length / 200;
    assert.ok(Math.abs(covered - 0.95) < 0.077, `${trials} trials: ${covered}`);
  }
});

test("estimateCapacity: equal trials have no interval", async () => {
  const limit = (P: number) => (P <= 7 ? Infinity : -1);
  const upTo7: CountCriterion = {
    ...allPatterns(),
    allowance: (P) => ({ badPatterns: limit(P), badBits: limit(P) }),
  };
  const { samples, limited, lo, hi } = await estimateCapacity(
    setting({ trials: 3, criterion: upTo7 }),
  );
  assert.deepEqual([samples, limited, lo, hi], [[7, 7, 7], 0, null, null]);
});

test("estimateCapacity: a small maximumP lowers the default start", async () => {
  const { mean, rule } = await estimateCapacity(setting({ trials: 2, maximumP: 3 }));
  assert.equal(mean, 3);
  assert.match(rule, /start 3, ties keep, lower bound/);
});

test("estimateCapacity: states its rule, reports progress, ends when aborted", async () => {
  const done: number[] = [];
  const controller = new AbortController();
  const running = estimateCapacity(
    setting({
      trials: 50,
      vote: singleVote(),
      signal: controller.signal,
      onProgress: (trial) => {
        done.push(trial);
        if (trial === 3) controller.abort();
      },
    }),
  );
  await assert.rejects(running, { name: "AbortError" });
  assert.deepEqual(done, [1, 2, 3]);
  const { rule } = await estimateCapacity(setting({ trials: 1, ties: "fail", startAt: 16 }));
  assert.equal(rule, "binary search, fresh data, vote single, start 16, ties fail");
});

test("estimateCapacity: says where the vote aims at another P than the half", async () => {
  const rules = await Promise.all(
    [singleVote(), majorityOf(3), allOf(1), allOf(2)].map(async (vote) => {
      const { rule } = await estimateCapacity(setting({ trials: 1, N: 16, vote }));
      return rule.endsWith("not the P where half of the sets pass");
    }),
  );
  assert.deepEqual(rules, [false, false, false, true]);
});

test("estimateCapacity: unknown words are refused by name", async () => {
  const search = "neste" as "nested";
  await assert.rejects(estimateCapacity(setting({ search })), {
    name: "TypeError",
    message: 'estimateCapacity: expected search "fresh" or "nested", got "neste"',
  });
  const ties = "failed" as "fail";
  await assert.rejects(
    estimateCapacity(setting({ ties })),
    /^TypeError: estimateCapacity: expected ties/,
  );
});

test("estimateCapacity: trials must be a positive integer", async () => {
  await assert.rejects(estimateCapacity(setting({ trials: 0 })), {
    name: "RangeError",
    message: "estimateCapacity: expected an integer trials >= 1, got 0",
  });
});
