/** (Σ_k coefficients[k] x^k) / denominator with integer coefficients, denominator > 0. */
export interface RationalPolynomial {
  readonly coefficients: readonly bigint[];
  readonly denominator: bigint;
}

/** The polynomial x. */
export const identity: RationalPolynomial = { coefficients: [0n, 1n], denominator: 1n };

/** The constant with the decimal digits that a float64 prints, e.g. exactly 1/10 for 0.1. */
export function decimal(value: number): RationalPolynomial {
  const [mantissa, exponent = "0"] = String(value).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places > 0
    ? reduced([digits], 10n ** BigInt(places))
    : reduced([digits * 10n ** BigInt(-places)], 1n);
}

/** p + sign·q. */
export function sum(p: RationalPolynomial, q: RationalPolynomial, sign: 1n | -1n) {
  const length = Math.max(p.coefficients.length, q.coefficients.length);
  const coefficients = Array.from(
    { length },
    (_, k) =>
      (p.coefficients[k] ?? 0n) * q.denominator + sign * (q.coefficients[k] ?? 0n) * p.denominator,
  );
  return reduced(coefficients, p.denominator * q.denominator);
}

/** p·q. */
export function product(p: RationalPolynomial, q: RationalPolynomial): RationalPolynomial {
  const length = p.coefficients.length + q.coefficients.length - 1;
  const coefficients = new Array<bigint>(length).fill(0n);
  p.coefficients.forEach((c, j) => {
    q.coefficients.forEach((d, k) => {
      coefficients[j + k] += c * d;
    });
  });
  return reduced(coefficients, p.denominator * q.denominator);
}

/** 1/p for a constant p ≠ 0; null otherwise. */
export function inverse(p: RationalPolynomial): RationalPolynomial | null {
  const [c] = p.coefficients;
  if (p.coefficients.length !== 1 || c === 0n) return null;
  return c > 0n
    ? { coefficients: [p.denominator], denominator: c }
    : { coefficients: [-p.denominator], denominator: -c };
}

/** The value of p as an integer exponent; null where p is not a constant integer ≥ 0. */
export function exponentOf(p: RationalPolynomial): number | null {
  const [c] = p.coefficients;
  return p.coefficients.length === 1 && p.denominator === 1n && c >= 0n ? Number(c) : null;
}

/** Σ_k coefficients[k] x^k at an integer x. */
export function integerValue(coefficients: readonly bigint[], x: bigint): bigint {
  let value = 0n;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + coefficients[k];
  return value;
}

/** Coefficients of the derivative. */
export const derivativeOf = (coefficients: readonly bigint[]): bigint[] =>
  coefficients.slice(1).map((c, k) => BigInt(k + 1) * c);

function reduced(coefficients: bigint[], denominator: bigint): RationalPolynomial {
  while (coefficients.length > 1 && coefficients[coefficients.length - 1] === 0n)
    coefficients.pop();
  const divisor = coefficients.reduce(greatestCommonDivisor, denominator);
  return { coefficients: coefficients.map((c) => c / divisor), denominator: denominator / divisor };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}
