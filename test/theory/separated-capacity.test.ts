import assert from "node:assert/strict";
import { test } from "node:test";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { capacityAtHalf } from "../../src/theory/predicted-capacity.ts";
import { capacityAtMeanSeparation } from "../../src/theory/separated-capacity.ts";
import { meanSeparationRows } from "../support/structured-tables.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

test("capacityAtMeanSeparation: at δ = ½ is that of independent patterns", () => {
  for (const model of [poly(3, 40), poly(4, 20), rect(3, 30)]) {
    // −ln(1 − (1 − e^{−n})) = n: the two agree but for the rare agreements left out, 1e-5 of them each
    const ratio = capacityAtMeanSeparation(model, 0.5) / capacityAtHalf(model);
    assert.ok(Math.abs(ratio - 1) < 1e-6, `${JSON.stringify(model)}: ${ratio}`);
  }
});

test("capacityAtMeanSeparation: mean first failures of an independent program, within 16 %", () => {
  let bias = 0;
  for (const { model, setting, first, error } of meanSeparationRows) {
    const K = capacityAtMeanSeparation(model, Number(setting));
    const stated = first < 10 ? 0.16 : 0.1;
    const label = `${JSON.stringify(model)}, ${setting}: ${K} for ${first}`;
    assert.ok(Math.abs(K - first) < stated * first + 5 * error, label);
    bias += (K / first - 1) / meanSeparationRows.length;
  }
  assert.ok(Math.abs(bias) < 0.03, `on average ${bias}`);
  assert.equal(meanSeparationRows.length, 53);
});

test("capacityAtMeanSeparation: grows with the separation", () => {
  const K = [0.05, 0.2, 0.35, 0.45, 0.5].map((delta) =>
    capacityAtMeanSeparation(poly(3, 32), delta),
  );
  assert.deepEqual(
    [...K].sort((a, b) => a - b),
    K,
  );
});

test("capacityAtMeanSeparation: separations and orders outside their range are refused", () => {
  assert.throws(() => capacityAtMeanSeparation(poly(3, 20), 0), /0 < delta <= 1\/2, got 0$/);
  assert.throws(() => capacityAtMeanSeparation(poly(3, 20), 0.6), /0 < delta <= 1\/2, got 0.6/);
  assert.throws(() => capacityAtMeanSeparation(poly(2, 20), 0.4), /order n >= 3 for poly, got 2/);
});
