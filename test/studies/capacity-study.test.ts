import assert from "node:assert/strict";
import { test } from "node:test";
import { interactionNamed } from "../../src/studies/capacity-model.ts";
import type { CapacityRow } from "../../src/studies/capacity-row.ts";
import type { CapacitySetting } from "../../src/studies/capacity-setting.ts";
import { capacitySettings, capacityStudy } from "../../src/studies/capacity-study.ts";
import { predictedK50 } from "../../src/studies/predicted-k50.ts";
import { simulatedCapacity } from "../../src/studies/simulated-capacity.ts";
import { capacityAtHalf } from "../../src/theory/predicted-capacity.ts";

const setting: CapacitySetting = {
  energy: "poly",
  order: 3,
  N: 64,
  separation: "none",
  correlation: "none",
  criterion: "all",
  trials: 40,
  seed: 1,
};

const measured = (one: CapacitySetting) => simulatedCapacity(one, { workers: 1 });

test("capacityStudy: one simulated row per combination, and the closed form where it holds", async () => {
  const rows: CapacityRow[] = [];
  const done: [number, number][] = [];
  const grid = {
    orders: [2, 3],
    N: [16, 20],
    separations: ["none", "mean:0.4"],
    correlations: ["none", "ar1:0.4"],
    trials: 2,
    seed: 3,
  };
  const table = await capacityStudy(grid, {
    onRow: (row) => rows.push(row),
    onProgress: (...progress) => done.push(progress),
  });
  assert.deepEqual(table.objects(), rows);
  assert.equal(rows.filter(({ source }) => source === "simulation").length, 16);
  const theory = rows.filter(({ source }) => source === "theory");
  const predicted = rows.filter(({ source, theory_k50 }) => source === "simulation" && theory_k50);
  assert.deepEqual(
    theory.map(({ order, N, correlation, k50 }) => [order, N, correlation, k50]),
    predicted.map(({ order, N, correlation, theory_k50 }) => [order, N, correlation, theory_k50]),
  );
  assert.ok(theory.length >= 4);
  assert.deepEqual(done.at(-1), [32, 32]);
  assert.deepEqual(
    capacitySettings(grid)
      .slice(0, 3)
      .map((s) => [s.order, s.N, s.separation, s.correlation]),
    [
      [2, 16, "none", "none"],
      [2, 16, "none", "ar1:0.4"],
      [2, 16, "mean:0.4", "none"],
    ],
  );
});

test("simulatedCapacity: lower separation and stronger correlation cost patterns, more at higher order", async () => {
  const kept = async (order: number, change: Partial<CapacitySetting>) => {
    const base = await measured({ ...setting, order, N: 32 });
    return (await measured({ ...setting, order, N: 32, ...change })).k50 / base.k50;
  };
  const correlated = [
    await kept(2, { correlation: "ar1:0.6" }),
    await kept(3, { correlation: "ar1:0.6" }),
    await kept(4, { correlation: "ar1:0.6" }),
  ];
  const close = [
    await kept(2, { separation: "mean:0.35" }),
    await kept(3, { separation: "mean:0.35" }),
    await kept(4, { separation: "mean:0.35" }),
  ];
  for (const [two, three, four] of [correlated, close]) {
    assert.ok(1 > two && two > three && three > four, `${two}, ${three}, ${four}`);
  }
});

test("simulatedCapacity: rect equals poly where every overlap is positive", async () => {
  const near = { ...setting, separation: "mean:0.2", trials: 20 };
  const poly = await measured(near);
  const rect = await measured({ ...near, energy: "rect" });
  assert.equal(rect.k50, poly.k50);
});

test("simulatedCapacity: without resamples one trial has no interval, exp prints its rate", async () => {
  const row = await simulatedCapacity({
    ...setting,
    energy: "exp",
    order: null,
    beta: 0.5,
    N: 10,
    trials: 1,
    resamples: 0,
  });
  const { energy, order, k50_lo, k50_hi, k_first_se } = row;
  assert.deepEqual(
    [energy, order, k50_lo, k50_hi, k_first_se],
    ["exp:0.5", null, null, null, null],
  );
});

