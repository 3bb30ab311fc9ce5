// The operations of src/random/gaussian.ts and gaussian32.ts in the same order, on lanes.

// @ts-ignore: decorator
@inline
function logTerm(series: v128, z: v128, c: f64): v128 {
  return f64x2.add(f64x2.mul(series, z), f64x2.splat(c));
}

// @ts-ignore: decorator
@inline
function turnTerm(series: v128, z: v128, c: f64): v128 {
  return f64x2.sub(f64x2.splat(1), f64x2.div(f64x2.mul(series, z), f64x2.splat(c)));
}

/** √(−2 ln(k / 2⁵³)) of two integers 1 ≤ k ≤ 2⁵³. */
// @ts-ignore: decorator
@inline
function radius(k: v128): v128 {
  // 2⁸⁴ + high·2³² and 2⁵² + low: both exact, so is their sum less the two powers
  const highPart = v128.or(i64x2.shr_u(k, 32), i64x2.splat(0x4530000000000000));
  const lowPart = v128.or(
    v128.and(k, i64x2.splat(0xffffffff)),
    i64x2.splat(0x4330000000000000),
  );
  const x = f64x2.add(f64x2.sub(highPart, f64x2.splat(19342813118337666422669312.0)), lowPart);
  const exponents = i64x2.shr_u(x, 52);
  let m = v128.or(
    v128.and(x, i64x2.splat(0x000fffffffffffff)),
    i64x2.splat(0x3ff0000000000000),
  );
  const isLarge = f64x2.gt(m, f64x2.splat(Math.SQRT2));
  m = f64x2.mul(m, v128.bitselect(f64x2.splat(0.5), f64x2.splat(1), isLarge));
  let exponent = f64x2.convert_low_i32x4_s(v128.shuffle<i32>(exponents, exponents, 0, 2, 0, 2));
  exponent = f64x2.sub(exponent, f64x2.splat(1023 + 53));
  exponent = f64x2.add(exponent, v128.and(f64x2.splat(1), isLarge));
  const s = f64x2.div(f64x2.sub(m, f64x2.splat(1)), f64x2.add(m, f64x2.splat(1)));
  const z = f64x2.mul(s, s);
  let series = f64x2.splat(1.0 / 23.0);
  series = logTerm(series, z, 1.0 / 21.0);
  series = logTerm(series, z, 1.0 / 19.0);
  series = logTerm(series, z, 1.0 / 17.0);
  series = logTerm(series, z, 1.0 / 15.0);
  series = logTerm(series, z, 1.0 / 13.0);
  series = logTerm(series, z, 1.0 / 11.0);
  series = logTerm(series, z, 1.0 / 9.0);
  series = logTerm(series, z, 1.0 / 7.0);
  series = logTerm(series, z, 1.0 / 5.0);
  series = logTerm(series, z, 1.0 / 3.0);
  series = logTerm(series, z, 1.0);
  const log = f64x2.add(
    f64x2.mul(exponent, f64x2.splat(Math.LN2)),
    f64x2.mul(f64x2.mul(f64x2.splat(2), s), series),
  );
  return f64x2.sqrt(f64x2.mul(f64x2.splat(-2), log));
}

// @ts-ignore: decorator
@inline
function sine(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let series = turnTerm(f64x2.splat(1), z, 272);
  series = turnTerm(series, z, 210);
  series = turnTerm(series, z, 156);
  series = turnTerm(series, z, 110);
  series = turnTerm(series, z, 72);
  series = turnTerm(series, z, 42);
  series = turnTerm(series, z, 20);
  series = turnTerm(series, z, 6);
  return f64x2.mul(x, series);
}

// @ts-ignore: decorator
@inline
function cosine(x: v128): v128 {
  const z = f64x2.mul(x, x);
  let series = turnTerm(f64x2.splat(1), z, 306);
  series = turnTerm(series, z, 240);
  series = turnTerm(series, z, 182);
  series = turnTerm(series, z, 132);
  series = turnTerm(series, z, 90);
  series = turnTerm(series, z, 56);
  series = turnTerm(series, z, 30);
  series = turnTerm(series, z, 12);
  // a half is exact, so this is the division by 2
  return f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.mul(series, z), f64x2.splat(0.5)));
}

/** Two float64 Gaussians from every four words; `pairs` even, nothing aligned. */
export function gaussianPairs(words: usize, out: usize, pairs: u32): void {
  for (let p: u32 = 0; p < pairs; p += 2, words += 32, out += 32) {
    const a = v128.load(words);
    const b = v128.load(words, 16);
    const first = v128.shuffle<i32>(a, b, 1, 0, 5, 4);
    const k = i64x2.add(
      v128.or(
        i64x2.shl(i64x2.shr_u(first, 43), 32),
        v128.and(first, i64x2.splat(0xffffffff)),
      ),
      i64x2.splat(1),
    );
    const r = radius(k);
    const turn = v128.shuffle<i32>(a, b, 3, 2, 7, 6);
    const t = v128.or(
      i64x2.shr_u(v128.and(turn, i64x2.splat(0x3fffffffffffffff)), 11),
      i64x2.splat(0x4330000000000000),
    );
    const fraction = f64x2.mul(
      f64x2.sub(t, f64x2.splat(4503599627370496.0)),
      f64x2.splat(1.0 / 2251799813685248.0),
    );
    const x = f64x2.mul(f64x2.sub(fraction, f64x2.splat(0.5)), f64x2.splat(1.5707963267948966));
    const c = cosine(x);
    const s = sine(x);
    const shifted = i64x2.shl(turn, 1);
    const isOdd = i64x2.lt_s(shifted, i64x2.splat(0));
    const signBit = i64x2.splat(0x8000000000000000);
    const cosOfAngle = v128.xor(
      v128.bitselect(s, c, isOdd),
      v128.and(v128.xor(turn, shifted), signBit),
    );
    const sinOfAngle = v128.xor(v128.bitselect(c, s, isOdd), v128.and(turn, signBit));
    const even = f64x2.mul(r, cosOfAngle);
    const odd = f64x2.mul(r, sinOfAngle);
    v128.store(out, v128.shuffle<i64>(even, odd, 0, 2));
    v128.store(out, v128.shuffle<i64>(even, odd, 1, 3), 16);
  }
}

