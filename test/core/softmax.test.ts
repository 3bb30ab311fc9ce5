import assert from "node:assert/strict";
import { test } from "node:test";
import { logSumExpInPlace, softmaxInPlace } from "../../src/core/softmax.ts";
import { kernelsFor, kernelsOf } from "../../src/core/wasm.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";

process.env.DAMLAB_KERNELS = "relaxed";
const relaxed = kernelsFor("rounded");
const baseline = kernelsOf("baseline");
const contenders = [null, baseline, relaxed];
const u = 2 ** -24;

/** The last two span several chunks of rows. */
const sizes = [
  [1, 1],
  [3, 2],
  [2, 3],
  [5, 4],
  [4, 5],
  [1, 1001],
  [300, 257],
  [3, 40000],
] as const;

test("softmaxInPlace, logSumExpInPlace: twin and baseline kernel agree in every bit", () => {
  for (const [rows, columns] of sizes) {
    for (const beta of [0.3, 1, 20, Infinity]) {
      const x = gaussianMatrix(rows * columns, rows, columns);
      const [twin, wasm] = [null, baseline].map((kernels) => {
        const softmax = new Float32Array(x.length);
        const energies = new Float32Array(rows);
        softmaxInPlace(softmax, x, rows, columns, beta, kernels);
        logSumExpInPlace(energies, x, rows, columns, beta, kernels);
        return [...softmax, ...energies];
      });
      assert.deepEqual(wasm, twin, `${rows} x ${columns}, beta ${beta}`);
    }
  }
});

/**
 * e^z of a rounded z = β(x − m) has relative error below (2|z| + 4) u: |z| u from each of the two
 * roundings of z, 2 ulp from exp. The sum has at most columns / 4 + 2 additions more, the quotient
 * one rounding.
 */
test("softmaxInPlace: within the rounding of float64, twin and both binaries", () => {
  for (const [rows, columns] of sizes) {
    for (const beta of [0, 0.3, 1, 20]) {
      const x = gaussianMatrix(rows * columns, rows, columns);
      for (const kernels of contenders) {
        const y = new Float32Array(x.length);
        softmaxInPlace(y, x, rows, columns, beta, kernels);
        for (let i = 0; i < rows; i++) {
          const row = x.subarray(i * columns, (i + 1) * columns);
          const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
          const z = Float64Array.from(row, (value) => Math.fround(beta) * (value - most));
          const deepest = z.reduce((a, b) => Math.min(a, b), 0);
          const sum = z.reduce((total, value) => total + Math.exp(value), 0);
          for (let j = 0; j < columns; j++) {
            const exact = Math.exp(z[j]) / sum;
            const relative = (2 * -deepest + 4 + 2 * -z[j] + 4 + columns / 4 + 3) * u;
            const error = Math.abs(y[i * columns + j] - exact);
            assert.ok(error <= exact * relative + 2 ** -149, `${kernels?.binary}: ${error}`);
          }
        }
      }
    }
  }
});

test("logSumExpInPlace: within the rounding of float64, twin and both binaries", () => {
  for (const [rows, columns] of sizes) {
    for (const beta of [0.3, 1, 20]) {
      const x = gaussianMatrix(rows * columns, rows, columns);
      for (const kernels of contenders) {
        const y = new Float32Array(rows);
        logSumExpInPlace(y, x, rows, columns, beta, kernels);
        for (let i = 0; i < rows; i++) {
          const row = x.subarray(i * columns, (i + 1) * columns);
          const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
          const z = Float64Array.from(row, (value) => Math.fround(beta) * (value - most));
          const sum = z.reduce((total, value) => total + Math.exp(value), 0);
          const deepest = z.reduce((a, b) => Math.min(a, b), 0);
          const exact = most + Math.log(sum) / Math.fround(beta);
          const ofSum = (2 * -deepest + 4 + columns / 4 + 3) * u;
          const bound = ofSum / beta + Math.abs(exact) * u;
          assert.ok(Math.abs(y[i] - exact) <= bound * (1 + 1e-6), `${kernels?.binary}`);
        }
      }
    }
  }
});

test("softmaxInPlace: nothing overflows, and a common shift that is exact changes nothing", () => {
  const x = Float32Array.of(3e38, 3e38, -3e38, 1e30);
  for (const kernels of contenders) {
    const y = new Float32Array(4);
    softmaxInPlace(y, x, 1, 4, 1e30, kernels);
    assert.deepEqual([...y], [0.5, 0.5, 0, 0]);
    const [small, shifted] = [0, 2 ** 20].map((shift) => {
      const out = new Float32Array(5);
      const from = Float32Array.from([1, 0.5, -3, 2, 0.25], (value) => value + shift);
      softmaxInPlace(out, from, 1, 5, 2, kernels);
      return [...out];
    });
    assert.deepEqual(small, shifted);
  }
});

test("softmaxInPlace: infinite beta divides 1 evenly among the largest, zero beta among all", () => {
  const x = Float32Array.of(1, 2, 2, -5, 2);
  for (const kernels of contenders) {
    const y = new Float32Array(5);
    softmaxInPlace(y, x, 1, 5, Infinity, kernels);
    const third = Math.fround(1 / 3);
    assert.deepEqual([...y], [0, third, third, 0, third]);
    softmaxInPlace(y, x, 1, 5, 0, kernels);
    assert.deepEqual([...y], new Array(5).fill(Math.fround(0.2)));
    const most = new Float32Array(1);
    logSumExpInPlace(most, x, 1, 5, Infinity, kernels);
    assert.equal(most[0], 2);
  }
});

test("softmaxInPlace, logSumExpInPlace: a non-finite number touches its row alone", () => {
  const N = Number.NaN;
  const rows = [
    [0, 0, 0, 0, 0],
    [0, -Infinity, 0, -Infinity, 0],
    [0, Infinity, 0, 0, 0],
    [0, 0, 0, 0, N],
    [N, Infinity, 0, 0, 0],
    [N, N, N, N, N],
    [-Infinity, -Infinity, -Infinity, -Infinity, -Infinity],
    [0, 0, 0, 0, 0],
  ];
  const third = Math.fround(1 / 3);
  for (const kernels of contenders) {
    const y = Float32Array.from(rows.flat());
    const energies = new Float32Array(rows.length);
    logSumExpInPlace(energies, y, rows.length, 5, 1, kernels);
    softmaxInPlace(y, y, rows.length, 5, 1, kernels);
    const even = new Array(5).fill(Math.fround(0.2));
    assert.deepEqual(
      rows.map((_, i) => [...y.subarray(5 * i, 5 * i + 5)]),
      [even, [third, 0, third, 0, third], ...new Array(5).fill([N, N, N, N, N]), even],
    );
    const [ln3, ln5] = [3, 5].map((count) => Math.fround(Math.log(count)));
    assert.deepEqual([...energies], [ln5, ln3, Infinity, N, N, N, -Infinity, ln5]);
  }
});

test("softmaxInPlace, logSumExpInPlace: no rows or no columns are no error", () => {
  for (const kernels of contenders) {
    softmaxInPlace(new Float32Array(0), new Float32Array(0), 0, 7, 1, kernels);
    softmaxInPlace(new Float32Array(0), new Float32Array(0), 7, 0, 1, kernels);
    const energies = new Float32Array(2);
    logSumExpInPlace(energies, new Float32Array(0), 2, 0, 1, kernels);
    assert.deepEqual([...energies], [-Infinity, -Infinity]);
    logSumExpInPlace(new Float32Array(0), new Float32Array(0), 0, 3, 1, kernels);
  }
});
