import { erfOf } from "./error-function";
import { exp4 } from "./exponential";
import { radius32 } from "./gaussian";

/** What a step does, `kind`, other than the sign of the field; FROZEN has no new noise. */
const FROZEN: u32 = 1;
export const HEAT_BATH: u32 = 2;
const SMEARED: u32 = 3;

// @ts-ignore: decorator
@inline
function withSignOf(magnitude: v128, x: v128): v128 {
  return v128.xor(magnitude, v128.and(x, i32x4.splat(0x80000000)));
}

/**
 * The exponential that the mean of the next spin needs, of y = field / noise or β field; e⁻⁸⁰ at least,
 * since numbers below the normal ones take a hundred times as long.
 */
// @ts-ignore: decorator
@inline
function exponentialOf(kind: u32, y: v128): v128 {
  const x =
    kind === HEAT_BATH
      ? f32x4.mul(f32x4.abs(y), f32x4.splat(-2))
      : f32x4.mul(f32x4.mul(y, y), f32x4.splat(-0.5));
  return exp4(f32x4.max(x, f32x4.splat(-80)));
}

/** tanh y or erf(y / √2). */
// @ts-ignore: decorator
@inline
function meanOf(kind: u32, y: v128, e: v128): v128 {
  if (kind !== HEAT_BATH) return withSignOf(erfOf(f32x4.abs(y), e), y);
  const one = f32x4.splat(1);
  return withSignOf(f32x4.div(f32x4.sub(one, e), f32x4.add(one, e)), y);
}

/** −1 in lanes of h < 0, and of h = 0 where the spin was −1. */
// @ts-ignore: decorator
@inline
function minusOf(h: v128, now: v128): v128 {
  const zero = f32x4.splat(0);
  const kept = v128.and(f32x4.eq(h, zero), i32x4.shr_s(now, 31));
  return v128.or(f32x4.lt(h, zero), kept);
}

/** Uniform numbers (2k + 1) / 2²⁴ on −1 … 1 of the words of four paths. */
// @ts-ignore: decorator
@inline
function uniform(at: usize): v128 {
  const whole = f32x4.convert_i32x4_s(i32x4.shr_s(v128.load(at), 8));
  return f32x4.add(
    f32x4.mul(whole, f32x4.splat(1.1920928955078125e-7)),
    f32x4.splat(5.9604644775390625e-8),
  );
}

/** ln(u / (1 − u)) of uniform u from the words of four paths. */
// @ts-ignore: decorator
@inline
function logistic(at: usize): v128 {
  const w = v128.load(at);
  const r = radius32(w);
  const rest = radius32(v128.not(w));
  return f32x4.mul(f32x4.sub(f32x4.mul(rest, rest), f32x4.mul(r, r)), f32x4.splat(0.5));
}

/**
 * Four paths: writes the means of their next spins over fields y, or the spins where nothing is
 * left to average, to `lanes`; adds what the response needs to `partial`; −1 where the spin is −1.
 */
export function nextSpins(
  kind: u32,
  drift: v128,
  noise: v128,
  scale: v128,
  smear: v128,
  now: v128,
  kept: v128,
  uniformAt: usize,
  out: usize,
  partial: usize,
): v128 {
  let minus: v128;
  let mean: v128;
  if (kind === SMEARED) drift = f32x4.add(drift, f32x4.mul(smear, logistic(uniformAt)));
  if (kind === FROZEN) {
    minus = minusOf(drift, now);
    mean = v128.or(f32x4.splat(1), v128.and(minus, i32x4.splat(0x80000000)));
  } else {
    const h = f32x4.add(drift, noise);
    const y = f32x4.mul(kind === HEAT_BATH ? h : drift, scale);
    const e = exponentialOf(kind, y);
    mean = meanOf(kind, y, e);
    if (kind === HEAT_BATH) minus = f32x4.ge(uniform(uniformAt), mean);
    else minus = minusOf(h, now);
    const added = v128.and(kept, kind === HEAT_BATH ? f32x4.mul(mean, mean) : e);
    v128.store(partial, f32x4.add(v128.load(partial), added));
  }
  v128.store(out, v128.and(kept, mean));
  return minus;
}
