/** Most rows of a shell counted at once: the counts of the kernel fit 15 bits. */
const PART = 32704;

/** Row numbers of a packed set sorted by distance from a probe, with room for the counters. */
export interface Shells {
  /** Row numbers, the shell of distance d at `start[d] … start[d + 1]`, ascending inside. */
  readonly order: Uint32Array;
  /** Length N + 2. */
  readonly start: Int32Array;
  /** Counter planes of weight 8, 16, …; scratch of `addShellInPlace`. */
  readonly planes: Int32Array;
}

/** Room for the shells of P rows of N bits. */
export function emptyShells(P: number, N: number): Shells {
  return {
    order: new Uint32Array(P),
    start: new Int32Array(N + 2),
    planes: new Int32Array(32),
  };
}

/** Sorts the rows 0 … P − 1 by distance (counting sort, stable). */
export function sortShellsInPlace(shells: Shells, distances: ArrayLike<number>, P: number): void {
  const { order, start } = shells;
  start.fill(0);
  for (let mu = 0; mu < P; mu++) start[distances[mu] + 1] += 1;
  for (let d = 1; d < start.length; d++) start[d] += start[d - 1];
  for (let mu = 0; mu < P; mu++) order[start[distances[mu]]++] = mu;
  for (let d = start.length - 1; d > 0; d--) start[d] = start[d - 1];
  start[0] = 0;
}

/**
 * Adds weight · (number of rows in shell d that differ from the probe in bit i) to `sums[i]`.
 *
 * Positional popcount: eight rows at a time go through a carry-save tree into bit planes of
 * weight 1, 2, 4, 8, …, and the planes are read out once per shell.
 *
 * @param words  packed rows, `wordsPerRow` words each
 * @param probe  packed probe from `offset`
 * @param sums  length 32 · wordsPerRow
 */
export function addShellInPlace(
  sums: Float64Array,
  weight: number,
  shells: Shells,
  d: number,
  words: Uint32Array,
  wordsPerRow: number,
  probe: Uint32Array,
  offset: number,
): void {
  const end = shells.start[d + 1];
  for (let from = shells.start[d]; from < end; from += PART) {
    const to = Math.min(from + PART, end);
    addRowsInPlace(sums, weight, shells, from, to, words, wordsPerRow, probe, offset);
  }
}

function addRowsInPlace(
  sums: Float64Array,
  weight: number,
  { order, planes }: Shells,
  from: number,
  to: number,
  words: Uint32Array,
  W: number,
  probe: Uint32Array,
  offset: number,
): void {
  for (let j = 0; j < W; j++) {
    const s = probe[offset + j] | 0;
    let ones = 0;
    let twos = 0;
    let fours = 0;
    let levels = 0;
    let r = from;
    for (; r + 8 <= to; r += 8) {
      const x0 = words[order[r] * W + j] ^ s;
      const x1 = words[order[r + 1] * W + j] ^ s;
      const u0 = ones ^ x0;
      const twosA = (ones & x0) | (u0 & x1);
      ones = u0 ^ x1;
      const x2 = words[order[r + 2] * W + j] ^ s;
      const x3 = words[order[r + 3] * W + j] ^ s;
      const u1 = ones ^ x2;
      const twosB = (ones & x2) | (u1 & x3);
      ones = u1 ^ x3;
      const v0 = twos ^ twosA;
      const foursA = (twos & twosA) | (v0 & twosB);
      twos = v0 ^ twosB;
      const x4 = words[order[r + 4] * W + j] ^ s;
      const x5 = words[order[r + 5] * W + j] ^ s;
      const u2 = ones ^ x4;
      const twosC = (ones & x4) | (u2 & x5);
      ones = u2 ^ x5;
      const x6 = words[order[r + 6] * W + j] ^ s;
      const x7 = words[order[r + 7] * W + j] ^ s;
      const u3 = ones ^ x6;
      const twosD = (ones & x6) | (u3 & x7);
      ones = u3 ^ x7;
      const v1 = twos ^ twosC;
      const foursB = (twos & twosC) | (v1 & twosD);
      twos = v1 ^ twosD;
      const v2 = fours ^ foursA;
      levels = rippleInPlace(planes, levels, (fours & foursA) | (v2 & foursB));
      fours = v2 ^ foursB;
    }
    for (; r < to; r++) {
      const x = words[order[r] * W + j] ^ s;
      const two = ones & x;
      ones ^= x;
      const four = twos & two;
      twos ^= two;
      const eight = fours & four;
      fours ^= four;
      if (eight !== 0) levels = rippleInPlace(planes, levels, eight);
    }
    const base = 32 * j;
    if (levels === 0) {
      for (let i = 0; i < 32; i++) {
        const count = ((ones >>> i) & 1) + 2 * ((twos >>> i) & 1) + 4 * ((fours >>> i) & 1);
        sums[base + i] += weight * count;
      }
    } else {
      for (let i = 0; i < 32; i++) {
        let count = ((ones >>> i) & 1) + 2 * ((twos >>> i) & 1) + 4 * ((fours >>> i) & 1);
        for (let t = 0; t < levels; t++) count += ((planes[t] >>> i) & 1) << (t + 3);
        sums[base + i] += weight * count;
      }
      planes.fill(0, 0, levels);
    }
  }
}

/** Adds a carry of weight 8 to the planes; returns the number of planes in use. */
function rippleInPlace(planes: Int32Array, levels: number, carry: number): number {
  let t = 0;
  let left = carry;
  while (left !== 0) {
    const next = planes[t] & left;
    planes[t] ^= left;
    left = next;
    t += 1;
  }
  return Math.max(t, levels);
}
