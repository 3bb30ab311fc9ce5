import assert from "node:assert/strict";
import { test } from "node:test";
import { basin } from "../../src/capacity/basin.ts";
import { allPatterns, meets, parseCriterion } from "../../src/capacity/criterion.ts";
import { estimateCapacity } from "../../src/capacity/estimate.ts";
import { stability } from "../../src/capacity/stability.ts";
import { power } from "../../src/models/interaction.ts";
import { independent } from "../../src/patterns/independent.ts";
import { patternsFromRows, row } from "../../src/patterns/patterns.ts";
import { independentSource } from "../../src/patterns/sources.ts";
import { stream } from "../../src/random/stream.ts";

test("basin: without flips and with overlap 1 it is the criterion of all patterns", () => {
  const criterion = basin(0, { overlap: 1 });
  let passed = 0;
  for (let set = 0; set < 60; set++) {
    const patterns = independent(16, 20, stream(1, "basin", set));
    const { badPatterns, badBits } = stability(patterns, power(3));
    const isStored = meets({ badPatterns, badBits }, allPatterns(), 16, 20);
    assert.equal(criterion.passes(patterns, power(3), stream(1, "dynamics", set)), isStored);
    if (isStored) passed += 1;
  }
  assert.ok(passed > 10 && passed < 50, `${passed} of 60`);
});

test("basin: a lone pattern attracts from fewer than half of its spins, an antipodal one with it", () => {
  // one flip fewer than half leaves overlap 2/N > 0, and every field has the sign of its pattern
  const xi = row(independent(1, 20, stream(1, "lone")), 0);
  const q = 9 / 20;
  const rng = stream(1, "lone dynamics");
  const lone = patternsFromRows([xi]);
  assert.ok(basin(q, { overlap: 1 }).passes(lone, power(3), rng));
  const pair = patternsFromRows([xi, xi.map((x) => -x)]);
  assert.ok(basin(q, { overlap: 1 }).passes(pair, power(2), rng));
  // odd orders cancel an antipodal pair exactly: nothing moves
  assert.ok(!basin(q, { overlap: 1 }).passes(pair, power(3), rng));
});

test("basin: a failure is one too many for none allowed, and one of two for a half", () => {
  // of two patterns one bit apart and one far one, order 2 brings each of the near two to a tie
  const xi = row(independent(1, 21, stream(1, "near")), 0);
  const near = xi.map((x, i) => (i === 0 ? -x : x));
  const patterns = patternsFromRows([xi, near, xi]);
  const rng = stream(1, "near dynamics");
  const failing = (allowed: number) =>
    basin(0, { overlap: 1, allowed }).passes(patterns, power(2), rng);
  assert.deepEqual([failing(0), failing(0.32), failing(0.34)], [false, false, true]);
});

test("basin: a sample of starts needs fewer retrievals and passes more often", () => {
  const share = (starts: number) => {
    let passed = 0;
    for (let set = 0; set < 60; set++) {
      const patterns = independent(12, 20, stream(1, "sample", set));
      const criterion = basin(0.15, { starts });
      if (criterion.passes(patterns, power(3), stream(1, "sample dynamics", set))) passed += 1;
    }
    return passed;
  };
  assert.ok(share(1) > share(12) + 5);
});

test("basin: capacity falls with the flips to undo", async () => {
  const means: number[] = [];
  for (const name of ["basin:0.05", "basin:0.2", "basin:0.3"]) {
    const { mean } = await estimateCapacity({
      source: independentSource(),
      interaction: power(3),
      N: 24,
      criterion: parseCriterion(name),
      trials: 20,
      seed: 1,
    });
    means.push(mean);
  }
  assert.ok(means[0] > 1.2 * means[1] && means[1] > 1.2 * means[2], means.join(" "));
});

test("basin: ties are its own: left out of the rule, and fail is refused", async () => {
  const options = {
    source: independentSource(),
    interaction: power(3),
    N: 16,
    criterion: parseCriterion("basin:0.1"),
    trials: 1,
    seed: 1,
  };
  const { rule } = await estimateCapacity(options);
  assert.equal(rule, "binary search, fresh data, vote single, start 4");
  await assert.rejects(estimateCapacity({ ...options, ties: "fail" }), {
    name: "RangeError",
    message:
      "estimateCapacity: expected a criterion of counts with ties fail, got basin:0.1, " +
      "which decides ties itself; leave ties out",
  });
  const passes = (async () => true) as unknown as () => boolean;
  const criterion = { name: "slow", passes };
  await assert.rejects(estimateCapacity({ ...options, criterion }), {
    name: "TypeError",
    message: /^criterion slow: expected a test that answers true or false, got a promise/,
  });
});

test("basin: options outside their range are refused", () => {
  for (const [q, options, message] of [
    [0.5, {}, "basin: expected a fraction of flips 0 <= q < 0.5, got 0.5"],
    [0.1, { overlap: 0 }, "basin: expected an overlap 0 < m <= 1, got 0"],
    [0.1, { allowed: 1 }, "basin: expected an allowed fraction 0 <= epsilon < 1, got 1"],
    [0.1, { starts: 1.5 }, "basin: expected an integer number of starts >= 1, got 1.5"],
  ] as const) {
    assert.throws(() => basin(q, options), { name: "RangeError", message });
  }
});
