const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: u32 = 0x9e3779b9;
const W1: u32 = 0xbb67ae85;

/** Low halves of the four 64-bit products in `a` and `b`. */
// @ts-ignore: decorator
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 0, 2, 4, 6);
}

/** High halves of the four 64-bit products in `a` and `b`. */
// @ts-ignore: decorator
@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<i32>(a, b, 1, 3, 5, 7);
}

/**
 * Philox4x32-10 of eight counters: (x0, x1, x2, x3) by lanes, and the same with x0 + 4.
 *
 * Leaves at `out` the words by place: word 0 of the first four, word 1, word 2, word 3, then
 * those of the other four. Two groups run side by side because one alone waits for its products.
 */
export function philoxEight(
  out: usize,
  x0: v128,
  x1: v128,
  x2: v128,
  x3: v128,
  key0: u32,
  key1: u32,
): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  let y0 = i32x4.add(x0, i32x4.splat(4));
  let y1 = x1;
  let y2 = x2;
  let y3 = x3;
  for (let round = 0; round < 10; round++) {
    const k0 = i32x4.splat(key0);
    const k1 = i32x4.splat(key1);
    const pLow = i64x2.extmul_low_i32x4_u(x0, m0);
    const pHigh = i64x2.extmul_high_i32x4_u(x0, m0);
    const qLow = i64x2.extmul_low_i32x4_u(x2, m1);
    const qHigh = i64x2.extmul_high_i32x4_u(x2, m1);
    x0 = v128.xor(v128.xor(high(qLow, qHigh), x1), k0);
    x1 = low(qLow, qHigh);
    x2 = v128.xor(v128.xor(high(pLow, pHigh), x3), k1);
    x3 = low(pLow, pHigh);
    const rLow = i64x2.extmul_low_i32x4_u(y0, m0);
    const rHigh = i64x2.extmul_high_i32x4_u(y0, m0);
    const sLow = i64x2.extmul_low_i32x4_u(y2, m1);
    const sHigh = i64x2.extmul_high_i32x4_u(y2, m1);
    y0 = v128.xor(v128.xor(high(sLow, sHigh), y1), k0);
    y1 = low(sLow, sHigh);
    y2 = v128.xor(v128.xor(high(rLow, rHigh), y3), k1);
    y3 = low(rLow, rHigh);
    key0 += W0;
    key1 += W1;
  }
  v128.store(out, x0);
  v128.store(out, x1, 16);
  v128.store(out, x2, 32);
  v128.store(out, x3, 48);
  v128.store(out, y0, 64);
  v128.store(out, y1, 80);
  v128.store(out, y2, 96);
  v128.store(out, y3, 112);
}

const places: usize = memory.data(128, 16);

/** Four blocks of words from words by place. */
// @ts-ignore: decorator
@inline
function storeTransposed(out: usize, from: usize): void {
  const a = v128.load(from);
  const b = v128.load(from, 16);
  const c = v128.load(from, 32);
  const d = v128.load(from, 48);
  const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(abLow, cdLow, 0, 2));
  v128.store(out, v128.shuffle<i64>(abLow, cdLow, 1, 3), 16);
  v128.store(out, v128.shuffle<i64>(abHigh, cdHigh, 0, 2), 32);
  v128.store(out, v128.shuffle<i64>(abHigh, cdHigh, 1, 3), 48);
}

/**
 * Words of the Philox4x32-10 blocks at counters (low, high, x2, x3), (low + 1, …), …, into `out`,
 * which needs no alignment and room for a multiple of eight blocks: as many are written.
 */
export function philoxBlocks(
  out: usize,
  blocks: u32,
  low: u32,
  high: u32,
  x2: u32,
  x3: u32,
  key0: u32,
  key1: u32,
): void {
  const third = i32x4.splat(x2);
  const fourth = i32x4.splat(x3);
  for (let b: u32 = 0; b < blocks; b += 8, out += 128) {
    const x0 = i32x4.add(i32x4.splat(low), i32x4(0, 1, 2, 3));
    if (low <= 0xfffffff8) {
      philoxEight(places, x0, i32x4.splat(high), third, fourth, key0, key1);
      storeTransposed(out, places);
      storeTransposed(out + 64, places + 64);
    } else {
      // The carry into the high word comes within these eight: four at a time, by lanes.
      const next = i32x4.add(x0, i32x4.splat(4));
      const start = i32x4.splat(low);
      const carried = i32x4.sub(i32x4.splat(high), i32x4.lt_u(x0, start));
      philoxEight(places, x0, carried, third, fourth, key0, key1);
      storeTransposed(out, places);
      const carriedNext = i32x4.sub(i32x4.splat(high), i32x4.lt_u(next, start));
      philoxEight(places, next, carriedNext, third, fourth, key0, key1);
      storeTransposed(out + 64, places);
    }
    low += 8;
    if (low < 8) high++;
  }
}
