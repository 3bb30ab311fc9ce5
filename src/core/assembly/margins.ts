import { distancesTo4Probes, distancesToProbe, probeTables, tableBytes } from "./distances";
import {
  bitOfPlace,
  countShell,
  PART,
  pairCounts,
  pairVectors,
  rowsPerVector,
  sortedBytes,
  sortShells,
  strideFor,
} from "./shells";

// Weights of one interaction over d = 0 … N. Small integers come in columns of i16, limbs of 15
// bits from the lowest up, and are summed exactly in i32; other weights are summed in f64.

/** Planes and their scratch of two shells, and one strip of pair counts. */
const COUNTING: u32 = 2 * 512 + 512;

// @ts-ignore: decorator
@inline function aligned(bytes: u32): u32 {
  return (bytes + 15) & ~15;
}

/** Bytes of scratch of `addWeightedCounts` and of `sumsOfShells`, for `columns` columns. */
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
    walk(N, W, probe, size, start, strip << 4, counting, 0, 0, 0, 1, weights, places);
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
function walk(
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

/** Bytes from the distances of one probe to those of the next. */
// @ts-ignore: decorator
@inline function distanceBytes(P: u32): u32 {
  return (P + 15) >> 4 << 5;
}

/** Bytes of scratch of `marginsOfProbes`, for F interactions and columns of both kinds in all. */
export function marginScratchBytes(P: u32, N: u32, W: u32, F: u32, columns: u32): u32 {
  return 4 * tableBytes(W << 2) + shellScratchBytes(P, N, W, columns) + (F << 3);
}

/**
 * Margins of all N bits of each of `probes` states and what they amount to, for several interactions
 * at once: margin_i = Σ_μ a[d_μ] − Σ_{μ differs at i} w[d_μ].
 *
 * @param rows  P rows as `strideFor` has them, `interleaved` the same as `interleaveRows` has them
 * @param probe  the first state; the others follow, one stride each
 * @param tables  16 bytes for each of F interactions {number of i16 columns u32, 0 for a column of
 *   f64; are all entries exact u32; unit of the columns f64}; then f64 in columns of N + 1: a of each
 *   interaction, termSize of each, w of those in f64; then the i16 columns of the others
 * @param columns  i16 columns in all
 * @param reals  f64 columns of w in all
 * @param limbBits  bits that one i16 column is worth
 * @param distances  u16, those of the last probes: four times `distanceBytes`
 * @param margins  f64, F × 32 · W, those of the last probe; N of each are set
 * @param results  32 bytes for each probe and interaction {margins below 0 u32; equal to 0 u32; not
 *   beyond the tolerance u32; first row equal to the probe or P u32; least margin f64; tolerance f64}
 */
export function marginsOfProbes(
  rows: usize,
  interleaved: usize,
  P: u32,
  N: u32,
  W: u32,
  probe: usize,
  probes: u32,
  tables: usize,
  F: u32,
  columns: u32,
  reals: u32,
  limbBits: u32,
  distances: usize,
  margins: usize,
  results: usize,
  scratch: usize,
): void {
  const rowBytes = W << 2;
  const stride = strideFor(W);
  const blocks = (P + 15) >> 4;
  const nextDistances = distanceBytes(P);
  const column = (N + 1) << 3;
  const steps = tables + (F << 4);
  const sizes = steps + F * column;
  const weights = sizes + F * column;
  const limbs = weights + reals * column;

  const size = scratch + 4 * tableBytes(rowBytes);
  const start = size + aligned((N + 1) << 2);
  const cursor = start + aligned((N + 1) << 2);
  const counting = cursor + aligned((N + 1) << 2);
  const places = pairVectors(W) << 2;
  const sums64 = counting + COUNTING;
  const sums32 = sums64 + reals * (places << 3);
  const sorted = sums64 + ((columns + reals) << 10);
  const totals = sorted + aligned(sortedBytes(P, N, W));
  const sumBytes = <u32>(sums32 - sums64) + columns * (places << 2);
  const strips = <u32>(W <= 4 ? 1 : (W + 3) >> 2);
  const limb = <f64>(1 << limbBits);

  for (let p: u32 = 0; p < probes; p++, probe += stride) {
    const here = distances + (p & 3) * nextDistances;
    if ((p & 3) == 0 && probes - p >= 4) {
      for (let q: u32 = 0; q < 4; q++) {
        probeTables(probe + q * stride, rowBytes, scratch + q * tableBytes(rowBytes));
      }
      distancesTo4Probes(interleaved, blocks, rowBytes, scratch, distances);
    } else if ((p | 3) >= probes) {
      probeTables(probe, rowBytes, scratch);
      distancesToProbe(interleaved, blocks, rowBytes, scratch, here);
    }
    sortShells(rows, P, N, W, here, probe, size, start, cursor, sorted);
    const equal = firstZero(here, P);
    for (let f: u32 = 0; f < F; f++) {
      const kind = tables + (f << 4);
      const total = weighted(size, steps + f * column, N);
      const sum = weighted(size, sizes + f * column, N);
      const isExact = load<u32>(kind, 4) != 0 && sum < 9007199254740992;
      const result = results + ((p * F + f) << 5);
      v128.store(result, i64x2.splat(0));
      store<u32>(result, equal, 12);
      store<f64>(result, Infinity, 16);
      const tolerance = <f64>(P + N + 8) * (sum * 1.1102230246251565e-16 + 5e-324);
      store<f64>(result, isExact ? 0 : tolerance, 24);
      store<f64>(totals + (f << 3), total);
    }
    for (let strip: u32 = 0; strip < strips; strip++) {
      memory.fill(sums64, 0, sumBytes);
      walk(
        N, W, probe, size, start, strip << 4, counting, columns, limbs, sums32, reals, weights, sums64,
      );
      let at32 = sums32;
      let at64 = sums64;
      for (let f: u32 = 0; f < F; f++) {
        const kind = tables + (f << 4);
        const n = load<u32>(kind);
        const to = margins + f * (W << 8) + (strip << 10);
        const end = min(places, N - (strip << 7));
        const total = load<f64>(totals + (f << 3));
        take(to, end, places, W, total, at32, n, limb, load<f64>(kind, 8), at64);
        tally(results + ((p * F + f) << 5), to, end);
        if (n == 0) at64 += places << 3;
        else at32 += n * (places << 2);
      }
    }
  }
}

/** Σ_d size[d] · column[d]. */
function weighted(size: usize, column: usize, N: u32): f64 {
  let sum: f64 = 0;
  for (let d: u32 = 0; d <= N; d++) {
    const rows = load<u32>(size + (d << 2));
    if (rows != 0) sum += <f64>rows * load<f64>(column + (d << 3));
  }
  return sum;
}

/** Number of the first of P distances that is 0, or P. */
function firstZero(distances: usize, P: u32): u32 {
  for (let mu: u32 = 0; mu < P; mu += 8) {
    const isZero = i16x8.eq(v128.load(distances + (mu << 1)), i64x2.splat(0));
    const mask = i16x8.bitmask(isZero);
    if (mask != 0) return min(P, mu + ctz(mask));
  }
  return P;
}

/** Writes margins `total` − sum of the bits below `end` of a strip, from i32 columns or from f64. */
function take(
  to: usize,
  end: u32,
  places: u32,
  W: u32,
  total: f64,
  sums32: usize,
  columns: u32,
  limb: f64,
  unit: f64,
  sums64: usize,
): void {
  for (let place: u32 = 0; place < places; place++) {
    const bit = bitOfPlace(place, W);
    if (bit >= end) continue;
    let sum: f64;
    if (columns == 0) sum = load<f64>(sums64 + (place << 3));
    else {
      sum = 0;
      for (let c = columns; c-- > 0; ) {
        sum = sum * limb + <f64>load<i32>(sums32 + ((c * places + place) << 2));
      }
      sum *= unit;
    }
    store<f64>(to + (bit << 3), total - sum);
  }
}

/** Adds `count` margins to a result. */
function tally(result: usize, margins: usize, count: u32): void {
  const tolerance = load<f64>(result, 24);
  let negative = load<u32>(result);
  let zero = load<u32>(result, 4);
  let inDoubt = load<u32>(result, 8);
  let least = load<f64>(result, 16);
  for (const end = margins + (count << 3); margins < end; margins += 8) {
    const margin = load<f64>(margins);
    negative += u32(margin < 0);
    zero += u32(margin == 0);
    inDoubt += u32(abs(margin) <= tolerance);
    least = min(least, margin);
  }
  store<u32>(result, negative);
  store<u32>(result, zero, 4);
  store<u32>(result, inDoubt, 8);
  store<f64>(result, least, 16);
}
