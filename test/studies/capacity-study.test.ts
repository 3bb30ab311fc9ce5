import assert from "node:assert/strict";
import { test } from "node:test";
import { interactionNamed } from "../../src/studies/capacity-model.ts";
import { type CapacityRow, closedFormCapacity } from "../../src/studies/capacity-row.ts";
import type { CapacitySetting } from "../../src/studies/capacity-setting.ts";
import { capacitySettings, capacityStudy } from "../../src/studies/capacity-study.ts";
import { simulatedCapacity } from "../../src/studies/simulated-capacity.ts";
import { capacityOfAllPatterns } from "../../src/theory/capacity-closed-form.ts";

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
  assert.deepEqual(
    theory.map(({ order, N, k50 }) => [order, N, k50]),
    [
      [2, 16],
      [2, 20],
      [3, 16],
      [3, 20],
    ].map(([n, N]) => [n, N, capacityOfAllPatterns({ energy: "poly", n, N })]),
  );
  assert.ok(theory.every(({ separation, correlation }) => separation + correlation === "nonenone"));
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

test("closedFormCapacity: is null where no closed form holds", () => {
  assert.equal(closedFormCapacity({ ...setting, energy: "exp", order: null }), null);
  assert.equal(closedFormCapacity({ ...setting, criterion: "pattern:0.05" }), null);
  assert.equal(closedFormCapacity({ ...setting, correlation: "ar1:0.1" }), null);
  const row = closedFormCapacity({ ...setting, criterion: "bit:0.005" });
  assert.ok(row && row.k50 > 200 && row.k50 < 212 && row.source === "theory");
  assert.equal(closedFormCapacity({ ...setting, criterion: " bit:0.5" }), null);
  assert.throws(() => closedFormCapacity({ ...setting, criterion: "bit:x" }), /parseCriterion/);
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
