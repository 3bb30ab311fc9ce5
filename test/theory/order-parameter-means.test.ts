import assert from "node:assert/strict";
import { test } from "node:test";
import { orderParameterMeans } from "../../src/theory/order-parameter-means.ts";

const solution = (x: number, frozenAt: number | null) => ({
  steps: 1,
  m: Float64Array.of(0.3, x),
  C: Float64Array.of(1, x, x, 1),
  G: Float64Array.of(0, 0, 2 * x, 0),
  R: Float64Array.of(1 + x),
  Gamma: Float64Array.of(0),
  errors: null,
  frozenAt,
});

test("orderParameterMeans: means, standard errors and the first freezing of 1, 2, 6", () => {
  const means = orderParameterMeans(1);
  for (const [x, frozenAt] of [
    [1, null],
    [2, 7],
    [6, 4],
  ] as const) {
    means.add(solution(x, frozenAt));
  }
  const { errors, ...value } = means.end();
  assert.deepEqual({ ...value, errors: null }, solution(3, 4));
  // Σ (x − 3)² = 14 over 2 · 3
  const error = Math.sqrt(14 / 6);
  assert.equal(errors?.m[0], 0);
  assert.ok(Math.abs((errors?.m[1] ?? 0) - error) < 1e-15);
  assert.ok(Math.abs((errors?.G[2] ?? 0) - 2 * error) < 1e-15);
});

test("orderParameterMeans: one solution is its own mean and has no errors", () => {
  const means = orderParameterMeans(1);
  means.add(solution(0.1, null));
  assert.deepEqual(means.end(), solution(0.1, null));
});
