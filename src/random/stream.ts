import { sha256 } from "@noble/hashes/sha2.js";
import { gaussianPairInPlace } from "./gaussian.ts";
import { philoxInPlace } from "./philox.ts";

/** A stream of random numbers: the same (seed, path) gives the same numbers on every machine. */
export interface Rng {
  readonly seed: number;
  readonly path: readonly string[];
  /** Next word, uniform on 0 … 2³² − 1. */
  uint32(): number;
  /** Uniform on [0, 1), 53 bits, two words. */
  uniform(): number;
  /** Standard Gaussian, float64; pairs are made from four words and handed out one by one. */
  gaussian(): number;
  /** Uniform on 0 … bound − 1 without bias, 1 ≤ bound ≤ 2³². */
  below(bound: number): number;
  /** Fresh uniformly random permutation of 0 … length − 1, 0 ≤ length ≤ 2³². */
  permutation(length: number): Uint32Array;
  /** The stream of (seed, path + labels), from its beginning: it does not depend on what was drawn here. */
  split(...labels: (string | number)[]): Rng;
}

/**
 * Opens the random stream of a seed and a label path.
 *
 * Philox4x32-10 with key = first 8 bytes (two little-endian words) of SHA-256 of the JSON text
 * `[seed, "label", …]` and counter = block index, so streams of different labels are independent
 * and no stream depends on the order in which others were used.
 *
 * @param seed  integer, 0 ≤ seed < 2⁵³
 * @throws {RangeError} seed is not such an integer
 */
export function stream(seed: number, ...labels: (string | number)[]): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`stream: expected an integer seed 0 <= seed < 2^53, got ${seed}`);
  }
  const path = labels.map(String);
  const digest = sha256(new TextEncoder().encode(JSON.stringify([seed, ...path])));
  const key = new DataView(digest.buffer, digest.byteOffset);
  return openStream(seed, path, key.getUint32(0, true), key.getUint32(4, true));
}

function openStream(seed: number, path: readonly string[], key0: number, key1: number): Rng {
  const block = new Uint32Array(4);
  const four = new Uint32Array(4);
  const pair = new Float64Array(2);
  let index = 0;
  let used = 4;
  let hasSpare = false;

  function uint32(): number {
    if (used === 4) {
      block[0] = index >>> 0;
      block[1] = Math.floor(index / 4294967296);
      block[2] = 0;
      block[3] = 0;
      philoxInPlace(block, key0, key1);
      index += 1;
      used = 0;
    }
    return block[used++];
  }

  function below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 4294967296) {
      throw new RangeError(`below: expected an integer bound 1 <= bound <= 2^32, got ${bound}`);
    }
    const accepted = 4294967296 - (4294967296 % bound);
    let word = uint32();
    while (word >= accepted) word = uint32();
    return word % bound;
  }

  return {
    seed,
    path,
    uint32,
    below,
    uniform: () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992,
    gaussian() {
      if (hasSpare) {
        hasSpare = false;
        return pair[1];
      }
      for (let w = 0; w < 4; w++) four[w] = uint32();
      gaussianPairInPlace(four, pair);
      hasSpare = true;
      return pair[0];
    },
    permutation(length) {
      if (!Number.isInteger(length) || length < 0 || length > 4294967296) {
        throw new RangeError(
          `permutation: expected an integer length 0 <= length <= 2^32, got ${length}`,
        );
      }
      const order = Uint32Array.from({ length }, (_, i) => i);
      for (let i = length - 1; i > 0; i--) {
        const j = below(i + 1);
        [order[i], order[j]] = [order[j], order[i]];
      }
      return order;
    },
    split: (...labels) => stream(seed, ...path, ...labels),
  };
}
