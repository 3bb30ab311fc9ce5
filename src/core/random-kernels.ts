import { kernelsFor } from "./wasm.ts";

/** Words that one batch can hold. */
export const BATCH_WORDS = 4096;
/** Words by which a kernel may write beyond what was asked for: seven blocks and a started one. */
export const BATCH_SPARE = 32;

/** Random words in one place, and the Gaussians that are made of them. */
export interface RandomBatch {
  /** Up to BATCH_WORDS words; take it anew for every use. */
  readonly words: Uint32Array;
  /**
   * Fills `words` from `at` with Philox blocks from counter `index` on; what comes after them, up
   * to BATCH_SPARE words, is arbitrary.
   */
  philox(at: number, blocks: number, index: number, key0: number, key1: number): void;
  /** Two float64 Gaussians from every four words; they hold until the next use of the batch. */
  gaussians(pairs: number): Float64Array;
  /** Two float32 Gaussians from every two words. */
  gaussians32(pairs: number): Float32Array;
}

interface Exports {
  philoxBlocks(
    out: number,
    blocks: number,
    low: number,
    high: number,
    x2: number,
    x3: number,
    key0: number,
    key1: number,
  ): void;
  gaussianPairs(words: number, out: number, pairs: number): void;
  gaussianPairs32(words: number, out: number, pairs: number): void;
}

/** The batch in WebAssembly memory, one for all streams of a thread; null without kernels. */
export function wasmBatch(): RandomBatch | null {
  const kernels = kernelsFor("reproducible");
  if (kernels === null) return null;
  const { memory, heap } = kernels;
  const exports = kernels.exports as unknown as Exports;
  const length = BATCH_WORDS + BATCH_SPARE;
  const wordsAt = heap.allocate(8 * length);
  const outAt = wordsAt + 4 * length;
  let words = new Uint32Array(memory.buffer, wordsAt, length);
  let doubles = new Float64Array(memory.buffer, outAt, length / 2);
  let floats = new Float32Array(memory.buffer, outAt, length);

  function refresh(): void {
    if (words.buffer === memory.buffer) return;
    words = new Uint32Array(memory.buffer, wordsAt, length);
    doubles = new Float64Array(memory.buffer, outAt, length / 2);
    floats = new Float32Array(memory.buffer, outAt, length);
  }

  return {
    get words() {
      refresh();
      return words;
    },
    philox(at, blocks, index, key0, key1) {
      const high = Math.floor(index / 4294967296);
      exports.philoxBlocks(wordsAt + 4 * at, blocks, index >>> 0, high, 0, 0, key0, key1);
    },
    gaussians(pairs) {
      exports.gaussianPairs(wordsAt, outAt, pairs);
      refresh();
      return doubles;
    },
    gaussians32(pairs) {
      exports.gaussianPairs32(wordsAt, outAt, pairs);
      refresh();
      return floats;
    },
  };
}
