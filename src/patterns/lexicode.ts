import { popcount } from "../core/bits.ts";
import type { LinearCode } from "./linear-code.ts";
import { packedPatterns } from "./patterns.ts";

/**
 * The lexicode of N bits and minimum distance d: from 0 on, every integer is kept whose bits differ
 * in at least d places from those of all integers kept before.
 *
 * The result is a linear code, so it is made from its basis: the next word of the basis is the
 * smallest integer at least d from all words so far. Cost O(k 2^N).
 *
 * @param N  1 ≤ N ≤ 20
 * @param distance  1 ≤ distance ≤ N, in bits
 * @throws {RangeError} N or the distance outside its range
 *
 * Source: Conway, Sloane 1986, "Lexicographic codes: error-correcting codes from game theory".
 */
export function lexicode(N: number, distance: number): LinearCode {
  if (!Number.isInteger(N) || N < 1 || N > 20) {
    throw new RangeError(
      `lexicode: expected an integer 1 <= N <= 20, got ${N}; for longer words take bchCode`,
    );
  }
  if (!Number.isInteger(distance) || distance < 1 || distance > N) {
    throw new RangeError(
      `lexicode: expected an integer 1 <= distance <= N = ${N}, got ${distance}`,
    );
  }
  const toCode = Uint8Array.from({ length: 2 ** N }, (_, word) => popcount(word));
  const basis: number[] = [];
  let word = toCode.findIndex((d) => d >= distance);
  while (word >= 0) {
    basis.push(word);
    // x and x ^ word are at the same distance from the code that the word completes
    for (let x = 0; x < toCode.length; x++) {
      const y = x ^ word;
      if (y < x) continue;
      const nearer = Math.min(toCode[x], toCode[y]);
      toCode[x] = nearer;
      toCode[y] = nearer;
    }
    word = toCode.findIndex((d) => d >= distance);
  }
  return {
    N,
    dimension: basis.length,
    distance,
    basis: packedPatterns(Uint32Array.from(basis), basis.length, N),
  };
}
