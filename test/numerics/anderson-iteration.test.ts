import assert from "node:assert/strict";
import { test } from "node:test";
import { andersonIteration } from "../../src/numerics/anderson-iteration.ts";
import { near } from "../support/near.ts";

/** x ↦ diag(rates) x + 1, whose fixed point is 1/(1 − rate). */
const rates = [0.999, -0.9, 0.5];
const linear = (x: Float64Array) => x.map((value, i) => rates[i] * value + 1);

test("andersonIteration: a linear map that plain iteration would take 30000 steps for", () => {
  const { value, status, iterations, residual } = andersonIteration(linear, new Float64Array(3));
  assert.equal(status, "converged");
  assert.ok(iterations < 60 && residual <= 1e-12, `${iterations} iterations, ${residual}`);
  rates.forEach((rate, i) => {
    near(value[i], 1 / (1 - rate), 1e-8, `component ${i}`);
  });
});

test("andersonIteration: a critical fixed point, where plain iteration falls as 1/t", () => {
  const { value, status, iterations } = andersonIteration(
    (x) => x.map((value) => value - value ** 3),
    Float64Array.of(0.5),
  );
  assert.equal(status, "converged");
  assert.ok(Math.abs(value[0]) < 1e-3 && iterations < 200, `${value[0]} after ${iterations}`);
});

test("andersonIteration: ends that are not fixed points are told", () => {
  const ended = andersonIteration(linear, new Float64Array(3), { most: 5 });
  assert.equal(ended.status, "not-converged");
  assert.equal(ended.iterations, 5);
  const broken = andersonIteration((x) => x.map(Math.log), Float64Array.of(-1));
  assert.equal(broken.status, "not-finite");
  assert.ok(Number.isNaN(broken.residual));
});
