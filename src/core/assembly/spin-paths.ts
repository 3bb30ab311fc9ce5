import { angle32, cosine32, cosineOfTurn, radius32, sine32, sineOfTurn } from "./gaussian";
import { HEAT_BATH, nextSpins } from "./next-spins";
import { philoxEight } from "./philox";

// Paths of a spin in coloured noise, 16 a block, a time step a call. Of a block, z has rows of 16
// float32, one a time, and `bits` rows of 16 bytes, one for 8 times: a bit is 1 where s = −1.
// Sums over 64 blocks are float32 by lanes, then float64.

const words: usize = memory.data(128, 16);
/** Means of the next spin of 16 paths. */
const lanes: usize = memory.data(64, 16);
const BLOCKS_A_FLUSH: u32 = 64;

/** Sums before the products with z: one of the step, four moments of the next noise. */
const LEADING: u32 = 5;

/** Lanes 4q … 4q + 3 of a block that are paths, `count` being left. */
// @ts-ignore: decorator
@inline
function valid(count: u32, q: i32): v128 {
  const lane = i32x4.add(i32x4.splat(4 * q), i32x4(0, 1, 2, 3));
  return i32x4.lt_s(lane, i32x4.splat(<i32>min<u32>(count, 16)));
}

/** Four Gaussians of four paths, times 4g … 4g + 3, from words by place. */
function storeNoise(out: usize, from: usize, kept: v128): void {
  for (let half: usize = 0; half < 2; half++, from += 32, out += 128) {
    const r = radius32(v128.load(from));
    const w = v128.load(from, 16);
    const x = angle32(w);
    const c = cosine32(x);
    const s = sine32(x);
    v128.store(out, v128.and(kept, f32x4.mul(r, cosineOfTurn(w, c, s))));
    v128.store(out, v128.and(kept, f32x4.mul(r, sineOfTurn(w, c, s))), 64);
  }
}

/** Words of 8 paths from counters (path, population, group, purpose). */
function wordsOf(path: u32, population: u32, group: u32, purpose: u32, k0: u32, k1: u32): void {
  const first = i32x4.add(i32x4.splat(path), i32x4(0, 1, 2, 3));
  const second = i32x4.splat(population);
  philoxEight(words, first, second, i32x4.splat(group), i32x4.splat(purpose), k0, k1);
}

/** White Gaussians of 16 paths for times 4g … 4g + 3; 0 in lanes from `count` on. */
function noiseOfBlock(
  out: usize,
  path: u32,
  count: u32,
  population: u32,
  g: u32,
  k0: u32,
  k1: u32,
): void {
  wordsOf(path, population, g, 0, k0, k1);
  storeNoise(out, words, valid(count, 0));
  storeNoise(out + 16, words + 64, valid(count, 1));
  wordsOf(path + 8, population, g, 0, k0, k1);
  storeNoise(out + 32, words, valid(count, 2));
  storeNoise(out + 48, words + 64, valid(count, 3));
}

/** Sign bits, the rest 0, of lanes 4q … 4q + 3 from the high bits of 16 bytes. */
// @ts-ignore: decorator
@inline
function signs(high: v128, q: i32): v128 {
  const eight = q < 2 ? i16x8.extend_low_i8x16_s(high) : i16x8.extend_high_i8x16_s(high);
  const four = q & 1 ? i32x4.extend_high_i16x8_s(eight) : i32x4.extend_low_i16x8_s(eight);
  return i32x4.shl(four, 24);
}

/** High bits of 16 bytes: 1 where s = −1 at time t. */
// @ts-ignore: decorator
@inline
function spinsAt(bits: usize, t: u32): v128 {
  const bytes = v128.load(bits + ((t >> 3) << 4));
  return v128.and(i8x16.shl(bytes, 7 - (t & 7)), i8x16.splat(<i8>0x80));
}

// @ts-ignore: decorator
@inline
function addTo(partial: usize, a: v128, b: v128, c: v128, d: v128): void {
  const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  v128.store(partial, f32x4.add(v128.load(partial), sum));
}

