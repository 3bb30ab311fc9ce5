/** 1 / (1 + 3x/8) of x ≥ 0. */
// @ts-ignore: decorator
@inline
function shrunk(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, f32x4.mul(x, f32x4.splat(0.375))));
}

// @ts-ignore: decorator
@inline
function term(series: v128, u: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(series, u), f32x4.splat(c));
}

/** erf(x / √2) of x ≥ 0, given e = exp(−x²/2). The operations of src/core/error-function.ts. */
// @ts-ignore: decorator
@inline
export function erfOf(x: v128, e: v128): v128 {
  const u = shrunk(x);
  let q = f32x4.splat(0.11212613433599472);
  q = term(q, u, -0.5867944359779358);
  q = term(q, u, 0.9899847507476807);
  q = term(q, u, -0.27340003848075867);
  q = term(q, u, 0.49428021907806396);
  q = term(q, u, 0.26061007380485535);
  q = term(q, u, 0.003193316049873829);
  return f32x4.sub(f32x4.splat(1), f32x4.mul(e, q));
}
