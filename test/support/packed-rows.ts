import { lastWordMask, wordsFor } from "../../src/core/bits.ts";
import type { Rng } from "../../src/random/stream.ts";

/** P random packed rows of N bits with zero padding. */
export function randomRows(P: number, N: number, rng: Rng): Uint32Array {
  const W = wordsFor(N);
  const words = Uint32Array.from({ length: P * W }, () => rng.uint32());
  for (let mu = 1; mu <= P; mu++) words[mu * W - 1] &= lastWordMask(N);
  return words;
}

/** The bits of row mu as one integer. */
export function bitsOfRow(words: Uint32Array, W: number, mu: number): bigint {
  let bits = 0n;
  for (let j = W - 1; j >= 0; j--) bits = (bits << 32n) | BigInt(words[mu * W + j]);
  return bits;
}

/** Set bits, counted one by one. */
export function countOfBits(bits: bigint): number {
  return bits.toString(2).replaceAll("0", "").length;
}
