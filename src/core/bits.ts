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

const columnsOf = new WeakMap<Uint32Array, { P: number; N: number; columns: Uint32Array }>();

/**
 * The transpose of P rows of N bits: N rows of P bits, packed alike. Kept for the same array, which
 * must not be modified after, as must not the result.
 */
export function transposed(words: Uint32Array, P: number, N: number): Uint32Array {
  const known = columnsOf.get(words);
  if (known?.P === P && known.N === N) return known.columns;
  const [wordsPerRow, wordsPerColumn] = [wordsFor(N), wordsFor(P)];
  const columns = new Uint32Array(N * wordsPerColumn);
  const block = new Uint32Array(32);
  for (let first = 0; first < P; first += 32) {
    const rows = Math.min(32, P - first);
    for (let j = 0; j < wordsPerRow; j++) {
      block.fill(0, rows);
      for (let r = 0; r < rows; r++) block[r] = words[(first + r) * wordsPerRow + j];
      transposeBlockInPlace(block);
      const spins = Math.min(32, N - 32 * j);
      for (let i = 0; i < spins; i++) {
        columns[(32 * j + i) * wordsPerColumn + (first >>> 5)] = block[i];
      }
    }
  }
  columnsOf.set(words, { P, N, columns });
  return columns;
}

/** Bit i of word r becomes bit r of word i: halves are swapped, then halves of halves. */
function transposeBlockInPlace(block: Uint32Array): void {
  let mask = 0x0000ffff;
  for (let by = 16; by > 0; by >>>= 1, mask ^= mask << by) {
    for (let r = 0; r < 32; r = ((r | by) + 1) & ~by) {
      const t = ((block[r] >>> by) ^ block[r | by]) & mask;
      block[r | by] ^= t;
      block[r] ^= t << by;
    }
  }
}
