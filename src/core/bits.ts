/** Number of 32-bit words that hold N bits. */
export const wordsFor = (N: number): number => (N + 31) >>> 5;

/** Number of set bits of a 32-bit word. */
export function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Mask of the used bits in the last word of a row of N bits. */
export const lastWordMask = (N: number): number => (N & 31 ? (1 << (N & 31)) - 1 : -1) >>> 0;

/** Hamming distance in bits between the W words of `a` from `offsetA` and those of `b` from `offsetB`. */
export function distance(
  a: Uint32Array,
  offsetA: number,
  b: Uint32Array,
  offsetB: number,
  W: number,
): number {
  let d = 0;
  for (let w = 0; w < W; w++) d += popcount(a[offsetA + w] ^ b[offsetB + w]);
  return d;
}

/** Writes the spins `values[from .. from + N)` as bits into `words` from `offset`: bit 1 means −1. */
export function packInPlace(
  values: ArrayLike<number>,
  from: number,
  N: number,
  words: Uint32Array,
  offset: number,
): void {
  words.fill(0, offset, offset + wordsFor(N));
  for (let i = 0; i < N; i++) {
    if (values[from + i] < 0) words[offset + (i >>> 5)] |= 1 << (i & 31);
  }
}

/** Writes the N spins stored in `words` from `offset` into `spins` from `to`. */
export function unpackInPlace(
  words: Uint32Array,
  offset: number,
  N: number,
  spins: Int8Array,
  to: number,
): void {
  for (let i = 0; i < N; i++) {
    spins[to + i] = 1 - 2 * ((words[offset + (i >>> 5)] >>> (i & 31)) & 1);
  }
}

/** The transpose of P rows of N bits: N rows of P bits, packed alike. */
export function transposed(words: Uint32Array, P: number, N: number): Uint32Array {
  const [wordsPerRow, wordsPerColumn] = [wordsFor(N), wordsFor(P)];
  const columns = new Uint32Array(N * wordsPerColumn);
  for (let mu = 0; mu < P; mu++) {
    for (let i = 0; i < N; i++) {
      const bit = (words[mu * wordsPerRow + (i >>> 5)] >>> (i & 31)) & 1;
      columns[i * wordsPerColumn + (mu >>> 5)] |= bit << (mu & 31);
    }
  }
  return columns;
}
