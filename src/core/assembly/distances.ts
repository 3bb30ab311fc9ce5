/** Bytes of the lookup tables of one probe, for rows of `rowBytes` bytes. */
// @ts-ignore: decorator
@inline export function tableBytes(rowBytes: u32): u32 {
  return rowBytes << 5;
}

/** table[index] for indices below 16. */
// @ts-ignore: decorator
@inline function looked(table: v128, index: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? i8x16.relaxed_swizzle(table, index)
    : i8x16.swizzle(table, index);
}

/**
 * Rows in blocks of 16: byte b of the 16 rows side by side, then byte b + 1. Rows beyond P are 0.
 *
 * @param stride  bytes from row to row
 * @param rowBytes  bytes of a row that are used
 */
export function interleaveRows(rows: usize, stride: u32, rowBytes: u32, P: u32, out: usize): void {
  let left = P;
  for (; left >= 16; left -= 16, rows += stride << 4) {
    for (let b: u32 = 0; b < rowBytes; b += 4, out += 64) interleave4(rows + b, stride, out);
  }
  memory.fill(out, 0, left > 0 ? rowBytes << 4 : 0);
  for (let r: u32 = 0; r < left; r++, rows += stride) {
    for (let b: u32 = 0; b < rowBytes; b++) store<u8>(out + (b << 4) + r, load<u8>(rows + b));
  }
}

/** Four bytes of 16 rows. */
function interleave4(rows: usize, stride: u32, out: usize): void {
  const x0 = fourRows(rows, stride);
  const x1 = fourRows(rows + (stride << 2), stride);
  const x2 = fourRows(rows + (stride << 3), stride);
  const x3 = fourRows(rows + stride * 12, stride);
  const y0 = v128.shuffle<u32>(x0, x1, 0, 4, 1, 5);
  const y1 = v128.shuffle<u32>(x0, x1, 2, 6, 3, 7);
  const y2 = v128.shuffle<u32>(x2, x3, 0, 4, 1, 5);
  const y3 = v128.shuffle<u32>(x2, x3, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<u64>(y0, y2, 0, 2));
  v128.store(out, v128.shuffle<u64>(y0, y2, 1, 3), 16);
  v128.store(out, v128.shuffle<u64>(y1, y3, 0, 2), 32);
  v128.store(out, v128.shuffle<u64>(y1, y3, 1, 3), 48);
}

// @ts-ignore: decorator
@inline function lanes(a: i32, b: i32, c: i32, d: i32): v128 {
  let x = i32x4.splat(a);
  x = i32x4.replace_lane(x, 1, b);
  x = i32x4.replace_lane(x, 2, c);
  return i32x4.replace_lane(x, 3, d);
}

/** Byte 0 of four rows, then byte 1, 2 and 3. */
// @ts-ignore: decorator
@inline function fourRows(rows: usize, stride: u32): v128 {
  const x = lanes(
    load<i32>(rows),
    load<i32>(rows + stride),
    load<i32>(rows + (stride << 1)),
    load<i32>(rows + stride * 3),
  );
  return v128.shuffle<u8>(x, x, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/** For every byte of the probe two tables: differing bits by low nibble of a row's byte, by high. */
export function probeTables(probe: usize, rowBytes: u32, out: usize): void {
  const bits = i8x16(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const nibbles = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  for (let b: u32 = 0; b < rowBytes; b++, out += 32) {
    const byte = load<u8>(probe + b);
    v128.store(out, i8x16.swizzle(bits, v128.xor(nibbles, i8x16.splat(byte & 15))));
    v128.store(out, i8x16.swizzle(bits, v128.xor(nibbles, i8x16.splat(byte >> 4))), 16);
  }
}

/** Bytes of the longest run whose sum of differing bits fits 8 bits. */
const RUN: u32 = 31;

/** Hamming distances of one probe, given by its tables, to 16 · `blocks` rows, as u16. */
export function distancesToProbe(
  interleaved: usize,
  blocks: u32,
  rowBytes: u32,
  tables: usize,
  out: usize,
): void {
  const low = i8x16.splat(15);
  for (let k: u32 = 0; k < blocks; k++, out += 32) {
    let sum0 = i64x2.splat(0);
    let sum1 = i64x2.splat(0);
    let t = tables;
    for (let b: u32 = 0; b < rowBytes; ) {
      let d = i64x2.splat(0);
      for (const end = min(rowBytes, b + RUN); b < end; b++, interleaved += 16, t += 32) {
        const x = v128.load(interleaved);
        const lo = looked(v128.load(t), v128.and(x, low));
        const hi = looked(v128.load(t, 16), v128.and(i16x8.shr_u(x, 4), low));
        d = i8x16.add(d, i8x16.add(lo, hi));
      }
      sum0 = i16x8.add(sum0, i16x8.extend_low_i8x16_u(d));
      sum1 = i16x8.add(sum1, i16x8.extend_high_i8x16_u(d));
    }
    v128.store(out, sum0);
    v128.store(out, sum1, 16);
  }
}

/** `distancesToProbe` of four probes at once; tables and distances of one after those of another. */
export function distancesTo4Probes(
  interleaved: usize,
  blocks: u32,
  rowBytes: u32,
  tables: usize,
  out: usize,
): void {
  const low = i8x16.splat(15);
  const T = tableBytes(rowBytes);
  const O = blocks << 5;
  for (let k: u32 = 0; k < blocks; k++, out += 32) {
    for (let p: u32 = 0; p < 4; p++) {
      v128.store(out + p * O, i64x2.splat(0));
      v128.store(out + p * O, i64x2.splat(0), 16);
    }
    let t = tables;
    for (let b: u32 = 0; b < rowBytes; ) {
      let d0 = i64x2.splat(0);
      let d1 = i64x2.splat(0);
      let d2 = i64x2.splat(0);
      let d3 = i64x2.splat(0);
      for (const end = min(rowBytes, b + RUN); b < end; b++, interleaved += 16, t += 32) {
        const x = v128.load(interleaved);
        const lo = v128.and(x, low);
        const hi = v128.and(i16x8.shr_u(x, 4), low);
        d0 = i8x16.add(d0, i8x16.add(looked(v128.load(t), lo), looked(v128.load(t, 16), hi)));
        const t1 = t + T;
        d1 = i8x16.add(d1, i8x16.add(looked(v128.load(t1), lo), looked(v128.load(t1, 16), hi)));
        const t2 = t1 + T;
        d2 = i8x16.add(d2, i8x16.add(looked(v128.load(t2), lo), looked(v128.load(t2, 16), hi)));
        const t3 = t2 + T;
        d3 = i8x16.add(d3, i8x16.add(looked(v128.load(t3), lo), looked(v128.load(t3, 16), hi)));
      }
      widen(out, d0);
      widen(out + O, d1);
      widen(out + 2 * O, d2);
      widen(out + 3 * O, d3);
    }
  }
}

/** Adds 16 bytes to 16 u16 at `out`. */
// @ts-ignore: decorator
@inline function widen(out: usize, d: v128): void {
  v128.store(out, i16x8.add(v128.load(out), i16x8.extend_low_i8x16_u(d)));
  v128.store(out, i16x8.add(v128.load(out, 16), i16x8.extend_high_i8x16_u(d)), 16);
}
