/**
 * A value with its standard error in words, both cut at the second significant digit of the error:
 * `0.3521 ± 0.0040`, `258 ± 12`, `12300 ± 1200`.
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
  const place = Math.floor(Math.log10(Number(standardError.toPrecision(2)))) - 1;
  const cut = (x: number): string =>
    place > 0
      ? (Math.round(x / 10 ** place) * 10 ** place).toFixed(0)
      : x.toFixed(Math.min(-place, 20));
  return `${minus(cut(value))} ± ${cut(standardError)}`;
}

/** A true minus sign, and none before a zero. */
const minus = (text: string): string => text.replace(/^-(?=.*[1-9])/, "−").replace(/^-/, "");
