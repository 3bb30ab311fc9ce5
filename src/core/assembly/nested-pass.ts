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
  /** Margins per row of the block, a multiple of 4. */
  stride: u32;
  /** 1: integer weights below 2^30, summed in two limbs of 15 bits; 0: sums in f64. */
  isLimbed: u32;
  /** 1: all sums are exact integers, no margin is in doubt. */
  isExact: u32;
  words: usize;
  /** By distance, f64: what a pattern adds to the margins of spins where it agrees and differs. */
  agree: usize;
  differ: usize;
  /** By distance, f64: bound of the change of a margin; magnitude that rounding is relative to. */
  change: usize;
  termSize: usize;
  /** By distance, i16: limbs of agree − differ. */
  low: usize;
  high: usize;
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
  /** Scratch by pattern: two i16 of the batch. */
  batchLow: usize;
  batchHigh: usize;
}

/** Patterns in a batch: so many limbs of 15 bits add up without overflow. */
const LARGEST_BATCH: u32 = 32768;
const MIN_VALUE: f64 = 5e-324;

/** Adds pattern k, the patterns before it being stored; returns how many counts were made anew. */
export function addPattern(state: usize, k: u32): u32 {
  const pass = changetype<NestedPass>(state);
  const probe = pass.words + ((<usize>k * pass.wordsPerRow) << 2);
  let renewed: u32 = 0;
  if (pass.isExact) {
    for (let nu: u32 = 0; nu < k; nu++) {
      const d = distanceOf(pass, nu, probe);
      const at = pass.slack + (<usize>nu << 3);
      const slack = load<f64>(at) - load<f64>(pass.change + (<usize>d << 3));
      store<f64>(at, slack);
      if (slack <= 0) {
        renew(pass, nu, k + 1);
        store<u32>(pass.renewed + (renewed << 2), nu);
        renewed++;
      }
    }
  } else {
    const factor = <f64>(k + 1 + pass.spins + 8);
    for (let nu: u32 = 0; nu < k; nu++) {
      const d = distanceOf(pass, nu, probe);
      const at = pass.slack + (<usize>nu << 3);
      const atTotal = pass.total + (<usize>nu << 3);
      const slack = load<f64>(at) - load<f64>(pass.change + (<usize>d << 3));
      const total = load<f64>(atTotal) + load<f64>(pass.termSize + (<usize>d << 3));
      store<f64>(at, slack);
      store<f64>(atTotal, total);
      // Thrice the tolerance: for the margins, for the zone of doubt, for the differences here.
      if (slack <= 3 * factor * (1.1102230246251565e-16 * total + MIN_VALUE)) {
        renew(pass, nu, k + 1);
        store<u32>(pass.renewed + (renewed << 2), nu);
        renewed++;
      }
    }
  }
  memory.fill(pass.margins + ((<usize>k * pass.stride) << 3), 0, <usize>pass.stride << 3);
  store<u32>(pass.seen + (k << 2), 0);
  if (!pass.isExact) {
    let total = 0.0;
    for (let mu: u32 = 0; mu <= k; mu++) {
      total += load<f64>(pass.termSize + (<usize>distanceOf(pass, mu, probe) << 3));
    }
    store<f64>(pass.total + (<usize>k << 3), total);
  }
  renew(pass, k, k + 1);
  store<u32>(pass.renewed + (renewed << 2), k);
  return renewed + 1;
}

@inline
function distanceOf(pass: NestedPass, mu: u32, probe: usize): u32 {
  const W = pass.wordsPerRow;
  const row = pass.words + ((<usize>mu * W) << 2);
  const even = (W & ~1) << 2;
  let d: u32 = 0;
  for (let j: u32 = 0; j < even; j += 8) {
    d += <u32>popcnt(load<u64>(row + j) ^ load<u64>(probe + j));
  }
  if (W & 1) d += popcnt(load<u32>(row + even) ^ load<u32>(probe + even));
  return d;
}

/** Brings the margins of pattern nu up to the first `stored` patterns, and counts them. */
function renew(pass: NestedPass, nu: u32, stored: u32): void {
  const margins = pass.margins + ((<usize>nu * pass.stride) << 3);
  let from = load<u32>(pass.seen + (nu << 2));
  while (from < stored) {
    const to = min(stored, from + LARGEST_BATCH);
    if (pass.isLimbed) addLimbed(pass, nu, margins, from, to);
    else addSingly(pass, nu, margins, from, to);
    from = to;
  }
  store<u32>(pass.seen + (nu << 2), stored);
  count(pass, nu, margins, stored);
}

