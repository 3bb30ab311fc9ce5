const f = Math.fround;
const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** Coefficients of the float32 nearest to a polynomial, highest power first. */
const coefficients = (...values: number[]) => Float32Array.from(values);

/** (ln(1 + x) − x + x²/2) / x³ on 1/√2 − 1 … √2 − 1, to 3.2e-8 of the logarithm. */
const logTail = coefficients(
  ...[0.08700434863567352, -0.14267486333847046, 0.14914768934249878, -0.1657758504152298],
  ...[0.19963063299655914, -0.2500133812427521, 0.3333390951156616],
);
/** (sin x / x − 1) / x² in x² on |x| ≤ π/4, to 3.8e-9 of the sine. */
const sineTail = coefficients(-0.00019515282474458218, 0.00833216030150652, -0.16666655242443085);
/** (cos x − 1 + x²/2) / x⁴ in x² on |x| ≤ π/4, to 1.2e-10 of the cosine. */
const cosineTail = coefficients(2.44331567955669e-5, -0.0013887316454201937, 0.04166664555668831);

const LN2 = f(Math.LN2);
const STEP = f(3.65729529994141e-10);

function polynomial(of: Float32Array, x: number): number {
  let value = of[0];
  for (let k = 1; k < of.length; k++) value = f(f(value * x) + of[k]);
  return value;
}

/** √(−2 ln u) of u = (⌊word / 2⌋ + ½) / 2³¹ rounded to float32. */
export function radius32(word: number): number {
  float[0] = f(f(word >>> 1) + 0.5);
  const exponent = (bits[0] - 0x3f3504f3) >> 23;
  bits[0] -= exponent << 23;
  const x = f(float[0] - 1);
  const z = f(x * x);
  const tail = f(f(f(polynomial(logTail, x) * x) * z) - f(z * 0.5));
  const log = f(f((exponent - 31) * LN2) + f(x + tail));
  return f(Math.sqrt(f(-2 * log)));
}

/**
 * Two independent standard Gaussian numbers in float32 from two uniform 32-bit words (Box–Muller).
 *
 * Bit-specified: + − × √ of float32 alone. Word `at` gives the radius from u ≥ 2⁻³², rounded to 24
 * bits, so |x| ≤ 6.67 and numbers beyond are missing (2⁻³² of all radii); word `at` + 1 gives
 * the angle (two bits of quadrant, 30 bits within it, rounded to 24). Radii below 3.4e-4 come in
 * steps of that order. Accurate to 2e-7 of the radius. For Monte Carlo averages; sets and
 * states use the float64 numbers of `gaussianPairInPlace`.
 *
 * @param words  random words
 * @param at  place of the first word, and in `out` of the first number
 */
export function gaussianPair32(words: Uint32Array, out: Float32Array, at: number): void {
  const word = words[at + 1];
  const radius = radius32(words[at]);
  const x = f(f(word << 2) * STEP);
  const z = f(x * x);
  const s = f(x + f(f(x * z) * polynomial(sineTail, z)));
  const c = f(f(1 - f(z * 0.5)) + f(f(z * z) * polynomial(cosineTail, z)));
  const quadrant = word >>> 30;
  const cosOfAngle = quadrant === 0 ? c : quadrant === 1 ? -s : quadrant === 2 ? -c : s;
  const sinOfAngle = quadrant === 0 ? s : quadrant === 1 ? c : quadrant === 2 ? -s : -c;
  out[at] = radius * cosOfAngle;
  out[at + 1] = radius * sinOfAngle;
}
