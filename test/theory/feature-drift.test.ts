import assert from "node:assert/strict";
import { test } from "node:test";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import {
  driftExponent,
  driftPerPattern,
  featureAlignment,
  noisePerPattern,
} from "../../src/theory/feature-drift.ts";

const models: PowerModel[] = [2, 3, 4, 5, 6].flatMap((n) => [
  { energy: "poly", n, N: 100 },
  { energy: "rect", n, N: 100 },
]);

/** E over Gaussian x of variance V and the sign s of a Gaussian that has correlation r with x. */
function expectation(f: (x: number) => number, V: number, r: number): number {
  const h = 1e-3;
  let sum = 0;
  for (let z = -14 + h / 2; z < 14; z += h) {
    const meanSign = 2 * normalCdf((r * z) / Math.sqrt(1 - r * r), 0, 1) - 1;
    sum += f(z * Math.sqrt(V)) * meanSign * Math.exp((-z * z) / 2);
  }
  return (sum * h) / Math.sqrt(2 * Math.PI);
}

/** 2F′(x), the step F(x+1) − F(x−1) at large x. */
const step =
  ({ energy, n }: PowerModel) =>
  (x: number) =>
    energy === "rect" && x < 0 ? 0 : 2 * n * x ** (n - 1);

test("driftPerPattern: the mean of sign times step over two correlated Gaussians", () => {
  for (const V of [1, 70]) {
    for (const model of models) {
      const size = noisePerPattern(model, V) ** 0.5;
      for (const r of [0.002, -0.01]) {
        // covariance of the sign with x; the mean sign at x departs from linear by a factor 1 + O(r² z²)
        const c = r * Math.sqrt((2 * V) / Math.PI);
        const numerical = expectation(step(model), V, r);
        const ours = driftPerPattern(model, c, V);
        const label = `${model.energy}, n = ${model.n}, V = ${V}: ${ours} for ${numerical}`;
        const most = 3 * model.n ** 2 * r * r * Math.abs(ours) + 1e-12 * size;
        assert.ok(Math.abs(ours - numerical) < most, label);
      }
    }
  }
});

test("noisePerPattern: the variance of the step over a Gaussian", () => {
  for (const model of models) {
    const square = (x: number) => step(model)(x) ** 2;
    const h = 1e-3;
    let sum = 0;
    for (let z = -16 + h / 2; z < 16; z += h) {
      sum += square(z * Math.sqrt(7)) * Math.exp((-z * z) / 2);
    }
    const numerical = (sum * h) / Math.sqrt(2 * Math.PI);
    assert.ok(Math.abs(noisePerPattern(model, 7) / numerical - 1) < 1e-6, JSON.stringify(model));
  }
});

test("driftPerPattern: the closed form with the Gamma function for rect", () => {
  // Γ(½), Γ(1), Γ(3/2), Γ(2), Γ(5/2)
  const root = Math.sqrt(Math.PI);
  [root, 1, root / 2, 1, (3 * root) / 4].forEach((gamma, k) => {
    const n = k + 2;
    const form = (2 * n * (n - 1) * 3 * 50 ** ((n - 2) / 2) * 2 ** ((n - 4) / 2) * gamma) / root;
    const ours = driftPerPattern({ energy: "rect", n, N: 50 }, 3, 50);
    assert.ok(Math.abs(ours / form - 1) < 1e-14, `n = ${n}: ${ours} for ${form}`);
  });
});

test("driftPerPattern: slopes predicted by an independent program, of two patterns a model", () => {
  // V = Σ R σσ of its patterns, N = 128, AR(1) 0.4, from its slopes; mean tr R² and, as of Gaussians,
  // variance 2 tr R⁴ over patterns
  const decay = (i: number, j: number) => 0.4 ** Math.abs(i - j);
  let [mean, variance] = [0, 0];
  for (let i = 0; i < 128; i++) {
    for (let j = 0; j < 128; j++) {
      let product = 0;
      for (let k = 0; k < 128; k++) product += decay(i, k) * decay(k, j);
      mean += decay(i, j) ** 2;
      variance += 2 * product ** 2;
    }
  }
  const printed: [PowerModel["energy"], number, number[]][] = [
    ["poly", 4, [4360, 4180]],
    ["poly", 6, [4.98e6, 5.63e6]],
    ["rect", 3, [64.1, 66.1]],
    ["rect", 4, [2200, 2140]],
  ];
  const implied = printed.flatMap(([energy, n, slopes]) =>
    slopes.map((slope) => (slope / driftPerPattern({ energy, n, N: 128 }, 1, 1)) ** (2 / (n - 2))),
  );
  const average = implied.reduce((sum, V) => sum + V, 0) / implied.length;
  // the two rows of a model are of two patterns at least
  assert.ok(Math.abs(average - mean) < 5 * Math.sqrt(variance / 2), `${average} for ${mean}`);
  for (const V of implied) assert.ok(Math.abs(V - mean) < 5 * Math.sqrt(variance), `${implied}`);
  assert.equal(driftPerPattern({ energy: "poly", n: 2, N: 128 }, 1, mean), 4);
});

test("featureAlignment: definition, with the diagonal left out", () => {
  const R = [
    [1, 0.5, 0.2],
    [0.5, 1, -0.1],
    [0.2, -0.1, 1],
  ];
  const c = featureAlignment(R, [1, -1, 1]);
  [-0.3, -0.4, 0.3].forEach((value, i) => {
    assert.ok(Math.abs(c[i] - value) < 1e-15, `${c}`);
  });
  assert.throws(() => featureAlignment(R, [1, -1]), {
    name: "RangeError",
    message: "featureAlignment: expected R with 2 rows of 2 entries for 2 spins, got 3 rows of 3",
  });
});

test("driftExponent: where the drift grown with P meets the signal", () => {
  for (const model of models) {
    // N-independent alignment, V proportional to N: P at which drift · P = 2n N^(n−1)
    const P = (N: number) => (2 * model.n * N ** (model.n - 1)) / driftPerPattern(model, 1, N);
    const exponent = Math.log2(P(2000) / P(1000));
    if (model.energy === "poly" && model.n % 2 === 1) {
      assert.equal(P(1000), Infinity);
      assert.equal(driftExponent(model), model.n - 1);
    } else assert.ok(Math.abs(driftExponent(model) - exponent) < 1e-12, JSON.stringify(model));
  }
});

test("driftPerPattern: orders, variances and energies outside their range are refused", () => {
  assert.throws(() => driftPerPattern({ energy: "poly", n: 1, N: 9 }, 1, 9), /n >= 2, got 1/);
  assert.throws(() => noisePerPattern({ energy: "rect", n: 3, N: 9 }, 0), /V > 0, got 0/);
  assert.throws(
    () => driftExponent({ energy: "exp" as "poly", n: 3 }),
    /^TypeError: driftExponent: expected energy "poly" or "rect", got "exp"/,
  );
});
