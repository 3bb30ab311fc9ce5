/** Of the one-sided differences, which leave an error of its square and of rounding over it. */
const step = 1e-5;
const most = 50;

/**
 * Largest modulus of a slope of a map at a point, by power iteration with finite differences: an error of a
 * fixed point is about what one step changes it by, over |1 − slope|. To about 1 % of |1 − slope|.
 *
 * @param map  from and to arrays of the same length; the arguments are not modified
 * @param direction  where the iteration starts; the map is evaluated on this side of the point alone
 */
export function leadingSlope(
  map: (x: Float64Array) => Float64Array,
  at: Float64Array,
  direction: Float64Array,
): number {
  const image = map(at);
  let along = direction;
  let slope = Infinity;
  for (let iteration = 0; iteration < most; iteration++) {
    const length = Math.sqrt(along.reduce((sum, v) => sum + v * v, 0));
    if (length === 0) return 0;
    const shift = along.map((v) => (step * v) / length);
    const [once, twice] = [1, 2].map((times) => map(at.map((x, i) => x + times * shift[i])));
    along = image.map((f, i) => (4 * once[i] - 3 * f - twice[i]) / (2 * step));
    const before = slope;
    slope = Math.sqrt(along.reduce((sum, v) => sum + v * v, 0));
    if (Math.abs(slope - before) <= 0.01 * Math.abs(1 - slope)) break;
  }
  return slope;
}
