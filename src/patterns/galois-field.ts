/** The field of 2^m elements by powers of a primitive element α; elements are polynomials as bits. */
export interface GaloisField {
  readonly m: number;
  /** n = 2^m − 1, the order of α. */
  readonly order: number;
  /** The primitive polynomial, bit i for x^i. */
  readonly polynomial: number;
  /** α^j at j = 0 … 2n − 1. */
  readonly power: Uint16Array;
  /** j with α^j = element, at 1 … n. */
  readonly logarithm: Uint16Array;
}

/** Powers of x modulo the polynomial; null where x comes back to 1 too early. */
function powersOf(polynomial: number, m: number): Uint16Array | null {
  const order = 2 ** m - 1;
  const power = new Uint16Array(2 * order);
  let element = 1;
  for (let j = 0; j < order; j++) {
    if (j > 0 && element === 1) return null;
    power[j] = element;
    power[j + order] = element;
    element <<= 1;
    if (element > order) element ^= polynomial;
  }
  return element === 1 ? power : null;
}

/** The field of 2^m elements on the smallest primitive polynomial, 2 ≤ m ≤ 15. */
export function galoisField(m: number): GaloisField {
  const order = 2 ** m - 1;
  let polynomial = 2 ** m + 1;
  let power = powersOf(polynomial, m);
  while (power === null) {
    polynomial += 2;
    power = powersOf(polynomial, m);
  }
  const logarithm = new Uint16Array(order + 1);
  for (let j = 0; j < order; j++) logarithm[power[j]] = j;
  return { m, order, polynomial, power, logarithm };
}
