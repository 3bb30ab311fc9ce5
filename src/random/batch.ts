import { BATCH_SPARE, BATCH_WORDS, type RandomBatch, wasmBatch } from "../core/random-kernels.ts";
import { gaussianPairInPlace } from "./gaussian.ts";
import { gaussianPair32 } from "./gaussian32.ts";
import { philoxInPlace } from "./philox.ts";

let shared: RandomBatch | undefined;

/** The batch of this thread: filled by the kernels where there are any, else by their twin. */
export function randomBatch(): RandomBatch {
  shared ??= wasmBatch() ?? typescriptBatch();
  return shared;
}

/** The batch of the kernels in TypeScript: the same bits. */
export function typescriptBatch(): RandomBatch {
  const words = new Uint32Array(BATCH_WORDS + BATCH_SPARE);
  const doubles = new Float64Array(words.length / 2);
  const floats = new Float32Array(words.length);
  const block = new Uint32Array(4);
  const pair = new Float64Array(2);
  return {
    words,
    philox(at, blocks, index, key0, key1) {
      for (let b = 0; b < blocks; b++) {
        block[0] = (index + b) >>> 0;
        block[1] = Math.floor((index + b) / 4294967296);
        block[2] = 0;
        block[3] = 0;
        philoxInPlace(block, key0, key1);
        words.set(block, at + 4 * b);
      }
    },
    gaussians(pairs) {
      for (let p = 0; p < pairs; p++) {
        for (let w = 0; w < 4; w++) block[w] = words[4 * p + w];
        gaussianPairInPlace(block, pair);
        doubles.set(pair, 2 * p);
      }
      return doubles;
    },
    gaussians32(pairs) {
      for (let p = 0; p < pairs; p++) gaussianPair32(words, floats, 2 * p);
      return floats;
    },
  };
}
