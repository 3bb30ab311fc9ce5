/**
 * Where a function that first rises and then falls is largest between two points, by golden-section
 * search, to `tolerance`, in units of the interval.
 *
 * @param tolerance  default 1e-9; below 1e-8 rounding of f decides
 */
export function maximumBetween(
  f: (x: number) => number,
  from: number,
  to: number,
  tolerance = 1e-9,
): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  let [left, right] = [b - ratio * (b - a), a + ratio * (b - a)];
  let [fLeft, fRight] = [f(left), f(right)];
  // not below the spacing of numbers
  const least = tolerance * Math.abs(to - from) + 1e-15 * Math.max(Math.abs(from), Math.abs(to));
  while (Math.abs(b - a) > least) {
    if (fLeft < fRight) {
      [a, left, fLeft] = [left, right, fRight];
      right = a + ratio * (b - a);
      fRight = f(right);
    } else {
      [b, right, fRight] = [right, left, fLeft];
      left = b - ratio * (b - a);
      fLeft = f(left);
    }
  }
  return fLeft < fRight ? right : left;
}
