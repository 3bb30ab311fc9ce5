import { bitOfPlace, pairVectors } from "./counts";
import { distancesTo4Probes, distancesToProbe, probeTables, tableBytes } from "./distances";
import { sortedBytes, sortShells, strideFor } from "./shells";
import { addShells, aligned, COUNTING, shellScratchBytes } from "./weighted-counts";

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
 * @param margins  f64, F × 32 · W for each probe; N of each are set
 * @param marginStride  bytes from the margins of one probe to those of the next; 0 keeps the last only
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
  marginStride: u32,
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
      addShells(
        N, W, probe, size, start, strip << 4, counting, columns, limbs, sums32, reals, weights, sums64,
      );
      let at32 = sums32;
      let at64 = sums64;
      for (let f: u32 = 0; f < F; f++) {
        const kind = tables + (f << 4);
        const n = load<u32>(kind);
        const to = margins + p * marginStride + f * (W << 8) + (strip << 10);
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