// @ts-ignore: decorator
@inline
function term32(series: v128, z: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(series, z), f32x4.splat(c));
}

/** √(−2 ln u) of u = (⌊w / 2⌋ + ½) / 2³¹ rounded to float32. */
// @ts-ignore: decorator
@inline
export function radius32(w: v128): v128 {
  const k = f32x4.add(f32x4.convert_i32x4_s(i32x4.shr_u(w, 1)), f32x4.splat(0.5));
  const exponent = i32x4.shr_s(i32x4.sub(k, i32x4.splat(0x3f3504f3)), 23);
  const f = f32x4.sub(i32x4.sub(k, i32x4.shl(exponent, 23)), f32x4.splat(1));
  const z = f32x4.mul(f, f);
  let series = f32x4.splat(0.08700434863567352);
  series = term32(series, f, -0.14267486333847046);
  series = term32(series, f, 0.14914768934249878);
  series = term32(series, f, -0.1657758504152298);
  series = term32(series, f, 0.19963063299655914);
  series = term32(series, f, -0.2500133812427521);
  series = term32(series, f, 0.3333390951156616);
  const tail = f32x4.sub(f32x4.mul(f32x4.mul(series, f), z), f32x4.mul(z, f32x4.splat(0.5)));
  const powers = f32x4.convert_i32x4_s(i32x4.sub(exponent, i32x4.splat(31)));
  const log = f32x4.add(f32x4.mul(powers, f32x4.splat(<f32>Math.LN2)), f32x4.add(f, tail));
  return f32x4.sqrt(f32x4.mul(f32x4.splat(-2), log));
}

/** Angle within its quadrant, −π/4 … π/4, of the low 30 bits of w. */
// @ts-ignore: decorator
@inline
export function angle32(w: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(w, 2)), f32x4.splat(3.65729529994141e-10));
}

// @ts-ignore: decorator
@inline
export function sine32(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let series = f32x4.splat(-0.00019515282474458218);
  series = term32(series, z, 0.00833216030150652);
  series = term32(series, z, -0.16666655242443085);
  return f32x4.add(x, f32x4.mul(f32x4.mul(x, z), series));
}

// @ts-ignore: decorator
@inline
export function cosine32(x: v128): v128 {
  const z = f32x4.mul(x, x);
  let series = f32x4.splat(2.44331567955669e-5);
  series = term32(series, z, -0.0013887316454201937);
  series = term32(series, z, 0.04166664555668831);
  const start = f32x4.sub(f32x4.splat(1), f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(start, f32x4.mul(f32x4.mul(z, z), series));
}

/** Cosine of the whole angle, whose quadrant is the two high bits of w. */
// @ts-ignore: decorator
@inline
export function cosineOfTurn(w: v128, c: v128, s: v128): v128 {
  const shifted = i32x4.shl(w, 1);
  const chosen = v128.bitselect(s, c, i32x4.shr_s(shifted, 31));
  return v128.xor(chosen, v128.and(v128.xor(w, shifted), i32x4.splat(0x80000000)));
}

// @ts-ignore: decorator
@inline
export function sineOfTurn(w: v128, c: v128, s: v128): v128 {
  const chosen = v128.bitselect(c, s, i32x4.shr_s(i32x4.shl(w, 1), 31));
  return v128.xor(chosen, v128.and(w, i32x4.splat(0x80000000)));
}

/** Two float32 Gaussians from every two words; `pairs` a multiple of 4, nothing aligned. */
export function gaussianPairs32(words: usize, out: usize, pairs: u32): void {
  for (let p: u32 = 0; p < pairs; p += 4, words += 32, out += 32) {
    const a = v128.load(words);
    const b = v128.load(words, 16);
    const r = radius32(v128.shuffle<i32>(a, b, 0, 2, 4, 6));
    const w = v128.shuffle<i32>(a, b, 1, 3, 5, 7);
    const x = angle32(w);
    const c = cosine32(x);
    const s = sine32(x);
    const even = f32x4.mul(r, cosineOfTurn(w, c, s));
    const odd = f32x4.mul(r, sineOfTurn(w, c, s));
    v128.store(out, v128.shuffle<i32>(even, odd, 0, 4, 1, 5));
    v128.store(out, v128.shuffle<i32>(even, odd, 2, 6, 3, 7), 16);
  }
}
