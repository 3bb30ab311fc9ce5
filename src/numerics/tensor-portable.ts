import { multiplyInPlace } from "../core/dense-product.ts";
import { logSumExpInPlace, softmaxInPlace } from "../core/softmax.ts";
import type { TensorOperations } from "./tensor.ts";

/** Our own kernels. */
export const portable: TensorOperations = {
  multiply(a, b, { transposeA, transposeB }) {
    const [M, K] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
    const N = transposeB ? b.rows : b.columns;
    const c = new Float32Array(M * N);
    multiplyInPlace(c, a.data, b.data, { M, N, K, transposeA, transposeB });
    return c;
  },
  softmax({ rows, columns, data }, beta) {
    const out = new Float32Array(data.length);
    softmaxInPlace(out, data, rows, columns, beta);
    return out;
  },
  logSumExp({ rows, columns, data }, beta) {
    const out = new Float32Array(rows);
    logSumExpInPlace(out, data, rows, columns, beta);
    return out;
  },
};
