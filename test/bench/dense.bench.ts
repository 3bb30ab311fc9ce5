// Dense float32 products and softmax: our kernels, without and with relaxed SIMD and in TypeScript,
// against NumPy and TensorFlow.js on WebAssembly; one thread each, CPU seconds, contenders in turn.

import { multiplyInPlace } from "../../src/core/dense-product.ts";
import { logSumExpInPlace, softmaxInPlace } from "../../src/core/softmax.ts";
import { kernelsFor, kernelsOf, type WasmKernels } from "../../src/core/wasm.ts";
import { powerLawFit } from "../../src/numerics/power-law-fit.ts";
import { tensorEngine } from "../../src/numerics/tensor.ts";
import { gaussianMatrix } from "../support/gaussian-matrix.ts";
import { inTurn, machineLine, numPy, own, type Timed } from "./peers.ts";

process.env.DAMLAB_KERNELS = "relaxed";
const relaxed = kernelsFor("rounded");
const baseline = kernelsOf("baseline");
const tfjs = await tensorEngine("tfjs-wasm").catch(() => null);
const native = await tensorEngine("tfjs-node").catch(() => null);
const here = numPy();
const haswell = numPy("Haswell");
const [M, K] = [512, 784];

console.log(machineLine());

const productOf = (N: number): { a: Float32Array; b: Float32Array; c: Float32Array } => ({
  a: gaussianMatrix(M * K, "a"),
  b: gaussianMatrix(K * N, "b"),
  c: new Float32Array(M * N),
});

function multiplying(N: number, kernels: WasmKernels | null): Timed {
  const { a, b, c } = productOf(N);
  const shape = { M, N, K, transposeA: false, transposeB: false };
  return own(() => multiplyInPlace(c, a, b, shape, kernels));
}

function engineMultiplying(N: number, engine: typeof tfjs): Timed | null {
  const { a, b } = productOf(N);
  const left = { rows: M, columns: K, data: a };
  const right = { rows: K, columns: N, data: b };
  return engine && own(() => engine.multiply(left, right));
}

for (const N of [128, 512, 2000]) {
  const rows = await inTurn({
    "NumPy as it is": here?.time("gemm", { M, N, K }),
    "NumPy, Haswell": haswell?.time("gemm", { M, N, K }),
    "tfjs-node": engineMultiplying(N, native),
    "tfjs-wasm": engineMultiplying(N, tfjs),
    baseline: baseline && multiplying(N, baseline),
    relaxed: relaxed && multiplying(N, relaxed),
    ...(N === 128 && { TypeScript: multiplying(N, null) }),
  });
  report(`product ${M} x ${K} x ${N}`, rows, 2 * M * N * K, "flop");
}

const beta = 2;
for (const [count, columns] of [
  [512, 2000],
  [64, 64],
] as const) {
  const x = gaussianMatrix(count * columns, "x");
  const out = new Float32Array(x.length);
  const sums = new Float32Array(count);
  const softmax = (kernels: WasmKernels | null): Timed =>
    own(() => softmaxInPlace(out, x, count, columns, beta, kernels));
  const rows = await inTurn({
    "NumPy as it is": here?.time("softmax", { rows: count, columns, beta }),
    "NumPy, Haswell": haswell?.time("softmax", { rows: count, columns, beta }),
    "tfjs-wasm": tfjs && own(() => tfjs.softmax({ rows: count, columns, data: x }, beta)),
    baseline: softmax(baseline),
    relaxed: softmax(relaxed),
    TypeScript: softmax(null),
    "log-sum-exp, baseline": own(() => logSumExpInPlace(sums, x, count, columns, beta, baseline)),
  });
  report(`softmax ${count} x ${columns}`, rows, count * columns, "elements");
}

const sizes = [64, 128, 256, 512, 1024];
const seconds: number[] = [];
for (const n of sizes) {
  const [a, b] = [gaussianMatrix(n * n, "a"), gaussianMatrix(n * n, "b")];
  const c = new Float32Array(n * n);
  const shape = { M: n, N: n, K: n, transposeA: false, transposeB: false };
  const [row] = await inTurn({
    baseline: own(() => multiplyInPlace(c, a, b, shape, baseline)),
  });
  seconds.push(row.seconds);
}
const { exponent, standardError } = powerLawFit(sizes.slice(1), seconds.slice(1));
const ladder = sizes.map((n, k) => `${n}: ${(1000 * seconds[k]).toFixed(2)} ms`);
console.log(`\nproduct n x n x n, baseline: ${ladder.join(", ")}`);
console.log(`  time ~ n^${exponent.toFixed(2)} ± ${standardError.toFixed(2)} from n = ${sizes[1]}`);
here?.close();
haswell?.close();

function report(
  title: string,
  rows: Awaited<ReturnType<typeof inTurn>>,
  work: number,
  unit: string,
): void {
  console.log(`\n${title}`);
  console.log(`  ${"".padEnd(22)}        ms   G${unit}/s   speed (${rows[0].name} = 1)`);
  for (const { name, seconds, speed } of rows) {
    const numbers = [(1000 * seconds).toFixed(3).padStart(10), (work / seconds / 1e9).toFixed(2)];
    console.log(
      `  ${name.padEnd(22)}${numbers[0]}   ${numbers[1].padStart(8)}   ${speed.toFixed(2)}`,
    );
  }
}
