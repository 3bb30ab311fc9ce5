import assert from "node:assert/strict";
import { test } from "node:test";
import { crosstalk } from "../../src/theory/crosstalk.ts";
import { crosstalkOf } from "../../src/theory/crosstalk-of.ts";
import type { DynamicsModel } from "../../src/theory/dynamics-model.ts";

const correlations = [-1, -0.999, -0.6, 0, 0.2, 0.85, 0.9999, 1, 1 + 1e-14];

/** Both functions of the closed form at P/N^(n−1) = 1. */
function closedForm(model: Omit<DynamicsModel, "load" | "convention">) {
  return crosstalk({ ...model, load: 1, convention: "krotov" });
}

function agree(got: (C: number) => number, expected: (C: number) => number, what: string): void {
  for (const C of correlations) {
    const difference = Math.abs(got(C) - expected(C));
    assert.ok(difference < 1e-11 * Math.abs(expected(1)), `${what}, C = ${C}: ${difference}`);
  }
}

test("crosstalkOf: powers give the Wick polynomials", () => {
  for (let n = 3; n <= 8; n++) {
    const quadrature = crosstalkOf(
      (x) => x ** (n - 1),
      (x) => (n - 1) * x ** (n - 2),
    );
    const { covariance, slope } = closedForm({ n });
    agree(quadrature.covariance, covariance, `n = ${n}, r`);
    agree(quadrature.slope, slope, `n = ${n}, slope`);
  }
});

test("crosstalkOf: rectified powers and laws of two sides give the closed forms", () => {
  for (const b of [0, 0.5, -1.5]) {
    for (let n = 3; n <= 6; n++) {
      const f = (x: number) => (x > 0 ? 1 : b) * Math.abs(x) ** (n - 1);
      const quadrature = crosstalkOf(f, (x) => (n - 1) * (x > 0 ? 1 : -b) * Math.abs(x) ** (n - 2));
      const { covariance, slope } = closedForm({
        n,
        interaction: b === 0 ? "rect" : { name: "two sides", f },
      });
      agree(quadrature.covariance, covariance, `n = ${n}, b = ${b}, r`);
      agree(quadrature.slope, slope, `n = ${n}, b = ${b}, slope`);
    }
  }
});

test("crosstalkOf: sin has e^(−1) sinh C, and its slope is the derivative", () => {
  const { covariance, slope } = crosstalkOf(Math.sin, Math.cos);
  agree(covariance, (C) => Math.sinh(Math.min(1, C)) / Math.E, "r");
  agree(slope, (C) => Math.cosh(Math.min(1, C)) / Math.E, "slope");
});

test("crosstalkOf: what is no function is refused", () => {
  assert.throws(() => crosstalkOf(Math.sin, 2 as unknown as typeof Math.cos), {
    name: "TypeError",
    message: "crosstalkOf: expected a function df of one number, got 2",
  });
});
