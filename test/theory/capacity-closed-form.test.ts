import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bitErrorProbability,
  capacityAtBitError,
  capacityOfAllPatterns,
  capacityOfOnePattern,
  type PowerModel,
} from "../../src/theory/capacity-closed-form.ts";
import { oddDoubleFactorial } from "../../src/theory/double-factorial.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

test("oddDoubleFactorial: is E[z^(2n−2)] of a standard Gaussian", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(oddDoubleFactorial), [1, 1, 3, 15, 105, 945]);
});

test("bitErrorProbability: printed values of the formula", () => {
  // Five printed digits: relative tolerance 5e-5.
  const printed: [PowerModel, number, number][] = [
    [poly(2, 20), 6, 4.1271e-2],
    [poly(2, 100), 20, 1.4645e-2],
    [poly(3, 20), 15, 1.5714e-3],
    [poly(4, 40), 300, 8.632e-5],
    [poly(5, 20), 100, 5.018e-5],
    [rect(2, 20), 6, 5.512e-3],
    [rect(3, 64), 120, 9.5733e-7],
    [rect(5, 16), 40, 1.1943e-8],
  ];
  for (const [model, P, value] of printed) {
    const ours = bitErrorProbability(model, P);
    assert.ok(Math.abs(ours / value - 1) < 5e-5, `${JSON.stringify(model)}: ${ours}`);
  }
});

test("capacityOfOnePattern, capacityOfAllPatterns: printed values, one decimal", () => {
  const printed: [PowerModel, number, number][] = [
    [poly(2, 20), 3.3, 1.7],
    [poly(3, 40), 72.3, 24.1],
    [poly(4, 64), 2101.1, 525.3],
    [poly(5, 40), 3304.7, 660.9],
    [rect(2, 64), 15.4, 7.7],
    [rect(3, 100), 723.8, 241.3],
    [rect(5, 32), 2881.5, 576.3],
  ];
  for (const [model, one, all] of printed) {
    assert.ok(Math.abs(capacityOfOnePattern(model) - one) <= 0.0501, JSON.stringify(model));
    assert.ok(Math.abs(capacityOfAllPatterns(model) - all) <= 0.0501, JSON.stringify(model));
  }
});

test("capacityAtBitError: the Gaussian tail at that load is epsilon", () => {
  // n = 2, ε = 0.005: z = 2.575829, α = 1/z² = 0.150719.
  assert.ok(Math.abs(capacityAtBitError(poly(2, 1000), 0.005) / 1000 - 0.150719) < 1e-6);
  assert.ok(
    Math.abs(capacityAtBitError(rect(3, 50), 0.01) / capacityAtBitError(poly(3, 50), 0.01) - 2) <
      1e-12,
  );
});

test("capacityAtBitError: leading tail of bitErrorProbability agrees to first order in 1/z²", () => {
  // Mills ratio: φ(z)/z overestimates the tail by a factor between 1 and 1 + 1/z².
  for (const epsilon of [1e-3, 1e-6, 1e-9]) {
    const model = poly(4, 100);
    const P = capacityAtBitError(model, epsilon);
    const z2 = 1e6 / (15 * P);
    const ratio = bitErrorProbability(model, P) / epsilon;
    assert.ok(ratio > 1 && ratio < 1 + 1 / z2 + 1e-6, `${ratio}`);
  }
});

test("closed forms: orders, sizes and errors outside their range are refused", () => {
  assert.throws(() => capacityOfOnePattern(poly(1, 20)), {
    name: "RangeError",
    message: "capacityOfOnePattern: expected an integer order n >= 2, got 1",
  });
  const unknown = { energy: "pol" as "poly", n: 3, N: 20 };
  assert.throws(
    () => capacityOfAllPatterns(unknown),
    /^TypeError: capacityOfOnePattern: expected energy .* got "pol"/,
  );
  assert.throws(() => bitErrorProbability(poly(2, 1), 3), /expected N >= 2, got 1/);
  assert.throws(() => bitErrorProbability(poly(2, 10), 0), /expected P > 0, got 0/);
  assert.throws(() => capacityAtBitError(poly(2, 10), 0.5), /expected 0 < epsilon < 1\/2, got 0.5/);
});
