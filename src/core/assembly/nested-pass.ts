import { bitOfPlace, pairVectors } from "./counts";
import { distancesToProbe, probeTables } from "./distances";
import { ROOMY, sortShells } from "./shells";
import { addShells, aligned, COUNTING, shellScratchBytes } from "./weighted-counts";

/**
 * Margins of the first patterns of a set, kept while pattern after pattern is added.
 *
 * A row of margins is brought up to date only when what was added since could have changed the sign
 * of one of them: as long as the sum of the largest possible changes is below the smallest |margin|,
 * its counts hold.
 */
@unmanaged
class NestedPass {
  spins: u32;
  wordsPerRow: u32;
  /** Bytes from row to row. */
  rowBytes: u32;
  /** Margins per row of the block, a multiple of 4. */
  stride: u32;
  /** Patterns from which on a batch is counted shell by shell. */
  shellsFrom: u32;
  /** 1: all sums are exact integers, no margin is in doubt. */
  isExact: u32;
  /** Limbs of the weights, and bits of one; 0: the weights are no integers, sums in f64. */
  columns: u32;
  limbBits: u32;
  rows: usize;
  /** As `interleaveRows` has them. */
  interleaved: usize;
  /** By distance, f64: what a pattern adds to the margins of spins where it agrees and differs. */
  agree: usize;
  differ: usize;
  /** By distance, f64: agree − differ. */
  weight: usize;
  /** By distance, i16: the columns of limbs of weight / unit. */
  limbs: usize;
  /** By distance, f64: bound of the change of a margin; magnitude that rounding is relative to. */
  change: usize;
  termSize: usize;
  /** f64, P rows of `stride`. */
  margins: usize;
  /** By pattern: f64 nearest margin less the possible changes since; f64 sum of `termSize`. */
  slack: usize;
  total: usize;
  /** By pattern, u32: patterns that its margins include; bits below 0; bits in doubt or 0. */
  seen: usize;
  negative: usize;
  zero: usize;
  /** u32: patterns whose counts were made anew by the latest step. */
  renewed: usize;
  /** Scratch: u16 distances of the new pattern, and of a batch; i16 weights of a batch; tables. */
  newDistances: usize;
  batchDistances: usize;
  batchWeights: usize;
  tables: usize;
  shells: usize;
  unit: f64;
}

/** Bytes of `shells`: smaller batches may be sorted with room for all in every shell. */
export function passScratchBytes(P: u32, N: u32, W: u32, columns: u32): u32 {
  return shellScratchBytes(P, N, W, max(columns, 1)) + (W <= 2 ? ROOMY : 0);
}

const MIN_VALUE: f64 = 5e-324;
const HALF_ULP: f64 = 1.1102230246251565e-16;

/** Adds pattern k, the patterns before it being stored; returns how many counts were made anew. */
export function addPattern(state: usize, k: u32): u32 {
  const pass = changetype<NestedPass>(state);
  measure(pass, k, 0, k + 1, pass.newDistances);
  let renewed: u32 = 0;
  const factor = <f64>(k + 1 + pass.spins + 8);
  const isExact = pass.isExact != 0;
  let ownTotal = load<f64>(pass.termSize);
  for (let nu: u32 = 0; nu < k; nu++) {
    const d = <usize>load<u16>(pass.newDistances + (<usize>nu << 1)) << 3;
    const at = pass.slack + (<usize>nu << 3);
    const slack = load<f64>(at) - load<f64>(pass.change + d);
    store<f64>(at, slack);
    let limit = 0.0;
    if (!isExact) {
      const size = load<f64>(pass.termSize + d);
      const atTotal = pass.total + (<usize>nu << 3);
      const total = load<f64>(atTotal) + size;
      store<f64>(atTotal, total);
      ownTotal += size;
      // Thrice the tolerance: for the margins, for the zone of doubt, for the differences here.
      limit = 3 * factor * (HALF_ULP * total + MIN_VALUE);
    }
    if (slack <= limit) {
      renew(pass, nu, k + 1);
      store<u32>(pass.renewed + (renewed << 2), nu);
      renewed++;
    }
  }
  if (!isExact) store<f64>(pass.total + (<usize>k << 3), ownTotal);
  memory.fill(pass.margins + ((<usize>k * pass.stride) << 3), 0, <usize>pass.stride << 3);
  store<u32>(pass.seen + (k << 2), 0);
  renew(pass, k, k + 1);
  store<u32>(pass.renewed + (renewed << 2), k);
  return renewed + 1;
}

