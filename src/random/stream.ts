import { sha256 } from "@noble/hashes/sha2.js";
import { BATCH_WORDS } from "../core/random-kernels.ts";
import { gaussianPairInPlace } from "./gaussian.ts";
import { wordSource } from "./word-source.ts";

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
  /** The next `count` words, 0 ≤ count ≤ 2³²: those of as many calls of `uint32`. */
  words(count: number): Uint32Array;
  /** Writes the numbers that `out.length` calls of `uniform` would give. */
  fillUniform(out: Float64Array): void;
  /** Writes the numbers that `out.length` calls of `gaussian` would give. */
  fillGaussian(out: Float64Array): void;
  /**
   * Writes float32 standard Gaussians, |x| ≤ 6.67, three times as fast: ⌈out.length / 2⌉ pairs of
   * two words each (`gaussianPair32`); of the last pair of an odd length only one is written.
   */
  fillGaussian32(out: Float32Array): void;
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
  const words = wordSource(() => keyOf(seed, path));
  const { next: uint32 } = words;
  const pair = new Float64Array(2);
  let hasSpare = false;

  function below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 4294967296) {
      throw new RangeError(`below: expected an integer bound 1 <= bound <= 2^32, got ${bound}`);
    }
    const accepted = 4294967296 - (4294967296 % bound);
    let word = uint32();
    while (word >= accepted) word = uint32();
    return word % bound;
  }

  function gaussian(): number {
    if (hasSpare) {
      hasSpare = false;
      return pair[1];
    }
    for (let w = 0; w < 4; w++) four[w] = uint32();
    gaussianPairInPlace(four, pair);
    hasSpare = true;
    return pair[0];
  }

  return {
    seed,
    path,
    uint32,
    below,
    uniform: () => uniformOf(uint32(), uint32()),
    gaussian,
    words(count) {
      requireLength("words", "count", count);
      const out = new Uint32Array(count);
      words.fill(out);
      return out;
    },
    fillUniform(out) {
      const most = BATCH_WORDS / 2;
      for (let from = 0; from < out.length; from += most) {
        const count = Math.min(most, out.length - from);
        const { words: two } = words.batch(2 * count);
        for (let k = 0; k < count; k++) out[from + k] = uniformOf(two[2 * k], two[2 * k + 1]);
      }
    },
    fillGaussian(out) {
      const most = BATCH_WORDS / 4;
      let at = 0;
      if (hasSpare && out.length > 0) out[at++] = gaussian();
      while (at + 1 < out.length) {
        const pairs = Math.min(most, (out.length - at) >>> 1);
        const numbers = words.batch(4 * pairs).gaussians(pairs);
        out.set(numbers.subarray(0, 2 * pairs), at);
        at += 2 * pairs;
      }
      if (at < out.length) out[at] = gaussian();
    },
    fillGaussian32(out) {
      for (let from = 0; from < out.length; from += BATCH_WORDS) {
        const count = Math.min(BATCH_WORDS, out.length - from);
        const pairs = Math.ceil(count / 2);
        const numbers = words.batch(2 * pairs).gaussians32(pairs);
        out.set(numbers.subarray(0, count), from);
      }
    },
    permutation(length) {
      requireLength("permutation", "length", length);
      const order = new Uint32Array(length);
      for (let i = 0; i < length; i++) order[i] = i;
      for (let i = length - 1; i > 0; i--) {
        const j = below(i + 1);
        const kept = order[i];
        order[i] = order[j];
        order[j] = kept;
      }
      return order;
    },
    split: (...more) => stream(seed, ...path, ...more),
  };
}

/** Words of one Gaussian pair on their way. */
const four = new Uint32Array(4);

/** Uniform on [0, 1) in steps of 2⁻⁵³. */
function uniformOf(high: number, low: number): number {
  return ((high >>> 5) * 67108864 + (low >>> 6)) / 9007199254740992;
}

function keyOf(seed: number, path: readonly string[]): [number, number] {
  const digest = sha256(new TextEncoder().encode(JSON.stringify([seed, ...path])));
  const key = new DataView(digest.buffer, digest.byteOffset);
  return [key.getUint32(0, true), key.getUint32(4, true)];
}

function requireLength(caller: string, name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 4294967296) {
    throw new RangeError(
      `${caller}: expected an integer ${name} 0 <= ${name} <= 2^32, got ${value}`,
    );
  }
}
