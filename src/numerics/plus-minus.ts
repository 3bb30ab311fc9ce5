/**
 * A value with its standard error in words, both cut at the second significant digit of the error:
 * `0.3521 ± 0.0040`, `258 ± 12`.
 *
 * Without an error (null, NaN, 0) the value has four significant digits; no value gives "–".
 *
 * @param value  number, or null
 * @param standardError  ≥ 0, NaN or null
 */
export function plusMinus(value: number | null, standardError: number | null = null): string {
  if (value === null || Number.isNaN(value)) return "–";
  if (standardError === null || !(standardError > 1e-12 * Math.abs(value))) {
    return minus(String(Number(value.toPrecision(4))));
  }
  const digits = Math.max(0, 1 - Math.floor(Math.log10(Number(standardError.toPrecision(2)))));
  return `${minus(value.toFixed(Math.min(digits, 20)))} ± ${standardError.toFixed(Math.min(digits, 20))}`;
}

const minus = (text: string): string => text.replace(/^-/, "−");