/** Distances of pattern nu from patterns `from` … `to` − 1, into `out` from number from mod 16 on. */
function measure(pass: NestedPass, nu: u32, from: u32, to: u32, out: usize): void {
  const bytes = pass.wordsPerRow << 2;
  const block = from >> 4;
  probeTables(pass.rows + <usize>nu * pass.rowBytes, bytes, pass.tables);
  distancesToProbe(
    pass.interleaved + <usize>block * (bytes << 4),
    ((to + 15) >> 4) - block,
    bytes,
    pass.tables,
    out,
  );
}

/** Brings the margins of pattern nu up to the first `stored` patterns, and counts them. */
function renew(pass: NestedPass, nu: u32, stored: u32): void {
  const margins = pass.margins + ((<usize>nu * pass.stride) << 3);
  const from = load<u32>(pass.seen + (nu << 2));
  let distances = pass.newDistances;
  if (from > 0) {
    measure(pass, nu, from, stored, pass.batchDistances);
    distances = pass.batchDistances + ((from & 15) << 1);
  }
  const size = stored - from;
  if (size >= pass.shellsFrom) addShellwise(pass, nu, margins, from, size, distances);
  else if (pass.columns > 0) addLimbwise(pass, nu, margins, from, size, distances);
  else addSingly(pass, nu, margins, from, size, distances);
  store<u32>(pass.seen + (nu << 2), stored);
  count(pass, nu, margins, stored);
}

/** Integer weights: two patterns and 16 spins at a time, one limb after the other. */
function addLimbwise(
  pass: NestedPass,
  nu: u32,
  margins: usize,
  from: u32,
  size: u32,
  distances: usize,
): void {
  let common = 0.0;
  for (let r: u32 = 0; r < size; r++) {
    common += load<f64>(pass.agree + (<usize>load<u16>(distances + (r << 1)) << 3));
  }
  let unit = pass.unit;
  for (let c: u32 = 0; c < pass.columns; c++) {
    const limbs = pass.limbs + ((c * (pass.spins + 1)) << 1);
    for (let r: u32 = 0; r < size; r++) {
      const d = <usize>load<u16>(distances + (r << 1)) << 1;
      store<i16>(pass.batchWeights + (r << 1), load<i16>(limbs + d));
    }
    // Of an odd batch the second pattern of the last pair has weight 0.
    store<i16>(pass.batchWeights + (size << 1), 0);
    addLimb(pass, nu, margins, from, size, common, unit);
    common = 0;
    unit *= <f64>(1 << pass.limbBits);
  }
}

function addLimb(
  pass: NestedPass,
  nu: u32,
  margins: usize,
  from: u32,
  size: u32,
  common: f64,
  unit: f64,
): void {
  const rowBytes = <usize>pass.rowBytes;
  const probe = pass.rows + nu * rowBytes;
  const mask0 = i16x8(1, 1, 2, 2, 4, 4, 8, 8);
  const mask1 = i16x8.shl(mask0, 4);
  const mask2 = i16x8.shl(mask0, 8);
  const mask3 = i16x8.shl(mask0, 12);
  const last = size - 1;
  for (let i: u32 = 0; i < pass.spins; i += 16) {
    let sum0 = i32x4.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    const column = i >> 3;
    const own: u32 = <u32>load<u16>(probe + column) * 0x10001;
    let row = pass.rows + from * rowBytes + column;
    for (let r: u32 = 0; r < size; r += 2, row += rowBytes << 1) {
      const second = row + (r < last ? rowBytes : 0);
      const bits = i32x4.splat((<u32>load<u16>(row) | (<u32>load<u16>(second) << 16)) ^ own);
      const weights = v128.load32_splat(pass.batchWeights + (r << 1));
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(i16x8.eq(v128.and(bits, mask0), mask0), weights));
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(i16x8.eq(v128.and(bits, mask1), mask1), weights));
      sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(i16x8.eq(v128.and(bits, mask2), mask2), weights));
      sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(i16x8.eq(v128.and(bits, mask3), mask3), weights));
    }
    const at = margins + (<usize>i << 3);
    addSums(at, common, unit, sum0);
    if (i + 4 < pass.spins) addSums(at + 32, common, unit, sum1);
    if (i + 8 < pass.spins) addSums(at + 64, common, unit, sum2);
    if (i + 12 < pass.spins) addSums(at + 96, common, unit, sum3);
  }
}

/** Adds common + unit · sum to four margins; hits are −1, so the sums are minus those of the limbs. */
// @ts-ignore: decorator
@inline function addSums(at: usize, common: f64, unit: f64, sums: v128): void {
  const all = f64x2.splat(common);
  const factor = f64x2.splat(unit);
  const first = f64x2.mul(f64x2.convert_low_i32x4_s(sums), factor);
  v128.store(at, f64x2.add(v128.load(at), f64x2.add(all, first)));
  const end = v128.shuffle<u64>(sums, sums, 1, 1);
  const second = f64x2.mul(f64x2.convert_low_i32x4_s(end), factor);
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.add(all, second)), 16);
}

