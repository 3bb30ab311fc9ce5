import assert from "node:assert/strict";
import { test } from "node:test";
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import { bitErrorExact } from "../../src/theory/bit-error-exact.ts";
import { bitErrorSaddlepoint } from "../../src/theory/bit-error-saddlepoint.ts";
import type { PowerModel } from "../../src/theory/capacity-closed-form.ts";
import { crosstalkLaw, cumulants } from "../../src/theory/crosstalk-law.ts";
import { latticeTail } from "../../src/theory/lattice-tail.ts";
import { saddlepointTail } from "../../src/theory/saddlepoint.ts";
import { bitErrorRows, halfDigit } from "../support/bit-error-tables.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

test("cumulants: logarithm of the generating function and its derivatives", () => {
  const law = crosstalkLaw(rect(3, 12));
  for (const lambda of [-3, -0.2, 0, 0.7, 12]) {
    const K = (t: number) =>
      Math.log(
        law.size.reduce((sum, z, k) => sum + Math.exp(law.logMass[k]) * Math.cosh(t * z), 0),
      );
    const h = 1e-3;
    const ours = cumulants(law, lambda);
    // central differences: errors h²K'''/6 and h²K''''/12, rounding 1e-16/h²
    assert.ok(Math.abs(ours.K - K(lambda)) < 1e-14 * (1 + Math.abs(lambda)));
    const slope = (K(lambda + h) - K(lambda - h)) / (2 * h);
    const curvature = (K(lambda + h) - 2 * K(lambda) + K(lambda - h)) / (h * h);
    assert.ok(Math.abs(ours.slope - slope) < 1e-6, `${lambda}: ${ours.slope}, ${slope}`);
    assert.ok(Math.abs(ours.curvature - curvature) < 1e-6, `${lambda}: ${ours.curvature}`);
  }
});

test("saddlepointTail: a sum of signs, whose saddle point has a closed form", () => {
  const law = crosstalkLaw(poly(1, 8));
  for (const M of [1.5, 4, 30, 1000]) {
    // K = ln cosh λ, M tanh λ = 1
    const lambda = Math.atanh(1 / M);
    const w = Math.sqrt(2 * (lambda - M * Math.log1p(2 * Math.sinh(lambda / 2) ** 2)));
    const u = lambda * Math.sqrt(M * (1 - 1 / M ** 2));
    const phi = Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI);
    const tail = normalCdf(-w, 0, 1) + phi * (1 / u - 1 / w);
    assert.ok(Math.abs(saddlepointTail(law, M) / tail - 1) < 1e-9, `M = ${M}`);
  }
});

test("saddlepointTail: biased signs, from far off the mean to 1e-6 standard deviations", () => {
  for (const bias of [-0.5, 0.01, 0.5, 0.9]) {
    const law = {
      size: Float64Array.of(1),
      logMass: Float64Array.of(0),
      bias: Float64Array.of(bias),
    };
    const p = (1 + bias) / 2;
    for (const distance of [-0.3, -1e-2, -1e-4, -1e-6, 1e-6, 2e-5, 1e-4, 1e-3, 0.02, 0.3]) {
      // the tilted probability of +1, (1 + 1/M)/2, is p + e
      const e = (distance * Math.sqrt(1 - bias ** 2) * Math.sqrt(Math.abs(bias))) / 2;
      const M = 1 / (bias + 2 * e);
      if (!(M > 1) || Math.abs(e) > 0.3 * Math.min(p, 1 - p)) continue;
      // (p + e) ln((p + e)/p) + (1 − p − e) ln((1 − p − e)/(1 − p)) in powers of e
      let divergence = 0;
      for (let k = 60; k >= 2; k--) {
        divergence += ((-1) ** k * p * (e / p) ** k + (1 - p) * (e / (1 - p)) ** k) / (k * (k - 1));
      }
      const lambda = (Math.log1p(e / p) - Math.log1p(-e / (1 - p))) / 2;
      const w = Math.sign(e) * Math.sqrt(2 * M * divergence);
      const u = lambda * Math.sqrt(M * (1 - 1 / M ** 2));
      const phi = Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI);
      const tail = normalCdf(-w, 0, 1) + phi * (1 / u - 1 / w);
      const ours = saddlepointTail(law, M);
      assert.ok(Math.abs(ours - tail) < 1e-9, `bias ${bias}, ${distance}: ${ours} for ${tail}`);
    }
  }
});

