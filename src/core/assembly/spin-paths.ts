import { angle32, cosine32, cosineOfTurn, radius32, sine32, sineOfTurn } from "./gaussian";
import { philoxEight } from "./philox";

const words: usize = memory.data(128, 16);

/** Four Gaussians of four paths, times 4g … 4g + 3, from words by place. */
// @ts-ignore: decorator
@inline
function storeNoise(out: usize, from: usize): void {
  for (let half: usize = 0; half < 2; half++, from += 32, out += 128) {
    const r = radius32(v128.load(from));
    const w = v128.load(from, 16);
    const x = angle32(w);
    const c = cosine32(x);
    const s = sine32(x);
    v128.store(out, f32x4.mul(r, cosineOfTurn(w, c, s)));
    v128.store(out, f32x4.mul(r, sineOfTurn(w, c, s)), 64);
  }
}

/** White Gaussians of 16 paths: row t of 16 lanes at z + 64 t, from counters (path, 0, t/4, 0). */
function noiseOfPaths(z: usize, T: u32, path: u32, key0: u32, key1: u32): void {
  const zero = i32x4.splat(0);
  for (let g: u32 = 0, groups = (T + 3) >> 2; g < groups; g++, z += 256) {
    for (let half: u32 = 0; half < 2; half++) {
      const first = i32x4.add(i32x4.splat(path + 8 * half), i32x4(0, 1, 2, 3));
      philoxEight(words, first, zero, i32x4.splat(g), zero, key0, key1);
      storeNoise(z + 32 * half, words);
      storeNoise(z + 32 * half + 16, words + 64);
    }
  }
}

/** Sign bits of 16 start states, minus where the word of counter (path, 0, 0, 1) is ≥ `plus`. */
function startOfPaths(signs: usize, plus: f64, path: u32, key0: u32, key1: u32): void {
  const zero = i32x4.splat(0);
  for (let half: u32 = 0; half < 2; half++) {
    const first = i32x4.add(i32x4.splat(path + 8 * half), i32x4(0, 1, 2, 3));
    philoxEight(words, first, zero, zero, i32x4.splat(1), key0, key1);
    for (let lane: usize = 0; lane < 8; lane++) {
      const word = load<u32>(words + ((lane >> 2) << 6) + ((lane & 3) << 2));
      store<u32>(signs + 32 * half + 4 * lane, <f64>word < plus ? 0 : 0x80000000);
    }
  }
}

// @ts-ignore: decorator
@inline
function signOf(h: v128, before: v128): v128 {
  const bit = v128.and(h, i32x4.splat(0x80000000));
  return v128.bitselect(before, bit, f32x4.eq(h, f32x4.splat(0)));
}

/** 16 paths: signs of states 0 … T at signs + 64 t, and their 16 bits at bits + 16 t. */
function runPaths(
  T: u32,
  factor: usize,
  retarded: usize,
  signal: usize,
  z: usize,
  signs: usize,
  bits: usize,
): void {
  for (let t: u32 = 0; t <= T; t++) {
    const s = signs + ((<usize>t) << 6);
    if (t > 0) {
      const before = s - 64;
      const row = ((t - 1) * T) << 2;
      let a = v128.load32_splat(signal + ((<usize>t - 1) << 2));
      let b = a;
      let c = a;
      let d = a;
      for (let k: u32 = 0; k < t; k++) {
        const l = v128.load32_splat(factor + row + (k << 2));
        const e = z + (k << 6);
        a = f32x4.add(a, f32x4.mul(l, v128.load(e)));
        b = f32x4.add(b, f32x4.mul(l, v128.load(e, 16)));
        c = f32x4.add(c, f32x4.mul(l, v128.load(e, 32)));
        d = f32x4.add(d, f32x4.mul(l, v128.load(e, 48)));
      }
      for (let k: u32 = 0; k + 1 < t; k++) {
        const r = v128.load32_splat(retarded + row + (k << 2));
        const e = signs + (k << 6);
        a = f32x4.add(a, v128.xor(r, v128.load(e)));
        b = f32x4.add(b, v128.xor(r, v128.load(e, 16)));
        c = f32x4.add(c, v128.xor(r, v128.load(e, 32)));
        d = f32x4.add(d, v128.xor(r, v128.load(e, 48)));
      }
      v128.store(s, signOf(a, v128.load(before)));
      v128.store(s, signOf(b, v128.load(before, 16)), 16);
      v128.store(s, signOf(c, v128.load(before, 32)), 32);
      v128.store(s, signOf(d, v128.load(before, 48)), 48);
    }
    const packed =
      i32x4.bitmask(v128.load(s)) |
      (i32x4.bitmask(v128.load(s, 16)) << 4) |
      (i32x4.bitmask(v128.load(s, 32)) << 8) |
      (i32x4.bitmask(v128.load(s, 48)) << 12);
    store<u16>(bits + ((<usize>t) << 4), <u16>packed);
  }
}