test("capacityStudy: a small maximumP is a lower bound, unknown words are refused by name", async () => {
  const grid = { orders: [3], N: [20], trials: 2, seed: 1 };
  const table = await capacityStudy({ ...grid, maximumP: 3 });
  assert.equal(table.get("k50", 0), 3);
  assert.match(String(table.get("rule", 0)), /lower bound/);
  const search = "neste" as "nested";
  await assert.rejects(capacityStudy({ ...grid, search }), /TypeError: .* search .* got "neste"/);
  const energies = ["pol" as "poly"];
  await assert.rejects(capacityStudy({ ...grid, energies }), {
    name: "TypeError",
    message: 'interactionNamed: expected energy "poly", "rect" or "exp", got "pol"',
  });
});

test("capacityStudy: a single value where a list belongs is refused by name", async () => {
  const grid = { orders: [3], N: [20], trials: 2, seed: 1 };
  const wrong = (change: object) => capacityStudy({ ...grid, ...change });
  await assert.rejects(wrong({ N: 20 }), {
    name: "TypeError",
    message: "capacityStudy: expected a list N, got 20",
  });
  await assert.rejects(wrong({ orders: undefined }), /expected a list orders, got none$/);
  await assert.rejects(wrong({ energies: "poly" }), /expected a list energies, got "poly"$/);
});

test("capacityStudy: values of another kind, empty lists and no grid are refused by name", async () => {
  const grid = { orders: [3], N: [20], trials: 2, seed: 1 };
  const wrong: [object, RegExp][] = [
    [{ N: [] }, /^RangeError: capacityStudy: expected a list N of 1 value or more, got none$/],
    [{ orders: [] }, /^RangeError: .* list orders of 1 value or more, got none$/],
    [{ N: ["20"] }, /^TypeError: .* number N, got "20"$/],
    [{ criterion: 5 }, /^TypeError: .* text criterion, got 5$/],
    [{ separations: [0.4] }, /^TypeError: .* text separation, got 0.4$/],
    [{ correlations: [null] }, /^TypeError: .* text correlation, got null$/],
    [{ trials: "3" }, /^TypeError: .* number trials, got "3"$/],
    [{ seed: undefined }, /^TypeError: .* number seed, got none$/],
    [{ energies: ["exp"], beta: "1" }, /^TypeError: .* number beta, got "1"$/],
    [{ maximumP: [64] }, /^TypeError: .* number maximumP, got \[64\]$/],
  ];
  for (const [change, message] of wrong) {
    const study = capacityStudy({ ...grid, ...change });
    await assert.rejects(study, message, JSON.stringify(change));
  }
  await assert.rejects(capacityStudy(null as never), /^TypeError: .* a grid, got null$/);
});

test("predictedK50: is null where no theory holds, and good to its digits elsewhere", () => {
  assert.equal(predictedK50({ ...setting, energy: "exp", order: null }), null);
  assert.equal(predictedK50({ ...setting, criterion: "basin:0.1" }), null);
  assert.equal(predictedK50({ ...setting, criterion: "bit:0.5" }), null);
  assert.equal(predictedK50({ ...setting, ties: "fail" }), null);
  assert.throws(() => predictedK50({ ...setting, criterion: "bit:x" }), /parseCriterion/);
  const { order: n, N } = setting;
  const exact = capacityAtHalf({ energy: "poly", n: n!, N });
  assert.ok(Math.abs(predictedK50(setting)! / exact - 1) < 1e-9);
});

test("interactionNamed: poly, rect and exp; an order is needed where it means something", () => {
  assert.equal(interactionNamed("poly", 3, 1).name, "power(3)");
  assert.equal(interactionNamed("rect", 4, 1).name, "rectifiedPower(4)");
  assert.equal(interactionNamed("exp", null, 2).name, "exponential(2)");
  assert.throws(() => interactionNamed("pol" as "poly", 3, 1), {
    name: "TypeError",
    message: 'interactionNamed: expected energy "poly", "rect" or "exp", got "pol"',
  });
  assert.throws(() => interactionNamed("poly", null, 1), {
    message: "interactionNamed: expected an order for poly, got none",
  });
});