test("saddlepointTail: rare large summands at the mean, by series and by formula", () => {
  // K = ln(1 + p(cosh λA − 1)); ½ − P = φ(0)(1 + ρ₄/8) x at x standard deviations, ρ₄ = (1/p − 3)/M
  const [p, M] = [0.01, 200];
  for (const x of [1e-7, 1e-6, 1e-4, 1e-3]) {
    const A = 1 / (x * Math.sqrt(M * p));
    const law = {
      size: Float64Array.of(0, A),
      logMass: Float64Array.of(Math.log(1 - p), Math.log(p)),
      bias: null,
    };
    const slope = ((0.5 - saddlepointTail(law, M)) * Math.sqrt(2 * Math.PI)) / x;
    const exact = 1 + (1 / p - 3) / M / 8;
    // next terms x², rounding 1e-16 of ½ and, of the formula, of 1/w
    const rounding = x < 5e-6 ? 1e-15 / x : 1e-15 / x ** 2;
    assert.ok(Math.abs(slope - exact) < 2 * x * x + rounding, `${x}: ${slope} for ${exact}`);
  }
});

test("saddlepointTail: heavy tails at the mean, against the exact sum", () => {
  // odd numbers of about equal logarithms, 20 of them: even sums, ½ − P(S > 1) = P(S = 0)/2
  const values = Array.from({ length: 30 }, (_, k) => 2 * Math.floor(40 * 1.31 ** k) + 1);
  const law = {
    size: Float64Array.from(values),
    logMass: new Float64Array(30).fill(-Math.log(30)),
    bias: null,
  };
  const atoms = values.flatMap((value) =>
    [1, -1].map((sign) => ({ value: BigInt(sign * value), probability: 1 / 60 })),
  );
  const exact = 0.5 - latticeTail(atoms, law, 20, 1n).above;
  const ours = 0.5 - saddlepointTail(law, 20);
  const [second, fourth] = [2, 4].map((k) => values.reduce((sum, v) => sum + v ** k, 0) / 30);
  const rho4 = (fourth / second ** 2 - 3) / 20;
  assert.ok(rho4 / 8 > 0.02, `the fourth cumulant matters: ${rho4}`);
  // terms of the next order, ρ₄² and ρ₆ = O(ρ₄²)
  assert.ok(Math.abs(ours / exact - 1) < rho4 ** 2 / 4, `${ours} for ${exact}`);
});

test("saddlepointTail: values printed by an independent program, to the last digit", () => {
  for (const { model, P, saddlepoint } of bitErrorRows) {
    const ours = saddlepointTail(crosstalkLaw(model), P - 1);
    const label = `${JSON.stringify(model)}, P = ${P}: ${ours} for ${saddlepoint}`;
    assert.ok(Math.abs(ours - Number(saddlepoint)) < halfDigit(saddlepoint), label);
  }
});

test("bitErrorSaddlepoint: the exact error within what its description says", () => {
  const rows: [PowerModel, number, number, number][] = [
    [poly(3, 20), 15, 1.005, 1.015],
    [poly(3, 64), 120, 1.003, 1.006],
    [poly(3, 100), 200, 1.001, 1.004],
    [poly(4, 40), 300, 0.9995, 1],
    [poly(4, 64), 1000, 0.9995, 1],
    [poly(5, 20), 100, 1.04, 1.06],
    [rect(2, 20), 6, 1.19, 1.22],
    [rect(3, 64), 120, 1.003, 1.008],
    [rect(5, 16), 40, 0.78, 0.82],
  ];
  for (const [model, P, least, most] of rows) {
    const ratio = bitErrorSaddlepoint(model, P) / bitErrorExact(model, P).unstable;
    assert.ok(ratio > least && ratio < most, `${JSON.stringify(model)}, P = ${P}: ${ratio}`);
  }
});

