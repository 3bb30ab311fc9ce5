import assert from "node:assert/strict";
import { test } from "node:test";
import { weightedCovariance } from "../../src/learning/weighted-covariance.ts";
import { stream } from "../../src/random/stream.ts";

test("weightedCovariance: products are E_a[r_aγ x_a (x_a·u)] over more rows than fit in a block", () => {
  const [M, N, P] = [2300, 3, 2];
  const rng = stream(1);
  const numbers = (count: number) => {
    const values = new Float64Array(count);
    rng.fillUniform(values);
    return values;
  };
  const [values, weights, U] = [numbers(M * N), Float32Array.from(numbers(M * P)), numbers(2 * N)];
  const out = new Float64Array(2 * N);
  weightedCovariance({ M, N, values }, weights).multiply(out, U, [1, 0]);
  for (const [k, gamma] of [1, 0].entries()) {
    for (let i = 0; i < N; i++) {
      let mean = 0;
      for (let a = 0; a < M; a++) {
        let along = 0;
        for (let j = 0; j < N; j++) along += values[a * N + j] * U[k * N + j];
        mean += (weights[a * P + gamma] * values[a * N + i] * along) / M;
      }
      // sums of 1000 numbers of one sign in float32: 1000 roundings of 2⁻²⁴ at most
      assert.ok(
        Math.abs(out[k * N + i] - mean) < 1000 * 2 ** -24 * mean,
        `${out[k * N + i]}, ${mean}`,
      );
    }
  }
});
