import assert from "node:assert/strict";
import { test } from "node:test";
import { capacityStudy } from "../../src/studies/capacity-study.ts";
import { pairedCapacities } from "../../src/studies/paired-capacities.ts";
import { pairedShares } from "../../src/studies/paired-shares.ts";
import { theoryRows } from "../../src/studies/theory-rows.ts";
import { type TrialCapacities, trialCapacities } from "../../src/studies/trial-capacities.ts";
import { trialSlopes } from "../../src/studies/trial-slopes.ts";
import { predictedCapacity } from "../../src/theory/predicted-capacity.ts";

const grid = {
  energies: ["poly", "rect"],
  orders: [3],
  N: [16],
  correlations: ["none", "ar1:0.5"],
  trials: 12,
  seed: 3,
  resamples: 100,
} as const;

test("trialCapacities: are the rows of the study, with the first crossing of every trial", async () => {
  const rows = await trialCapacities(grid, { workers: 1 });
  const table = await capacityStudy(grid, { workers: 1 });
  const simulated = table.objects().filter((row) => "source" in row && row.source === "simulation");
  assert.equal(rows.length, 4);
  rows.forEach(({ firsts, ...row }, k) => {
    assert.deepEqual(row, simulated[k]);
    assert.equal(firsts.length, 12);
    const mean = firsts.reduce((sum, first) => sum + first, 0) / 12;
    assert.ok(Math.abs(mean - row.k_first_mean!) < 1e-12);
  });
});

test("trialCapacities: another method and sets that never fail are refused by their numbers", async () => {
  await assert.rejects(
    trialCapacities({ ...grid, method: "sprt" }),
    /expected the method curves, got sprt/,
  );
  await assert.rejects(
    trialCapacities({ ...grid, maximumP: 3 }, { workers: 1 }),
    /got 3 stored patterns of poly 3 at N = 16, separation none/,
  );
});

test("pairedShares: is the exponential of the paired log-ratio, beside the ratio of the theories", async () => {
  const rows = pairedShares(await trialCapacities(grid, { workers: 1 }), { energy: "poly" });
  const setting = {
    order: 3,
    N: 16,
    separation: "none",
    correlation: "none",
    criterion: "all",
    trials: 12,
    seed: 3,
  };
  const { mean, standardError, gain } = await pairedCapacities(
    { ...setting, energy: "rect" },
    { ...setting, energy: "poly" },
    { workers: 1 },
  );
  const [poly, , rect] = rows;
  assert.deepEqual([poly.share, poly.share_se, poly.share_lo], [1, 0, null]);
  assert.ok(Math.abs(rect.share - Math.exp(mean)) < 1e-12);
  assert.ok(Math.abs(rect.share_se - rect.share * standardError) < 1e-12);
  assert.equal(rect.share_gain, gain);
  // the two-sided 95 % quantile of Student's t with 11 degrees of freedom, from printed tables
  const ends = [rect.share_lo!, rect.share_hi!].map(
    (end) => (Math.log(end) - mean) / standardError,
  );
  for (const end of ends) assert.ok(Math.abs(Math.abs(end) - 2.201) < 5e-4);
  const all = { kind: "all", epsilon: 0 } as const;
  const theory = (energy: "poly" | "rect") => predictedCapacity({ energy, n: 3, N: 16 }, all);
  // predictions in rows have ten digits
  const share = theory("rect") / theory("poly");
  assert.ok(Math.abs(rect.theory_share! / share - 1) < 1e-9);
});

test("pairedShares: a row without its reference is refused in words", () => {
  const rows = [made("poly", 16, [2, 3])];
  assert.throws(
    () => pairedShares(rows, { correlation: "ar1:0" }),
    /expected a row of energy poly, order 3, N 16, separation none, correlation ar1:0, seed 3/,
  );
});

test("trialSlopes: recovers the exponent of each trial, one line for each setting", () => {
  const sizes = [10, 20, 80];
  const exponents = [1.5, 2, 2.2];
  const rows = (["poly", "rect"] as const).flatMap((energy, k) =>
    sizes.map((N) =>
      made(
        energy,
        N,
        exponents.map((exponent) => 3 * N ** (exponent - k)),
      ),
    ),
  );
  const found = trialSlopes(rows, "N", ({ N }) => Math.log(N));
  assert.deepEqual(
    found.map(({ energy, points }) => [energy, points]),
    [
      ["poly", 3],
      ["rect", 3],
    ],
  );
  found.forEach(({ slopes, slope, slope_se, slope_lo, slope_hi }, k) => {
    slopes.forEach((value, trial) => {
      assert.ok(Math.abs(value - (exponents[trial] - k)) < 1e-12);
    });
    assert.ok(Math.abs(slope - (1.9 - k)) < 1e-12);
    assert.ok(Math.abs(slope_se - Math.sqrt(0.13 / 3)) < 1e-12);
    // Student's t with 2 degrees of freedom
    assert.ok(Math.abs((slope_hi! - slope_lo!) / (2 * slope_se) - 4.303) < 5e-4);
  });
});

test("trialSlopes: rows of other trials cannot make a line", () => {
  const rows = [made("poly", 10, [2, 3]), made("poly", 20, [4, 5, 6])];
  assert.throws(() => trialSlopes(rows, "N", ({ N }) => N), /rows of equal trials, got 2, 3/);
});

test("theoryRows: are the predictions of the rows that have one", () => {
  const row = { ...made("poly", 10, [2, 3]), k50_lo: 1, theory_k50: 7.5 };
  const [only, ...others] = theoryRows([row, made("poly", 20, [4, 5])]);
  assert.deepEqual([only.source, only.N, only.k50, only.k50_lo], ["theory", 10, 7.5, null]);
  assert.equal(others.length, 0);
});

test("trialCapacities: leaves out what theory expects to store more than asked", async () => {
  const rows = await trialCapacities(
    { orders: [3], N: [16, 20], trials: 4, seed: 1, mostExpected: 12 },
    { workers: 1 },
  );
  assert.deepEqual(
    rows.map(({ N, theory_k50 }) => [N, theory_k50! < 12]),
    [[16, true]],
  );
});

function made(energy: string, N: number, firsts: readonly number[]): TrialCapacities {
  return {
    source: "simulation",
    energy,
    order: 3,
    N,
    separation: "none",
    correlation: "none",
    criterion: "all",
    trials: firsts.length,
    k50: 0,
    k50_lo: null,
    k50_hi: null,
    k_first_mean: null,
    k_first_se: null,
    k_last_mean: null,
    k_last_se: null,
    theory_k50: null,
    rule: "",
    seed: 3,
    firsts,
  };
}
