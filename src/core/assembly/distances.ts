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
  for (let first: u32 = 0; first < P; first += 16) {
    const block = out + first * rowBytes;
    memory.fill(block, 0, rowBytes << 4);
    const end = min<u32>(16, P - first);
    for (let r: u32 = 0; r < end; r++) {
      const row = rows + (first + r) * stride;
      for (let b: u32 = 0; b < rowBytes; b++) store<u8>(block + (b << 4) + r, load<u8>(row + b));
    }
  }
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
