import assert from "node:assert/strict";
import { test } from "node:test";
import { multiplyInPlace, type ProductShape } from "../../src/core/dense-product.ts";
import { multiplyTwin } from "../../src/core/dense-product-twin.ts";
import { kernelsFor, kernelsOf } from "../../src/core/wasm.ts";
import { boundOfProduct, exactProduct } from "../support/exact-product.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";

process.env.DAMLAB_KERNELS = "relaxed";
const relaxed = kernelsFor("rounded");
const baseline = kernelsOf("baseline");

/** Edges of tiles (4, 8), of blocks (32, 512, 400), none of them, and single numbers. */
const sizes = [
  [1, 1, 1],
  [4, 8, 400],
  [3, 7, 401],
  [5, 9, 31],
  [32, 512, 2],
  [33, 513, 3],
  [70, 19, 801],
  [1, 300, 1],
  [67, 1, 700],
] as const;

const shapes: ProductShape[] = sizes.flatMap(([M, N, K]) =>
  [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({ M, N, K, transposeA, transposeB })),
  ),
);
const title = (shape: ProductShape): string => JSON.stringify(shape);

test("multiplyInPlace: kernels of both binaries run here", () => {
  assert.equal(relaxed?.binary, "relaxed");
  assert.equal(baseline?.binary, "baseline");
});

test("multiplyInPlace: twin and baseline kernel agree in every bit", () => {
  for (const shape of shapes) {
    const { M, N, K } = shape;
    const a = gaussianMatrix(M * K, "a");
    const b = gaussianMatrix(K * N, "b");
    const twin = new Float32Array(M * N);
    const wasm = new Float32Array(M * N).fill(7);
    multiplyTwin(twin, a, b, shape);
    multiplyInPlace(wasm, a, b, shape, baseline);
    assert.deepEqual(new Uint32Array(wasm.buffer), new Uint32Array(twin.buffer), title(shape));
  }
});

test("multiplyInPlace: twin and both binaries are within the rounding of K terms of float64", () => {
  for (const shape of shapes) {
    const { M, N, K } = shape;
    const a = gaussianMatrix(M * K, "a");
    const b = gaussianMatrix(K * N, "b");
    const exact = exactProduct(a, b, shape);
    const bound = boundOfProduct(a, b, shape);
    for (const kernels of [null, baseline, relaxed]) {
      const c = new Float32Array(M * N);
      multiplyInPlace(c, a, b, shape, kernels);
      const error = c.map((value, k) => Math.abs(value - exact[k]) / bound[k]);
      assert.ok(Math.max(...error) <= 1, `${kernels?.binary}: ${title(shape)}`);
    }
  }
});

test("multiplyInPlace: small integers come out exactly", () => {
  const shape = { M: 9, N: 11, K: 600, transposeA: false, transposeB: true };
  const a = gaussianMatrix(9 * 600, "a").map((value) => Math.round(5 * value));
  const b = gaussianMatrix(11 * 600, "b").map((value) => Math.round(5 * value));
  const exact = Float32Array.from(exactProduct(a, b, shape));
  for (const kernels of [null, baseline, relaxed]) {
    const c = new Float32Array(99);
    multiplyInPlace(c, a, b, shape, kernels);
    assert.deepEqual(c, exact);
  }
});

test("multiplyInPlace: infinities and NaN spread over their row and column as in IEEE 754", () => {
  const shape = { M: 5, N: 9, K: 3, transposeA: false, transposeB: false };
  const a = new Float32Array(15).fill(1);
  const b = new Float32Array(27).fill(1);
  a[0] = Infinity;
  a[4] = Number.NaN;
  a[14] = -Infinity;
  b[0] = 0;
  b[25] = -1;
  for (const kernels of [null, baseline, relaxed]) {
    const c = new Float32Array(45);
    multiplyInPlace(c, a, b, shape, kernels);
    const expected = Float32Array.from({ length: 45 }, (_, at) => {
      const [i, j] = [Math.floor(at / 9), at % 9];
      return [0, 1, 2].reduce((sum, k) => sum + a[3 * i + k] * b[9 * k + j], 0);
    });
    assert.deepEqual(c, expected);
    assert.deepEqual([c[0], c[1], c[9], c[43]], [Number.NaN, Infinity, Number.NaN, Infinity]);
  }
});

test("multiplyInPlace: no terms give zeros, empty shapes nothing", () => {
  for (const kernels of [null, baseline, relaxed]) {
    const c = new Float32Array(6).fill(3);
    const none = new Float32Array(0);
    const flags = { transposeA: false, transposeB: false };
    multiplyInPlace(c, none, none, { M: 2, N: 3, K: 0, ...flags }, kernels);
    assert.deepEqual(c, new Float32Array(6));
    multiplyInPlace(none, none, new Float32Array(6), { M: 0, N: 3, K: 2, ...flags }, kernels);
    multiplyInPlace(none, new Float32Array(4), none, { M: 2, N: 0, K: 2, ...flags }, kernels);
  }
});

test("multiplyInPlace: gives all of its memory back", () => {
  const shape = { M: 40, N: 50, K: 60, transposeA: false, transposeB: false };
  const a = gaussianMatrix(40 * 60, "a");
  const b = gaussianMatrix(60 * 50, "b");
  const bytes = (): number => baseline!.memory.buffer.byteLength;
  multiplyInPlace(new Float32Array(2000), a, b, shape, baseline);
  const before = bytes();
  for (let k = 0; k < 100; k++) multiplyInPlace(new Float32Array(2000), a, b, shape, baseline);
  assert.equal(bytes(), before);
});