/** Many patterns: counted bit by bit, all at one distance together. */
function addShellwise(
  pass: NestedPass,
  nu: u32,
  margins: usize,
  from: u32,
  patterns: u32,
  distances: usize,
): void {
  const N = pass.spins;
  const W = pass.wordsPerRow;
  const columns = pass.columns;
  const probe = pass.rows + <usize>nu * pass.rowBytes;
  const size = pass.shells;
  const start = size + aligned((N + 1) << 2);
  const cursor = start + aligned((N + 1) << 2);
  const counting = cursor + aligned((N + 1) << 2);
  const sums = counting + COUNTING;
  const sorted = sums + (max(columns, 1) << 10);
  sortShells(
    pass.rows + <usize>from * pass.rowBytes, patterns, N, W, distances, probe, size, start, cursor, sorted,
  );
  let common = 0.0;
  for (let d: u32 = 0; d <= N; d++) {
    const here = load<u32>(size + (d << 2));
    if (here > 0) common += <f64>here * load<f64>(pass.agree + (d << 3));
  }
  const places = pairVectors(W) << 2;
  const limb = <f64>(1 << pass.limbBits);
  for (let first: u32 = 0; first < N; first += 128) {
    memory.fill(sums, 0, max(columns, 1) << 10);
    addShells(
      N, W, probe, size, start, first >> 3, counting, columns, pass.limbs, sums,
      u32(columns == 0), pass.weight, sums,
    );
    for (let place: u32 = 0; place < places; place++) {
      const i = first + bitOfPlace(place, W);
      if (i >= N) continue;
      let sum = 0.0;
      if (columns == 0) sum = load<f64>(sums + (place << 3));
      for (let c = columns; c-- > 0; ) {
        sum = sum * limb + <f64>load<i32>(sums + ((c * places + place) << 2));
      }
      if (columns > 0) sum *= pass.unit;
      const at = margins + (<usize>i << 3);
      store<f64>(at, load<f64>(at) + (common - sum));
    }
  }
}

/** Any weights: pattern by pattern in f64. */
function addSingly(
  pass: NestedPass,
  nu: u32,
  margins: usize,
  from: u32,
  size: u32,
  distances: usize,
): void {
  const probe = pass.rows + <usize>nu * pass.rowBytes;
  let row = pass.rows + <usize>from * pass.rowBytes;
  for (let r: u32 = 0; r < size; r++, row += pass.rowBytes) {
    const d = <usize>load<u16>(distances + (r << 1)) << 3;
    const both = f64x2.splat(load<f64>(pass.agree + d));
    const neither = f64x2.splat(load<f64>(pass.differ + d));
    for (let i: u32 = 0; i < pass.spins; i += 4) {
      const bits = <u32>(load<u8>(row + (i >> 3)) ^ load<u8>(probe + (i >> 3))) >> (i & 4);
      const at = margins + (<usize>i << 3);
      const first = i64x2(-(<i64>(bits & 1)), -(<i64>((bits >> 1) & 1)));
      const second = i64x2(-(<i64>((bits >> 2) & 1)), -(<i64>((bits >> 3) & 1)));
      v128.store(at, f64x2.add(v128.load(at), v128.bitselect(neither, both, first)));
      v128.store(at, f64x2.add(v128.load(at, 16), v128.bitselect(neither, both, second)), 16);
    }
  }
}

/** Counts the margins of pattern nu and notes how far the nearest is from changing its sign. */
function count(pass: NestedPass, nu: u32, margins: usize, stored: u32): void {
  let tolerance = 0.0;
  if (!pass.isExact) {
    const total = load<f64>(pass.total + (<usize>nu << 3));
    tolerance = <f64>(stored + pass.spins + 8) * (HALF_ULP * total + MIN_VALUE);
  }
  let nearest = Infinity;
  let negative: u32 = 0;
  let zero: u32 = 0;
  for (let i: u32 = 0; i < pass.spins; i++) {
    const margin = load<f64>(margins + (<usize>i << 3));
    const size = abs(margin);
    nearest = min(nearest, size);
    zero += <u32>(size <= tolerance);
    negative += <u32>(margin < -tolerance);
  }
  store<f64>(pass.slack + (<usize>nu << 3), nearest);
  store<u32>(pass.negative + (nu << 2), negative);
  store<u32>(pass.zero + (nu << 2), zero);
}
