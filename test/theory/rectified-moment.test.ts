import assert from "node:assert/strict";
import { test } from "node:test";
import { oddDoubleFactorial } from "../../src/theory/double-factorial.ts";
import { rectifiedMoment } from "../../src/theory/rectified-moment.ts";

/**
 * E[x₊^p y₊^p] by Simpson's rule over the angle between the two half-planes; the radius of a
 * Gaussian pair is independent of it, E r^(2p) = 2^p p!.
 */
function byAngles(p: number, C: number): number {
  const theta = Math.acos(C);
  const [from, to] = [theta - Math.PI / 2, Math.PI / 2];
  const steps = 2000;
  let sum = 0;
  for (let k = 0; k <= steps; k++) {
    const angle = from + ((to - from) * k) / steps;
    const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
    sum += weight * (Math.max(0, Math.cos(angle)) * Math.max(0, Math.cos(angle - theta))) ** p;
  }
  let radius = 1;
  for (let k = 1; k <= p; k++) radius *= 2 * k;
  return (radius * sum * (to - from)) / (3 * steps) / (2 * Math.PI);
}

test("rectifiedMoment: equals a quadrature over angles", () => {
  for (let p = 1; p <= 9; p++) {
    const I = rectifiedMoment(p);
    const scale = I(1);
    for (const C of [-0.999, -0.7, -0.1, 0, 0.3, 0.8, 0.9999]) {
      // Simpson's rule is exact to 1e-12 here: the integrand has p derivatives at its ends
      const tolerance = p === 1 ? 1e-7 : 1e-11;
      assert.ok(Math.abs(I(C) - byAngles(p, C)) < tolerance * scale, `p = ${p}, C = ${C}`);
    }
  }
});

test("rectifiedMoment: high orders keep their digits", () => {
  for (const p of [20, 50, 149]) {
    const I = rectifiedMoment(p);
    for (const C of [-0.5, 0.3, 0.9]) {
      // against an error of Simpson's rule below 1e-9
      assert.ok(Math.abs(I(C) - byAngles(p, C)) < 1e-8 * I(1), `p = ${p}, C = ${C}`);
    }
  }
});

test("rectifiedMoment: its first members are the arc-cosine kernels", () => {
  for (const C of [-0.9, 0, 0.5, 0.99]) {
    const angle = Math.acos(C);
    const [rest, sine] = [Math.PI - angle, Math.sin(angle)];
    const kernels = [rest, sine + rest * C, 3 * sine * C + rest * (1 + 2 * C * C)];
    kernels.forEach((kernel, p) => {
      assert.ok(Math.abs(rectifiedMoment(p)(C) - kernel / (2 * Math.PI)) < 1e-15, `${p}, ${C}`);
    });
  }
});

test("rectifiedMoment: its derivative is p² times the moment before", () => {
  const h = Math.cbrt(Number.EPSILON);
  for (let p = 1; p <= 6; p++) {
    for (const C of [-0.8, 0, 0.6]) {
      const slope = (rectifiedMoment(p)(C + h) - rectifiedMoment(p)(C - h)) / (2 * h);
      const expected = p * p * rectifiedMoment(p - 1)(C);
      assert.ok(Math.abs(slope - expected) < 1e-8 * rectifiedMoment(p)(1), `${p}, ${C}`);
    }
  }
});

test("rectifiedMoment: both signs of y together are half the polynomial moment", () => {
  for (let p = 0; p <= 8; p++) {
    assert.ok(Math.abs(rectifiedMoment(p)(1) / oddDoubleFactorial(p + 1) - 0.5) < 1e-15);
    assert.equal(rectifiedMoment(p)(-1), 0);
  }
});

test("rectifiedMoment: never negative, and C beyond ±1 by rounding counts as ±1", () => {
  for (let p = 0; p <= 8; p++) {
    const I = rectifiedMoment(p);
    assert.equal(I(1 + 1e-12), I(1));
    assert.equal(I(-1 - 1e-12), 0);
    for (let k = 1; k < 60; k++) assert.ok(I(-1 + 2 ** -k) >= 0, `p = ${p}, k = ${k}`);
  }
});
