import assert from "node:assert/strict";
import { test } from "node:test";
import { wilsonInterval } from "../../src/numerics/wilson.ts";

test("wilsonInterval: bounds are the roots of (p̂ − p)² = z² p(1 − p)/T", () => {
  for (const [passed, trials] of [
    [0, 10],
    [1, 10],
    [7, 10],
    [50, 100],
    [200, 200],
  ]) {
    const { lo, hi } = wilsonInterval(passed, trials);
    const z2 = 1.959963984540054 ** 2;
    for (const p of [lo, hi]) {
      const residual = (passed / trials - p) ** 2 - (z2 * p * (1 - p)) / trials;
      assert.ok(Math.abs(residual) < 1e-15, `${passed} of ${trials} at ${p}`);
    }
    assert.ok(lo >= 0 && lo <= passed / trials && hi >= passed / trials && hi <= 1);
  }
});

test("wilsonInterval: known values", () => {
  // 10 of 20: 1/2 ± z/(2√(T + z²)) = 0.5 ± 0.200719; 0 of 10: z²/(T + z²) = 0.277533.
  const half = wilsonInterval(10, 20);
  assert.ok(Math.abs(half.lo - 0.299298) < 1e-6 && Math.abs(half.hi - 0.700702) < 1e-6);
  assert.equal(wilsonInterval(0, 10).lo, 0);
  assert.ok(Math.abs(wilsonInterval(0, 10).hi - 0.277533) < 1e-6);
});

test("wilsonInterval: impossible counts are refused", () => {
  assert.throws(() => wilsonInterval(3, 2), {
    message: "wilsonInterval: expected integers 0 <= passed <= trials and trials >= 1, got 3 of 2",
  });
  assert.throws(() => wilsonInterval(0, 0), RangeError);
  assert.throws(() => wilsonInterval(1.5, 3), /^RangeError: .*got 1\.5 of 3$/);
  assert.throws(() => wilsonInterval(1, 2.5), RangeError);
  for (const z of [Number.NaN, 0, Infinity]) {
    assert.throws(() => wilsonInterval(1, 3, z), {
      message: `wilsonInterval: expected a finite z > 0, got ${z}`,
    });
  }
});
