import type { TensorOperations } from "./tensor.ts";

/** A tensor of TensorFlow.js. */
interface Tensor {
  dataSync(): Float32Array;
}

/** The part of TensorFlow.js that is used here. */
export interface TensorFlow {
  getBackend(): string | undefined;
  setBackend(name: string): Promise<boolean>;
  tidy(work: () => void): void;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  matMul(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor;
  max(x: Tensor, axis: number, keepDims: boolean): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  mul(a: Tensor, b: Tensor | number): Tensor;
  equal(a: Tensor, b: number): Tensor;
  where(condition: Tensor, a: Tensor, b: Tensor): Tensor;
  exp(x: Tensor): Tensor;
  sum(x: Tensor, axis: number): Tensor;
  softmax(x: Tensor): Tensor;
}

/** Operations on a backend of TensorFlow.js that is ready; every tensor is disposed. */
export function tensorFlowOperations(tf: TensorFlow, backend: string): TensorOperations {
  /** Does the work on this backend, then gives TensorFlow.js the one that it had. */
  function onBackend(work: () => Float32Array): Float32Array {
    const before = tf.getBackend();
    // A backend that is ready is switched to at once; the promise says only whether it was.
    if (before !== backend) void tf.setBackend(backend);
    let result: Float32Array = new Float32Array(0);
    try {
      // Not returned from there: tidy would walk through every number in search of tensors.
      tf.tidy(() => {
        result = work();
      });
    } finally {
      if (before !== undefined && before !== backend) void tf.setBackend(before);
    }
    return result;
  }

  /** β (x − max x), a difference of 0 giving 0 whatever β. */
  function exponents(x: Tensor, most: Tensor, beta: number): Tensor {
    const difference = tf.sub(x, most);
    return tf.where(tf.equal(difference, 0), difference, tf.mul(difference, beta));
  }

  return {
    multiply: (a, b, { transposeA, transposeB }) =>
      onBackend(() => {
        const left = tf.tensor2d(a.data, [a.rows, a.columns]);
        const right = tf.tensor2d(b.data, [b.rows, b.columns]);
        return tf.matMul(left, right, transposeA, transposeB).dataSync();
      }),
    softmax: ({ rows, columns, data }, beta) =>
      onBackend(() => {
        const x = tf.tensor2d(data, [rows, columns]);
        return tf.softmax(exponents(x, tf.max(x, 1, true), Math.fround(beta))).dataSync();
      }),
    logSumExp: ({ rows, columns, data }, beta) =>
      onBackend(() => {
        const x = tf.tensor2d(data, [rows, columns]);
        const most = tf.max(x, 1, true);
        const sums = tf.sum(tf.exp(exponents(x, most, Math.fround(beta))), 1).dataSync();
        return most.dataSync().map((value, i) => value + Math.log(sums[i]) / Math.fround(beta));
      }),
  };
}
