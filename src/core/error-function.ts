const f = Math.fround;

const coefficients = Float32Array.of(
  ...[0.11212613433599472, -0.5867944359779358, 0.9899847507476807, -0.27340003848075867],
  ...[0.49428021907806396, 0.26061007380485535, 0.003193316049873829],
);

/**
 * erf(x / √2) in float32, given e = exp(−x²/2): the probability of |Gaussian| < x.
 *
 * 1 − e q(u), u = 1 / (1 + 3x/8), q the polynomial of degree 6 of least error (7e-9); rounding adds
 * up to 4e-7, 3e-8 on average. The same bits as the kernel.
 *
 * @param x  float32, ≥ 0
 */
export function erf32(x: number, e: number): number {
  const u = f(1 / f(1 + f(x * 0.375)));
  let q = coefficients[0];
  for (let k = 1; k < coefficients.length; k++) q = f(f(q * u) + coefficients[k]);
  return f(1 - f(e * q));
}
