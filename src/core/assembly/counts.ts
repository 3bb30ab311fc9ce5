import { rowsPerVector } from "./shells";

/** Most rows counted at once, a multiple of 64: counts stay within 15 bits. */
export const PART: u32 = 32704;

/** Vector k of a shell, XORed with the probe's strip s. */
// @ts-ignore: decorator
@inline function vector(list: usize, k: u32, isList: bool, strip: u32, s: v128): v128 {
  if (isList) return v128.xor(v128.load(load<u32>(list + (k << 2)) + strip), s);
  return v128.load(list + (k << 4));
}

/** The bits that at least two of the three have, given a ^ b. */
// @ts-ignore: decorator
@inline function carry(a: v128, b: v128, aXorB: v128, c: v128): v128 {
  return v128.or(v128.and(a, b), v128.and(aXorB, c));
}

/**
 * Positional popcount: bit planes of weight 1, 2, 4, … of the number of set bits at each of the 128
 * places, over `vectors` vectors.
 *
 * Eight vectors at a time go through a carry-save tree. A carry of weight 2^j waits at level j until
 * the second arrives, so level j is added to once in 2^(j − 2) blocks; what still waits at the end,
 * by the bits of the number of blocks, is added from the lowest level up.
 *
 * @param vectors  > 0; the vectors up to the next multiple of 4 are there and 0
 * @param planes  16 vectors of planes, then 16 of scratch
 * @returns number of planes
 */
// @ts-ignore: decorator
@inline function countPlanes(
  list: usize,
  vectors: u32,
  isList: bool,
  strip: u32,
  s: v128,
  planes: usize,
): u32 {
  const groups = (vectors + 3) >> 2;
  const blocks = groups >> 1;
  const levels = <u32>(32 - clz(vectors));
  for (let j: u32 = 3; j < levels; j++) v128.store(planes + (j << 4), i64x2.splat(0));
  let ones = i64x2.splat(0);
  let twos = i64x2.splat(0);
  let fours = i64x2.splat(0);
  let last = i64x2.splat(0);
  let k: u32 = 0;
  for (let block: u32 = 0; block < blocks; block++, k += 8) {
    const x0 = vector(list, k, isList, strip, s);
    const x1 = vector(list, k + 1, isList, strip, s);
    let u = v128.xor(ones, x0);
    const twosA = carry(ones, x0, u, x1);
    ones = v128.xor(u, x1);
    const x2 = vector(list, k + 2, isList, strip, s);
    const x3 = vector(list, k + 3, isList, strip, s);
    u = v128.xor(ones, x2);
    const twosB = carry(ones, x2, u, x3);
    ones = v128.xor(u, x3);
    u = v128.xor(twos, twosA);
    const foursA = carry(twos, twosA, u, twosB);
    twos = v128.xor(u, twosB);
    const x4 = vector(list, k + 4, isList, strip, s);
    const x5 = vector(list, k + 5, isList, strip, s);
    u = v128.xor(ones, x4);
    const twosC = carry(ones, x4, u, x5);
    ones = v128.xor(u, x5);
    const x6 = vector(list, k + 6, isList, strip, s);
    const x7 = vector(list, k + 7, isList, strip, s);
    u = v128.xor(ones, x6);
    const twosD = carry(ones, x6, u, x7);
    ones = v128.xor(u, x7);
    u = v128.xor(twos, twosC);
    const foursB = carry(twos, twosC, u, twosD);
    twos = v128.xor(u, twosD);
    u = v128.xor(fours, foursA);
    let up = carry(fours, foursA, u, foursB);
    fours = v128.xor(u, foursB);
    let at = planes + 48;
    for (let m = block; m & 1; m >>= 1, at += 16) {
      const plane = v128.load(at);
      const waiting = v128.load(at, 256);
      u = v128.xor(plane, waiting);
      v128.store(at, v128.xor(u, up));
      up = carry(plane, waiting, u, up);
    }
    v128.store(at, up, 256);
  }
  if (groups & 1) {
    const x0 = vector(list, k, isList, strip, s);
    const x1 = vector(list, k + 1, isList, strip, s);
    let u = v128.xor(ones, x0);
    const twosA = carry(ones, x0, u, x1);
    ones = v128.xor(u, x1);
    const x2 = vector(list, k + 2, isList, strip, s);
    const x3 = vector(list, k + 3, isList, strip, s);
    u = v128.xor(ones, x2);
    const twosB = carry(ones, x2, u, x3);
    ones = v128.xor(u, x3);
    u = v128.xor(twos, twosA);
    const foursA = carry(twos, twosA, u, twosB);
    twos = v128.xor(u, twosB);
    last = v128.and(fours, foursA);
    fours = v128.xor(fours, foursA);
  }
  v128.store(planes, ones);
  v128.store(planes, twos, 16);
  v128.store(planes, fours, 32);
  let m = blocks;
  for (let j: u32 = 3; j < levels; j++, m >>= 1) {
    const at = planes + (j << 4);
    const plane = v128.load(at);
    const waiting = m & 1 ? v128.load(at, 256) : i64x2.splat(0);
    const u = v128.xor(plane, waiting);
    v128.store(at, v128.xor(u, last));
    last = carry(plane, waiting, u, last);
  }
  return levels;
}

