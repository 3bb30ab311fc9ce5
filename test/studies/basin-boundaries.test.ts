import assert from "node:assert/strict";
import { test } from "node:test";
import { type BasinRow, basinBoundaries } from "../../src/studies/basin-boundaries.ts";
import { dynamicsPhaseMap, type PhaseMapRow } from "../../src/studies/dynamics-phase-map.ts";
import { bracketsMean } from "../../src/studies/threshold-estimate.ts";

test("basinBoundaries: theory finds the boundary of a solver of its own", async () => {
  const table = await basinBoundaries(
    {
      orders: [3],
      loads: [0.05, 0.1, 0.15],
      steps: 20,
      seed: 1,
      theory: { paths: 6000, populations: 3 },
    },
    { workers: 1 },
  );
  // bisection brackets of ± 0.0034 with 3e4 paths
  const reference = [0.273, 0.386, 0.479];
  for (const [k, row] of (table.objects() as BasinRow[]).entries()) {
    const { overlap_c, overlap_c_lo: lo, overlap_c_hi: hi } = row;
    assert.deepEqual([row.status, row.P, row.N, row.sets], ["found", null, null, null]);
    assert.ok(lo! < overlap_c! && overlap_c! < hi! && hi! - lo! < 0.03, `${lo} ${hi}`);
    assert.ok(lo! - 0.0034 < reference[k] && reference[k] < hi! + 0.0034, `${lo} ${hi}`);
  }
});

const simulated = {
  orders: [3],
  loads: [0.1],
  steps: 12,
  seed: 7,
  theory: false,
  simulate: { N: [80], sets: 150, targets: 2 },
} as const;

test("basinBoundaries: half of the simulated runs retrieve from the boundary", async () => {
  const [row] = (await basinBoundaries(simulated)).objects() as BasinRow[];
  const { overlap_c, overlap_c_lo: lo, overlap_c_hi: hi } = row;
  assert.equal(row.status, "found");
  assert.ok(lo! < overlap_c! && overlap_c! < hi!);
  // other sets than those of the search
  const map = await dynamicsPhaseMap({ ...simulated, overlaps: [lo!, hi!], seed: 8 });
  const [below, above] = map.objects() as PhaseMapRow[];
  assert.ok(below.retrieved < 0.5 + 5 * below.retrieved_se!, `${below.retrieved}`);
  assert.ok(above.retrieved > 0.5 - 5 * above.retrieved_se!, `${above.retrieved}`);
});

test("basinBoundaries: the same numbers with 1 and 2 workers, also with noise", async () => {
  const grid = { ...simulated, simulate: { N: [40], sets: 8, targets: 3 }, temperature: 0.1 };
  const both = { ...grid, theory: { paths: 200, populations: 2 } };
  const one = (await basinBoundaries(both, { workers: 1 })).objects();
  assert.deepEqual((await basinBoundaries(both, { workers: 2 })).objects(), one);
});

test("basinBoundaries: beyond capacity no start retrieves, and a weak criterion takes all", async () => {
  const both = { ...simulated, theory: { paths: 500, populations: 2 }, loads: [1] };
  for (const row of (await basinBoundaries(both)).objects() as BasinRow[]) {
    assert.deepEqual([row.status, row.overlap_c, row.overlap_c_hi], ["none", null, null]);
  }
  const weak = { ...simulated, success: 0.0001, steps: 1, simulate: { N: [400], sets: 1 } };
  const table = await basinBoundaries({ ...weak, loads: [0.001] });
  assert.equal((table.objects() as BasinRow[])[0].overlap_c_lo, null);
});

test("basinBoundaries: a share that is none is refused by name", async () => {
  await assert.rejects(basinBoundaries({ ...simulated, tolerance: 0 }), {
    name: "RangeError",
    message: "basinBoundaries: expected 0 < tolerance < 1, got 0",
  });
});

test("bracketsMean: Student's interval widened by half a bracket, and the majority beyond numbers", () => {
  const bracket = (lo: number) => ({ lo, hi: lo + 0.5 });
  assert.deepEqual(bracketsMean([bracket(1)]), { value: 1.25, lo: 1, hi: 1.5 });
  assert.deepEqual(bracketsMean([bracket(1), bracket(1)]), { value: 1.25, lo: 1, hi: 1.5 });
  const { value, lo, hi } = bracketsMean([bracket(1), bracket(2)]);
  // t of 1 degree of freedom: 12.7062, standard error 1/2
  assert.equal(value, 1.75);
  assert.ok(Math.abs(lo! - (1.75 - 0.25 - 6.3531)) < 1e-4);
  assert.ok(Math.abs(hi! - (1.75 + 0.25 + 6.3531)) < 1e-4);
  const beyond = { lo: Infinity, hi: Infinity };
  assert.equal(bracketsMean([bracket(1), beyond, beyond]).value, Infinity);
  const below = { lo: -Infinity, hi: -Infinity };
  assert.equal(bracketsMean([bracket(1), below, below]).value, -Infinity);
  assert.equal(bracketsMean([bracket(1), below]).value, 1.25);
});
