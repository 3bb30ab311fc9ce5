import { lastWordMask, wordsFor } from "../core/bits.ts";
import type { Rng } from "../random/stream.ts";
import { distinctIntegers } from "./distinct-integers.ts";
import { InfeasibleSeparation } from "./infeasible-separation.ts";
import { type Patterns, packedPatterns, requireSize } from "./patterns.ts";

/** A binary linear code: all sums (exclusive or) of the words of a basis. */
export interface LinearCode {
  /** Length of a word in bits. */
  readonly N: number;
  /** k: the code has 2^k words. */
  readonly dimension: number;
  /** No two words are closer, in bits. */
  readonly distance: number;
  /** k independent words. */
  readonly basis: Patterns;
}

/** What of a code may be drawn. */
export interface WordOptions {
  /** Words and their negatives in one set. Default false: at most one of each pair, as odd orders need. */
  readonly antipodes?: boolean;
}

/** Packed rows reduced to one pivot each; `add` says whether a row was independent of those before. */
function echelon(W: number): { add(row: Uint32Array): boolean } {
  const rows: { readonly pivot: number; readonly row: Uint32Array }[] = [];
  return {
    add(row) {
      const rest = row.slice();
      for (const known of rows) {
        if ((rest[known.pivot >>> 5] >>> (known.pivot & 31)) & 1)
          xorInPlace(rest, 0, known.row, 0, W);
      }
      const w = rest.findIndex((word) => word !== 0);
      if (w < 0) return false;
      rows.push({ pivot: 32 * w + 31 - Math.clz32(rest[w]), row: rest });
      return true;
    },
  };
}

function xorInPlace(
  to: Uint32Array,
  offset: number,
  from: Uint32Array,
  fromOffset: number,
  W: number,
): void {
  for (let w = 0; w < W; w++) to[offset + w] ^= from[fromOffset + w];
}

const onesOf = (N: number): Uint32Array => {
  const ones = new Uint32Array(wordsFor(N)).fill(0xffffffff);
  ones[ones.length - 1] = lastWordMask(N);
  return ones;
};

/** Rows of the basis that are independent of the all-ones word; one fewer where the code has it. */
function rowsBesideOnes({ N, basis }: LinearCode): Patterns {
  const W = basis.wordsPerRow;
  const reduced = echelon(W);
  reduced.add(onesOf(N));
  const kept: number[] = [];
  for (let k = 0; k < basis.P; k++) {
    const row = basis.words.subarray(k * W, (k + 1) * W);
    if (reduced.add(row)) kept.push(...row);
  }
  return packedPatterns(Uint32Array.from(kept), kept.length / W, N);
}

/** Random bits of `length`, the same never twice. */
function distinctMessages(length: number, rng: Rng): () => Uint32Array {
  if (length <= 32) {
    const next = distinctIntegers(2 ** length, rng);
    return () => Uint32Array.of(next());
  }
  const seen = new Set<string>();
  return () => {
    while (true) {
      const message = Uint32Array.from({ length: wordsFor(length) }, () => rng.uint32());
      message[message.length - 1] &= lastWordMask(length);
      const key = message.join();
      if (!seen.has(key)) {
        seen.add(key);
        return message;
      }
    }
  };
}

/** Number of words that `wordsOfCode` draws from: 2^k, half of it where one of each pair is taken. */
export function numberOfWords(code: LinearCode, options: WordOptions = {}): number {
  return 2 ** (options.antipodes ? code.basis : rowsBesideOnes(code)).P;
}

/**
 * P different words of a linear code in random order, bit 1 meaning −1.
 *
 * Where the code contains the all-ones word every word has its negative in it. By default a set then
 * takes at most one of each pair (which one is tossed), for a pattern and its negative destroy each
 * other at odd orders; `{ antipodes: true }` draws from all words.
 *
 * The first rows of a longer set are the same patterns. Cost O(P k N/32) and O(k² N/32) once.
 *
 * @param P  number of patterns, ≥ 0
 * @param code  e.g. `bchCode(63, 7)` or `lexicode(16, 6)`
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} P above the number of such words
 * @throws {RangeError} P < 0
 */
export function wordsOfCode(
  P: number,
  code: LinearCode,
  rng: Rng,
  options: WordOptions = {},
): Patterns {
  const { N, dimension, basis } = code;
  requireSize("wordsOfCode", P, N);
  const spanning = options.antipodes ? basis : rowsBesideOnes(code);
  const isHalved = spanning.P < dimension;
  const limit = 2 ** spanning.P;
  if (P > limit) {
    throw new InfeasibleSeparation(
      `wordsOfCode: expected P <= 2^${spanning.P} = ${limit} for the code of N = ${N}, distance ${code.distance}${isHalved ? ", one word of each antipodal pair" : ""}, got P = ${P}; lower P or the distance${isHalved ? ", or take both with antipodes: true" : ""}`,
      { obtained: 0, bound: "code size", limit },
    );
  }
  const W = basis.wordsPerRow;
  const ones = onesOf(N);
  const nextMessage = distinctMessages(spanning.P, rng);
  const words = new Uint32Array(P * W);
  for (let mu = 0; mu < P; mu++) {
    const message = nextMessage();
    for (let k = 0; k < spanning.P; k++) {
      if ((message[k >>> 5] >>> (k & 31)) & 1) {
        xorInPlace(words, mu * W, spanning.words, k * W, W);
      }
    }
    if (isHalved && rng.below(2) === 1) xorInPlace(words, mu * W, ones, 0, W);
  }
  return packedPatterns(words, P, N);
}