/** Adds z, z s, z s′ and z² of 16 paths: signs of s, the spins at its time, and s′, those before. */
// @ts-ignore: decorator
@inline
function addMoments(
  partial: usize,
  z: usize,
  s0: v128,
  s1: v128,
  s2: v128,
  s3: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
): void {
  const z0 = v128.load(z);
  const z1 = v128.load(z, 16);
  const z2 = v128.load(z, 32);
  const z3 = v128.load(z, 48);
  addTo(partial, z0, z1, z2, z3);
  addTo(partial + 16, v128.xor(z0, s0), v128.xor(z1, s1), v128.xor(z2, s2), v128.xor(z3, s3));
  addTo(partial + 32, v128.xor(z0, b0), v128.xor(z1, b1), v128.xor(z2, b2), v128.xor(z3, b3));
  addTo(
    partial + 48,
    f32x4.mul(z0, z0),
    f32x4.mul(z1, z1),
    f32x4.mul(z2, z2),
    f32x4.mul(z3, z3),
  );
}

/** Adds `count` sums by lanes to float64 and clears them. */
function flush(partial: usize, sums: usize, count: u32): void {
  for (let k: u32 = 0; k < count; k++, partial += 16, sums += 8) {
    const x = v128.load(partial);
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 0));
    const first = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
    const second = f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1);
    store<f64>(sums, load<f64>(sums) + (first + second));
    v128.store(partial, i64x2.splat(0));
  }
}

/** Starts `paths` paths, the first `up` of them at +1, and sums the moments of z at time 0. */
export function startSpinPaths(
  z: usize,
  bits: usize,
  rows: u32,
  groups: u32,
  paths: u32,
  up: u32,
  population: u32,
  key0: u32,
  key1: u32,
  partial: usize,
  sums: usize,
): void {
  const blocks = (paths + 15) >> 4;
  for (let b: u32 = 0; b < blocks; b++, z += (<usize>rows) << 6, bits += (<usize>groups) << 4) {
    const path = b << 4;
    for (let lane: u32 = 0; lane < 16; lane++) {
      store<u8>(bits + lane, path + lane < up ? 0 : 1);
    }
    noiseOfBlock(z, path, paths - path, population, 0, key0, key1);
    const now = spinsAt(bits, 0);
    const s0 = signs(now, 0);
    const s1 = signs(now, 1);
    const s2 = signs(now, 2);
    const s3 = signs(now, 3);
    addMoments(partial + 16, z, s0, s1, s2, s3, s0, s1, s2, s3);
    if ((b + 1) % BLOCKS_A_FLUSH === 0) flush(partial, sums, LEADING);
  }
  flush(partial, sums, LEADING);
}

// @ts-ignore: decorator
@inline
function matched(z: usize, affine: usize, now: v128, before: v128): v128 {
  const centred = f32x4.sub(v128.load(z), v128.load32_splat(affine));
  const less = f32x4.sub(centred, v128.xor(v128.load32_splat(affine, 4), now));
  const rest = f32x4.sub(less, v128.xor(v128.load32_splat(affine, 8), before));
  return f32x4.mul(rest, v128.load32_splat(affine, 12));
}

/** Sums of table entries by the bytes of four paths. */
// @ts-ignore: decorator
@inline
function lookUp(tables: usize, from: usize, last: u32): v128 {
  let bytes = load<u32>(from);
  let a = load<f32>(tables + ((bytes & 255) << 2));
  let b = load<f32>(tables + (((bytes >> 8) & 255) << 2));
  let c = load<f32>(tables + (((bytes >> 16) & 255) << 2));
  let d = load<f32>(tables + ((bytes >> 24) << 2));
  for (let g: u32 = 0; g < last; g++) {
    tables += 1024;
    from += 16;
    bytes = load<u32>(from);
    a += load<f32>(tables + ((bytes & 255) << 2));
    b += load<f32>(tables + (((bytes >> 8) & 255) << 2));
    c += load<f32>(tables + (((bytes >> 16) & 255) << 2));
    d += load<f32>(tables + ((bytes >> 24) << 2));
  }
  const x = f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(a), 1, b), 2, c);
  return f32x4.replace_lane(x, 3, d);
}

/**
 * Adds `lanes` to the histograms over the bytes of their paths; a bin is four numbers that take turns,
 * for frozen paths share their bins and one sum alone waits for every addition.
 */