/** `countPlanes` of `rows` rows of a shell from `list`, strip by strip; see there. */
export function countShell(
  list: usize,
  rows: u32,
  W: u32,
  probe: usize,
  strip: u32,
  planes: usize,
): u32 {
  if (W > 4) return countPlanes(list, rows, true, strip, v128.load(probe + strip), planes);
  const per = rowsPerVector(W);
  return countPlanes(list, (rows + per - 1) / per, false, 0, i64x2.splat(0), planes);
}

/** Adds vectors x and y of planes, each x[j] + y[j], in place of x. */
// @ts-ignore: decorator
@inline function mergedPlane(at: usize, x: v128, y: v128, up: v128): v128 {
  const u = v128.xor(x, y);
  v128.store(at, v128.xor(u, up));
  return carry(x, y, u, up);
}

/**
 * Counts of two shells whose rows share vectors: the halves (W = 2) or quarters (W = 1) of the
 * planes are added, those of the first end in bytes 0 …, those of the second in the next ones.
 *
 * @param a  planes of the first shell, the result; `levels` of each are read
 * @returns number of planes
 */
export function mergeHalves(a: usize, b: usize, levels: u32, W: u32): u32 {
  let up = i64x2.splat(0);
  for (let j: u32 = 0; j < levels; j++) {
    const x = v128.load(a + (j << 4));
    const y = v128.load(b + (j << 4));
    const low = v128.shuffle<u64>(x, y, 0, 2);
    const high = v128.shuffle<u64>(x, y, 1, 3);
    up = mergedPlane(a + (j << 4), low, high, up);
  }
  v128.store(a + (levels << 4), up);
  levels++;
  if (W == 2) return levels;
  up = i64x2.splat(0);
  for (let j: u32 = 0; j < levels; j++) {
    const x = v128.load(a + (j << 4));
    up = mergedPlane(
      a + (j << 4),
      v128.shuffle<u32>(x, x, 0, 2, 0, 2),
      v128.shuffle<u32>(x, x, 1, 3, 1, 3),
      up,
    );
  }
  v128.store(a + (levels << 4), up);
  return levels + 1;
}

/** Swaps bits: those of a that are `by` places up with those of b; b is stored, the new a returned. */
// @ts-ignore: decorator
@inline function swapped(a: v128, b: v128, by: i32, mask: v128, at: usize): v128 {
  const t = v128.and(v128.xor(i64x2.shr_u(a, by), b), mask);
  v128.store(at, v128.xor(b, t));
  return v128.xor(a, i64x2.shl(t, by));
}

/**
 * Turns planes 0 … 7 into 8 vectors of byte counts: byte l of vector k is the count at bit 8·l + k,
 * an 8 × 8 transpose of bits in every byte.
 *
 * @param levels  planes that are there; the others count as 0
 */
export function planesToBytes(p: usize, levels: u32): void {
  const zero = i64x2.splat(0);
  const m4 = i8x16.splat(0x0f);
  const m2 = i8x16.splat(0x33);
  const m1 = i8x16.splat(0x55);
  let r0 = v128.load(p);
  let r1 = levels > 1 ? v128.load(p, 16) : zero;
  let r2 = levels > 2 ? v128.load(p, 32) : zero;
  let r3 = levels > 3 ? v128.load(p, 48) : zero;
  let t = v128.and(v128.xor(i64x2.shr_u(r0, 2), r2), m2);
  r2 = v128.xor(r2, t);
  r0 = v128.xor(r0, i64x2.shl(t, 2));
  t = v128.and(v128.xor(i64x2.shr_u(r1, 2), r3), m2);
  r3 = v128.xor(r3, t);
  r1 = v128.xor(r1, i64x2.shl(t, 2));
  t = v128.and(v128.xor(i64x2.shr_u(r0, 1), r1), m1);
  r1 = v128.xor(r1, t);
  r0 = v128.xor(r0, i64x2.shl(t, 1));
  t = v128.and(v128.xor(i64x2.shr_u(r2, 1), r3), m1);
  r3 = v128.xor(r3, t);
  r2 = v128.xor(r2, i64x2.shl(t, 1));
  if (levels <= 4) {
    v128.store(p, v128.and(r0, m4));
    v128.store(p, v128.and(r1, m4), 16);
    v128.store(p, v128.and(r2, m4), 32);
    v128.store(p, v128.and(r3, m4), 48);
    v128.store(p, v128.and(i64x2.shr_u(r0, 4), m4), 64);
    v128.store(p, v128.and(i64x2.shr_u(r1, 4), m4), 80);
    v128.store(p, v128.and(i64x2.shr_u(r2, 4), m4), 96);
    v128.store(p, v128.and(i64x2.shr_u(r3, 4), m4), 112);
    return;
  }
  let r4 = v128.load(p, 64);
  let r5 = levels > 5 ? v128.load(p, 80) : zero;
  let r6 = levels > 6 ? v128.load(p, 96) : zero;
  let r7 = levels > 7 ? v128.load(p, 112) : zero;
  t = v128.and(v128.xor(i64x2.shr_u(r4, 2), r6), m2);
  r6 = v128.xor(r6, t);
  r4 = v128.xor(r4, i64x2.shl(t, 2));
  t = v128.and(v128.xor(i64x2.shr_u(r5, 2), r7), m2);
  r7 = v128.xor(r7, t);
  r5 = v128.xor(r5, i64x2.shl(t, 2));
  t = v128.and(v128.xor(i64x2.shr_u(r4, 1), r5), m1);
  r5 = v128.xor(r5, t);
  r4 = v128.xor(r4, i64x2.shl(t, 1));
  t = v128.and(v128.xor(i64x2.shr_u(r6, 1), r7), m1);
  r7 = v128.xor(r7, t);
  r6 = v128.xor(r6, i64x2.shl(t, 1));
  v128.store(p, swapped(r0, r4, 4, m4, p + 64));
  v128.store(p, swapped(r1, r5, 4, m4, p + 80), 16);
  v128.store(p, swapped(r2, r6, 4, m4, p + 96), 32);
  v128.store(p, swapped(r3, r7, 4, m4, p + 112), 48);
}

