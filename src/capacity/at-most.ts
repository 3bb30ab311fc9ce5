/** ⌊fraction · total⌋, not one less where the product falls short of an integer by rounding. */
export function atMost(fraction: number, total: number): number {
  return Math.floor(fraction * total * (1 + 2 ** -51));
}
