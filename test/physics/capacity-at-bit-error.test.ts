import assert from "node:assert/strict";
import { test } from "node:test";
import { stability } from "../../src/capacity/stability.ts";
import { power, rectifiedPower } from "../../src/models/interaction.ts";
import { meanEstimate } from "../../src/numerics/mean.ts";
import { independent } from "../../src/patterns/independent.ts";
import { stream } from "../../src/random/stream.ts";
import { capacityAtBitError, type PowerModel } from "../../src/theory/capacity-closed-form.ts";

const epsilon = 0.005;
/** d ln ε / d ln P = z φ(z) / 2ε of a Gaussian tail ε = Φ(−z) with z² ∝ 1/P; z = 2.5758. */
const slope = (2.5758 * 0.01446) / (2 * epsilon);

/** ln of closed form over simulated capacity, from the share of unstable bits at the closed form. */
function excess(model: PowerModel, sets: number) {
  const { energy, n, N } = model;
  const P = Math.round(capacityAtBitError(model, epsilon));
  const interaction = energy === "rect" ? rectifiedPower(n) : power(n);
  const share = meanEstimate(
    Array.from({ length: sets }, (_, set) => {
      const patterns = independent(P, N, stream(1, "bit error", energy, n, N, set));
      return stability(patterns, interaction).badBits / (P * N);
    }),
  );
  const rounding = Math.log(P / capacityAtBitError(model, epsilon));
  return {
    value: Math.log(share.mean / epsilon) / slope - rounding,
    standardError: share.standardError / share.mean / slope,
  };
}

test("capacityAtBitError: approaches simulations like 1/N, from N to 4 N", () => {
  // With k = n − 1, the signal N^n − (N − 2)^n is low by k/N and the variance of the noise by
  // [k + k(k − 1)/3 − k(k − 1)/(3(2k − 1))]/N: ln P changes by −1.6/N at n = 3, −1.4/N at n = 4. At
  // n = 2 it changes by −1/N; one of the P patterns is the signal, 1/P = z²/N = 6.6/N; and ties,
  // which keep a spin, are half of a step of 4 in margins of 4N, another 2/N: 7.6/N. So a = 8
  // and 2 bound them; what remains is of order 1/N².
  for (const [n, N, sets, a] of [
    [2, 50, 1500, 8],
    [2, 200, 300, 8],
    [3, 25, 800, 2],
    [3, 100, 200, 2],
    [4, 40, 100, 2],
  ]) {
    const { value, standardError } = excess({ energy: "poly", n, N }, sets);
    const label = `n = ${n}, N = ${N}: ${value} ± ${standardError}`;
    assert.ok(Math.abs(value) < a / N + 5 * standardError, label);
    assert.ok(5 * standardError < a / N, `the error must not hide the correction: ${label}`);
  }
});
