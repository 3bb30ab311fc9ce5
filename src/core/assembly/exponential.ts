import { madd } from "./madd";

/** 1.5 · 2²³: the sum with it is rounded to an integer, which its low bits hold. */
const ROUNDER: f32 = 12582912;

/**
 * e^x of four numbers: x = n ln 2 + r with |r| ≤ ln 2 / 2, e^r = 1 + r + r² q(r) with q the
 * polynomial of degree 4 of least relative error (3.8e-9), times 2^n in two factors, so that
 * results below the normal numbers and overflow come out right.
 */
// @ts-ignore: decorator
@inline
export function exp4(value: v128): v128 {
  // pmin and pmax, not min and max: one instruction each, and they let NaN through in this order.
  const x = f32x4.pmin(f32x4.pmax(value, f32x4.splat(-104.5)), f32x4.splat(89));
  const shifted = madd(x, f32x4.splat(1.4426950408889634), f32x4.splat(ROUNDER));
  const n = f32x4.sub(shifted, f32x4.splat(ROUNDER));
  let r = madd(n, f32x4.splat(-0.693359375), x);
  r = madd(n, f32x4.splat(0.00021219444170128554), r);
  let q = f32x4.splat(0.001381461275741458);
  q = madd(q, r, f32x4.splat(0.008368710055947304));
  q = madd(q, r, f32x4.splat(0.04166838899254799));
  q = madd(q, r, f32x4.splat(0.1666652113199234));
  q = madd(q, r, f32x4.splat(0.4999999403953552));
  const p = f32x4.add(madd(q, f32x4.mul(r, r), r), f32x4.splat(1));
  const power = i32x4.sub(shifted, f32x4.splat(ROUNDER));
  const half = i32x4.shr_s(power, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(power, half)));
}

/** 2^n for −126 ≤ n ≤ 127. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** e^x of `count` float32 numbers in place; up to 3 numbers after them change, too. */
export function expInPlace(x: usize, count: usize): void {
  for (const end = x + (count << 2); x < end; x += 16) v128.store(x, exp4(v128.load(x)));
}
