/**
 * Zero of a continuous function between two points where it has opposite signs.
 *
 * Chandrupatla's method: inverse quadratic interpolation where it is safe, else bisection; stops
 * within `tolerance` of the zero, relative to its size, or where the function is exactly 0.
 *
 * @param f  finite on the interval
 * @param tolerance  default 1e-12
 * @throws {RangeError} equal signs at both ends, or a value that is not a number
 *
 * Source: Chandrupatla 1997, "A new hybrid quadratic/bisection algorithm".
 */
export function rootBetween(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance = 1e-12,
): number {
  let [a, b] = [to, from];
  let [fa, fb] = [f(a), f(b)];
  if (!(fa * fb <= 0)) {
    throw new RangeError(
      `rootBetween: expected opposite signs at both ends, got ${fb} at ${from} and ${fa} at ${to}`,
    );
  }
  let share = 0.5;
  for (;;) {
    const x = a + share * (b - a);
    const fx = f(x);
    const isBeforeA = Math.sign(fx) === Math.sign(fa);
    const [c, fc] = isBeforeA ? [a, fa] : [b, fb];
    if (!isBeforeA) [b, fb] = [a, fa];
    [a, fa] = [x, fx];
    const [best, smallest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    const shortest = (tolerance * Math.abs(best) + Number.MIN_VALUE) / Math.abs(b - a);
    if (smallest === 0 || !(shortest < 0.5)) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const isSmooth = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi;
    const step = isSmooth
      ? (fa / (fb - fa)) * (fc / (fb - fc)) +
        (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
      : 0.5;
    share = Math.min(1 - shortest, Math.max(shortest, step));
  }
}
