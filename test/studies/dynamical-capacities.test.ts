import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type DynamicalCapacityRow,
  dynamicalCapacities,
} from "../../src/studies/dynamical-capacities.ts";
import { dynamicsPhaseMap, type PhaseMapRow } from "../../src/studies/dynamics-phase-map.ts";

const theory = {
  orders: [3],
  steps: 10,
  seed: 1,
  theory: { paths: 4000, populations: 3 },
} as const;

const rowsOf = async (...[grid, options]: Parameters<typeof dynamicalCapacities>) =>
  (await dynamicalCapacities(grid, options)).objects() as DynamicalCapacityRow[];

test("dynamicalCapacities: theory crosses m(T) = 0.8 where the final overlaps say", async () => {
  const [row] = await rowsOf(theory, { workers: 1 });
  // m(10) = 0.817 at load 0.35 and 0.746 at 0.40, n = 3, 4e4 paths, ± 0.005
  const expected = 0.35 + ((0.817 - 0.8) / (0.817 - 0.746)) * 0.05;
  assert.ok(Math.abs(row.load_c! - expected) < 0.01, `${row.load_c}`);
  assert.ok(row.load_c_lo! < row.load_c! && row.load_c! < row.load_c_hi!);
  assert.deepEqual([row.source, row.P, row.overlap0, row.status], ["theory", null, 1, "found"]);
});

test("dynamicalCapacities: one step of theory is a closed form in every convention", async () => {
  // m(1) = erf(1/√(2 α′)) = 0.8 at √α′ = 1/1.281552
  const variance = 1.2815515655446004 ** -2;
  const perVariance = { variance: 1, krotov: 1 / 3, "abbott-arian": 2 / 3, factorial: 2 };
  for (const [convention, factor] of Object.entries(perVariance)) {
    const grid = { ...theory, steps: 1, theory: { paths: 100, populations: 1 } };
    const [row] = await rowsOf({ ...grid, convention: convention as "variance" }, { workers: 1 });
    assert.ok(Math.abs(row.load_c! / (factor * variance) - 1) < 0.004, `${convention}`);
    assert.equal(row.load_convention, convention);
  }
});

const simulated = {
  orders: [3],
  steps: 8,
  seed: 3,
  theory: false,
  simulate: { N: [60], sets: 200, targets: 2 },
} as const;

test("dynamicalCapacities: at the capacity half of the simulated runs keep their pattern", async () => {
  const [row] = await rowsOf(simulated);
  assert.equal(row.P, Math.round((row.load_c! * 60 ** 2) / 3));
  assert.ok(row.load_c_lo! <= row.load_c! && row.load_c! <= row.load_c_hi!);
  // other sets than those of the search
  const loads = [row.load_c_lo!, row.load_c_hi!];
  const map = await dynamicsPhaseMap({ ...simulated, loads, overlaps: [1], seed: 4 });
  const [below, above] = map.objects() as PhaseMapRow[];
  assert.ok(below.retrieved > 0.5 - 5 * below.retrieved_se!, `${below.retrieved}`);
  assert.ok(above.retrieved < 0.5 + 5 * above.retrieved_se!, `${above.retrieved}`);
});

test("dynamicalCapacities: the same numbers with 1 and 2 workers", async () => {
  const grid = { ...simulated, simulate: { N: [30], sets: 6 }, orders: [2, 3] };
  const both = { ...grid, theory: { paths: 200, populations: 2 } };
  assert.deepEqual(await rowsOf(both, { workers: 1 }), await rowsOf(both, { workers: 2 }));
});

test("dynamicalCapacities: a self term that freezes keeps its pattern at every load that is tried", async () => {
  const grid = { ...simulated, selfCoupling: true, orders: [4], simulate: { N: [24], sets: 2 } };
  const [row] = await rowsOf(grid);
  assert.deepEqual([row.load_c, row.P, row.status], [null, null, "all"]);
});

test("dynamicalCapacities: a start overlap outside -1 … 1 is refused", async () => {
  await assert.rejects(dynamicalCapacities({ ...simulated, overlap0: 2 }), {
    name: "RangeError",
    message: "dynamicalCapacities: expected start overlaps from -1 to 1, got 2",
  });
});

test("dynamicalCapacities: no capacity where nothing is retrieved at any load", async () => {
  for (const overlap0 of [0, -1]) {
    const grid = {
      ...simulated,
      orders: [4],
      overlap0,
      simulate: { N: [24], sets: 6 },
      theory: true,
    };
    const rows = await rowsOf({ ...grid, steps: 2, theory: { solver: "exact" } }, { workers: 1 });
    const none = [null, null, null, null, "none"];
    assert.deepEqual(
      rows.map(({ load_c, load_c_lo, load_c_hi, P, status }) => [
        ...[load_c, load_c_lo, load_c_hi, P],
        status,
      ]),
      [none, none],
      `${overlap0}`,
    );
  }
});

test("dynamicalCapacities: loads P/N are refused above order 2, where they do not stay with N", async () => {
  const grid = { ...simulated, simulate: { N: [30], sets: 2 }, convention: "samples" } as const;
  await assert.rejects(dynamicalCapacities(grid), {
    name: "RangeError",
    message:
      "dynamicalCapacities: expected a load convention that grows as N^2 at order 3, got samples; use variance",
  });
  const [row] = await rowsOf({ ...grid, orders: [2] }, { workers: 1 });
  const [same] = await rowsOf({ ...grid, orders: [2], convention: "variance" }, { workers: 1 });
  assert.deepEqual({ ...row, load_convention: "variance" }, same);
});