/** Vectors of pairs that `pairCounts` writes for one strip: a quarter of the spins it holds. */
// @ts-ignore: decorator
@inline export function pairVectors(W: u32): u32 {
  return W == 1 ? 8 : W == 2 ? 16 : 32;
}

/** Bit of a row, within its strip, whose counts are number `place` of those of `pairCounts`. */
// @ts-ignore: decorator
@inline export function bitOfPlace(place: u32, W: u32): u32 {
  const lanes: u32 = W == 1 ? 4 : W == 2 ? 8 : 16;
  return ((place & (lanes - 1)) << 3) + place / lanes;
}

/**
 * Counts of two shells, side by side in i16: first, second, first, second, …, in the order of
 * `bitOfPlace`.
 *
 * @param a  planes of the first shell, overwritten
 * @param b  planes of the second, overwritten
 */
export function pairCounts(
  a: usize,
  levelsA: u32,
  b: usize,
  levelsB: u32,
  W: u32,
  pairs: usize,
): void {
  if (W <= 2) {
    let levels = max(levelsA, levelsB);
    const zero = i64x2.splat(0);
    for (let j = levelsA; j < levels; j++) v128.store(a + (j << 4), zero);
    for (let j = levelsB; j < levels; j++) v128.store(b + (j << 4), zero);
    levels = mergeHalves(a, b, levels, W);
    planesToBytes(a, levels);
    if (levels > 8) planesToBytes(a + 128, levels - 8);
    for (let k: u32 = 0; k < 8; k++, a += 16) {
      const v = v128.load(a);
      const h = levels > 8 ? v128.load(a, 128) : zero;
      if (W == 1) {
        const c = v128.shuffle<u8>(v, h, 0, 16, 4, 20, 1, 17, 5, 21, 2, 18, 6, 22, 3, 19, 7, 23);
        v128.store(pairs, c);
        pairs += 16;
      } else {
        v128.store(
          pairs,
          v128.shuffle<u8>(v, h, 0, 16, 8, 24, 1, 17, 9, 25, 2, 18, 10, 26, 3, 19, 11, 27),
        );
        v128.store(
          pairs,
          v128.shuffle<u8>(v, h, 4, 20, 12, 28, 5, 21, 13, 29, 6, 22, 14, 30, 7, 23, 15, 31),
          16,
        );
        pairs += 32;
      }
    }
    return;
  }
  planesToBytes(a, levelsA);
  if (levelsA > 8) planesToBytes(a + 128, levelsA - 8);
  if (levelsB == 0) memory.fill(b, 0, 128);
  else planesToBytes(b, levelsB);
  if (levelsB > 8) planesToBytes(b + 128, levelsB - 8);
  for (let k: u32 = 0; k < 8; k++, a += 16, b += 16, pairs += 64) {
    const highA = levelsA > 8 ? v128.load(a, 128) : i64x2.splat(0);
    const highB = levelsB > 8 ? v128.load(b, 128) : i64x2.splat(0);
    const va = v128.load(a);
    const vb = v128.load(b);
    const a0 = lowBytes(va, highA);
    const b0 = lowBytes(vb, highB);
    v128.store(pairs, v128.shuffle<u16>(a0, b0, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(pairs, v128.shuffle<u16>(a0, b0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    const a1 = highBytes(va, highA);
    const b1 = highBytes(vb, highB);
    v128.store(pairs, v128.shuffle<u16>(a1, b1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(pairs, v128.shuffle<u16>(a1, b1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

// @ts-ignore: decorator
@inline function lowBytes(x: v128, y: v128): v128 {
  return v128.shuffle<u8>(x, y, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline function highBytes(x: v128, y: v128): v128 {
  return v128.shuffle<u8>(x, y, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
