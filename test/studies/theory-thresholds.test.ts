import assert from "node:assert/strict";
import { test } from "node:test";
import { dynamicsParts, type TheoryPart } from "../../src/studies/dynamics-parts.ts";
import { task } from "../../src/studies/theory-thresholds.ts";

const [part] = dynamicsParts({
  orders: [3],
  loads: [2],
  steps: 1,
  seed: 1,
  theory: { solver: "exact" },
}) as TheoryPart[];
// m(1) = erf(m₀² / √(2 α′)) = 0.8 at m₀² / √α′ = 1.281552
const gain = 1.2815515655446004;

test("theory thresholds: a bracket ends where no number is left in it, however small the tolerance", () => {
  const search = { success: 0.8, tolerance: 1e-300, population: 0 };
  const load = task({ part, threshold: { of: "load", overlap0: 1 }, ...search });
  const small = { ...part, setting: { ...part.setting, load: 0.1 } };
  const overlap = task({ part: small, threshold: { of: "overlap" }, ...search });
  for (const [{ lo, hi }, expected] of [
    [load, gain ** -2],
    [overlap, Math.sqrt(gain * Math.sqrt(0.1))],
  ] as const) {
    // neighbouring numbers below 1, next to the closed form
    assert.ok(lo < hi && hi - lo <= 2 ** -53, `${lo} ${hi}`);
    assert.ok(Math.abs(lo - expected) < 1e-12, `${lo} ${expected}`);
  }
});

test("theory thresholds: beyond all numbers where nothing or everything retrieves", () => {
  const search = { part, success: 0.8, tolerance: 0.01, population: 0 };
  const never = task({ ...search, threshold: { of: "load", overlap0: 0 } });
  assert.deepEqual(never, { lo: -Infinity, hi: -Infinity });
  const always = { ...part, setting: { ...part.setting, load: 0.1 } };
  const all = task({ ...search, part: always, threshold: { of: "load", overlap0: 1 } });
  assert.deepEqual(all, { lo: Infinity, hi: Infinity });
  // one pattern's worth of noise at load 2 is too much even from overlap 1
  const none = task({ ...search, threshold: { of: "overlap" } });
  assert.deepEqual(none, { lo: Infinity, hi: Infinity });
});
