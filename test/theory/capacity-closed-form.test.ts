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
import { capacityAtHalf, predictedCapacity } from "../../src/theory/predicted-capacity.ts";
import {
  bitCapacityRows,
  bitErrorRows,
  halfDigit,
  halfRows,
  simulatedHalfRows,
} from "../support/bit-error-tables.ts";

const poly = (n: number, N: number): PowerModel => ({ energy: "poly", n, N });
const rect = (n: number, N: number): PowerModel => ({ energy: "rect", n, N });

test("oddDoubleFactorial: is E[z^(2n−2)] of a standard Gaussian", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6].map(oddDoubleFactorial), [1, 1, 3, 15, 105, 945]);
});

test("bitErrorProbability: values printed by an independent program, to the last digit", () => {
  for (const { model, P, closedForm } of bitErrorRows) {
    const ours = bitErrorProbability(model, P);
    const label = `${JSON.stringify(model)}, P = ${P}: ${ours} for ${closedForm}`;
    assert.ok(Math.abs(ours - Number(closedForm)) < halfDigit(closedForm), label);
  }
});

test("capacityOfOnePattern, capacityOfAllPatterns: printed values, to the last digit", () => {
  for (const { model, onePattern, allPatterns } of halfRows) {
    const label = JSON.stringify(model);
    const [one, all] = [capacityOfOnePattern(model), capacityOfAllPatterns(model)];
    assert.ok(Math.abs(one - Number(onePattern)) < halfDigit(onePattern), `${label}: ${one}`);
    assert.ok(Math.abs(all - Number(allPatterns)) < halfDigit(allPatterns), `${label}: ${all}`);
  }
});

test("closed forms: departures from exact values at finite N are as described", () => {
  const within = (value: number, [least, most]: readonly number[], label: string) =>
    assert.ok(value > least && value < most, `${label}: ${value}`);
  for (const { model, P, unstable } of bitErrorRows) {
    const departure = Number(unstable) / bitErrorProbability(model, P);
    const label = `${JSON.stringify(model)}, P = ${P}`;
    if (model.n === 2)
      within(departure, model.energy === "poly" ? [0.475, 0.725] : [0.775, 1.06], label);
    else within(departure, model.energy === "poly" ? [1.25, 13.1] : [7, 34000], label);
  }
  for (const { model } of halfRows) {
    const [one, all, half] = [
      capacityOfOnePattern(model),
      capacityOfAllPatterns(model),
      capacityAtHalf(model),
    ];
    const label = JSON.stringify(model);
    if (model.n === 2)
      within(one / half, model.energy === "poly" ? [0.73, 1.03] : [1.05, 1.3], label);
    else {
      within(one / half, [1.55, 3.75], label);
      assert.ok(all < half, label);
    }
  }
  for (const { model, K50 } of simulatedHalfRows) {
    const share = capacityOfAllPatterns(model) / K50;
    const bounds =
      model.n === 2 ? [0.34, 0.5] : model.energy === "poly" ? [0.455, 0.585] : [0.575, 0.715];
    within(share, bounds, JSON.stringify(model));
  }
  for (const { model } of bitCapacityRows) {
    const exact = predictedCapacity(model, { kind: "bit", epsilon: 0.005 });
    const correction = model.N * (exact / capacityAtBitError(model, 0.005) - 1);
    const isBinomial = model.n === 2 && model.energy === "poly";
    within(correction, isBinomial ? [7, 8.5] : [-3, -0.5], JSON.stringify(model));
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