/** Integer weights: two patterns and 16 spins at a time, products summed in two limbs. */
function addLimbed(pass: NestedPass, nu: u32, margins: usize, from: u32, to: u32): void {
  const rowBytes = <usize>pass.wordsPerRow << 2;
  const probe = pass.words + nu * rowBytes;
  const rows = pass.words + from * rowBytes;
  let common = 0.0;
  let size: u32 = 0;
  for (let mu = from; mu < to; mu++, size++) {
    const d = distanceOf(pass, mu, probe);
    common += load<f64>(pass.agree + (<usize>d << 3));
    store<i16>(pass.batchLow + (size << 1), load<i16>(pass.low + (<usize>d << 1)));
    store<i16>(pass.batchHigh + (size << 1), load<i16>(pass.high + (<usize>d << 1)));
  }
  if (size & 1) {
    store<i16>(pass.batchLow + (size << 1), 0);
    store<i16>(pass.batchHigh + (size << 1), 0);
  }
  const mask0 = i16x8(1, 1, 2, 2, 4, 4, 8, 8);
  const mask1 = i16x8.shl(mask0, 4);
  const mask2 = i16x8.shl(mask0, 8);
  const mask3 = i16x8.shl(mask0, 12);
  for (let i: u32 = 0; i < pass.spins; i += 16) {
    let low0 = i32x4.splat(0), low1 = low0, low2 = low0, low3 = low0;
    let high0 = low0, high1 = low0, high2 = low0, high3 = low0;
    const column = i >> 3;
    const own: u32 = <u32>load<u16>(probe + column) * 0x10001;
    let row = rows + column;
    for (let r: u32 = 0; r < size; r += 2, row += rowBytes << 1) {
      // Of an odd batch the second pattern has weight 0.
      const second = r + 1 < size ? row + rowBytes : row;
      const bits = i32x4.splat((<u32>load<u16>(row) | (<u32>load<u16>(second) << 16)) ^ own);
      const low = v128.load32_splat(pass.batchLow + (r << 1));
      const high = v128.load32_splat(pass.batchHigh + (r << 1));
      const hit0 = i16x8.eq(v128.and(bits, mask0), mask0);
      const hit1 = i16x8.eq(v128.and(bits, mask1), mask1);
      const hit2 = i16x8.eq(v128.and(bits, mask2), mask2);
      const hit3 = i16x8.eq(v128.and(bits, mask3), mask3);
      low0 = i32x4.add(low0, i32x4.dot_i16x8_s(hit0, low));
      low1 = i32x4.add(low1, i32x4.dot_i16x8_s(hit1, low));
      low2 = i32x4.add(low2, i32x4.dot_i16x8_s(hit2, low));
      low3 = i32x4.add(low3, i32x4.dot_i16x8_s(hit3, low));
      high0 = i32x4.add(high0, i32x4.dot_i16x8_s(hit0, high));
      high1 = i32x4.add(high1, i32x4.dot_i16x8_s(hit1, high));
      high2 = i32x4.add(high2, i32x4.dot_i16x8_s(hit2, high));
      high3 = i32x4.add(high3, i32x4.dot_i16x8_s(hit3, high));
    }
    const at = margins + (<usize>i << 3);
    addLimbs(at, common, low0, high0);
    if (i + 4 < pass.spins) addLimbs(at + 32, common, low1, high1);
    if (i + 8 < pass.spins) addLimbs(at + 64, common, low2, high2);
    if (i + 12 < pass.spins) addLimbs(at + 96, common, low3, high3);
  }
}

/** Adds common + low + 2^15 high to four margins; the hits were −1, so the limbs are minus the sums. */
@inline
function addLimbs(at: usize, common: f64, low: v128, high: v128): void {
  const all = f64x2.splat(common);
  const unit = f64x2.splat(32768);
  const first = f64x2.add(
    f64x2.convert_low_i32x4_s(low),
    f64x2.mul(f64x2.convert_low_i32x4_s(high), unit),
  );
  v128.store(at, f64x2.add(v128.load(at), f64x2.add(all, first)));
  const lowEnd = v128.shuffle<u32>(low, low, 2, 3, 2, 3);
  const highEnd = v128.shuffle<u32>(high, high, 2, 3, 2, 3);
  const second = f64x2.add(
    f64x2.convert_low_i32x4_s(lowEnd),
    f64x2.mul(f64x2.convert_low_i32x4_s(highEnd), unit),
  );
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.add(all, second)), 16);
}

/** Any weights: pattern by pattern in f64. */
function addSingly(pass: NestedPass, nu: u32, margins: usize, from: u32, to: u32): void {
  const rowBytes = <usize>pass.wordsPerRow << 2;
  const probe = pass.words + nu * rowBytes;
  for (let mu = from; mu < to; mu++) {
    const row = pass.words + mu * rowBytes;
    const d = distanceOf(pass, mu, probe);
    const agree = load<f64>(pass.agree + (<usize>d << 3));
    const differ = load<f64>(pass.differ + (<usize>d << 3));
    const both = f64x2.splat(agree);
    const neither = f64x2.splat(differ);
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
    tolerance = <f64>(stored + pass.spins + 8) * (1.1102230246251565e-16 * total + MIN_VALUE);
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
