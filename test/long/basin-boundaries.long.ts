import assert from "node:assert/strict";
import { test } from "node:test";
import { type BasinRow, basinBoundaries } from "../../src/studies/basin-boundaries.ts";

/** m_c at loads 0.05 … 0.25, n = 3, of a solver of its own with 3e4 paths, bisected to ± 0.0034. */
const reference: Readonly<Record<number, readonly number[]>> = {
  20: [0.273, 0.386, 0.479, 0.572, 0.678],
  60: [0.273, 0.386, 0.479, 0.565, 0.665],
};

test("basinBoundaries: theory at five loads and two horizons is that of a solver of its own", async () => {
  for (const [steps, boundaries] of Object.entries(reference)) {
    const table = await basinBoundaries({
      orders: [3],
      loads: [0.05, 0.1, 0.15, 0.2, 0.25],
      steps: Number(steps),
      seed: 1,
    });
    for (const [k, row] of (table.objects() as BasinRow[]).entries()) {
      const { load, overlap_c_lo: lo, overlap_c_hi: hi } = row;
      const words = `T = ${steps}, load ${load}: ${lo} … ${hi}, reference ${boundaries[k]}`;
      assert.ok(lo! - 0.0034 < boundaries[k] && boundaries[k] < hi! + 0.0034, words);
    }
  }
});

test("basinBoundaries: at N = 512 half of the runs retrieve from about the boundary of theory", async () => {
  const table = await basinBoundaries({
    orders: [3],
    loads: [0.1, 0.2],
    steps: 30,
    seed: 1,
    theory: false,
    simulate: { N: [512], sets: 60 },
  });
  // fractions of 400 runs with m(30) > 0.8: 0.477 from 0.4 at load 0.1, 0.043 and 0.662 from 0.5 and 0.6 at 0.2
  const [low, high] = table.objects() as BasinRow[];
  assert.ok(low.overlap_c_lo! < 0.402 + 0.01 && low.overlap_c_hi! > 0.402 - 0.01);
  assert.ok(high.overlap_c_lo! < 0.59 && high.overlap_c_hi! > 0.56);
});