test("bitErrorSaddlepoint: the exponential interaction against its exact error at e^{2β} = 2", () => {
  // F(x+1) − F(x−1) is then a power of 2 times a constant, and lies on a lattice
  const N = 16;
  const law = crosstalkLaw({ energy: "exp", beta: Math.LN2 / 2, N });
  const atoms = Array.from({ length: N }, (_, u) =>
    [1n, -1n].map((sign) => ({
      value: sign * 2n ** BigInt(u),
      probability: Math.exp(law.logMass[u]) / 2,
    })),
  ).flat();
  for (const [P, error] of [
    [300, 0.02],
    [3000, 0.01],
  ]) {
    const { above } = latticeTail(atoms, law, P - 1, 2n ** BigInt(N - 1));
    const ours = bitErrorSaddlepoint({ energy: "exp", beta: Math.LN2 / 2, N }, P);
    assert.ok(Math.abs(ours / above - 1) < error, `P = ${P}: ${ours} for ${above}`);
  }
});

test("bitErrorSaddlepoint: n = 1 and 2 are exact", () => {
  assert.equal(bitErrorSaddlepoint(poly(2, 20), 6), bitErrorExact(poly(2, 20), 6).unstable);
  assert.equal(bitErrorSaddlepoint(poly(1, 20), 6), bitErrorExact(poly(1, 20), 6).unstable);
});

test("bitErrorSaddlepoint: the Gaussian tail of the same variance at large N", () => {
  // z² = S²/(P Var): the fourth cumulant changes the tail by z⁴ρ₄/24, ρ₄ ≈ (35/3)/P
  for (const [n, P] of [
    [3, 3e6],
    [4, 4e9],
  ]) {
    const model = poly(n, 10000);
    const variance = cumulants(crosstalkLaw(model), 0).curvature;
    const z = 1 / Math.sqrt((P - 1) * variance);
    const ratio = bitErrorSaddlepoint(model, P) / normalCdf(-z, 0, 1);
    assert.ok(z > 2 && Math.abs(ratio - 1) < (z ** 4 * 20) / P, `n = ${n}: z = ${z}, ${ratio}`);
  }
});

test("bitErrorSaddlepoint: smooth and close to one half where the noise drowns the signal", () => {
  const model = poly(3, 20);
  const variance = cumulants(crosstalkLaw(model), 0).curvature;
  for (const P of [1e6, 1e8, 1e10, 1e12, 1e15]) {
    // Φ̄(z) = ½ − z/√(2π) + z³…, and the fourth cumulant adds −φ ρ₄ z/8 with ρ₄ of order 10/P
    const z = 1 / Math.sqrt((P - 1) * variance);
    const gap = (0.5 - bitErrorSaddlepoint(model, P)) / (z / Math.sqrt(2 * Math.PI));
    // rounding: 1e-16 of the difference from ½, and away from the series of 1/u and 1/w
    const rounding = z > 1e-6 ? 1e-15 / z ** 2 : 4e-16 / z;
    assert.ok(Math.abs(gap - 1) < z * z + 20 / P + rounding, `P = ${P}: ${gap - 1}`);
  }
});

test("bitErrorSaddlepoint: large orders and sizes stay finite and grow with P", () => {
  const model = poly(30, 2000);
  const errors = [2, 10, 1e20, 1e50, 1e60, 1e70].map((P) => bitErrorSaddlepoint(model, P));
  errors.forEach((error, k) => {
    assert.ok(error >= (errors[k - 1] ?? 0) && error <= 0.5, `${errors}`);
  });
  assert.ok(errors[5] > 1e-3, `${errors}`);
  // far below capacity E e^{λz} is beyond float64
  const rare = bitErrorSaddlepoint(poly(3, 3000), 15000);
  const beyond = bitErrorSaddlepoint(poly(3, 100000), 4);
  assert.ok(rare > 0 && rare < 1e-30 && beyond === 0, `${rare}, ${beyond}`);
});

test("bitErrorSaddlepoint: arguments outside their range are refused", () => {
  assert.throws(() => bitErrorSaddlepoint(poly(3, 20), 1.5), /a finite P >= 2, got 1.5/);
  assert.throws(() => bitErrorSaddlepoint(poly(2, 20), 5.5), /an integer P >= 2, got 5.5/);
  assert.throws(() => bitErrorSaddlepoint(poly(3, 2 ** 20), 5), /2 <= N <= 131072, got 1048576/);
  assert.throws(
    () => bitErrorSaddlepoint({ energy: "exp", beta: -1, N: 20 }, 5),
    /expected a finite beta > 0, got -1/,
  );
});
