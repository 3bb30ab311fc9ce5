import assert from "node:assert/strict";
import { test } from "node:test";
import { clusteredMean } from "../../src/numerics/clustered-mean.ts";
import { convergenceTime } from "../../src/studies/convergence-time.ts";
import { type ConvergenceRow, convergenceTimes } from "../../src/studies/convergence-times.ts";
import type { DynamicsRow } from "../../src/studies/dynamics-rows.ts";
import { dynamicsStudy } from "../../src/studies/dynamics-study.ts";

test("convergenceTime: the first time from which the overlap stays within eps of its end", () => {
  assert.equal(convergenceTime([1, 1, 1]), 0);
  assert.equal(convergenceTime([0.5, 0.9, 0.985, 0.99, 0.99]), 2);
  // passes its end before it settles
  assert.equal(convergenceTime([0.5, 0.95, 0.7, 0.945, 0.95]), 3);
  assert.equal(convergenceTime([0.2, 0.5, 0.9]), 2);
  assert.equal(convergenceTime([0.2, 0.5, 0.9], { eps: 0.5 }), 1);
});

test("convergenceTime: null for runs that do not end above success", () => {
  assert.equal(convergenceTime([1, 0.9, 0.8]), null);
  assert.equal(convergenceTime([1, 0.9, 0.8], { success: 0.7 }), 2);
  assert.equal(convergenceTime([1, Number.NaN]), null);
});

test("convergenceTimes: theory slows down towards the separatrix", async () => {
  // n = 3, load 0.1, from the table of a solver of its own with 6e4 paths
  const reference = new Map([
    [0.3, null],
    [0.4, 10],
    [0.5, 5],
    [0.6, 3],
    [0.7, 2],
    [0.8, 2],
    [0.9, 1],
    [1, 0],
  ]);
  const table = await convergenceTimes(
    {
      orders: [3],
      loads: [0.1],
      overlaps: [...reference.keys()],
      steps: 20,
      seed: 1,
      theory: { paths: 10_000, populations: 2 },
    },
    { workers: 1 },
  );
  for (const { overlap0, time, time_se, retrieved } of table.objects() as ConvergenceRow[]) {
    assert.equal(time, reference.get(overlap0), `m0 = ${overlap0}`);
    assert.deepEqual([time_se, retrieved], [null, time === null ? 0 : 1]);
  }
});

const simulated = {
  orders: [3],
  loads: [0.15],
  overlaps: [0.5, 0.7],
  steps: 12,
  seed: 2,
  theory: false,
  simulate: { N: [60], sets: 6, targets: 1 },
} as const;

test("convergenceTimes: simulation averages the times of the runs that retrieved", async () => {
  const rows = (await convergenceTimes(simulated)).objects() as ConvergenceRow[];
  const curves = await Promise.all(
    [...Array(6).keys()].map(async (sets) => {
      const grid = { ...simulated, simulate: { ...simulated.simulate, sets: sets + 1 } };
      return (await dynamicsStudy(grid)).objects() as DynamicsRow[];
    }),
  );
  for (const [k, row] of rows.entries()) {
    // the run of each set from the means over more and more sets
    const sums = curves.map((all, s) => all.slice(13 * k, 13 * k + 13).map(({ m }) => m * (s + 1)));
    const runs = sums.map((sum, s) => sum.map((m, t) => m - (s > 0 ? sums[s - 1][t] : 0)));
    const times = runs.map((run) => convergenceTime(run)).filter((time) => time !== null);
    const { mean, standardError } = clusteredMean(times, [...times.keys()]);
    assert.ok(times.length > 1);
    assert.ok(Math.abs(row.time! - mean) < 1e-12);
    assert.ok(Math.abs(row.time_se! - standardError) < 1e-12);
    assert.equal(row.retrieved, times.length / 6);
  }
  assert.ok(rows[0].retrieved < 1);
});

test("convergenceTimes: what nothing retrieves has no time, and shares are checked", async () => {
  const table = await convergenceTimes({ ...simulated, overlaps: [0], loads: [0.5] });
  const [row] = table.objects() as ConvergenceRow[];
  assert.deepEqual([row.time, row.time_se, row.retrieved], [null, null, 0]);
  await assert.rejects(convergenceTimes({ ...simulated, eps: 0 }), {
    name: "RangeError",
    message: "convergenceTimes: expected 0 < eps < 1, got 0",
  });
  await assert.rejects(convergenceTimes({ ...simulated, success: 1 }), /success < 1, got 1$/);
});

test("convergenceTimes: simulated runs that fluctuate for ever need an eps of their own", async () => {
  const grid = {
    orders: [3],
    loads: [0.05],
    overlaps: [0.9],
    steps: 12,
    seed: 1,
    temperature: 0.25,
  };
  const simulate = { N: [100], sets: 3, targets: 2 };
  await assert.rejects(convergenceTimes({ ...grid, simulate }, { workers: 1 }), {
    name: "RangeError",
    message:
      "convergenceTimes: expected an eps at temperature 0.25, where simulated runs never come to rest, " +
      "got none; give one above their fluctuations, e.g. 0.4 at N = 100, or leave simulate out",
  });
  const given = { ...grid, theory: false, simulate, eps: 0.4 } as const;
  const [row] = (await convergenceTimes(given, { workers: 1 })).objects() as { time: number }[];
  assert.ok(row.time <= 3);
});
