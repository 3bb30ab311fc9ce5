/** Half width of a normal 95 % interval in standard deviations, Φ⁻¹(0.975). */
const normal95 = 1.959963984540054;

/**
 * Wilson score interval for a proportion: centre (p̂ + z²/2T)/(1 + z²/T), half width
 * z √(p̂(1−p̂)/T + z²/4T²)/(1 + z²/T) with p̂ = passed/T.
 *
 * Stays inside [0, 1] and has no zero width at p̂ = 0 or 1.
 *
 * @param passed  successes, integer, 0 ≤ passed ≤ trials
 * @param trials  T, integer ≥ 1
 * @param z  half width in standard deviations, finite and > 0; default 1.96, for 95 %
 * @throws {RangeError} counts or z outside those ranges
 *
 * Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export function wilsonInterval(
  passed: number,
  trials: number,
  z: number = normal95,
): { lo: number; hi: number } {
  const areCounts = Number.isInteger(trials) && Number.isInteger(passed);
  if (!areCounts || trials < 1 || passed < 0 || passed > trials) {
    throw new RangeError(
      `wilsonInterval: expected integers 0 <= passed <= trials and trials >= 1, got ${passed} of ${trials}`,
    );
  }
  if (!(z > 0 && z < Infinity)) {
    throw new RangeError(`wilsonInterval: expected a finite z > 0, got ${z}`);
  }
  const p = passed / trials;
  const z2 = (z * z) / trials;
  const centre = (p + z2 / 2) / (1 + z2);
  const half = (z * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials))) / (1 + z2);
  return {
    lo: passed === 0 ? 0 : centre - half,
    hi: passed === trials ? 1 : centre + half,
  };
}
