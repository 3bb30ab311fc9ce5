const HALF_PI = 1.5707963267948966;

/** ln(k / 2⁵³) for an integer 1 ≤ k ≤ 2⁵³ given as k = high·2³² + low, from + − × ÷ alone. */
function logOfFraction(high: number, low: number): number {
  const k = high * 4294967296 + low;
  let exponent = high >= 1 ? 63 - Math.clz32(high) : 31 - Math.clz32(low);
  let m = k / 2 ** exponent;
  if (m > Math.SQRT2) {
    m /= 2;
    exponent += 1;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let series = 1 / 23;
  for (let j = 21; j >= 1; j -= 2) series = series * z + 1 / j;
  return (exponent - 53) * Math.LN2 + 2 * s * series;
}

/** sin x on |x| ≤ π/4. */
function sine(x: number): number {
  const z = x * x;
  let series = 1;
  for (let j = 16; j >= 2; j -= 2) series = 1 - (series * z) / (j * (j + 1));
  return x * series;
}

/** cos x on |x| ≤ π/4. */
function cosine(x: number): number {
  const z = x * x;
  let series = 1;
  for (let j = 17; j >= 1; j -= 2) series = 1 - (series * z) / (j * (j + 1));
  return series;
}

/**
 * Two independent standard Gaussian numbers from four uniform 32-bit words (Box–Muller), in place.
 *
 * Bit-specified: only +, −, ×, ÷ and √ of float64 are used, which every engine rounds the same way;
 * Math.log and Math.cos are not specified to the last bit. Words 0 and 1 give the radius
 * (53 bits, so |x| ≤ 8.58), words 2 and 3 the angle (two bits of quadrant, 51 bits within it).
 *
 * @param words  4 random words
 * @param out    receives the two numbers
 */
export function gaussianPairInPlace(words: Uint32Array, out: Float64Array): void {
  const high = words[0] >>> 11;
  const low = words[1];
  const carry = low === 0xffffffff ? 1 : 0;
  const radius = Math.sqrt(-2 * logOfFraction(high + carry, carry ? 0 : low + 1));
  const quadrant = words[2] >>> 30;
  const t = ((words[2] & 0x3fffffff) * 2097152 + (words[3] >>> 11)) / 2251799813685248;
  const x = (t - 0.5) * HALF_PI;
  const c = cosine(x);
  const s = sine(x);
  const cosOfAngle = quadrant === 0 ? c : quadrant === 1 ? -s : quadrant === 2 ? -c : s;
  const sinOfAngle = quadrant === 0 ? s : quadrant === 1 ? c : quadrant === 2 ? -s : -c;
  out[0] = radius * cosOfAngle;
  out[1] = radius * sinOfAngle;
}