// @ts-ignore: decorator
@inline
function addToHistograms(histograms: usize, bits: usize, last: u32): void {
  for (let lane: usize = 0; lane < 16; lane += 4) {
    const a = <f64>load<f32>(lanes + (lane << 2));
    const b = <f64>load<f32>(lanes + (lane << 2), 4);
    const c = <f64>load<f32>(lanes + (lane << 2), 8);
    const d = <f64>load<f32>(lanes + (lane << 2), 12);
    let histogram = histograms;
    let from = bits + lane;
    for (let g: u32 = 0; g <= last; g++, histogram += 8192, from += 16) {
      const bytes = load<u32>(from);
      const first = histogram + ((bytes & 255) << 5);
      store<f64>(first, load<f64>(first) + a);
      const second = histogram + (((bytes >> 8) & 255) << 5);
      store<f64>(second, load<f64>(second, 8) + b, 8);
      const third = histogram + (((bytes >> 16) & 255) << 5);
      store<f64>(third, load<f64>(third, 16) + c, 16);
      const fourth = histogram + ((bytes >> 24) << 5);
      store<f64>(fourth, load<f64>(fourth, 24) + d, 24);
    }
  }
}

/** Writes sums of the four numbers of every bin over the histograms, one after the other. */
function foldHistograms(histograms: usize, bins: u32): void {
  let out = histograms;
  for (let bin: u32 = 0; bin < bins; bin++, histograms += 32, out += 8) {
    const first = load<f64>(histograms) + load<f64>(histograms, 8);
    const second = load<f64>(histograms, 16) + load<f64>(histograms, 24);
    store<f64>(out, first + second);
  }
}

/**
 * Step t of all paths: matches z[t], s[t+1] from its field, sums over paths.
 *
 * Writes histograms (256 float64 for 8 times: the means of s[t+1] by the byte of the path; before,
 * four times as many zeros) and adds to `sums`: [0] Σ exp(−y²/2) or, in a heat bath, Σ tanh² y; [1 … 4] Σ z, z s, z s′, z² of time t + 1, with
 * s = s[t+1] and s′ = s[t]; [5 + k] the mean times z[k], k < t; [5 + t] paths with s[t+1] = −1, [6 + t]
 * with s[t+1] ≠ s[t].
 *
 * @param affine  z[t] becomes (((z − a₀) − a₁ s[t]) − a₂ s[t−1]) a₃
 * @param factor  t + 1 float32, the last one for z[t]
 * @param tables  256 float32 for 8 times: the drive of the spins in a byte
 * @param scale  of the field in y
 * @param smear  of logistic numbers added to the fields of SMEARED
 * @param partial  (t + 5) × 4 float32, zero before and after
 */
