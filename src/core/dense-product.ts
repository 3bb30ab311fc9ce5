import { multiplyTwin } from "./dense-product-twin.ts";
import { kernelsFor, type WasmKernels } from "./wasm.ts";

/** Shape of a product op(A)·op(B) of row-major matrices: op(A) is M × K, op(B) is K × N. */
export interface ProductShape {
  readonly M: number;
  readonly N: number;
  readonly K: number;
  /** A is stored as K × M. */
  readonly transposeA: boolean;
  /** B is stored as N × K. */
  readonly transposeB: boolean;
}

export interface ProductExports {
  sgemmScratch(): number;
  sgemm(
    c: number,
    a: number,
    b: number,
    M: number,
    N: number,
    K: number,
    transposeA: boolean,
    transposeB: boolean,
    scratch: number,
  ): void;
}

/**
 * Writes op(A)·op(B) in float32 into `c`, length M·N.
 *
 * Every element is a plain sum of K products, in blocks of at most 400 terms, so that its error is
 * at most γ Σ|a||b| with γ = k u / (1 − k u), u = 2⁻²⁴, k the number of terms in a block plus the
 * number of blocks. Infinities and NaN spread as in IEEE 754: nothing is skipped.
 */
export function multiplyInPlace(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  shape: ProductShape,
  kernels: WasmKernels | null = kernelsFor("rounded"),
): void {
  if (kernels === null || shape.K === 0 || c.length === 0) {
    multiplyTwin(c, a, b, shape);
    return;
  }
  const { sgemm, sgemmScratch } = kernels.exports as unknown as ProductExports;
  const { heap, memory } = kernels;
  const bytes = [c.byteLength, a.byteLength, b.byteLength, sgemmScratch()];
  const blocks: number[] = [];
  try {
    for (const size of bytes) blocks.push(heap.allocate(size));
    const [toC, toA, toB, scratch] = blocks;
    new Float32Array(memory.buffer, toA, a.length).set(a);
    new Float32Array(memory.buffer, toB, b.length).set(b);
    const { M, N, K, transposeA, transposeB } = shape;
    sgemm(toC, toA, toB, M, N, K, transposeA, transposeB, scratch);
    c.set(new Float32Array(memory.buffer, toC, c.length));
  } finally {
    for (const offset of blocks) heap.free(offset);
  }
}
