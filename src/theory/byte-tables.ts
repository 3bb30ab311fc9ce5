/**
 * Sums over spins by the bytes they are packed in, a bit for each of 8 times and 1 for s = −1: a
 * table of 256 numbers takes the place of 8 multiply-adds.
 */

/** Tables of 256 for 8 times: entry `byte` is Σ_k weight_k s_k; `constant` is added to the first. */
export function byteTables(weights: Float64Array, constant: number): Float32Array {
  const tables = new Float32Array(256 * Math.ceil(weights.length / 8));
  const sums = new Float64Array(256);
  for (let from = 0; from < weights.length; from += 8) {
    const eight = weights.subarray(from, from + 8);
    sums[0] = eight.reduce((sum, weight) => sum + weight, from === 0 ? constant : 0);
    // A byte is one with its highest bit cleared, and that spin turned over.
    for (let bit = 0; bit < 8; bit++) {
      const change = 2 * (eight[bit] ?? 0);
      for (let byte = 1 << bit; byte < 2 << bit; byte++) {
        sums[byte] = sums[byte - (1 << bit)] - change;
      }
    }
    tables.set(sums, 32 * from);
  }
  return tables;
}

/** Σ c and Σ c s_k, k < count, from sums of c over the paths of every byte. */
export function sumsOfBytes(
  histograms: Float64Array,
  count: number,
): { readonly sum: number; readonly products: Float64Array } {
  const products = new Float64Array(count);
  let sum = 0;
  for (let from = 0; from < count; from += 8) {
    // Folding the half of the highest bit onto the other leaves sums by the lower bits.
    const sums = histograms.slice(32 * from, 32 * from + 256);
    for (let bit = 7; bit >= 0; bit--) {
      let product = 0;
      for (let byte = 0; byte < 1 << bit; byte++) {
        const turned = sums[byte + (1 << bit)];
        product += sums[byte] - turned;
        sums[byte] += turned;
      }
      if (from + bit < count) products[from + bit] = product;
    }
    if (from === 0) sum = sums[0];
  }
  return { sum, products };
}
