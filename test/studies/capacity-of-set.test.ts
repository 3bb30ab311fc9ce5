import assert from "node:assert/strict";
import { test } from "node:test";
import { allPatterns } from "../../src/capacity/criterion.ts";
import { crossings, nestedCurve } from "../../src/capacity/incremental.ts";
import { stability } from "../../src/capacity/stability.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { featureCorrelated } from "../../src/patterns/feature-correlated.ts";
import { block } from "../../src/patterns/feature-correlation.ts";
import { hadamardRows } from "../../src/patterns/hadamard.ts";
import { independent } from "../../src/patterns/independent.ts";
import { take } from "../../src/patterns/patterns.ts";
import { stream } from "../../src/random/stream.ts";
import { capacityOfSet } from "../../src/studies/capacity-of-set.ts";
import { assertRowsAgree } from "../support/chi-square.ts";

const patterns = featureCorrelated(50, 24, block(6, 0.7), stream(1, "set"), { positive: 0.3 });
const options = { interactions: [power(2), rectifiedPower(5)], trials: 12, seed: 3 };

test("capacityOfSet: rows of the data are nested curves over random orders of its rows", async () => {
  const { rows } = await capacityOfSet(patterns, options);
  const firsts = Array.from({ length: 12 }, (_, trial) => {
    const order = stream(3, "capacity-of-set", "data", trial).permutation(50);
    return crossings(nestedCurve(take(patterns, order), power(2)), allPatterns()).first!;
  });
  const { mean, standardError } = meanEstimate(firsts);
  const [first] = rows;
  assert.deepEqual([first.set, first.interaction, first.P, first.N], ["data", "power(2)", 50, 24]);
  assert.deepEqual([first.k_first_mean, first.k_first_se], [mean, standardError]);
  const sorted = firsts.sort((a, b) => a - b);
  assert.equal(first.k50, (sorted[5] + sorted[6]) / 2);
  const { badPatterns } = stability(patterns, power(2));
  assert.ok(Math.abs(first.stable - (1 - badPatterns / 50)) < 1e-12);
});

test("capacityOfSet: surrogates of independent fair patterns keep as many as these", async () => {
  // at order 2 and N = 24 about 8 rows are kept, far from P
  const trials = 60;
  const fair = independent(60, 24, stream(7, "fair"));
  const { rows } = await capacityOfSet(fair, { interactions: [power(2)], trials, seed: 5 });
  const reference = rows.find(({ set }) => set === "fair bits")!;
  assertRowsAgree(
    rows
      // orders of one set share its rows, so their error is not that of new sets
      .filter(({ set }) => set === "same correlation")
      .map((row) => ({
        name: row.set,
        value: row.k_first_mean,
        error: row.k_first_se,
        reference: reference.k_first_mean,
        referenceError: reference.k_first_se,
      })),
  );
});

test("capacityOfSet: what binds rows together lowers their capacity below that of fair bits", async () => {
  const { rows, obtained, curves } = await capacityOfSet(patterns, options);
  const kept = (set: string) =>
    rows.find((row) => row.set === set && row.interaction === "rectifiedPower(5)")!;
  const [data, fair] = [kept("data"), kept("fair bits")];
  assert.ok(data.k_first_mean + 5 * data.k_first_se < fair.k_first_mean - 5 * fair.k_first_se);
  const names = ["data", "fair bits", "same marginals", "same correlation"];
  assert.deepEqual(
    obtained.map(({ set }) => set),
    names,
  );
  const at = Object.fromEntries(obtained.map((row) => [row.set, row]));
  assert.equal(at["same marginals"].mean_rms, 0);
  assert.ok(Math.abs(at["same marginals"].distance_mean - at.data.distance_mean) < 1e-9);
  assert.ok(at["same correlation"].correlation_rms < at["same marginals"].correlation_rms);
  assert.ok(curves.filter(({ P }) => P === 2).every(({ stable }) => stable > 0.9));
  assert.equal(Math.max(...curves.map(({ P }) => P)), 50);
});

test("capacityOfSet: orthogonal patterns never fail, and are counted as unbroken", async () => {
  const rows = hadamardRows(12, 32, stream(1));
  const { rows: found } = await capacityOfSet(rows, {
    ...options,
    interactions: [rectifiedPower(3)],
  });
  const [data] = found;
  assert.deepEqual([data.unbroken, data.k_first_mean, data.k50, data.stable], [12, 12, 12, 1]);
});

test("capacityOfSet: too few patterns or trials are refused, a signal ends it", async () => {
  await assert.rejects(capacityOfSet(patterns, { ...options, trials: 1 }), {
    name: "RangeError",
    message: "capacityOfSet: expected P >= 2 patterns and an integer trials >= 2, got 50 and 1",
  });
  const signal = AbortSignal.abort(new Error("enough"));
  await assert.rejects(capacityOfSet(patterns, { ...options, signal }), /^Error: enough$/);
});