/** Adds up to 128 paths, whose bits are 16 bytes a time, to the counts; clears the bits. */
function countBits(T: u32, bits: usize, valid: u32, minus: usize, differ: usize): void {
  const low: u64 = valid >= 64 ? ~(<u64>0) : ((<u64>1) << valid) - 1;
  const high: u64 =
    valid >= 128 ? ~(<u64>0) : valid <= 64 ? 0 : ((<u64>1) << (valid - 64)) - 1;
  for (let t: u32 = 0; t <= T; t++) {
    const at = bits + ((<usize>t) << 4);
    const a = load<u64>(at) & low;
    const b = load<u64>(at, 8) & high;
    store<u64>(at, a);
    store<u64>(at, b, 8);
    const count = minus + ((<usize>t) << 2);
    store<u32>(count, load<u32>(count) + <u32>(popcnt(a) + popcnt(b)));
    let pair = differ + ((<usize>t * (T + 1)) << 2);
    for (let other = bits; other < at; other += 16, pair += 4) {
      const unlike = popcnt(a ^ load<u64>(other)) + popcnt(b ^ load<u64>(other, 8));
      store<u32>(pair, load<u32>(pair) + <u32>unlike);
    }
  }
}

/** Noise in whole units of 2⁻¹⁹, ties to even; 0 in lanes from `valid` on. */
function roundNoise(T: u32, z: usize, units: usize, valid: u32): void {
  for (let lane: u32 = 0; lane < 16; lane += 4) {
    const lanes = i32x4.add(i32x4.splat(lane), i32x4(0, 1, 2, 3));
    const kept = i32x4.lt_u(lanes, i32x4.splat(valid));
    for (let t: u32 = 0; t < T; t++) {
      const at = (t << 6) + (lane << 2);
      // 1.5 · 2²³ leaves no bit for a fraction
      const shifted = f32x4.add(
        f32x4.mul(v128.load(z + at), f32x4.splat(524288)),
        f32x4.splat(12582912),
      );
      v128.store(units + at, v128.and(i32x4.sub(shifted, i32x4.splat(0x4b400000)), kept));
    }
  }
}

// @ts-ignore: decorator
@inline
function sumOfLanes(x: v128): f64 {
  const half = i32x4.add(x, v128.shuffle<i64>(x, x, 1, 0));
  return <f64>(i32x4.extract_lane(half, 0) + i32x4.extract_lane(half, 1));
}

/** Adds the noise of 16 paths to row 0, and to row t that of the paths with s_t = −1 and k < t. */
function addNoise(T: u32, units: usize, signs: usize, sums: usize): void {
  for (let t: u32 = 0; t <= T; t++) {
    const s = signs + ((<usize>t) << 6);
    const all = i32x4.splat(t === 0 ? -1 : 0);
    const a = v128.or(all, i32x4.shr_s(v128.load(s), 31));
    const b = v128.or(all, i32x4.shr_s(v128.load(s, 16), 31));
    const c = v128.or(all, i32x4.shr_s(v128.load(s, 32), 31));
    const d = v128.or(all, i32x4.shr_s(v128.load(s, 48), 31));
    const end = t === 0 ? T : t;
    for (let k: u32 = 0; k < end; k++) {
      const e = units + (k << 6);
      const sum = i32x4.add(
        i32x4.add(v128.and(a, v128.load(e)), v128.and(b, v128.load(e, 16))),
        i32x4.add(v128.and(c, v128.load(e, 32)), v128.and(d, v128.load(e, 48))),
      );
      const at = sums + ((<usize>t * T + k) << 3);
      store<f64>(at, load<f64>(at) + sumOfLanes(sum));
    }
  }
}

/**
 * Paths `first` … first + paths − 1 of s_{t+1} = sign(signal_t + Σ_{k≤t} L_tk z_k + Σ_{k<t} R_tk s_k).
 *
 * Adds to `minus` (T + 1 counts of s_t = −1), to `differ` ((T + 1)² row-major, its lower triangle:
 * counts of s_t ≠ s_k) and, unless it is 0, to `noise` ((T + 1) × T float64: `addNoise`).
 * `scratch` takes 208 (T + 4) bytes.
 */
export function spinPaths(
  T: u32,
  factor: usize,
  retarded: usize,
  signal: usize,
  plus: f64,
  first: u32,
  paths: u32,
  key0: u32,
  key1: u32,
  scratch: usize,
  minus: usize,
  differ: usize,
  noise: usize,
): void {
  const z = scratch;
  const signs = z + ((<usize>T + 3) << 6);
  const units = signs + ((<usize>T + 1) << 6);
  const bits = units + ((<usize>T) << 6);
  for (let done: u32 = 0; done < paths; ) {
    const group = min<u32>(128, paths - done);
    for (let block: u32 = 0; block < group; block += 16) {
      const path = first + done + block;
      noiseOfPaths(z, T, path, key0, key1);
      startOfPaths(signs, plus, path, key0, key1);
      runPaths(T, factor, retarded, signal, z, signs, bits + (block >> 3));
      if (noise) {
        roundNoise(T, z, units, group - block);
        addNoise(T, units, signs, noise);
      }
    }
    countBits(T, bits, group, minus, differ);
    done += group;
  }
}