export function stepSpinPaths(
  z: usize,
  bits: usize,
  rows: u32,
  groups: u32,
  paths: u32,
  population: u32,
  key0: u32,
  key1: u32,
  t: u32,
  isLast: u32,
  kind: u32,
  scale: f32,
  smear: f32,
  affine: usize,
  factor: usize,
  tables: usize,
  histograms: usize,
  partial: usize,
  sums: usize,
): void {
  const blocks = (paths + 15) >> 4;
  const last = t >> 3;
  const before = max<i32>(t - 1, 0);
  const bit = i8x16.splat(<i8>((<u32>1) << ((t + 1) & 7)));
  const next = ((t + 1) >> 3) << 4;
  const newByte = ((t + 1) & 7) === 0;
  const newNoise = ((t + 1) & 3) === 0;
  const products = partial + (LEADING << 4);
  const end = (<usize>t) << 6;
  const scales = f32x4.splat(scale);
  const smears = f32x4.splat(smear);
  const isWarm = kind >= HEAT_BATH;
  const fresh = v128.load32_splat(factor + (t << 2));
  let minusCount: u32 = 0;
  let differCount: u32 = 0;
  for (let b: u32 = 0; b < blocks; b++, z += (<usize>rows) << 6, bits += (<usize>groups) << 4) {
    const path = b << 4;
    const count = paths - path;
    const now = spinsAt(bits, t);
    const past = spinsAt(bits, before);
    const row = z + end;
    const s0 = signs(now, 0);
    const s1 = signs(now, 1);
    const s2 = signs(now, 2);
    const s3 = signs(now, 3);
    const z0 = matched(row, affine, s0, signs(past, 0));
    const z1 = matched(row + 16, affine, s1, signs(past, 1));
    const z2 = matched(row + 32, affine, s2, signs(past, 2));
    const z3 = matched(row + 48, affine, s3, signs(past, 3));
    v128.store(row, z0);
    v128.store(row, z1, 16);
    v128.store(row, z2, 32);
    v128.store(row, z3, 48);
    let h0 = f32x4.splat(0);
    let h1 = h0;
    let h2 = h0;
    let h3 = h0;
    for (let e = z, l = factor; e < row; e += 64, l += 4) {
      const x = v128.load32_splat(l);
      h0 = f32x4.add(h0, f32x4.mul(x, v128.load(e)));
      h1 = f32x4.add(h1, f32x4.mul(x, v128.load(e, 16)));
      h2 = f32x4.add(h2, f32x4.mul(x, v128.load(e, 32)));
      h3 = f32x4.add(h3, f32x4.mul(x, v128.load(e, 48)));
    }
    h0 = f32x4.add(h0, lookUp(tables, bits, last));
    h1 = f32x4.add(h1, lookUp(tables, bits + 4, last));
    h2 = f32x4.add(h2, lookUp(tables, bits + 8, last));
    h3 = f32x4.add(h3, lookUp(tables, bits + 12, last));
    // The uniform words of four paths lie 64 bytes after those of the four before.
    const word = words + ((t & 3) << 4);
    if (isWarm) wordsOf(path, population, t >> 2, 1, key0, key1);
    const f0 = f32x4.mul(fresh, z0);
    const f1 = f32x4.mul(fresh, z1);
    const f2 = f32x4.mul(fresh, z2);
    const f3 = f32x4.mul(fresh, z3);
    const k0 = valid(count, 0);
    const k1 = valid(count, 1);
    const k2 = valid(count, 2);
    const k3 = valid(count, 3);
    const m0 = nextSpins(kind, h0, f0, scales, smears, s0, k0, word, lanes, partial);
    const m1 = nextSpins(kind, h1, f1, scales, smears, s1, k1, word + 64, lanes + 16, partial);
    if (isWarm) wordsOf(path + 8, population, t >> 2, 1, key0, key1);
    const m2 = nextSpins(kind, h2, f2, scales, smears, s2, k2, word, lanes + 32, partial);
    const m3 = nextSpins(kind, h3, f3, scales, smears, s3, k3, word + 64, lanes + 48, partial);
    addToHistograms(histograms, bits, last);
    const c0 = v128.load(lanes);
    const c1 = v128.load(lanes, 16);
    const c2 = v128.load(lanes, 32);
    const c3 = v128.load(lanes, 48);
    for (let e = z, p = products; e < row; e += 64, p += 16) {
      addTo(
        p,
        f32x4.mul(c0, v128.load(e)),
        f32x4.mul(c1, v128.load(e, 16)),
        f32x4.mul(c2, v128.load(e, 32)),
        f32x4.mul(c3, v128.load(e, 48)),
      );
    }
    const minus = i8x16.narrow_i16x8_s(
      i16x8.narrow_i32x4_s(m0, m1),
      i16x8.narrow_i32x4_s(m2, m3),
    );
    const added = v128.and(minus, bit);
    const at = bits + next;
    v128.store(at, newByte ? added : v128.or(v128.load(at), added));
    const exists = count >= 16 ? 0xffff : (1 << count) - 1;
    minusCount += popcnt<u32>(i8x16.bitmask(minus) & exists);
    differCount += popcnt<u32>(i8x16.bitmask(v128.xor(minus, now)) & exists);
    if (!isLast) {
      if (newNoise) noiseOfBlock(row + 64, path, count, population, (t + 1) >> 2, key0, key1);
      const n0 = i32x4.shl(m0, 31);
      const n1 = i32x4.shl(m1, 31);
      const n2 = i32x4.shl(m2, 31);
      const n3 = i32x4.shl(m3, 31);
      addMoments(partial + 16, row + 64, n0, n1, n2, n3, s0, s1, s2, s3);
    }
    if ((b + 1) % BLOCKS_A_FLUSH === 0) flush(partial, sums, LEADING + t);
  }
  flush(partial, sums, LEADING + t);
  foldHistograms(histograms, (last + 1) << 8);
  const counts = sums + ((<usize>(LEADING + t)) << 3);
  store<f64>(counts, minusCount);
  store<f64>(counts, differCount, 8);
}
