import assert from "node:assert/strict";
import { test } from "node:test";
import { curveEstimate } from "../../src/capacity/curve-estimate.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { capacityAtHalf } from "../../src/theory/predicted-capacity.ts";
import { curvesOf } from "../support/capacity-rows.ts";

test("capacityAtHalf: K50 of simulated sets, within 15 % below N = 50 and 5 % above", () => {
  const rows: [PowerModel["energy"], number, number, number][] = [
    ["poly", 2, 20, 400],
    ["poly", 2, 40, 400],
    ["poly", 2, 100, 400],
    ["poly", 3, 20, 300],
    ["poly", 3, 32, 300],
    ["poly", 3, 64, 300],
    ["poly", 3, 100, 60],
    ["poly", 4, 20, 200],
    ["poly", 5, 20, 100],
    ["rect", 2, 40, 400],
    ["rect", 3, 20, 200],
    ["rect", 3, 32, 200],
    ["rect", 3, 64, 100],
    ["rect", 4, 20, 200],
    ["rect", 5, 20, 200],
  ];
  for (const [energy, n, N, trials] of rows) {
    const setting = { energy, order: n, N, separation: "none", correlation: "none" } as const;
    const { capacity, lo, hi } = curveEstimate(curvesOf(setting, trials, 1), { seed: 1 });
    assert.ok(lo !== null && hi !== null);
    const error = (hi - lo) / 2 / 1.96;
    const K = capacityAtHalf({ energy, n, N });
    const stated = N < 50 ? 0.15 : 0.05;
    const label = `${energy} ${n}, N = ${N}: ${K} for ${capacity} ± ${error}`;
    assert.ok(Math.abs(K - capacity) < stated * capacity + 5 * error, label);
    // errors must not hide the bound
    assert.ok(5 * error < 0.25 * capacity, label);
  }
});
