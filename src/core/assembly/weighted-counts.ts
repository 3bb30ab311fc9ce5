import { bitOfPlace, countShell, PART, pairCounts, pairVectors } from "./counts";
import { sortedBytes, sortShells, strideFor } from "./shells";

// Weights of one interaction over d = 0 … N. Integers come in columns of i16, limbs from the lowest
// up, and are summed exactly in i32; other weights come in a column of f64 and are summed in f64.

/** Planes and their scratch of two shells, and one strip of pair counts. */
export const COUNTING: u32 = 2 * 512 + 512;

// @ts-ignore: decorator
@inline export function aligned(bytes: u32): u32 {
  return (bytes + 15) & ~15;
}

/** Bytes of scratch of `addWeightedCounts`, for `columns` columns. */
export function shellScratchBytes(P: u32, N: u32, W: u32, columns: u32): u32 {
  return 3 * aligned((N + 1) << 2) + aligned(sortedBytes(P, N, W)) + COUNTING + (columns << 10);
}

/**
 * Adds weight[d] · (number of rows at distance d that differ from the probe at bit i) to
 * `sums[i]`, in order of ascending d; shells of weight 0 cost nothing.
 *
 * @param rows  P rows, `strideFor(W)` bytes from one to the next
 * @param distances  u16 of every row from the probe
 * @param probe  of one stride
 * @param weights  f64, N + 1
 * @param sums  f64, 32 · W
 * @param scratch  16-aligned, `shellScratchBytes` for 1 column
 */
export function addWeightedCounts(
  rows: usize,
  P: u32,
  N: u32,
  W: u32,
  distances: usize,
  probe: usize,
  weights: usize,
  sums: usize,
  scratch: usize,
): void {
  const size = scratch;
  const start = size + aligned((N + 1) << 2);
  const cursor = start + aligned((N + 1) << 2);
  const counting = cursor + aligned((N + 1) << 2);
  const places = counting + COUNTING;
  const sorted = places + 1024;
  sortShells(rows, P, N, W, distances, probe, size, start, cursor, sorted);
  const strips = <u32>(W <= 4 ? 1 : (W + 3) >> 2);
  const count = pairVectors(W) << 2;
  for (let strip: u32 = 0; strip < strips; strip++) {
    const end = min(count, (W << 5) - (strip << 7));
    const here = sums + (strip << 10);
    for (let place: u32 = 0; place < count; place++) {
      const bit = bitOfPlace(place, W);
      store<f64>(places + (place << 3), bit < end ? load<f64>(here + (bit << 3)) : 0);
    }
    addShells(N, W, probe, size, start, strip << 4, counting, 0, 0, 0, 1, weights, places);
    for (let place: u32 = 0; place < count; place++) {
      const bit = bitOfPlace(place, W);
      if (bit < end) store<f64>(here + (bit << 3), load<f64>(places + (place << 3)));
    }
  }
}

/**
 * Adds all shells of a strip to the accumulators, two at a time.
 *
 * @param columns  number of i16 columns, `limbs` their values, N + 1 each; `sums32` their sums
 * @param reals  number of f64 columns, `weights` their values, N + 1 each; `sums64` their sums
 */
export function addShells(
  N: u32,
  W: u32,
  probe: usize,
  size: usize,
  start: usize,
  strip: u32,
  counting: usize,
  columns: u32,
  limbs: usize,
  sums32: usize,
  reals: u32,
  weights: usize,
  sums64: usize,
): void {
  const a = counting;
  const b = counting + 512;
  const pairs = counting + 1024;
  let levelsA: u32 = 0;
  let dA: u32 = 0;
  // Rows at distance 0 differ nowhere.
  for (let d: u32 = 1; d <= N; d++) {
    let left = load<u32>(size + (d << 2));
    if (left == 0 || isWeightless(N, d, columns, limbs, reals, weights)) continue;
    let list = <usize>load<u32>(start + (d << 2));
    for (; left > 0; ) {
      const rows = min(left, PART);
      left -= rows;
      if (levelsA == 0) {
        levelsA = countShell(list, rows, W, probe, strip, a);
        dA = d;
      } else {
        const levelsB = countShell(list, rows, W, probe, strip, b);
        pairCounts(a, levelsA, b, levelsB, W, pairs);
        levelsA = 0;
        addPairs(N, W, pairs, dA, d, columns, limbs, sums32, reals, weights, sums64);
      }
      list += W <= 4 ? rows * strideFor(W) : rows << 2;
    }
  }
  if (levelsA == 0) return;
  pairCounts(a, levelsA, b, 0, W, pairs);
  // The second counts are 0.
  addPairs(N, W, pairs, dA, dA, columns, limbs, sums32, reals, weights, sums64);
}

function isWeightless(
  N: u32,
  d: u32,
  columns: u32,
  limbs: usize,
  reals: u32,
  weights: usize,
): bool {
  for (let c: u32 = 0; c < columns; c++) {
    if (load<u16>(limbs + ((c * (N + 1) + d) << 1)) != 0) return false;
  }
  for (let c: u32 = 0; c < reals; c++) {
    if (load<f64>(weights + ((c * (N + 1) + d) << 3)) != 0) return false;
  }
  return true;
}

function addPairs(
  N: u32,
  W: u32,
  pairs: usize,
  dA: u32,
  dB: u32,
  columns: u32,
  limbs: usize,
  sums32: usize,
  reals: u32,
  weights: usize,
  sums64: usize,
): void {
  const end = pairs + (pairVectors(W) << 4);
  for (let c: u32 = 0; c < columns; c++, limbs += (N + 1) << 1) {
    const wA = load<u16>(limbs + (dA << 1));
    const wB = load<u16>(limbs + (dB << 1));
    if ((wA | wB) == 0) {
      sums32 += end - pairs;
      continue;
    }
    const w = i32x4.splat(<i32>(<u32>wA | (<u32>wB << 16)));
    for (let p = pairs; p < end; p += 32, sums32 += 32) {
      const s0 = v128.load(sums32);
      const s1 = v128.load(sums32, 16);
      v128.store(sums32, i32x4.add(s0, i32x4.dot_i16x8_s(v128.load(p), w)));
      v128.store(sums32, i32x4.add(s1, i32x4.dot_i16x8_s(v128.load(p, 16), w)), 16);
    }
  }
  for (let c: u32 = 0; c < reals; c++, weights += (N + 1) << 3) {
    const wA = f64x2.splat(load<f64>(weights + (dA << 3)));
    const wB = f64x2.splat(load<f64>(weights + (dB << 3)));
    for (let p = pairs; p < end; p += 16, sums64 += 32) {
      const both = v128.load(p);
      const first = v128.and(both, i32x4.splat(0xffff));
      const second = i32x4.shr_u(both, 16);
      addPair(sums64, first, second, wA, wB);
      addPair(
        sums64 + 16,
        v128.shuffle<u64>(first, first, 1, 1),
        v128.shuffle<u64>(second, second, 1, 1),
        wA,
        wB,
      );
    }
  }
}

// @ts-ignore: decorator
@inline function addPair(sums: usize, first: v128, second: v128, wA: v128, wB: v128): void {
  const sum = f64x2.add(v128.load(sums), f64x2.mul(wA, f64x2.convert_low_i32x4_s(first)));
  v128.store(sums, f64x2.add(sum, f64x2.mul(wB, f64x2.convert_low_i32x4_s(second))));
}
