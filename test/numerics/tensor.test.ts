import assert from "node:assert/strict";
import { test } from "node:test";
import * as tf from "@tensorflow/tfjs-core";
import type { DenseMatrix } from "../../src/numerics/dense-matrix.ts";
import {
  type TensorEngine,
  type TensorEngineName,
  tensorEngine,
} from "../../src/numerics/tensor.ts";
import { stream } from "../../src/random/stream.ts";
import { boundOfProduct, exactProduct } from "../support/exact-product.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";
import { needs } from "../support/required.ts";

const handlers = (): number[] =>
  ["uncaughtException", "unhandledRejection"].map((event) => process.listenerCount(event));
const handlersBefore = handlers();
await tensorEngine("tfjs-wasm");
const handlersAfter = handlers();
const hasNative = await tensorEngine("tfjs-node").then(
  () => true,
  () => false,
);
const engines: [TensorEngineName, { skip?: string }][] = [
  ["portable", {}],
  ["tfjs-wasm", {}],
  ["tfjs-node", needs("tfjs-node", hasNative, "@tensorflow/tfjs-node is not installed")],
];

function matrix(rows: number, columns: number, label: string): DenseMatrix {
  return { rows, columns, data: gaussianMatrix(rows * columns, label, rows, columns) };
}

for (const [name, options] of engines) {
  const describe = (title: string, body: (engine: TensorEngine) => void): void => {
    test(`tensorEngine(${name}): ${title}`, options, async () => body(await tensorEngine(name)));
  };

  describe("products of random shapes are within γ_K Σ|a||b| of float64", (engine) => {
    assert.equal(engine.name, name);
    const rng = stream(2, "shapes");
    for (let round = 0; round < 40; round++) {
      const [M, N, K] = [1 + rng.below(40), 1 + rng.below(40), 1 + rng.below(700)];
      const [transposeA, transposeB] = [rng.below(2) === 1, rng.below(2) === 1];
      const a = transposeA ? matrix(K, M, "a") : matrix(M, K, "a");
      const b = transposeB ? matrix(N, K, "b") : matrix(K, N, "b");
      const c = engine.multiply(a, b, { transposeA, transposeB });
      assert.deepEqual([c.rows, c.columns, c.data.length], [M, N, M * N]);
      const shape = { M, N, K, transposeA, transposeB };
      const exact = exactProduct(a.data, b.data, shape);
      const bound = boundOfProduct(a.data, b.data, shape);
      for (let k = 0; k < exact.length; k++) {
        assert.ok(Math.abs(c.data[k] - exact[k]) <= bound[k], JSON.stringify(shape));
      }
    }
  });

  describe("softmax and log-sum-exp agree with float64", (engine) => {
    for (const beta of [0.5, 1, 8]) {
      const x = matrix(7, 45, "x");
      const shares = engine.softmax(x, beta);
      const energies = engine.logSumExp(x, beta);
      for (let i = 0; i < 7; i++) {
        const row = Array.from(x.data.subarray(45 * i, 45 * (i + 1)));
        const total = row.reduce((sum, value) => sum + Math.exp(beta * value), 0);
        // |β x| < 40 and exp good to 2 ulp: relative errors below (2·2·40 + 2·4 + 45) 2⁻²⁴.
        const relative = 213 * 2 ** -24;
        row.forEach((value, j) => {
          const exact = Math.exp(beta * value) / total;
          assert.ok(Math.abs(shares.data[45 * i + j] - exact) <= relative * exact);
        });
        const exact = Math.log(total) / beta;
        assert.ok(Math.abs(energies[i] - exact) <= relative / beta + 2 ** -23 * Math.abs(exact));
      }
    }
  });

  describe("infinite beta takes the largest, zero beta all", (engine) => {
    const x: DenseMatrix = { rows: 1, columns: 4, data: Float32Array.of(1, 3, 3, -2) };
    assert.deepEqual([...engine.softmax(x, Infinity).data], [0, 0.5, 0.5, 0]);
    assert.deepEqual([...engine.softmax(x, 0).data], [0.25, 0.25, 0.25, 0.25]);
    assert.deepEqual([...engine.logSumExp(x, Infinity)], [3]);
  });

  describe("empty shapes and single numbers", (engine) => {
    const two: DenseMatrix = { rows: 1, columns: 1, data: Float32Array.of(2) };
    assert.deepEqual([...engine.multiply(two, two).data], [4]);
    assert.deepEqual([...engine.softmax(two).data], [1]);
    assert.deepEqual([...engine.logSumExp(two)], [2]);
    const zeros = engine.multiply(matrix(2, 0, "a"), matrix(0, 3, "b"));
    assert.deepEqual(zeros, { rows: 2, columns: 3, data: new Float32Array(6) });
    assert.equal(engine.multiply(matrix(0, 4, "a"), matrix(4, 3, "b")).data.length, 0);
    assert.deepEqual(engine.softmax(matrix(3, 0, "x")).rows, 3);
    assert.deepEqual([...engine.logSumExp(matrix(2, 0, "x"))], [-Infinity, -Infinity]);
  });
}

test("tensorEngine(tfjs-wasm): leaves no tensor behind and TensorFlow.js as it was", async () => {
  assert.deepEqual(handlersAfter, handlersBefore);
  const first = await tensorEngine("tfjs-wasm");
  const again = await tensorEngine("tfjs-wasm");
  const before = tf.memory().numTensors;
  const a = matrix(5, 5, "a");
  for (const engine of [first, again]) {
    engine.multiply(a, a);
    engine.softmax(a, 2);
    engine.logSumExp(a, 2);
  }
  assert.equal(tf.memory().numTensors, before);
  await import("@tensorflow/tfjs-backend-cpu");
  await tf.setBackend("cpu");
  await tensorEngine("tfjs-wasm");
  assert.equal(tf.getBackend(), "cpu");
  first.multiply(a, a);
  assert.equal(tf.getBackend(), "cpu");
});

test("tensorEngine: an unknown name, a size or beta that cannot be is refused", async () => {
  await assert.rejects(
    tensorEngine("numpy" as TensorEngineName),
    /^TypeError: tensorEngine: expected name "portable", "tfjs-node" or "tfjs-wasm", got "numpy"$/,
  );
  const engine = await tensorEngine();
  assert.equal(engine.name, "portable");
  const [a, b] = [matrix(2, 3, "a"), matrix(2, 3, "b")];
  assert.throws(
    () => engine.multiply(a, b),
    /^RangeError: multiply: expected as many columns .* got 2 x 3 and 2 x 3; see transposeA/,
  );
  assert.throws(
    () => engine.multiply(a, matrix(2, 4, "b"), { transposeB: true }),
    /got 2 x 3 and 2 x 4, transposed; see/,
  );
  assert.equal(engine.multiply(a, b, { transposeA: true }).rows, 3);
  assert.throws(
    () => engine.multiply(a, { ...b, rows: 3 }),
    /^RangeError: multiply: expected b with rows \* columns numbers, got 3 x 3 and 6 numbers/,
  );
  const numbers = [1] as unknown as Float32Array;
  assert.throws(
    () => engine.softmax({ rows: 1, columns: 1, data: numbers }),
    /^TypeError: softmax/,
  );
  assert.throws(() => engine.softmax(a, -1), /^RangeError: softmax: expected 0 <= beta/);
  assert.throws(() => engine.softmax(a, Number.NaN), /^RangeError: softmax: expected 0 <= beta/);
  assert.throws(() => engine.logSumExp(a, 0), /^RangeError: logSumExp: expected beta > 0/);
});
